/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The audit log: what changed rights, money, certification or consent, appended to and chained by
 * hashes. An event's hash is BLAKE2b-256 of its canonical form and so, through `previous`, of
 * every event before it: nobody can change, drop, add or swap one without all later hashes being
 * made anew. The canonical form is the text "kommunalcampus audit 1" and then, each as eight bytes
 * of length (little-endian) and its bytes: previous, the instant in milliseconds as a decimal
 * number, actor, organisation, action, subject, detail. The first event's previous are zeros.
 *
 * Call audit_add() in the transaction of the change that it tells of. Never put names, mail
 * addresses, answers or tokens into it (ACCOUNT-9).
 */
#ifndef KC_SERVICE_AUDIT_H
#define KC_SERVICE_AUDIT_H

#include "storage/audit_store.h"

struct audit_entry {
    struct slice actor;        /* code of an account, or "cli" */
    struct slice organisation; /* code; empty: none */
    const char *action;        /* "role.grant" */
    struct slice subject;      /* code of whom or what */
    struct slice detail;       /* JSON object; empty: {} */
};

/* ERR_LIMIT: a word longer than AUDIT_WORD_BYTES_MAX, a detail longer than AUDIT_DETAIL_BYTES_MAX
 */
MUST_USE enum err audit_add(struct db *db, const struct audit_entry *e);
/* The hash that an event must have. `ret_hash` has AUDIT_HASH_BYTES. ERR_LIMIT: the arena is full
 */
MUST_USE enum err audit_hash(struct arena *a, const struct audit_event *e, uint8_t *ret_hash);
/*
 * Walk the whole chain. `*ret_wrong` is the id of the first event that does not fit what it says or
 * what stands before it; 0: none. `*ret_events` counts those that were read.
 */
MUST_USE enum err audit_verify(struct db *db, int64_t *ret_events, int64_t *ret_wrong);

#endif
