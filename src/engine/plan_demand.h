/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Demands: parts of a plan problem that could be taken back.
 *
 * A demand is a target, the weekly time, the budget, the last week, busy half days,
 * free weeks, a kept or dropped module, or runs that a wish shuts out (formats,
 * distance). The problem itself states them all; runs that a wish shuts out are in
 * it with their seats, and the demand names them. Hard targets that are no demand
 * always hold, soft targets that are none never do; a soft target that is a demand
 * is demanded as a hard one.
 */
#ifndef KC_ENGINE_PLAN_DEMAND_H
#define KC_ENGINE_PLAN_DEMAND_H

#include "base/arena.h"
#include "domain/plan_problem.h"

enum plan_demand_kind {
    PLAN_DEMAND_TARGET,     /* n: of p->targets */
    PLAN_DEMAND_WEEKLY,     /* minutes of the weeks that have any */
    PLAN_DEMAND_FREE_WEEKS, /* weeks without minutes stay without */
    PLAN_DEMAND_HOURS,      /* p->minutes_max */
    PLAN_DEMAND_BUDGET,     /* p->budget_cents */
    PLAN_DEMAND_LAST_WEEK,  /* p->last_week, when it is before p->weeks - 1 */
    PLAN_DEMAND_BUSY,       /* half days slots[], all of p->busy_slots when slots_len is 0 */
    PLAN_DEMAND_KEEP,       /* n: of p->modules */
    PLAN_DEMAND_DROP,       /* n: of p->modules */
    PLAN_DEMAND_EXCLUSION,  /* n: of p->exclusions */
    PLAN_DEMAND_RUNS,       /* runs[] are not taken; n is the caller's */
};

struct plan_demand_run {
    uint16_t module;
    uint16_t run;
};

struct plan_demand {
    enum plan_demand_kind kind;
    uint32_t n;
    const struct plan_demand_run *runs; /* of RUNS; no order is needed */
    size_t runs_len;
    const uint16_t *slots; /* of BUSY */
    size_t slots_len;
};

/* All that `p` demands, in the order of the kinds, targets as they stand.
 *
 *   ERR_LIMIT   more than PLAN_DEMANDS_MAX, or the arena is full
 */
MUST_USE enum err plan_demands_of(struct arena *a, const struct plan_problem *p,
                                  struct plan_demand **ret_demands, size_t *ret_len);

/* Which demands are in force, and the number of one of them instead of the problem's. */
struct plan_demand_force {
    const struct plan_demand *demands;
    size_t len;
    const bool *holds; /* [len] */
    uint16_t changed;  /* WEEKLY, HOURS, BUDGET or LAST_WEEK of `value`; UINT16_MAX: none */
    int64_t value;
};

/* `p` with those demands alone; it lives in `a` and points into `p`. ERR_LIMIT: the arena is full.
 */
MUST_USE enum err plan_demand_apply(struct arena *a, const struct plan_problem *p,
                                    const struct plan_demand_force *force,
                                    struct plan_problem *ret_problem);

/* A plan with its best vouchers, for asking it. */
struct plan_demand_plan {
    const struct plan_problem *p;
    const struct plan_choice *choices;
    size_t choices_len;
    const bool *chosen; /* [modules] */
};

/* Whether the plan meets the demand. */
bool plan_demand_is_met(const struct plan_demand_plan *plan, const struct plan_demand *d);
/* The least value of WEEKLY (unrounded), HOURS, BUDGET or LAST_WEEK that the plan would meet. */
int64_t plan_demand_used(const struct plan_demand_plan *plan, enum plan_demand_kind kind);

#endif
