/* SPDX-License-Identifier: EUPL-1.2 */
/* Attempts that were wrong, by a keyed hash (32 bytes) of what was tried: ACCOUNT-6. */
#ifndef KC_STORAGE_GUESS_STORE_H
#define KC_STORAGE_GUESS_STORE_H

#include "base/day.h"
#include "storage/db.h"

/*
 * Count one attempt before it is made, so that many at once count as many. `free` of them have no
 * delay; then each doubles it, up to GUESS_DELAY_SECONDS_MAX.
 *   ERR_DENIED  not before *ret_until; nothing was counted. Without a message
 */
MUST_USE enum err guess_store_begin(struct db *db, struct slice subject, int free,
                                    struct instant now, struct instant *ret_until);
/* One attempt was right and does not count; the wrong ones stay. */
MUST_USE enum err guess_store_give_back(struct db *db, struct slice subject);
/* It was right: the wrong ones are forgotten. */
MUST_USE enum err guess_store_clear(struct db *db, struct slice subject);
/* Attempts of before are forgotten. */
MUST_USE enum err guess_store_expire(struct db *db, struct instant before, int64_t *ret_deleted);

#endif
