/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long the plan search may still go on: the caller's limits.
 *
 * Work is counted in steps, each about as long as a multiplication or a look at an
 * array. Everything whose length depends on the problem spends steps, so that the
 * clock is asked evenly, and a limit of steps ends the search at the same point on
 * every machine.
 */
#ifndef KC_ENGINE_PLAN_FUEL_H
#define KC_ENGINE_PLAN_FUEL_H

#include "engine/plan_solve.h"

struct plan_fuel {
    const struct plan_limits *limits;
    int64_t nodes; /* of the search tree so far */
    int64_t steps; /* so far */
    int64_t asked; /* steps when the clock was asked last */
    bool empty;    /* once empty, always empty */
};

enum {
    PLAN_FUEL_STEPS_PER_TICK = 4096,
    PLAN_FUEL_STEPS_PER_ASK = 1 << 18, /* a few tenths of a millisecond */
};

/* So much work was done; whether to go on. */
static inline bool
plan_fuel_spend(struct plan_fuel *f, size_t steps)
{
    f->steps += (int64_t)steps;
    if (f->empty)
        return false;
    if (f->limits->steps_max > 0 && f->steps > f->limits->steps_max)
        f->empty = true;
    if (f->steps - f->asked < PLAN_FUEL_STEPS_PER_ASK)
        return !f->empty;
    f->asked = f->steps;
    if (f->limits->go_on != NULL && !f->limits->go_on(f->limits->go_on_arg))
        f->empty = true;
    return !f->empty;
}

/* A small piece of work that is not worth counting was done; whether to go on. */
static inline bool
plan_fuel_tick(struct plan_fuel *f)
{
    return plan_fuel_spend(f, PLAN_FUEL_STEPS_PER_TICK);
}

/* A node of the search tree was opened; whether to go on. */
static inline bool
plan_fuel_node(struct plan_fuel *f)
{
    f->nodes++;
    if (f->limits->nodes_max > 0 && f->nodes > f->limits->nodes_max)
        f->empty = true;
    return plan_fuel_tick(f);
}

#endif
