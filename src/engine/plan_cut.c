/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Landmarks are Bonet's and Helmert's term ("Strengthening Landmark Heuristics
 * via Hitting Sets", ECAI 2010): a set of actions of which every plan contains
 * one. Here they come from the oracle of plan_reach.h: columns are allowed one
 * after the other, those with the most of x first, then the cheapest by reduced
 * cost, as long as the goal stays out of reach; those refused are the landmark,
 * and it is minimal.
 */
#include "engine/plan_cut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double VIOLATED = 1e-4;

void
plan_cut_row(struct plan_tree *t, double lo, double hi)
{
    t->row.len = 0;
    t->row.lo = lo;
    t->row.hi = hi;
    t->row.stays = false;
}

void
plan_cut_put(struct plan_tree *t, size_t variable, double coef)
{
    t->row.columns[t->row.len] = (uint32_t)variable;
    t->row.coefs[t->row.len++] = coef;
}

enum err
plan_cut_add(struct plan_tree *t, size_t *added)
{
    if (t->lp.rows_len == t->lp.rows_max)
        return OK; /* the caller sees that nothing was added */
    ++*added;
    return plan_lp_add_row(&t->lp, &t->row);
}

static enum err
add_sum_rows(struct plan_tree *t)
{
    const struct plan_core *core = t->core;
    size_t added = 0;

    plan_cut_row(t, -PLAN_LP_INFINITY, core->p->minutes_max);
    t->row.stays = true;
    for (size_t c = 0; c < core->columns_len; c++)
        if (core->columns[c].minutes > 0)
            plan_cut_put(t, c, core->columns[c].minutes);
    TRY(plan_cut_add(t, &added));
    plan_cut_row(t, -PLAN_LP_INFINITY, (double)core->p->budget_cents);
    t->row.stays = true;
    for (size_t c = 0; c < core->columns_len && !core->budget_is_free; c++) {
        int64_t pay = t->best_pay[c];

        if (core->columns[c].budget > pay)
            plan_cut_put(t, c, (double)(core->columns[c].budget - pay));
        if (pay > 0)
            plan_cut_put(t, t->unpaid[c], (double)pay);
        for (uint32_t l = t->links_of[c]; l < t->links_of[c + 1]; l++)
            if (t->links[l].pays < pay)
                plan_cut_put(t, t->first_link + l, (double)(pay - t->links[l].pays));
    }
    return t->row.len == 0 ? OK : plan_cut_add(t, &added);
}

static enum err
add_voucher_rows(struct plan_tree *t)
{
    size_t added = 0;

    for (uint16_t v = 0; v < t->core->p->vouchers_len; v++) {
        plan_cut_row(t, -PLAN_LP_INFINITY, 1);
        t->row.stays = true;
        for (size_t l = 0; l < t->links_len; l++)
            if (t->links[l].voucher == v)
                plan_cut_put(t, t->first_link + l, 1);
        if (t->row.len > 1)
            TRY(plan_cut_add(t, &added));
    }
    return OK;
}

enum err
plan_cut_base(struct plan_tree *t)
{
    const struct plan_core *core = t->core;
    size_t added = 0;

    TRY(add_sum_rows(t));
    TRY(add_voucher_rows(t));
    for (size_t g = 0; g < core->goals_len; g++) {
        const struct plan_goal *goal = &core->goals[g];

        if (!goal->is_module)
            continue;
        plan_cut_row(t, 1, PLAN_LP_INFINITY);
        t->row.stays = true;
        for (uint32_t c = core->of_module[goal->module]; c < core->of_module[goal->module + 1]; c++)
            plan_cut_put(t, c, 1);
        plan_cut_put(t, t->first_gap + g, 1);
        TRY(plan_cut_add(t, &added));
    }
    if (!t->mode->gaps_allowed || t->mode->weights_only)
        return OK;
    plan_cut_row(t, -PLAN_LP_INFINITY, (double)t->mode->weight_max);
    t->row.stays = true;
    for (size_t g = 0; g < core->goals_len; g++)
        if (core->goals[g].weight > 0)
            plan_cut_put(t, t->first_gap + g, (double)core->goals[g].weight);
    return plan_cut_add(t, &added);
}

/*
 * Without its row a column costs as if the best voucher always paid for it. The
 * row says: a chosen column is paid by a voucher or is unpaid.
 */
static enum err
cut_links(struct plan_tree *t, size_t *added)
{
    const double *x = t->lp.x;

    for (size_t c = 0; c < t->core->columns_len; c++) {
        double paid;

        if (t->best_pay[c] == 0 || x[c] < VIOLATED)
            continue;
        paid = x[t->unpaid[c]];
        for (uint32_t l = t->links_of[c]; l < t->links_of[c + 1]; l++)
            paid += x[t->first_link + l];
        if (x[c] <= paid + VIOLATED)
            continue;
        plan_cut_row(t, 0, PLAN_LP_INFINITY);
        for (uint32_t l = t->links_of[c]; l < t->links_of[c + 1]; l++)
            plan_cut_put(t, t->first_link + l, 1);
        plan_cut_put(t, t->unpaid[c], 1);
        plan_cut_put(t, c, -1);
        TRY(plan_cut_add(t, added));
    }
    return OK;
}

static double
module_sum(const struct plan_tree *t, uint16_t module)
{
    double sum = 0;

    for (uint32_t c = t->core->of_module[module]; c < t->core->of_module[module + 1]; c++)
        sum += t->lp.x[c];
    return sum;
}

static void
row_put_module(struct plan_tree *t, uint16_t module)
{
    for (uint32_t c = t->core->of_module[module]; c < t->core->of_module[module + 1]; c++)
        plan_cut_put(t, c, 1);
}

static enum err
cut_modules(struct plan_tree *t, size_t *added)
{
    const struct plan_problem *p = t->core->p;

    for (uint16_t m = 0; m < p->modules_len; m++) {
        if (module_sum(t, m) <= 1 + VIOLATED)
            continue;
        plan_cut_row(t, -PLAN_LP_INFINITY, 1);
        row_put_module(t, m);
        TRY(plan_cut_add(t, added));
    }
    for (size_t e = 0; e < p->exclusions_len && !t->core->fixed_is_free; e++) {
        const struct plan_exclusion *both = &p->exclusions[e];

        if (module_sum(t, both->a) + module_sum(t, both->b) <= 1 + VIOLATED)
            continue;
        plan_cut_row(t, -PLAN_LP_INFINITY, 1);
        row_put_module(t, both->a);
        row_put_module(t, both->b);
        TRY(plan_cut_add(t, added));
    }
    return OK;
}

enum err
plan_cut_logic(struct plan_tree *t, size_t *ret_added)
{
    size_t added = 0;

    TRY(cut_links(t, &added));
    TRY(cut_modules(t, &added));
    (void)plan_fuel_spend(t->fuel, 4 * (t->core->columns_len + t->links_len));
    *ret_added += added;
    return OK;
}

/* Most of x first, then the least reduced cost, then the first. */
static bool
comes_before(const struct plan_tree *t, uint16_t a, uint16_t b)
{
    const double *x = t->lp.x;

    if (fabs(x[a] - x[b]) > 1e-9)
        return x[a] > x[b];
    if (x[a] < 1e-9 && t->lp.marginal[a] != t->lp.marginal[b])
        return t->lp.marginal[a] < t->lp.marginal[b];
    return a < b;
}

/* Heapsort: no recursion, no qsort with a global. */
static void
sift(const struct plan_tree *t, uint16_t *heap, size_t len, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        uint16_t swap;

        if (child >= len)
            return;
        if (child + 1 < len && comes_before(t, heap[child], heap[child + 1]))
            child++;
        if (!comes_before(t, heap[at], heap[child]))
            return;
        swap = heap[at];
        heap[at] = heap[child];
        heap[child] = swap;
        at = child;
    }
}

void
plan_cut_sort(struct plan_tree *t)
{
    size_t len = t->core->columns_len;

    for (size_t c = 0; c < len; c++)
        t->order[c] = (uint16_t)c;
    for (size_t at = len / 2; at-- > 0;)
        sift(t, t->order, len, at);
    for (size_t end = len; end-- > 1;) {
        uint16_t swap = t->order[0];

        t->order[0] = t->order[end];
        t->order[end] = swap;
        sift(t, t->order, end, 0);
    }
    (void)plan_fuel_spend(t->fuel, len * 64);
}

/*
 * The landmark of an aim into t->row, with x below `enough` in all; false when
 * none such is found. Needs t->order.
 */
static bool
find_landmark(struct plan_tree *t, struct plan_aim aim, double enough)
{
    double sum = 0;

    plan_cut_row(t, 1, PLAN_LP_INFINITY);
    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < t->core->columns_len; i++) {
        uint16_t c = t->order[i];

        if (!plan_fuel_spend(t->fuel, plan_reach_work(&t->reach)))
            return false;
        if (t->gone[c] || plan_reach_add_short_of(&t->reach, c, aim))
            continue;
        sum += t->lp.x[c];
        if (sum >= enough - VIOLATED)
            return false;
        plan_cut_put(t, c, 1);
    }
    return true;
}

enum err
plan_cut_landmarks(struct plan_tree *t, size_t *ret_added)
{
    size_t added = 0;

    plan_cut_sort(t);
    for (size_t g = 0; g < t->core->goals_len; g++) {
        const struct plan_goal *goal = &t->core->goals[g];
        double gap = t->lp.x[t->first_gap + g];

        if (goal->is_module || gap > 1 - VIOLATED)
            continue;
        if (!find_landmark(t, (struct plan_aim){false, goal->fact}, 1 - gap))
            continue;
        plan_cut_put(t, t->first_gap + g, 1);
        TRY(plan_cut_add(t, &added));
    }
    *ret_added += added;
    return OK;
}

enum err
plan_cut_needs(struct plan_tree *t, size_t *ret_added)
{
    size_t added = 0;

    plan_reach_clear(&t->reach);
    for (size_t c = 0; c < t->core->columns_len; c++)
        if (t->lp.x[c] > 0.5)
            plan_reach_add(&t->reach, c);
    t->row.len = 0;
    for (size_t c = 0; c < t->core->columns_len; c++)
        t->helpers[c] =
            t->lp.x[c] > 0.5 && !plan_reach_has(&t->reach, (struct plan_aim){true, (uint16_t)c});
    for (uint16_t c = 0; c < t->core->columns_len; c++) {
        if (!t->helpers[c])
            continue;
        if (!find_landmark(t, (struct plan_aim){true, c}, t->lp.x[c]))
            continue;
        plan_cut_put(t, c, -1);
        t->row.lo = 0;
        TRY(plan_cut_add(t, &added));
    }
    *ret_added += added;
    return OK;
}
