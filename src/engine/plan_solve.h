/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Solves a plan problem exactly: the least objective, and a proof of it; or,
 * when the limits end the search, the best plan found and a true bound.
 *
 * Method: branch and cut on the modules alone. Time is left to an oracle: the
 * earliest week in which each level can be held, with a given set of allowed
 * modules. A set that does not reach a target gives a cut: one of the other
 * modules is needed (a landmark). The choice of runs for a set of modules is a
 * small constraint problem; where it has no answer, it explains why by a cut.
 * See docs/decisions/ (plan solver).
 *
 * Pure and deterministic: the same problem and node limit give the same plan.
 */
#ifndef KC_ENGINE_PLAN_SOLVE_H
#define KC_ENGINE_PLAN_SOLVE_H

#include "base/arena.h"
#include "engine/plan_problem.h"

enum plan_status {
    PLAN_OPTIMAL,
    PLAN_FEASIBLE,   /* a plan with a proven gap */
    PLAN_INFEASIBLE, /* proved: not all hard targets can be reached; the plan is the best of the rest */
    PLAN_UNKNOWN,    /* the limits ended before a plan was found */
};

struct plan_limits {
    int64_t nodes_max; /* of the search tree; 0: no limit */
    /* Asked often (about every millisecond); false ends the search. May be NULL. */
    bool (*go_on)(void *arg);
    void *go_on_arg;
};

struct plan_result {
    enum plan_status status;
    /*
     * The plan's cost with penalties, and a proven lower bound of it. When not all
     * hard targets can be reached: of the plans that miss least weight.
     */
    int64_t objective_cents;
    int64_t bound_cents;
    int64_t penalty_cents; /* of soft targets not reached, part of the objective */
    /* INFEASIBLE only: whether the missed weight and the cost are proven least. */
    bool rest_is_optimal;
    int64_t nodes;
    struct plan_choice *choices; /* ascending by module */
    size_t choices_len;
    struct plan_unreached *unreached; /* ascending by target */
    size_t unreached_len;
};

/*
 * `p` is sound (plan_problem_is_sound()). The result's arrays live in `a`, which
 * is also the memory of the search: 256 MB are plenty for PLAN_MODULES_MAX.
 *
 *   ERR_LIMIT   the arena is too small
 */
MUST_USE enum err plan_solve(struct arena *a, const struct plan_problem *p,
                             const struct plan_limits *limits, struct plan_result *ret_result);

#endif
