/* SPDX-License-Identifier: EUPL-1.2 */
/* Why targets stay unreached: what would have to be different. */
#ifndef KC_ENGINE_PLAN_REASON_H
#define KC_ENGINE_PLAN_REASON_H

#include "engine/plan_fuel.h"

/* Fills in the reasons of r->unreached. ERR_LIMIT when the arena is full. */
MUST_USE enum err plan_reason_find(struct arena *a, const struct plan_problem *p,
                                   struct plan_fuel *fuel, struct plan_result *r);

#endif
