/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of blocks that a provider handed in and that wait to be confirmed (PUBLISH-18). */
#ifndef KC_STORAGE_BLOCK_UPLOAD_STORE_H
#define KC_STORAGE_BLOCK_UPLOAD_STORE_H

#include "domain/id.h"
#include "storage/db.h"

/* Keep a list; what is older than `since` goes. */
MUST_USE enum err block_upload_store_add(struct db *db, struct organisation_id organisation,
                                         struct instant since, struct slice list, int64_t *ret_id);
/* ERR_NOT_FOUND, without a message: none of this number and organisation since then. */
MUST_USE enum err block_upload_store_find(struct db *db, struct organisation_id organisation,
                                          struct instant since, int64_t id, struct slice *ret_list);
/* One of them (0: none), and all created before; how many, or NULL. */
MUST_USE enum err block_upload_store_forget(struct db *db, int64_t id, struct instant before,
                                            int64_t *ret_deleted);

#endif
