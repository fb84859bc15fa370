/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions of blocks as their providers write them. Every statement names the organisation: nothing
 * of another one is met (PUBLISH-6). The tables themselves refuse to change what was published
 * (PUBLISH-3): ERR_CONFLICT or ERR_INVALID.
 */
#ifndef KC_STORAGE_MODULE_VERSION_STORE_H
#define KC_STORAGE_MODULE_VERSION_STORE_H

#include "domain/module_version.h"
#include "storage/db.h"

enum { MODULE_VERSION_BLOCKS_MAX = 20000 }; /* of one provider, taken at once */

/* Organisation, code, version, state, title, content and author are kept; edition 1. ERR_CONFLICT:
 * the block has such a version, or one in that state. */
MUST_USE enum err module_version_store_add(struct db *db, const struct module_version *v,
                                           struct module_version_id *ret_id);
/* Title, content and author of a draft. ERR_CONFLICT: it is none, or of another edition. */
MUST_USE enum err module_version_store_save(struct db *db, const struct module_version *v);
/* State, publisher and note, as long as state and edition are these. ERR_CONFLICT: they are not. */
MUST_USE enum err module_version_store_move(struct db *db, const struct module_version *v,
                                            enum module_state before);
/* ERR_CONFLICT: no draft of this edition. */
MUST_USE enum err module_version_store_delete(struct db *db, const struct module_version *v);

/* In the arena of the use case. ERR_NOT_FOUND, without a message. */
MUST_USE enum err module_version_store_find(struct db *db, struct organisation_id organisation,
                                            struct module_version_id id,
                                            struct module_version *ret_version);
/* Newest first; at most PUBLISH_VERSIONS_MAX. */
MUST_USE enum err module_version_store_of_code(struct db *db, struct organisation_id organisation,
                                               struct slice code,
                                               struct module_version_list *ret_list);
/* Whether any block, of whomever, has this code. */
MUST_USE enum err module_version_store_taken(struct db *db, struct slice code, bool *ret_taken);
/* Whether whoever writes, or has written, a block of this code. */
MUST_USE enum err module_version_store_written(struct db *db, struct slice code, bool *ret_written);

/* How many blocks a provider has, with those it is writing. */
MUST_USE enum err module_version_store_count(struct db *db, struct provider_id provider,
                                             struct organisation_id organisation,
                                             int64_t *ret_blocks);
/* By title; at most PUBLISH_PAGE_MAX behind the first `skipped`. */
MUST_USE enum err module_version_store_blocks(struct db *db, struct provider_id provider,
                                              struct organisation_id organisation, int skipped,
                                              struct provider_blocks *ret_blocks);
/* All of them by title. ERR_LIMIT: more than MODULE_VERSION_BLOCKS_MAX. */
MUST_USE enum err module_version_store_all_blocks(struct db *db, struct provider_id provider,
                                                  struct organisation_id organisation,
                                                  struct provider_blocks *ret_blocks);
/* Versions in that state, those that waited longest first; at most `most`. */
MUST_USE enum err module_version_store_in_state(struct db *db, struct organisation_id organisation,
                                                enum module_state state, int most,
                                                struct module_version_list *ret_list);

#endif
