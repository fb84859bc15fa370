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
 * Pure and deterministic: the same problem, node and step limit give the same plan,
 * with one thread or several, whatever compiler built it.
 */
#ifndef KC_ENGINE_PLAN_SOLVE_H
#define KC_ENGINE_PLAN_SOLVE_H

#include "base/arena.h"
#include "base/jobs.h"
#include "domain/plan_problem.h"

struct plan_limits {
    int64_t nodes_max; /* of the search tree; 0: no limit */
    /* Asked often (about every millisecond); false ends the search. May be NULL. */
    bool (*go_on)(void *arg);
    void *go_on_arg;
    int64_t steps_max; /* of work (plan_fuel.h), a few for a nanosecond; 0: no limit */
    /* Pieces done at once: go_on is then called by several threads. NULL: one after another. */
    const struct jobs *jobs;
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
