/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The demo's cooperative and its member municipalities with their pages. The municipalities are
 * real, what their pages say is invented. Saving again brings them back to this state.
 */
#ifndef KC_SERVICE_DEMO_ORGANISATIONS_H
#define KC_SERVICE_DEMO_ORGANISATIONS_H

#include "storage/db.h"

/* `ags`: official keys of the members, which are in the register. ERR_LIMIT, and those of stores.
 */
MUST_USE enum err demo_organisations_seed(struct db *db, const struct slice *ags, int len,
                                          int *ret_organisations);

#endif
