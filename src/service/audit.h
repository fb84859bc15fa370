/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The audit log: what changed rights, money, certification or consent, appended to and chained by
 * hashes. An event's hash is BLAKE2b-256 of its canonical form and so, through `previous`, of
 * every event before it: nobody can change, drop, add or swap one without all later hashes being
 * made anew. The canonical form is the text "kommunalcampus audit 1" and then, each as eight bytes
 * of length (little-endian) and its bytes: previous, the instant in milliseconds as a decimal
 * number, actor, organisation, action, subject, detail. The first event's previous are zeros.
 * Events are numbered 1, 2, 3 without a gap, so that the number is sealed by its place in the chain
 * (AUDIT-1). Whether all that holds: service/audit_verify.h.
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
/* What the canonical form is made of, in its order. */
enum audit_part {
    AUDIT_PREVIOUS,
    AUDIT_AT,
    AUDIT_ACTOR,
    AUDIT_ORGANISATION,
    AUDIT_ACTION,
    AUDIT_SUBJECT,
    AUDIT_DETAIL,
    AUDIT_NO_PART,
};
enum { AUDIT_PARTS = AUDIT_NO_PART };
/* A hash that one part is left out of: for the test that shows that each is needed. */
MUST_USE enum err audit_hash_control(struct arena *a, const struct audit_event *e,
                                     enum audit_part left_out, uint8_t *ret_hash);

#endif
