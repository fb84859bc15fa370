/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit log as it is kept; service/audit.h makes the chain. */
#ifndef KC_STORAGE_AUDIT_STORE_H
#define KC_STORAGE_AUDIT_STORE_H

#include "domain/audit_event.h"
#include "storage/db.h"

/* Number and hash (in the context's arena) of the last event. ERR_NOT_FOUND, without a message:
 * none yet. */
MUST_USE enum err audit_store_last(struct db *db, int64_t *ret_id, struct slice *ret_hash);
/* ERR_CONFLICT: another one has the number, or followed the same event. */
MUST_USE enum err audit_store_add(struct db *db, const struct audit_event *e);
/*
 * Up to `len` events behind the one of this number, in their order. A text that is longer than any
 * that is ever written comes one character too long, however long it is: so a page is bounded.
 */
MUST_USE enum err audit_store_page(struct db *db, int64_t after, struct audit_event *ret_events,
                                   int len, int *ret_len);
/* The first event of this hash that is not `other`. ERR_NOT_FOUND, without a message. */
MUST_USE enum err audit_store_by_hash(struct db *db, struct slice hash, int64_t other,
                                      int64_t *ret_id);

/* The newest `len` of them, the newest first. */
MUST_USE enum err audit_store_filter(struct db *db, const struct audit_filter *f,
                                     struct audit_event *ret_events, int len, int *ret_len);

#endif
