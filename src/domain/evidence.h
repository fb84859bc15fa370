/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Evidence of what a person can do, and its age (EVIDENCE-1 to EVIDENCE-5, docs/rules/check.md).
 *
 * A check, a completed block, a certificate and practice each speak for a level. The level that
 * is shown is the best supported one and never falls by time alone; what falls is how sure we
 * are, and old evidence leads to a suggestion to refresh, made to the person and nobody else.
 */
#ifndef KC_DOMAIN_EVIDENCE_H
#define KC_DOMAIN_EVIDENCE_H

#include "base/day.h"
#include "base/limits.h"

enum evidence_kind {
    EVIDENCE_CHECK,
    EVIDENCE_CERTIFICATE,
    EVIDENCE_BLOCK, /* a completed learning block */
    EVIDENCE_PRACTICE,
    EVIDENCE_KINDS
};

struct evidence {
    uint8_t kind;  /* enum evidence_kind */
    uint8_t level; /* 0..LEVEL_MAX */
    double sd;     /* of the level, > 0; 0: the kind's own (EVIDENCE-2) */
    struct day day;
};

struct evidence_level {
    bool known;        /* false: no evidence at all */
    uint8_t level;     /* 0..LEVEL_MAX */
    double sd;         /* of it, today */
    bool refresh;      /* suggest a refresh: EVIDENCE-5 */
    struct day newest; /* day of the newest evidence that counts */
    uint8_t kind;      /* of that */
};

/* The level that these pieces support today; those after `today` are not asked. */
struct evidence_level evidence_weigh(const struct evidence *pieces, int len, struct day today);

/* "check", "certificate", "block", "practice" */
const char *evidence_kind_code(enum evidence_kind kind);

#endif
