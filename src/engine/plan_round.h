/* SPDX-License-Identifier: EUPL-1.2 */
/* First plans: from a point of the LP to a plan near it. */
#ifndef KC_ENGINE_PLAN_ROUND_H
#define KC_ENGINE_PLAN_ROUND_H

#include "engine/plan_tree.h"

/*
 * Offers a plan near the point, if one is found in a few tries; what turned out
 * to have no dates on the way is cut. ERR_LIMIT when the arena is full.
 */
MUST_USE enum err plan_round(struct plan_tree *t);

#endif
