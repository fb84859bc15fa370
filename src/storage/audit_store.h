/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit log as it is kept; service/audit.h makes the chain. */
#ifndef KC_STORAGE_AUDIT_STORE_H
#define KC_STORAGE_AUDIT_STORE_H

#include "base/day.h"
#include "storage/db.h"

enum { AUDIT_HASH_BYTES = 32 };

struct audit_event {
    int64_t id;
    struct instant at;
    struct slice actor;        /* code of an account, or "cli" */
    struct slice organisation; /* code, or empty */
    struct slice action;       /* "account.password" */
    struct slice subject;      /* code */
    struct slice detail;       /* a JSON object, byte by byte as it was given */
    struct slice previous;     /* AUDIT_HASH_BYTES */
    struct slice hash;         /* AUDIT_HASH_BYTES */
};

/* The hash of the last event, in the context's arena. ERR_NOT_FOUND, without a message: none yet.
 */
MUST_USE enum err audit_store_last(struct db *db, struct slice *ret_hash);
/* ERR_CONFLICT: another one followed the same event. */
MUST_USE enum err audit_store_add(struct db *db, const struct audit_event *e);
/* Up to `len` events behind the one of this id, in their order. */
MUST_USE enum err audit_store_page(struct db *db, int64_t after, struct audit_event *ret_events,
                                   int len, int *ret_len);

#endif
