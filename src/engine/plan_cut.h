/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cuts of the plan search: rows that every plan of interest obeys and the present
 * point of the LP does not. `ret_added` is increased by their number.
 */
#ifndef KC_ENGINE_PLAN_CUT_H
#define KC_ENGINE_PLAN_CUT_H

#include "engine/plan_tree.h"

/* Rows that always stay: hours, budget, vouchers, kept modules, weights. */
MUST_USE enum err plan_cut_base(struct plan_tree *t);
/* Vouchers without their column, two columns of a module, exclusions. */
MUST_USE enum err plan_cut_logic(struct plan_tree *t, size_t *ret_added);
/* Landmarks: for each goal a set of columns of which one is needed. */
MUST_USE enum err plan_cut_landmarks(struct plan_tree *t, size_t *ret_added);
/* The same for columns chosen (x = 1) whose needs the others chosen do not meet. */
MUST_USE enum err plan_cut_needs(struct plan_tree *t, size_t *ret_added);
/* The set, all of it chosen and nothing else, has no dates: forbid that, and as much more as can
 * be. */
MUST_USE enum err plan_cut_dates(struct plan_tree *t, const uint16_t *set, size_t len);

/* The parts of cuts: begin t->row, put a variable into it, add it to the LP if there is room. */
void plan_cut_row(struct plan_tree *t, double lo, double hi);
void plan_cut_put(struct plan_tree *t, size_t variable, double coef);
MUST_USE enum err plan_cut_add(struct plan_tree *t, size_t *added);
/* t->order: columns by falling x, then rising reduced cost. */
void plan_cut_sort(struct plan_tree *t);

#endif
