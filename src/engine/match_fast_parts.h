/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the fast match share. Not for others. */
#ifndef KC_ENGINE_MATCH_FAST_PARTS_H
#define KC_ENGINE_MATCH_FAST_PARTS_H

#include "engine/match_index.h"
#include "engine/match_parts.h"

enum { FAST_GAP_UNKNOWN = -1 };

/* The person's summands after gap and level, in the order in which they are computed. */
enum later { LATER_INTEREST, LATER_PRICE, LATER_RUN, LATERS };

struct fast {
    const struct match_person *p;
    const struct match_index *x;
    uint64_t *fit; /* a bit per slot: may fit */
    struct rank *best;
    int need;       /* hundredths that a block must reach to be among the best; ties may */
    int person_min; /* a lower score of the person's side cannot reach it */
    int later_max[LATERS]; /* the most that this summand and those after it add */
    int caps[MATCH_SIDES]; /* the most that each side can have */
    int correction_max;
    uint64_t gaps[COMPETENCE_WORDS]; /* competences whose lists were gone through */
    uint64_t blocked[MATCH_WEEK_WORDS];
    int self_paced_weeks; /* free weeks of the person's time; 0: none */
    struct day self_paced_start;
    double home_cos_root; /* square root of the cosine of home's latitude */
};

static inline bool
fast_may_fit(const struct fast *f, uint32_t slot)
{
    return (f->fit[slot / 64] >> (slot % 64) & 1) != 0;
}

static inline bool
fast_is_gap(const struct fast *f, uint16_t competence)
{
    return f->p->needed[competence] > f->p->held[competence];
}

/* `fit` has a zeroed word for 64 slots each. */
void fast_init(struct fast *f, const struct match_person *p, uint64_t *fit, struct rank *best);

/* Judge one block and offer it to the best; `gap_points` if they are known. Each block once. */
void fast_judge(struct fast *f, uint32_t slot, int gap_points);

#endif
