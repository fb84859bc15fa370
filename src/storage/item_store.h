/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions of items as they are kept. The tables themselves refuse to change one that was in use
 * and to let its author approve it (ITEM-13, ITEM-14): ERR_CONFLICT or ERR_INVALID.
 */
#ifndef KC_STORAGE_ITEM_STORE_H
#define KC_STORAGE_ITEM_STORE_H

#include "domain/item_version.h"
#include "storage/db.h"

/* Everything but id, names, reviewer and note is kept; `now` is created and changed. ERR_CONFLICT:
 * the item has such a version, or one in that state. */
MUST_USE enum err item_store_add(struct db *db, const struct item_version *v,
                                 struct item_version_id *ret_id);
/* Kind, level, facet and content of a draft by its author. ERR_NOT_FOUND: it is none (any more). */
MUST_USE enum err item_store_save(struct db *db, const struct item_version *v);
/* State, reviewer, note, since and until, as long as the state is `before`. ERR_CONFLICT: it is
 * not. */
MUST_USE enum err item_store_move(struct db *db, const struct item_version *v,
                                  enum item_state before);
/* ERR_NOT_FOUND: no draft of this author. */
MUST_USE enum err item_store_delete(struct db *db, struct item_version_id id,
                                    struct account_id author);

/* Everything in the arena of the use case. ERR_NOT_FOUND, without a message, when there is none. */
MUST_USE enum err item_store_find(struct db *db, struct item_version_id id,
                                  struct item_version *ret_version);

/* Of one item, newest first. */
MUST_USE enum err item_store_of_code(struct db *db, struct slice code,
                                     struct item_version_list *ret_list);
/* Last changed first; at most `most` behind the first `skipped`, and how many there are in all. */
MUST_USE enum err item_store_page(struct db *db, const struct item_filter *f, int most, int skipped,
                                  struct item_version_list *ret_list);
MUST_USE enum err item_store_count(struct db *db, const struct item_filter *f, int64_t *ret_count);
/* Whose use began or ended in a bank after this one, by id. */
MUST_USE enum err item_store_used(struct db *db, int64_t bank, struct item_version_list *ret_list);
/* The codes of a competence's items, whatever became of them. */
MUST_USE enum err item_store_codes(struct db *db, struct slice competence, struct slice **ret_codes,
                                   int *ret_len);

/* The number of the bank: it rises with every change of what is in use. */
MUST_USE enum err item_store_bank(struct db *db, int64_t *ret_bank);
/* One more, which is answered. */
MUST_USE enum err item_store_bank_raise(struct db *db, int64_t *ret_bank);

#endif
