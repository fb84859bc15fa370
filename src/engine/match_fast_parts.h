/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the fast match share. Not for others. */
#ifndef KC_ENGINE_MATCH_FAST_PARTS_H
#define KC_ENGINE_MATCH_FAST_PARTS_H

#include "engine/match_index.h"
#include "engine/match_parts.h"

/*
 * Points of the three sides in one number: the person's in the lowest byte, then the employer's,
 * then the provider's. The maxima of a side add up to 100, so no byte overflows. Above them it is
 * counted how often something says that the block is out.
 */
#define BOUND_EMPLOYER UINT32_C(0xff00)
#define BOUND_OUT UINT32_C(0x1000000)

static inline uint32_t
fast_pack(enum match_summand summand, int points)
{
    return (uint32_t)points << (8 * MATCH_WEIGHTS.side[summand]);
}

static inline int
fast_side(uint32_t packed, enum match_side side)
{
    return (int)(packed >> (8 * side) & 0xff);
}

enum { MATCH_SCORES = 101 };

/* The most points that a block of each class can have for one person, packed. */
struct match_bounds {
    uint32_t topic[MATCH_TOPIC_CLASSES];
    uint32_t price[MATCH_CLASSES];
    uint32_t effort[MATCH_CLASSES];
    uint32_t quality[MATCH_CLASSES];
    uint32_t flags[MATCH_HINT_FLAGS];
    uint32_t place[MATCH_CELLS + 1];
    uint32_t start[MATCH_STARTS_CLASSES];
    uint64_t starts; /* weeks in which something can begin */
    /* The harmonic mean in hundredths is `whole` by the sum of the sides' parts. */
    float parts[MATCH_SIDES][MATCH_SCORES];
    float whole;
};
void match_bounds_init(struct match_bounds *b, const struct match_person *p);

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

/* A block that may be among the best, and the score it cannot exceed. */
struct candidate {
    uint32_t slot;
    uint32_t bound;
};
enum { CANDIDATES_MAX = 1024, FUSED_MAX = 10000 };

/* A block whose hint is on its way from memory; its gains give at most `most` points. */
struct looking {
    uint32_t slot;
    uint32_t most;
};
enum { LOOKING = 32 };

struct fast {
    const struct match_person *p;
    const struct match_index *x;
    uint64_t *fit;            /* a bit per slot: may fit, and was not looked at yet */
    struct step_worth *worth; /* by step */
    struct match_bounds *bounds;
    struct candidate *candidates; /* CANDIDATES_MAX; to be judged */
    uint32_t *order;              /* likewise; those of them by bound */
    uint32_t candidates_len;
    struct looking looking[LOOKING];
    uint32_t looking_at; /* how many have come; the last LOOKING of them wait */
    struct rank *best;
    int need; /* hundredths that a block must reach to be among the best; ties may; 0: any */
    /* For quotients without a division: see match_fast_judge.c. */
    uint64_t gap_unit;
    uint64_t target_unit;
    uint64_t cover_unit;
    uint64_t parts_of[MODULE_LEVELS_MAX + 1];
    float parts_max;    /* of points that can reach `need` */
    uint32_t gains_max; /* packed: the most that gains can give */
    uint32_t rest_max;  /* packed: the most of all other summands */
    int correction_max;
    bool has_rules; /* of the employer */
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

/* Whether job or employer asks for it. */
static inline bool
fast_is_asked(const struct fast *f, int competence)
{
    return f->p->needed[competence] > f->p->held[competence] || f->p->wanted[competence] > 0;
}

static inline int
fast_most(const struct fast *f, enum match_summand summand)
{
    return MATCH_WEIGHTS.points[f->p->basis][summand];
}

/* What `whole` is divided by for the mean. */
static inline float
fast_parts(const struct match_bounds *b, uint32_t points)
{
    return b->parts[SIDE_PERSON][fast_side(points, SIDE_PERSON)] +
           b->parts[SIDE_EMPLOYER][fast_side(points, SIDE_EMPLOYER)] +
           b->parts[SIDE_PROVIDER][fast_side(points, SIDE_PROVIDER)];
}

/*
 * The score that these points cannot exceed, in hundredths. The fused score is rounded half up,
 * and the sums of floats here are off by less than half a hundredth.
 */
static inline int
fast_fused_bound(const struct fast *f, uint32_t points)
{
    return (int)(f->bounds->whole / fast_parts(f->bounds, points)) + 1;
}

/* Whether a block of these points can be among the best. */
static inline bool
fast_can_reach(const struct fast *f, uint32_t points)
{
    return points < BOUND_OUT && fast_parts(f->bounds, points) <= f->parts_max;
}

/* The most points of a block beside those of its gains; BOUND_OUT or more: it cannot fit. */
static inline uint32_t
fast_hint_points(const struct fast *f, const struct match_hint *h)
{
    const struct match_bounds *b = f->bounds;
    uint64_t starts = h->starts & b->starts;
    int week = starts == 0                         ? MATCH_STARTS_NONE
               : starts >> MATCH_STARTS_WEEKS != 0 ? MATCH_STARTS_WEEKS
                                                   : __builtin_ctzll(starts);

    return b->topic[h->topic] + b->price[h->price] + b->effort[h->effort] + b->quality[h->quality] +
           b->flags[h->flags] + b->place[h->place] + b->start[week];
}

static inline int
fast_correction(const struct fast *f, uint32_t slot)
{
    return f->correction_max > 0 ? f->p->context->correction[slot] : 0;
}

/* Tables of the person. */
void fast_init(struct fast *f, const struct match_person *p, struct fast_room room,
               struct rank *best);

/* Points of a block with these sums; `gives_len` gains. */
uint32_t fast_points(const struct fast *f, struct step_worth sums, int gives_len,
                     bool lacks_prerequisite);
/* Of a block, from its hint. */
uint32_t fast_gain_points(const struct fast *f, const struct match_hint *h,
                          bool lacks_prerequisite);
/* Whether a need is not met, if the person were at `level` in the competence `rising`. */
bool fast_lacks(const struct fast *f, uint32_t slot, uint16_t rising, uint8_t level);

/* Judge one block exactly, and offer it to the best. */
void fast_judge(struct fast *f, uint32_t slot);

#endif
