/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the fast match share. Not for others. */
#ifndef KC_ENGINE_MATCH_FAST_PARTS_H
#define KC_ENGINE_MATCH_FAST_PARTS_H

#include "engine/match_index.h"
#include "engine/match_parts.h"

/* The person's summands after gap and level, in the order in which they are computed. */
enum later { LATER_INTEREST, LATER_PRICE, LATER_RUN, LATERS };

/*
 * What a step is worth to the person, as sums that are added up over the gains of a block in two
 * additions. Fields hold the sums of MODULE_LEVELS_MAX gains.
 */
struct step_worth {
    uint64_t person;   /* gap 18 bits, fit 15, fit of what is asked 15, beginner 15 */
    uint64_t employer; /* served 16 bits, covered 8, asked 8 */
};
enum {
    WORTH_FIT_AT = 18,
    WORTH_ASKED_FIT_AT = 33,
    WORTH_BEGINNER_AT = 48,
    WORTH_COVERED_AT = 16,
    WORTH_ASKED_AT = 24,
};

/* Points that follow from the gains alone. */
struct gain_points {
    int person;   /* gap and level */
    int employer; /* target and cover */
    int provider; /* entry */
};

/* One block on its way: what is known of it so far. */
struct judging {
    const struct match_row *row;
    uint32_t slot;
    int person; /* without place and start */
    int employer;
    int provider;
    int correction;
    bool lacks_prerequisite;
    /* the best run so far */
    int fused; /* -1: none fits */
    struct day start;
    struct match_side_score sides[MATCH_SIDES];
};

enum { FAST_WAITING = 8 };

struct fast {
    const struct match_person *p;
    const struct match_index *x;
    uint64_t *fit;            /* a bit per slot: may fit, and was not judged yet */
    struct step_worth *worth; /* by step */
    struct rank *best;
    int need;              /* hundredths that a block must reach to be among the best; ties may */
    int later_max[LATERS]; /* the most that this summand and those after it add */
    int audience_max;
    int correction_max;
    bool has_rules; /* of the employer */
    uint64_t blocked[MATCH_WEEK_WORDS];
    int self_paced_weeks; /* free weeks of the person's time; 0: none */
    struct day self_paced_start;
    /* Blocks whose runs are on their way from memory; the oldest at waiting_at. */
    struct judging waiting[FAST_WAITING];
    int waiting_len;
    int waiting_at;
    double home_cos_root; /* square root of the cosine of home's latitude */
};

static inline bool
fast_may_fit(const struct fast *f, uint32_t slot)
{
    return (f->fit[slot / 64] >> (slot % 64) & 1) != 0;
}

/* Whether job or employer asks for it. */
static inline bool
fast_is_asked(const struct fast *f, int competence)
{
    return f->p->needed[competence] > f->p->held[competence] || f->p->wanted[competence] > 0;
}

/* `fit` has a zeroed word for 64 slots each, `worth` a place for each step. */
void fast_init(struct fast *f, const struct match_person *p, struct fast_room room,
               struct rank *best);

/* Points of a block with these sums; `gives_len` gains. */
struct gain_points fast_points(const struct fast *f, struct step_worth sums, int gives_len,
                               bool lacks_prerequisite);
/* The best score (hundredths, with the correction) of a block with these points. */
int fast_bound(const struct fast *f, struct gain_points points);
/* Whether a block with these points, all the rest at its best, could be among the best. */
bool fast_can_reach(const struct fast *f, struct gain_points points);

/* Judge one block; it is not judged again. It may wait for fast_finish() to be offered. */
void fast_judge(struct fast *f, uint32_t slot);
/* Nobody waits any longer. */
void fast_finish(struct fast *f);

#endif
