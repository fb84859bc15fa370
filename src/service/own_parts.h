/* SPDX-License-Identifier: EUPL-1.2 */
/* What export and erasure of own data share; nobody else includes it. */
#ifndef KC_SERVICE_OWN_PARTS_H
#define KC_SERVICE_OWN_PARTS_H

#include "service/own_data.h"
#include "storage/own_store.h"

/* Under which names the person's rows lie. `email` is the account's. ERR_LIMIT. */
MUST_USE enum err own_data_person(struct ctx *ctx, const struct own_wish *wish, struct slice email,
                                  struct own_person *ret_person);

#endif
