/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens of directories, by hash alone, and what directories say of people. */
#ifndef KC_STORAGE_DIRECTORY_STORE_H
#define KC_STORAGE_DIRECTORY_STORE_H

#include "domain/directory.h"
#include "storage/db.h"

/* Sets the id. `hash` is 32 bytes. */
MUST_USE enum err directory_store_add_token(struct db *db, struct directory_token *t,
                                            struct slice hash);
/* The newest first, those that ended too; in the context's arena. */
MUST_USE enum err directory_store_tokens(struct db *db, struct organisation_id organisation,
                                         struct directory_token **ret_tokens, int *ret_len);
/* Whether it works is the caller's to ask. ERR_NOT_FOUND, without a message: there is none. */
MUST_USE enum err directory_store_find_token(struct db *db, struct slice hash,
                                             struct directory_token *ret_token);
MUST_USE enum err directory_store_touch(struct db *db, struct directory_token_id id,
                                        struct instant now);
/* ERR_NOT_FOUND, without a message: this organisation has none of this id that is not revoked. */
MUST_USE enum err directory_store_revoke(struct db *db, struct organisation_id organisation,
                                         struct directory_token_id id, struct instant now);
/* Tokens that ended before are gone. */
MUST_USE enum err directory_store_expire(struct db *db, struct instant before,
                                         int64_t *ret_deleted);

/* By employment, in the context's arena. */
MUST_USE enum err directory_store_entries(struct db *db, struct organisation_id organisation,
                                          struct directory_entry **ret_entries, int *ret_len);
/* Add or change; when it was added stays. */
MUST_USE enum err directory_store_save(struct db *db, struct organisation_id organisation,
                                       const struct directory_entry *e);

#endif
