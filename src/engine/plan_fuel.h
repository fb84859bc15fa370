/* SPDX-License-Identifier: EUPL-1.2 */
/* How long the plan search may still go on: the caller's limits, asked now and then. */
#ifndef KC_ENGINE_PLAN_FUEL_H
#define KC_ENGINE_PLAN_FUEL_H

#include "engine/plan_solve.h"

struct plan_fuel {
    const struct plan_limits *limits;
    int64_t nodes; /* of the search tree so far */
    uint32_t ticks;
    bool empty; /* once empty, always empty */
};

enum { PLAN_FUEL_TICKS_PER_ASK = 64 };

/* A small piece of work (some 10 microseconds) was done; whether to go on. */
static inline bool
plan_fuel_tick(struct plan_fuel *f)
{
    if (f->empty)
        return false;
    if (++f->ticks % PLAN_FUEL_TICKS_PER_ASK == 0 && f->limits->go_on != NULL &&
        !f->limits->go_on(f->limits->go_on_arg))
        f->empty = true;
    return !f->empty;
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
