/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a person's situation and the catalogue to a plan problem, and back from
 * its indices to modules and runs. An inner part of curriculum.c.
 */
#ifndef KC_ENGINE_CURRICULUM_PROBLEM_H
#define KC_ENGINE_CURRICULUM_PROBLEM_H

#include "domain/plan_problem.h"
#include "engine/curriculum.h"
#include "engine/match.h"

/* What stands behind one run of the plan problem. */
struct curriculum_source {
    const struct run *run; /* NULL: self-paced */
    double distance_km;    /* < 0: online, or home not stated */
};

struct curriculum_candidate {
    const struct module *module;
    struct match match;
    int turn; /* 0: kept; 1: the best for some level of some competence; and so on */
    struct curriculum_source *sources; /* one per run of the plan module */
};

/* What stands behind one target of the plan problem. */
struct curriculum_demand {
    int goal; /* index of the job's target */
    uint8_t level;
};

struct curriculum_problem {
    struct plan_problem problem;
    struct curriculum_candidate *candidates; /* as problem.modules */
    int candidates_len;
    struct curriculum_demand *demands; /* as problem.targets */
    struct gap *gaps;                  /* every target of the job */
    int gaps_len;
    struct day start;       /* Monday of week 0 */
    int64_t at_stake_cents; /* the penalties of all targets together */
    /* Highest level some offered block leads to, wishes aside; for the reason. */
    uint8_t offered[COMPETENCES_MAX];
    /* The same of the candidates. */
    uint8_t fitting[COMPETENCES_MAX];
};

enum curriculum_shape {
    SHAPE_EXACT,
    SHAPE_KEEPS_FREE, /* blocks to keep are not ordered but dear to it */
    SHAPE_WIDE,       /* runs also at the paces that more hours a week would allow: for reasons */
};

/*
 * Build it in the arena.
 *   ERR_INVALID   no job is chosen, or the catalogue does not have it
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err curriculum_problem_build(struct arena *a,
                                           const struct curriculum_request *request,
                                           enum curriculum_shape shape,
                                           struct curriculum_problem *ret_problem);

#endif
