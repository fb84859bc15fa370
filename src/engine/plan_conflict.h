/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which demands contradict each other, when no plan meets them all; and what of
 * one of them would have to give way, and how far (docs/rules/plan.md, PLAN-24).
 *
 * What a demand is: plan_demand.h.
 *
 * A conflict is a set of demands that cannot hold together while any other set
 * without one of them can (a minimal unsatisfiable set), and within the limits the
 * smallest one. Method: implicit hitting sets. A smallest set that hits every known
 * way out is asked for a plan; if it has one, it is widened to a new way out, else it
 * is the conflict (M. Liffiton, K. Sakallah, "Algorithms for Computing Minimal
 * Unsatisfiable Subsets of Constraints", 2008; A. Ignatiev et al., "Smallest MUS
 * Extraction with Minimal Hitting Set Dualization", 2015).
 *
 * Pure and deterministic but for limits->go_on.
 */
#ifndef KC_ENGINE_PLAN_CONFLICT_H
#define KC_ENGINE_PLAN_CONFLICT_H

#include "base/arena.h"
#include "engine/plan_demand.h"
#include "engine/plan_solve.h"

enum plan_conflict_state {
    PLAN_CONFLICT_NONE,    /* there is a plan that meets them all */
    PLAN_CONFLICT_FOUND,   /* proved: no plan meets those named together */
    PLAN_CONFLICT_UNKNOWN, /* the limits ended before either was proved */
};

/*
 * A demand without which, all others kept, there is a plan. Of WEEKLY, HOURS,
 * BUDGET and LAST_WEEK `value` is the least one that does: minutes for each week
 * that has any (a multiple of PLAN_CONFLICT_MINUTES), minutes in all, cents, the
 * last week. `is_least`: one less is proved not to do; else it is just known to do.
 */
struct plan_relief {
    uint16_t demand;
    bool has_value;
    int64_t value;
    bool is_least;
};

struct plan_conflict {
    enum plan_conflict_state state;
    /* Of FOUND, ascending indices into the demands; none: not even without any demand. */
    const uint16_t *demands;
    size_t demands_len;
    bool is_irreducible; /* proved: without any one of them there is a plan */
    bool is_smallest;    /* proved: no conflict has fewer demands */
    /* Of FOUND, ascending; only demands of the conflict can be among them. */
    const struct plan_relief *reliefs;
    size_t reliefs_len;
};

enum {
    PLAN_CONFLICT_MINUTES = 30,    /* step of the weekly minutes of a relief */
    PLAN_CONFLICT_NODES = 2000,    /* of one question, at most */
    PLAN_CONFLICT_QUESTIONS = 400, /* at most for one conflict; then what is known is said */
};

struct plan_conflict_question {
    const struct plan_problem *p; /* sound */
    const struct plan_demand *demands;
    size_t demands_len;               /* at most PLAN_DEMANDS_MAX */
    const struct plan_limits *limits; /* nodes_max: of one question; 0: PLAN_CONFLICT_NODES */
};

/*
 * The answer lives in `a`, which is also the memory of the work (256 MB are plenty).
 *
 *   ERR_LIMIT   the arena is too small
 */
MUST_USE enum err plan_conflict_find(struct arena *a, const struct plan_conflict_question *q,
                                     struct plan_conflict *ret_conflict);

#endif
