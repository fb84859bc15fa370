/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What can be held when: the earliest week in which each fact holds, given a set
 * of allowed columns and nothing in the way but prerequisites and dates. An
 * optimist's answer, so that "never" is a proof.
 *
 * The set only grows; adding a column costs time in proportion to what changes.
 */
#ifndef KC_ENGINE_PLAN_REACH_H
#define KC_ENGINE_PLAN_REACH_H

#include "engine/plan_core.h"

/* A column or a fact that must stay out of reach while columns are added. */
struct plan_aim {
    bool is_column;
    uint16_t n;
};

struct plan_reach {
    const struct plan_core *core;
    uint8_t *held; /* [facts]: by the end of which week; PLAN_NEVER */
    bool *allowed; /* [columns] */
    uint16_t *queue;
    bool *queued;
    struct plan_reach_undo {
        uint16_t fact;
        uint8_t held;
    } * undo; /* [facts]: what the last addition changed */
    bool *touched;
    size_t undo_len;
    size_t work; /* steps since plan_reach_work() was asked last */
};

MUST_USE enum err plan_reach_init(struct plan_reach *r, struct arena *a,
                                  const struct plan_core *core);
/* Steps of work since this was asked last, for plan_fuel_spend(). */
static inline size_t
plan_reach_work(struct plan_reach *r)
{
    size_t work = r->work;

    r->work = 0;
    return work;
}
/* Nothing is allowed. */
void plan_reach_clear(struct plan_reach *r);
/* Allow a column. */
void plan_reach_add(struct plan_reach *r, size_t column);
/* The same, but answers false and changes nothing when `aim` would come into reach. */
bool plan_reach_add_short_of(struct plan_reach *r, size_t column, struct plan_aim aim);
/* Take back the last plan_reach_add(), which was of this column. */
void plan_reach_undo(struct plan_reach *r, size_t column);
/* The first week in which an allowed or other column could start; PLAN_NEVER. */
uint8_t plan_reach_start(const struct plan_reach *r, size_t column);
/* The earliest week in which it could end; PLAN_NEVER. */
uint8_t plan_reach_end(const struct plan_reach *r, size_t column);
/* Whether the column gives the fact, sooner or later. */
bool plan_reach_gives(const struct plan_reach *r, size_t column, uint16_t fact);
/* Whether it is in reach: the fact is held, or the column has a run in time. */
bool plan_reach_has(const struct plan_reach *r, struct plan_aim aim);

#endif
