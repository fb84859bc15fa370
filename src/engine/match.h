/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Match: how well each learning block fits a person, with reasons.
 *
 * First the hard wishes: a block that breaks one is out, and says which (rules MATCH-1 to
 * MATCH-12, docs/rules/match.md). For the others a score from 0 to 100: the sum of whole points,
 * each with its maximum, so that what is shown adds up exactly. Then what speaks against the block,
 * in words a page can say.
 *
 * Three sides can be asked (person, employer, provider); each summand names its side. In this
 * version every summand belongs to the person's side, and the score is that side's; the
 * other two join in `match_sides` (docs/matching.md says how they will be fused).
 *
 * The job profile is the one the situation names. Without one, interests and level carry the
 * score: see MATCH_POINTS.
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
    MATCH_OUT_BUDGET,        /* MATCH-5; value: price in cents */
    MATCH_OUT_ACCESSIBILITY, /* MATCH-6; value: bits that are missing */
    MATCH_OUT_FULL,          /* MATCH-7: no seat free */
    MATCH_OUT_DISTANCE,      /* MATCH-8; value: whole km, rounded up, -1 not known */
    MATCH_OUT_DATES,         /* MATCH-9: not within start .. latest end */
    MATCH_OUT_BLOCKED_WEEK,  /* MATCH-10: a sitting in a blocked week; value: its day */
    MATCH_OUT_HALF_DAY,      /* MATCH-11: a sitting when they cannot attend; value: its day */
    MATCH_OUT_WEEKLY_TIME,   /* MATCH-12; value: minutes a week it would take */
    MATCH_OUTS
};

enum match_side { SIDE_PERSON, SIDE_EMPLOYER, SIDE_PROVIDER, MATCH_SIDES };

enum match_summand {
    SUMMAND_GAP,      /* closes what the job needs and the person lacks */
    SUMMAND_LEVEL,    /* made for the level they have */
    SUMMAND_INTEREST, /* about what they are interested in */
    SUMMAND_AUDIENCE, /* made for their job */
    SUMMAND_EFFORT,   /* short, measured by their weekly time */
    SUMMAND_PLACE,    /* near, or online */
    SUMMAND_PRICE,    /* little of their budget */
    SUMMAND_START,    /* can begin soon */
    SUMMAND_QUALITY,  /* certified, with a certificate, accessible */
    SUMMANDS
};

/* Which summands can be asked depends on what the person has said. */
enum match_basis {
    BASIS_JOB_AND_INTERESTS,
    BASIS_JOB,
    BASIS_INTERESTS,
    BASIS_NEITHER,
    MATCH_BASES
};

/*
 * Every parameter of the score, in one place (engine/match_weights.c); the public ranking page
 * shows them. points[b] adds up to 100 for each basis.
 */
struct match_weights {
    uint8_t points[MATCH_BASES][SUMMANDS]; /* the most each summand can give */
    enum match_side side[SUMMANDS];
    int gap_full_weighted_levels; /* closing so many levels × weight of the job gives full points */
    int level_below_percent;      /* of the level points: one level too hard; at most when a need is
                                     missing */
    int level_unsaid_percent;     /* own level not rated */
    int interest_one_percent;     /* one common topic, of several */
    int audience_open_percent;    /* made for everybody */
    int effort_full_weeks;        /* up to so many weeks of their time: full points */
    int effort_unsaid_percent;    /* the block does not state its hours */
    int effort_none_weeks;        /* from so many: none; linear between */
    int place_unknown_percent;    /* in person, but the distance is not known */
    int place_none_km;            /* no points from here, or from the person's own limit */
    struct cents price_none;      /* no points from here, or from the budget */
    int start_full_days;          /* begins within: full points */
    int start_none_days;          /* from here none */
    int quality_certified_percent;     /* certified today */
    int quality_participation_percent; /* proof of participation */
    int quality_graded_percent;        /* graded certificate */
    int quality_accessible_percent;    /* states at least one accessibility feature */
    int against_dear_percent;          /* more than so much of the budget is "dear" */
    int against_far_km;
    int against_few_seats;
    int against_late_days;
    int against_long_weeks;
};
extern const struct match_weights MATCH_WEIGHTS;

/* What speaks against a block that is in. */
enum match_against {
    AGAINST_PREREQUISITE,   /* competence: needs value, the person has held */
    AGAINST_LEVEL_TOO_HIGH, /* competence: made for level value, the person has held */
    AGAINST_LEVEL_TOO_LOW,  /* nothing new: they are at or above everything it leads to */
    AGAINST_NO_GAP,         /* closes none of the job's gaps */
    AGAINST_AUDIENCE,       /* made for other jobs */
    AGAINST_DEAR,           /* value: cents */
    AGAINST_FAR,            /* value: km, rounded up */
    AGAINST_STARTS_LATE,    /* value: day of the start */
    AGAINST_FEW_SEATS,      /* value: seats left */
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
    bool reachable;                  /* AGAINST_PREREQUISITE: fitting blocks lead up to it */
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

struct match {
    const struct module *module;
    enum match_out out; /* MATCH_IN, or why not; then only out_value below is set */
    int64_t out_value;  /* as said at the reason */
    uint8_t score;      /* 0..100: the sum of the points (MATCH-20) */
    enum match_basis basis;
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
    struct match *matches; /* best first: score, then earlier start, then code (MATCH-21) */
    int len;
    uint32_t fitting;         /* how many blocks are in, shown or not */
    uint32_t out[MATCH_OUTS]; /* how many are out, by first reason */
};

/*
 * The best `limit` (1..MATCH_LIST_MAX) blocks for this person; lives in `arena`. The situation is
 * sound.
 *
 *   ERR_NOT_FOUND   the situation names a job that the catalogue does not have
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err match_list(struct arena *arena, const struct catalogue *c,
                             const struct situation *s, int limit, struct match_list *ret_list);

/* One block with all details; when it is out, why. Errors as match_list(). */
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

/* "gap", "level", ...; "far", "dear", ...; "language", ...: for JSON and text keys. */
const char *match_summand_code(enum match_summand s);
const char *match_against_code(enum match_against a);
const char *match_out_code(enum match_out o);

#endif
