/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The core of a plan problem: what is left of it for the search.
 *
 * A fact is a competence at a level (or a course done, for its follow-ups) that
 * some goal or module asks for and that does not hold yet. A column is a module
 * with those of its runs that cost the same; of a module's columns at most one is
 * chosen. Runs and modules that no plan can use or needs are gone: no seats, busy
 * half days, weeks too full, never early enough, of no use for any goal.
 */
#ifndef KC_ENGINE_PLAN_CORE_H
#define KC_ENGINE_PLAN_CORE_H

#include "base/arena.h"
#include "domain/plan_problem.h"

enum {
    PLAN_NEVER = 255, /* a week that does not come */
    PLAN_SLOT_WORDS = (PLAN_WEEKS_MAX * PLAN_SLOTS_PER_WEEK + 63) / 64,
};

struct plan_core_run {
    uint16_t run; /* in the problem */
    uint8_t start;
    uint8_t end;
    int32_t minutes; /* in each of its weeks */
    uint16_t slots_len;
    const uint16_t *slots;
};

/* Facts first..last: a competence's levels up to the one given. */
struct plan_gain {
    uint16_t first;
    uint16_t last;
};

struct plan_column {
    uint16_t module;
    int64_t cost;   /* in the objective, without vouchers */
    int64_t budget; /* from the budget, without vouchers */
    int32_t minutes;
    const struct plan_core_run *runs; /* ascending by end, then start */
    uint16_t runs_len;
    const uint16_t *needs; /* facts */
    uint16_t needs_len;
    const struct plan_gain *gains;
    uint16_t gains_len;
    const uint8_t *end_from; /* [weeks + 1]: earliest end of runs that start then or later */
    int16_t follow_weeks;    /* of a follow-up to a course of this plan; else 0 */
    uint16_t course;         /* its module */
};

/* What a plan must do: hold a fact, or choose a kept module. */
struct plan_goal {
    bool is_module;
    bool soft;
    uint16_t fact;
    uint16_t module;
    uint16_t target; /* in the problem; of a fact */
    bool hopeless;   /* no column can reach it */
    int64_t penalty; /* of a soft one */
    int64_t weight;  /* when not all can be reached */
};

struct plan_core {
    const struct plan_problem *p;
    int weeks;
    bool fixed_is_free;  /* exclusions do not count */
    bool budget_is_free; /* nor does the budget */
    size_t facts_len;
    const struct plan_column *columns;
    size_t columns_len;
    const uint32_t *users_from; /* [facts_len + 1] into users */
    const uint16_t *users;      /* columns that need a fact */
    const uint32_t *of_module;  /* [modules_len + 1]: columns of module m are of_module[m].. */
    const struct plan_goal *goals;
    size_t goals_len;
    size_t work; /* steps it took to build (plan_fuel.h) */
};

/* What to leave out of account; for finding reasons (all false for solving). */
struct plan_relax {
    bool seats;
    bool weeks; /* prerequisites need not come earlier, runs may end late */
    bool slots;
    bool weekly;
    bool minutes;
    bool budget;
    bool fixed; /* keep, drop, exclusions */
};

/*
 * `end_week` is the latest end of any run. ERR_LIMIT when the arena is full.
 */
MUST_USE enum err plan_core_build(struct arena *a, const struct plan_problem *p,
                                  const struct plan_relax *relax, int end_week,
                                  struct plan_core *ret_core);

#endif
