/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether the audit log is still what was written (AUDIT-1 to AUDIT-5).
 *
 * The walk goes from event to event in their order, a page at a time, and stops at the first place
 * that is not as audit_add() left it. A chain shows what was done in its middle. It cannot show
 * that its end was cut off, or that somebody made it anew from some place on: for that there are
 * heads, lines of number and hash that are kept where whoever could change the database cannot
 * write.
 */
#ifndef KC_SERVICE_AUDIT_VERIFY_H
#define KC_SERVICE_AUDIT_VERIFY_H

#include "service/audit.h"

/* The end of the log at some time. */
struct audit_head {
    int64_t id; /* of the last event; 0: there was none */
    uint8_t hash[AUDIT_HASH_BYTES];
};

enum audit_fault {
    AUDIT_SOUND,
    AUDIT_CHANGED,    /* a column of the event is not what its hash says */
    AUDIT_MISSING,    /* events of these numbers are not there */
    AUDIT_MOVED,      /* an event stands before the one that it followed */
    AUDIT_INSERTED,   /* an event that nothing behind it follows, or a second one of the same */
    AUDIT_RENUMBERED, /* the chain is whole, the numbers have a gap */
    AUDIT_SPLICED, /* the second does not follow the first: it was made anew, or what stood between
                      them was taken out and the rest numbered anew */
    AUDIT_CUT,     /* a head that was kept is of a later event */
    AUDIT_REMADE,  /* the chain is whole, but it is not the one whose head was kept */
};
enum { AUDIT_FAULTS = AUDIT_REMADE + 1 };

struct audit_finding {
    enum audit_fault fault;
    int64_t first; /* numbers between which the place lies, both included */
    int64_t last;
    int64_t events; /* walked and found in order */
};

struct audit_walk {
    int64_t from;                   /* number of the first event to look at, from 1 */
    const struct audit_head *heads; /* by number, the smallest first */
    int heads_len;
    enum audit_part control; /* AUDIT_NO_PART; any other for the test alone */
};

/* "missing" */
const char *audit_fault_name(enum audit_fault fault);
/*
 * Walk the chain from `from` on. When the walk begins inside, the event before it is taken as it
 * is. What is found is no error. Memory: one page of events, whatever the log has.
 */
MUST_USE enum err audit_verify(struct db *db, const struct audit_walk *walk,
                               struct audit_finding *ret_finding);

/* The end of the log now. */
MUST_USE enum err audit_head_now(struct db *db, struct audit_head *ret_head);
/* "kommunalcampus-audit 1 4711 2026-11-30T00:10:00Z 64HEXDIGITS": number, time of writing, hash. */
void audit_head_put(struct text *t, const struct audit_head *head, struct instant now);
/* ERR_INVALID: it is none. */
MUST_USE enum err audit_head_parse(struct slice line, struct audit_head *ret_head);
/*
 * Heads as they were kept, a line each; empty lines are passed over. ERR_INVALID: a line is none,
 * or its number is smaller than one before it. ERR_LIMIT: more than AUDIT_HEADS_MAX.
 */
MUST_USE enum err audit_heads_parse(struct ctx *ctx, struct slice lines,
                                    struct audit_head **ret_heads, int *ret_len);

/* One event as a line of JSON with its end; hashes in hexadecimal digits. */
void audit_event_put_json(struct text *t, const struct audit_event *e);

#endif
