/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Match: how well each learning block fits a person, with reasons.
 *
 * First the hard constraints: a block that breaks one is out, and says which (rules MATCH-1 to
 * MATCH-15, docs/rules/match.md). For the others three sides are asked: the person (does it help
 * me, can I do it), the employer (does it help us, is it paid), the provider (am I made for this
 * participant). Each side's score is the sum of its shown points, 0 to 100. The sides are fused by
 * the weighted harmonic mean, which is high only when all of them are; a side that nobody has
 * spoken for (a guest has no employer) is left out of the mean and says so. Then what speaks
 * against the block, in words a page can say.
 *
 * The job profile is the one the situation names, or the person's own of the context. Without one,
 * interests and level carry the person's score: see `points` of struct match_weights.
 *
 * Two ways compute the same: match_find() skips what cannot be among the best by upper
 * bounds that are proved (engine/match_index.h); match_find_plain() looks at every block and is
 * what tests and benches compare with.
 *
 * Pure and deterministic; safe for any number of threads on one catalogue.
 */
#ifndef KC_ENGINE_MATCH_H
#define KC_ENGINE_MATCH_H

#include "domain/situation.h"
#include "engine/catalogue.h"

/*
 * Why a block is out; in the order in which it is tried, so the first broken rule is told. From
 * MATCH-6 on each run is tried by itself; of several runs the one that came furthest is told.
 */
enum match_out {
    MATCH_IN,                /* fits every hard wish */
    MATCH_OUT_NOT_OFFERED,   /* MATCH-1: gone, or no open run left */
    MATCH_OUT_DROPPED,       /* MATCH-2: the person dropped it */
    MATCH_OUT_LANGUAGE,      /* MATCH-3 */
    MATCH_OUT_FORMAT,        /* MATCH-4 */
    MATCH_OUT_BUDGET,        /* MATCH-5; value: price in cents, less what the voucher pays */
    MATCH_OUT_EMPLOYER,      /* MATCH-13: a rule of the employer */
    MATCH_OUT_ACCESSIBILITY, /* MATCH-6; value: bits that are missing */
    MATCH_OUT_FULL,          /* MATCH-7: no seat free */
    MATCH_OUT_DISTANCE,      /* MATCH-8; value: whole km, rounded up, -1 not known */
    MATCH_OUT_DATES,         /* MATCH-9: not within start .. latest end */
    MATCH_OUT_BLOCKED_WEEK,  /* MATCH-10: a sitting in a blocked week; value: its day */
    MATCH_OUT_HALF_DAY,      /* MATCH-11: a sitting when they cannot attend; value: its day */
    MATCH_OUT_WEEKLY_TIME,   /* MATCH-12; value: minutes a week it would take */
    MATCH_OUT_VOUCHER,       /* MATCH-14: outside of what the voucher pays */
    MATCH_OUT_PREREQUISITE, /* MATCH-15: missing, and no blocks lead there; value: its competence */
    MATCH_OUTS
};

enum match_side { SIDE_PERSON, SIDE_EMPLOYER, SIDE_PROVIDER, MATCH_SIDES };

enum match_summand {
    /* the person */
    SUMMAND_GAP,      /* closes what the job needs and the person lacks, surely */
    SUMMAND_LEVEL,    /* the next step of the ladder for them */
    SUMMAND_INTEREST, /* about what they are interested in */
    SUMMAND_EFFORT,   /* short, measured by their weekly time */
    SUMMAND_FORMAT,   /* of a kind they like */
    SUMMAND_PLACE,    /* near, or online */
    SUMMAND_PRICE,    /* little of their budget */
    SUMMAND_START,    /* can begin soon */
    SUMMAND_QUALITY,  /* certified, with a certificate, accessible */
    /* the employer */
    SUMMAND_TARGET, /* lifts this person in what the employer wants to be able to do */
    SUMMAND_BUDGET, /* little of what it gives for one block */
    SUMMAND_TIMING, /* at a time that suits it */
    SUMMAND_COVER,  /* teaches several of the things it lacks */
    /* the provider */
    SUMMAND_AUDIENCE, /* made for their job */
    SUMMAND_ENTRY,    /* they have the level it starts from, and something to learn */
    SUMMAND_GROUP,    /* they help the run to take place */
    SUMMANDS
};

/* Which summands of the person can be asked depends on what the person has said. */
enum match_basis {
    BASIS_JOB_AND_INTERESTS,
    BASIS_JOB,
    BASIS_INTERESTS,
    BASIS_NEITHER,
    MATCH_BASES
};

/*
 * Every parameter of the score, in one place (engine/match_weights.c); the public ranking page
 * shows them. points[b] adds up to 100 for each side and each basis.
 */
struct match_weights {
    uint8_t points[MATCH_BASES][SUMMANDS]; /* the most each summand can give */
    enum match_side side[SUMMANDS];
    int side_weight[MATCH_SIDES];  /* in the harmonic mean */
    int gap_full_weighted_levels;  /* closing so many levels × weight gives full points */
    int certainty_rated_percent;   /* how sure we are of an own rating */
    int certainty_unrated_percent; /* of the 0 that stands for no rating */
    int level_below_percent;       /* of the level points: one level too hard; at most when a need
                                      is missing */
    int level_unsaid_percent;      /* own level not rated */
    int interest_one_percent;      /* one common topic, of several */
    int effort_full_weeks;         /* up to so many weeks of their time: full points */
    int effort_unsaid_percent;     /* the block does not state its hours */
    int effort_none_weeks;         /* from so many: none; linear between */
    int place_unknown_percent;     /* in person, but the distance is not known */
    int place_none_km;             /* no points from here, or from the person's own limit */
    struct cents price_none;       /* no points from here, or from the budget */
    int start_full_days;           /* begins within: full points */
    int start_none_days;           /* from here none */
    int quality_certified_percent; /* certified today */
    int quality_participation_percent; /* proof of participation */
    int quality_graded_percent;        /* graded certificate */
    int quality_accessible_percent;    /* states at least one accessibility feature */
    int cover_full_targets;            /* teaching so many of the employer's targets: full points */
    int timing_half_days;              /* so far outside of the employer's time: half the points */
    int audience_open_percent;         /* made for everybody, or the job is not known */
    int group_settled_percent;         /* the run has its minimum, or needs none */
    /* the first ten (MATCH-23) */
    int diversity_first;        /* places that are looked after */
    int diversity_window;       /* from so many of the best they are taken */
    int diversity_provider_max; /* blocks of one provider among them */
    int diversity_format_max;   /* of one format */
    int diversity_cost_max;     /* hundredths of a point that one may be worse to come before */
    /* what speaks against */
    int against_dear_percent; /* more than so much of the budget is "dear" */
    int against_far_km;
    int against_few_seats;
    int against_late_days;
    int against_long_weeks;
};
extern const struct match_weights MATCH_WEIGHTS;

/* What the employer wants, pays and allows. */
struct match_employer {
    const struct job_target *targets; /* its target profile: what it lacks; each competence once */
    int targets_len;                  /* <= JOB_PROFILE_TARGETS_MAX */
    struct cents budget;              /* for one block; CENTS_MAX = no limit */
    struct day suits_from;            /* the time that suits it */
    struct day suits_until;           /* >= suits_from */
    /* its rules (MATCH-13): never broken */
    struct cents price_max; /* CENTS_MAX = any */
    int32_t minutes_max;    /* 0 = any */
    uint8_t formats;        /* bits that are allowed; 0 = all */
    bool certified_only;
    const struct provider_id *providers; /* only these; none = all */
    int providers_len;                   /* <= PROVIDERS_MAX */
};

/* A voucher: what it pays for, and until when (MATCH-5, MATCH-14). */
struct match_voucher {
    struct cents value;
    struct day valid_until;              /* the last day on which something it pays may begin */
    const struct provider_id *providers; /* its scope; none = all */
    int providers_len;
    bool required; /* nothing else is wanted */
};

/*
 * What is known beyond the person's own words. Everything may be missing; a guest has none of it.
 * The arrays live as long as the question is asked.
 */
struct match_context {
    const struct job_profile *profile; /* the person's own targets, instead of the job's */
    const uint8_t *certainty;          /* [COMPETENCES_MAX] percent; NULL: by rated or not */
    uint8_t formats_liked;             /* bits; 0 = not said, all alike */
    const struct match_employer *employer;
    const struct match_voucher *voucher;
    /* A learnt correction, by slot: hundredths of a point within -correction_max .. correction_max,
     * added to the fused score. NULL: none, the default. */
    const int16_t *correction;
    int correction_max; /* 0..MATCH_CORRECTION_MAX */
};

/* What speaks against a block that is in. */
enum match_against {
    AGAINST_PREREQUISITE,   /* competence: needs value, the person has held; can be reached */
    AGAINST_LEVEL_TOO_HIGH, /* competence: made for level value, the person has held */
    AGAINST_LEVEL_TOO_LOW,  /* nothing new: they are at or above everything it leads to */
    AGAINST_NO_GAP,         /* closes none of the job's gaps */
    AGAINST_AUDIENCE,       /* made for other jobs */
    AGAINST_DEAR,           /* value: cents */
    AGAINST_FAR,            /* value: km, rounded up */
    AGAINST_STARTS_LATE,    /* value: day of the start */
    AGAINST_FEW_SEATS,      /* value: seats left */
    AGAINST_GROUP,          /* value: participants still missing for it to take place */
    AGAINST_LONG,           /* value: weeks of their time, rounded up */
    AGAINST_LANGUAGE,       /* not in German */
    AGAINST_NOT_CERTIFIED,
    AGAINST_NO_CERTIFICATE,
    AGAINSTS
};

struct match_objection {
    enum match_against what;
    int64_t value;                   /* as said above; 0 where nothing is said */
    struct competence_id competence; /* n == 0: none */
    uint8_t held;                    /* the level the person has in it */
    bool reachable; /* AGAINST_PREREQUISITE: fitting blocks lead up to it; always so in a list */
};

/* A gap of the job (or, without a job, a competence) that the block lifts. */
struct match_close {
    struct competence_id competence;
    uint8_t from;   /* the person's level; the block's own start if that is higher */
    uint8_t to;     /* after it; not capped */
    uint8_t needed; /* by the job; 0 = not asked by it */
    uint8_t weight; /* in the job, 1..5; 0 likewise */
};

struct match_points {
    uint8_t points; /* 0 .. points_max */
    uint8_t points_max;
};

/* One side: its score is the sum of the points of its summands. */
struct match_side_score {
    uint8_t score;  /* 0..100; 0 when the side is not asked */
    uint8_t weight; /* in the mean; 0: the side is not asked and does not count */
};

struct match {
    const struct module *module;
    enum match_out out; /* MATCH_IN, or why not; then only out_value below is set */
    int64_t out_value;  /* as said at the reason */
    uint8_t score;      /* 0..100: `fused` in whole points, rounded half up */
    uint16_t fused;     /* hundredths: the mean of the sides and the correction (MATCH-20) */
    int16_t correction; /* hundredths; 0 without a learnt correction */
    uint16_t rank;      /* 1 = best by MATCH-21, before MATCH-23 */
    enum match_basis basis;
    struct match_side_score sides[MATCH_SIDES];
    struct match_points summands[SUMMANDS];
    struct match_objection *against; /* in order of the enum; prerequisites: each one */
    int against_len;
    struct match_close *closes; /* in the order of the module's gains, those that lift only */
    int closes_len;
    const struct run *run;     /* the best fitting one; NULL: self-paced */
    const struct venue *venue; /* of it; NULL: online */
    struct day start;          /* of the run, or the first day they can begin */
    double distance_km;        /* < 0: online or not known */
    int runs_fitting;          /* how many runs fit all hard wishes */
};

struct match_list {
    struct match *matches; /* best first: MATCH-21, the first ten varied by MATCH-23 */
    int len;
    uint32_t fitting;         /* how many blocks are in, shown or not; 0 without `counts` */
    uint32_t out[MATCH_OUTS]; /* how many are out, by first reason; likewise */
};

/* A question. The situation is sound. */
struct match_ask {
    const struct situation *situation;
    const struct match_context *context; /* NULL: a guest */
    int limit;                           /* 1..MATCH_LIST_MAX */
    bool counts;                         /* also `fitting` and `out`: looks at every block */
    bool plain_order;                    /* without MATCH-23 */
    bool any_prerequisite; /* without MATCH-15: for the planner, which orders blocks */
};

/*
 * The best `limit` blocks; lives in `arena`.
 *
 *   ERR_NOT_FOUND   the situation names a job that the catalogue does not have
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err match_find(struct arena *arena, const struct catalogue *c,
                             const struct match_ask *ask, struct match_list *ret_list);
/* The same by looking at every block; always counts. */
MUST_USE enum err match_find_plain(struct arena *arena, const struct catalogue *c,
                                   const struct match_ask *ask, struct match_list *ret_list);
/* One of the best, without what a page shows of it. */
struct match_brief {
    uint32_t slot;
    uint16_t fused;
    uint16_t rank;              /* by MATCH-21, from 1 */
    uint8_t sides[MATCH_SIDES]; /* scores; 0 of a side that is not asked */
};

struct match_briefs {
    struct match_brief *at;
    int len;
};

/* The list of match_find() in brief, for a run over many people; `plain` as match_find_plain(). */
MUST_USE enum err match_best(struct arena *arena, const struct catalogue *c,
                             const struct match_ask *ask, bool plain,
                             struct match_briefs *ret_briefs);
/* For a guest, with counts. */
MUST_USE enum err match_list(struct arena *arena, const struct catalogue *c,
                             const struct situation *s, int limit, struct match_list *ret_list);

/* One block with all details; when it is out, why. `limit` is not asked. Errors as match_find(). */
MUST_USE enum err match_judge(struct arena *arena, const struct catalogue *c,
                              const struct match_ask *ask, const struct module *m,
                              struct match *ret_match);
/* For a guest. */
MUST_USE enum err match_one(struct arena *arena, const struct catalogue *c,
                            const struct situation *s, const struct module *m,
                            struct match *ret_match);

/*
 * Whether one run of an offered module keeps every hard wish of MATCH-6 to MATCH-12, for the
 * planner and for the list of dates on a block's page; `r` is NULL for the self-paced module
 * itself.
 */
enum match_out match_run_out(const struct catalogue *c, const struct situation *s,
                             const struct module *m, const struct run *r, int64_t *ret_value);

/* The half days a sitting takes, as bits of situation.half_days; 0 at the weekend (MATCH-11). */
uint16_t match_half_days(const struct session *session);

/*
 * The weighted harmonic mean of the sides that are asked, in hundredths, rounded half up; 0 as soon
 * as one of them is 0 (MATCH-20).
 */
int match_fuse(const struct match_side_score sides[MATCH_SIDES]);

/* "gap", "level", ...; "far", "dear", ...; "language", ...; "person", ...: for JSON and texts. */
const char *match_summand_code(enum match_summand s);
const char *match_against_code(enum match_against a);
const char *match_out_code(enum match_out o);
const char *match_side_code(enum match_side s);

#endif
