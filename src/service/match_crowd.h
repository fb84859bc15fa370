/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The employers of many people: what each lacks, counted over its own people.
 *
 * An employer's target profile is what at least CROWD_PEOPLE_MIN of its people lack: the
 * CROWD_TARGETS most frequent gaps, each at the mean level wanted (rounded), with the weight 5 for
 * the most frequent and in proportion down to 1. Fewer people than that say nothing, so that no
 * target tells of a single one. Until employers keep their own budgets and dates (issue 4) each has
 * what CROWD_BUDGET_CENTS and CROWD_SUITS_DAYS say, and no rules.
 *
 * Counted first, person by person; settled once; then read only, by any number of threads.
 */
#ifndef KC_SERVICE_MATCH_CROWD_H
#define KC_SERVICE_MATCH_CROWD_H

#include "engine/match.h"
#include "exchange/person_line.h"

enum {
    CROWD_EMPLOYERS_MAX = 16384,
    CROWD_TARGETS = 12,
    CROWD_PEOPLE_MIN = 5,
    CROWD_BUDGET_CENTS = 50000, /* for one block */
    CROWD_SUITS_DAYS = 182,     /* from the first day on */
};

struct crowd;

/* Lives in `arena`; NULL when it is full. */
struct crowd *crowd_open(struct arena *arena);
/* ERR_LIMIT: more than CROWD_EMPLOYERS_MAX employers, or the arena is full. */
MUST_USE enum err crowd_count(struct ctx *ctx, struct crowd *crowd, const struct person_line *p);
void crowd_settle(struct crowd *crowd, struct day today);
int crowd_len(const struct crowd *crowd);
/* NULL: none of this code. After crowd_settle() only. */
const struct match_employer *crowd_employer(const struct crowd *crowd, struct slice code);

/*
 * The question of one person of a crowd; `context` is filled and must live as long. All targets of
 * the person's own are the profile; without any the person has none.
 */
struct match_ask crowd_ask(const struct crowd *crowd, const struct person_line *p, int limit,
                           struct match_context *context);

#endif
