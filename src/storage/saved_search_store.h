/* SPDX-License-Identifier: EUPL-1.2 */
/* Searches that guests keep. `key` is that of guest_store.h; they go when the guest's row goes. */
#ifndef KC_STORAGE_SAVED_SEARCH_STORE_H
#define KC_STORAGE_SAVED_SEARCH_STORE_H

#include "domain/saved_search.h"
#include "storage/db.h"

/* In the order in which they were kept; room for SAVED_SEARCHES_MAX. None when there is no guest.
 */
MUST_USE enum err saved_search_store_load(struct db *db, struct slice key,
                                          struct saved_search *ret_searches, int *ret_len);
/*
 * Keep one more, looked at now; or rename one that asks the same. Sets the id.
 *   ERR_NOT_FOUND  there is no such guest; without a message
 *   ERR_LIMIT      SAVED_SEARCHES_MAX are kept already
 */
MUST_USE enum err saved_search_store_save(struct db *db, struct slice key, struct instant now,
                                          struct saved_search *s);
/* Its results were looked at. ERR_NOT_FOUND, without a message: the guest has no such search. */
MUST_USE enum err saved_search_store_look(struct db *db, struct slice key, struct instant now,
                                          const struct saved_search *s);
/* Not an error when there is none. */
MUST_USE enum err saved_search_store_delete(struct db *db, struct slice key,
                                            struct saved_search_id id);

#endif
