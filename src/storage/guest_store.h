/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Situations of people without an account, under the hash of a random key. Nothing here
 * ever meets a name. `key` is 32 bytes.
 */
#ifndef KC_STORAGE_GUEST_STORE_H
#define KC_STORAGE_GUEST_STORE_H

#include "domain/situation.h"
#include "storage/db.h"

enum { GUEST_HASH_BYTES = 32 };

/* The whole situation, in the arena. ERR_NOT_FOUND, without a message, when nothing is kept. */
MUST_USE enum err guest_store_load(struct db *db, struct slice key, struct arena *arena,
                                   struct situation *ret_situation);
/* Keep the whole situation, in place of the one before. */
MUST_USE enum err guest_store_save(struct db *db, struct slice key, struct instant now,
                                   const struct situation *s);
/* When it was used last. ERR_NOT_FOUND, without a message, when nothing is kept. */
MUST_USE enum err guest_store_last_used(struct db *db, struct slice key,
                                        struct instant *ret_last_used);
/* Note that it is still used; not an error when nothing is kept. */
MUST_USE enum err guest_store_touch(struct db *db, struct slice key, struct instant now);
/* All of it lies under the new key from now on. ERR_NOT_FOUND, without a message: nothing was
 * kept, or something lies there already. */
MUST_USE enum err guest_store_move(struct db *db, struct slice key, struct slice new_key);
/* All of it is gone; not an error when nothing was kept. */
MUST_USE enum err guest_store_delete(struct db *db, struct slice key);
/* Delete what was not used since `before`. */
MUST_USE enum err guest_store_expire(struct db *db, struct instant before, int64_t *ret_deleted);
MUST_USE enum err guest_store_count(struct db *db, int64_t *ret_guests);

#endif
