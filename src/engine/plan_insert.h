/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plans for goals that may stay unreached: columns are put one after the other
 * into the first of their runs that fits.
 *
 * Rounding (plan_round.h) looks for a set that reaches all hard goals; where goals
 * are soft nothing tells it when to stop, and sets that are too large have no
 * dates. Here a set only grows as long as it has dates.
 */
#ifndef KC_ENGINE_PLAN_INSERT_H
#define KC_ENGINE_PLAN_INSERT_H

#include "engine/plan_tree.h"

/*
 * Offers at most one plan: first what the LP's point takes, the fullest first,
 * then what closes most for its minutes. ERR_LIMIT when the arena is full.
 */
MUST_USE enum err plan_insert(struct plan_tree *t);

#endif
