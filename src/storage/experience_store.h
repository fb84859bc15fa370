/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of matches that people gave for learning (LEARN-10 to LEARN-14): under their guest's row,
 * gone with it. `key` is 32 bytes, as in storage/guest_store.h.
 */
#ifndef KC_STORAGE_EXPERIENCE_STORE_H
#define KC_STORAGE_EXPERIENCE_STORE_H

#include "domain/experience.h"
#include "storage/db.h"

struct experience_consent {
    int64_t guest; /* 0: none was given */
    int wording;   /* which text was agreed to, from 1 */
    struct instant since;
};

/* All zero when none was given. */
MUST_USE enum err experience_store_consent(struct db *db, struct slice key,
                                           struct experience_consent *ret_consent);
/* Given, or given to a newer text. ERR_NOT_FOUND, without a message: nothing lies under the key. */
MUST_USE enum err experience_store_agree(struct db *db, struct slice key, int wording,
                                         struct instant now);
/* Taken back, and all lists deleted; not an error when none was given. */
MUST_USE enum err experience_store_withdraw(struct db *db, struct slice key);
/*
 * Keep a list. Passed over without an error: one that is the same as the newest of that day from
 * that place on, and what is more than EXPERIENCE_LISTS_PER_SESSION_MAX.
 */
MUST_USE enum err experience_store_add(struct db *db, int64_t guest,
                                       const struct experience_list *list);
/* Somebody went so far with a block: noted at the newest list since `since` that has it, if any. */
MUST_USE enum err experience_store_did(struct db *db, struct slice key, struct module_id module,
                                       enum experience_deed deed, struct day since);
/*
 * All blocks of all lists, by list and place, in `arena`.
 *   ERR_LIMIT   more than EXPERIENCE_SHOWN_MAX, or the arena is full
 */
MUST_USE enum err experience_store_all(struct db *db, struct arena *arena,
                                       struct experience_kept **ret_kept, size_t *ret_len);
/* Delete lists up to the number `last`. */
MUST_USE enum err experience_store_forget(struct db *db, int64_t last);
/* Delete lists that were shown before. */
MUST_USE enum err experience_store_expire(struct db *db, struct instant before,
                                          int64_t *ret_deleted);

#endif
