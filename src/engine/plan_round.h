/* SPDX-License-Identifier: EUPL-1.2 */
/* First plans: from a point of the LP to a plan near it. */
#ifndef KC_ENGINE_PLAN_ROUND_H
#define KC_ENGINE_PLAN_ROUND_H

#include "engine/plan_tree.h"

/* Offers at most one plan. Needs t->order as plan_cut_landmarks() leaves it. */
void plan_round(struct plan_tree *t);

#endif
