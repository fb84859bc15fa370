/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The curriculum of one person: from the catalogue and the person's situation to
 * a plan problem, and from its solution back to something that can be shown.
 *
 * What is hard for a match is hard here too (MATCH-1): a block that is out as a
 * match is no candidate. Targets of the job are closed as far as they can be;
 * for each one that cannot, the reason is told. Rules: docs/rules/curriculum.md.
 *
 * Pure: the clock comes as a callback, memory as an arena.
 */
#ifndef KC_ENGINE_CURRICULUM_H
#define KC_ENGINE_CURRICULUM_H

#include "base/arena.h"
#include "domain/gap.h"
#include "engine/catalogue.h"

/* Why a block is in the plan. */
enum curriculum_role {
    ROLE_CLOSES_GAP, /* brings a competence to the level the job needs */
    ROLE_PREPARES,   /* brings what a later block of the plan needs */
    ROLE_FOLLOWS_UP, /* follows up a course of the plan */
    ROLE_KEPT,       /* the person wants it */
};

/* One step on the ladder of one competence. */
struct curriculum_step {
    struct competence_id competence;
    uint8_t from;   /* level before this block starts */
    uint8_t to;     /* level after it */
    uint8_t needed; /* by the job; 0 when the job does not need it */
};

struct curriculum_entry {
    const struct module *module; /* in the catalogue */
    const struct run *run;       /* NULL: self-paced */
    int start_week;              /* 0 = week of curriculum.start */
    int end_week;                /* inclusive */
    struct day first;            /* of the run, or Monday of start_week */
    struct day last;             /* of the run, or Sunday of end_week; never after the latest end */
    int32_t weekly_minutes;      /* in each of its weeks */
    struct cents price;
    double distance_km; /* to the venue; < 0: online, or home not stated */
    enum curriculum_role role;
    const struct module *serves; /* of ROLE_PREPARES, ROLE_FOLLOWS_UP: the other block; else NULL */
    const struct module *after;  /* an earlier block without which it could not start; or NULL */
    struct curriculum_step *steps;
    int steps_len;
};

struct curriculum_week {
    struct day monday;
    int32_t minutes;  /* planned */
    int32_t capacity; /* 0 in a blocked week */
    bool blocked;
};

/* Why a target is not reached. The first that applies, in this order. */
enum curriculum_obstacle {
    OBSTACLE_NONE,     /* it is reached */
    OBSTACLE_NO_OFFER, /* no block in the catalogue leads there */
    OBSTACLE_WISHES, /* some do, but hard wishes rule them out (formats, distance, language ...) */
    OBSTACLE_PREREQUISITES, /* what they need cannot be reached */
    OBSTACLE_DATES,         /* no run, or no seat, within the time and half days given */
    OBSTACLE_WEEKLY_TIME,   /* weeks are too full */
    OBSTACLE_BUDGET,
    OBSTACLE_TRADE_OFF, /* possible alone, but not together with the others */
    OBSTACLES
};

/* One competence of the job. */
struct curriculum_goal {
    struct gap gap;
    uint8_t reached; /* at the end of the plan */
    enum curriculum_obstacle obstacle;
};

enum curriculum_quality {
    QUALITY_BEST,    /* proved: no better plan exists */
    QUALITY_WITHIN,  /* proved: at most `gap_percent` from the best, in what it closes and costs */
    QUALITY_UNKNOWN, /* time ran out before anything could be proved */
};

/* What the person demands that contradicts a goal. */
enum why_demand {
    WHY_WEEKLY_TIME,
    WHY_BUDGET,
    WHY_LATEST_END,
    WHY_HALF_DAYS,
    WHY_FORMATS,
    WHY_DISTANCE,
    WHY_DEMANDS,
};

/* One change of one wish, all others kept (CURRICULUM-13). */
struct curriculum_relief {
    enum why_demand demand;
    int amount; /* WEEKLY_TIME: half hours more; BUDGET: euros more; LATEST_END: weeks more;
                 * HALF_DAYS: which */
};

enum { WHY_RELIEFS_MAX = 8 };

/*
 * What would help a goal, or all that are named here, beside what the plan reaches: one of the
 * reliefs or, where none is enough alone, two of them together.
 */
struct curriculum_why {
    int goal; /* of curriculum.goals; WHY_ALL: all of those before it */
    bool is_pair;
    struct curriculum_relief reliefs[WHY_RELIEFS_MAX];
    int reliefs_len;
};

enum { WHY_ALL = -1, WHYS_MAX = 9 };

struct curriculum {
    enum preset preset;
    struct day start;                 /* a Monday */
    struct curriculum_entry *entries; /* by first day, then code */
    int entries_len;
    struct curriculum_week *weeks; /* start .. latest end */
    int weeks_len;
    struct curriculum_goal *goals; /* in the order of the job profile */
    int goals_len;
    int32_t minutes; /* of all entries */
    struct cents price;
    int days_on_site; /* days with sittings at a venue */
    int travel_km;    /* there and back, of all these days, as far as it is known */
    struct day end;   /* last day of the last entry; = start when there is none */
    enum curriculum_quality quality;
    int gap_percent; /* 1..100, rounded up; of QUALITY_WITHIN */
    int candidates;  /* blocks that were considered */
    int goals_open;  /* gaps there were */
    int goals_closed;
    /* Blocks the person wants to keep that are not in it: no plan can hold them all. */
    const struct module **refused;
    int refused_len;
    struct curriculum_why whys[WHYS_MAX]; /* of curriculum_explain(); empty before */
    int whys_len;
    bool is_explained;
};

/*
 * Patience: asked between steps of the work; false ends it with what there is, never with nothing.
 * A limit of steps alone gives the same plan on every machine, however busy.
 */
struct curriculum_clock {
    bool (*go_on)(void *arg);
    void *arg;
    int64_t steps_max; /* of one search, and of all searches for reasons together
                        * (engine/plan_fuel.h); 0: no limit */
};

/* What a plan is made from. */
struct curriculum_request {
    const struct catalogue *catalogue;
    const struct situation *situation; /* sound; its preset is not looked at */
    enum preset preset;
    struct curriculum_clock clock;
};

/*
 * Make the plan; it lives in the arena and points into the catalogue.
 *
 *   ERR_INVALID   no job is chosen, or the catalogue does not have it
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err curriculum_make(struct arena *a, const struct curriculum_request *request,
                                  struct curriculum *ret_plan);

/*
 * Find out why open goals are open, the weightiest first, and what would help, as far as
 * the clock lets it (CURRICULUM-13).
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err curriculum_explain(struct arena *a, const struct curriculum_request *request,
                                     struct curriculum *plan);

/* A copy that lives in the arena; what it points to in the catalogue stays there. ERR_LIMIT. */
MUST_USE enum err curriculum_copy(struct arena *a, const struct curriculum *plan,
                                  struct curriculum *ret_copy);

/* Whether two plans consist of the same blocks in the same runs. */
bool curriculum_same(const struct curriculum *a, const struct curriculum *b);

#endif
