/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of new items (ITEM-16). */
#ifndef KC_SERVICE_ITEM_CODE_H
#define KC_SERVICE_ITEM_CODE_H

#include "storage/db.h"

/*
 * "d1-1-9" for D1.1 when "d1-1-8" is the last, in the arena of the use case. What files brought in
 * stands in nobody's way: a number above ITEM_NUMBER_MAX counts as none, a code that an item of
 * another competence has is passed over. ERR_LIMIT
 */
MUST_USE enum err item_code_next(struct db *db, struct slice competence, struct slice *ret_code);

#endif
