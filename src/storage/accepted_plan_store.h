/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan that a guest has accepted. `key` is that of guest_store.h; it goes with the guest's row.
 */
#ifndef KC_STORAGE_ACCEPTED_PLAN_STORE_H
#define KC_STORAGE_ACCEPTED_PLAN_STORE_H

#include "domain/accepted_plan.h"
#include "storage/db.h"

/* In the arena of the database's ctx. ERR_NOT_FOUND, without a message: none was accepted. */
MUST_USE enum err accepted_plan_store_load(struct db *db, struct slice key,
                                           struct accepted_plan *ret_plan);
/* In place of the one before; `declined` is 0 then. ERR_NOT_FOUND, without a message: no such
 * guest.
 */
MUST_USE enum err accepted_plan_store_save(struct db *db, struct slice key,
                                           const struct accepted_plan *plan);
/* Not an error when there is none. */
MUST_USE enum err accepted_plan_store_decline(struct db *db, struct slice key, int64_t declined);
MUST_USE enum err accepted_plan_store_delete(struct db *db, struct slice key);

#endif
