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

static void
row_clear(struct plan_tree *t, double lo, double hi)
{
    t->row.len = 0;
    t->row.lo = lo;
    t->row.hi = hi;
    t->row.stays = false;
}

static void
row_put(struct plan_tree *t, size_t variable, double coef)
{
    t->row.columns[t->row.len] = (uint32_t)variable;
    t->row.coefs[t->row.len++] = coef;
}

static enum err
row_add(struct plan_tree *t, size_t *added)
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

    row_clear(t, -PLAN_LP_INFINITY, core->p->minutes_max);
    t->row.stays = true;
    for (size_t c = 0; c < core->columns_len; c++)
        if (core->columns[c].minutes > 0)
            row_put(t, c, core->columns[c].minutes);
    TRY(row_add(t, &added));
    row_clear(t, -PLAN_LP_INFINITY, (double)core->p->budget_cents);
    t->row.stays = true;
    for (size_t c = 0; c < core->columns_len && !core->budget_is_free; c++) {
        int64_t pay = t->best_pay[c];

        if (core->columns[c].budget > pay)
            row_put(t, c, (double)(core->columns[c].budget - pay));
        if (pay > 0)
            row_put(t, t->unpaid[c], (double)pay);
        for (uint32_t l = t->links_of[c]; l < t->links_of[c + 1]; l++)
            if (t->links[l].pays < pay)
                row_put(t, t->first_link + l, (double)(pay - t->links[l].pays));
    }
    return t->row.len == 0 ? OK : row_add(t, &added);
}

static enum err
add_voucher_rows(struct plan_tree *t)
{
    size_t added = 0;

    for (uint16_t v = 0; v < t->core->p->vouchers_len; v++) {
        row_clear(t, -PLAN_LP_INFINITY, 1);
        t->row.stays = true;
        for (size_t l = 0; l < t->links_len; l++)
            if (t->links[l].voucher == v)
                row_put(t, t->first_link + l, 1);
        if (t->row.len > 1)
            TRY(row_add(t, &added));
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
        row_clear(t, 1, PLAN_LP_INFINITY);
        t->row.stays = true;
        for (uint32_t c = core->of_module[goal->module]; c < core->of_module[goal->module + 1]; c++)
            row_put(t, c, 1);
        row_put(t, t->first_gap + g, 1);
        TRY(row_add(t, &added));
    }
    if (!t->mode->gaps_allowed || t->mode->weights_only)
        return OK;
    row_clear(t, -PLAN_LP_INFINITY, (double)t->mode->weight_max);
    t->row.stays = true;
    for (size_t g = 0; g < core->goals_len; g++)
        if (core->goals[g].weight > 0)
            row_put(t, t->first_gap + g, (double)core->goals[g].weight);
    return row_add(t, &added);
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
        row_clear(t, 0, PLAN_LP_INFINITY);
        for (uint32_t l = t->links_of[c]; l < t->links_of[c + 1]; l++)
            row_put(t, t->first_link + l, 1);
        row_put(t, t->unpaid[c], 1);
        row_put(t, c, -1);
        TRY(row_add(t, added));
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
        row_put(t, c, 1);
}

static enum err
cut_modules(struct plan_tree *t, size_t *added)
{
    const struct plan_problem *p = t->core->p;

    for (uint16_t m = 0; m < p->modules_len; m++) {
        if (module_sum(t, m) <= 1 + VIOLATED)
            continue;
        row_clear(t, -PLAN_LP_INFINITY, 1);
        row_put_module(t, m);
        TRY(row_add(t, added));
    }
    for (size_t e = 0; e < p->exclusions_len && !t->core->fixed_is_free; e++) {
        const struct plan_exclusion *both = &p->exclusions[e];

        if (module_sum(t, both->a) + module_sum(t, both->b) <= 1 + VIOLATED)
            continue;
        row_clear(t, -PLAN_LP_INFINITY, 1);
        row_put_module(t, both->a);
        row_put_module(t, both->b);
        TRY(row_add(t, added));
    }
    return OK;
}

enum err
plan_cut_logic(struct plan_tree *t, size_t *ret_added)
{
    size_t added = 0;

    TRY(cut_links(t, &added));
    TRY(cut_modules(t, &added));
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

static void
sort_columns(struct plan_tree *t)
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
}

/*
 * The landmark of an aim into t->row, with x below `enough` in all; false when
 * none such is found. Needs t->order.
 */
static bool
find_landmark(struct plan_tree *t, struct plan_aim aim, double enough)
{
    double sum = 0;

    row_clear(t, 1, PLAN_LP_INFINITY);
    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < t->core->columns_len; i++) {
        uint16_t c = t->order[i];

        if (t->gone[c] || plan_reach_add_short_of(&t->reach, c, aim))
            continue;
        sum += t->lp.x[c];
        if (sum >= enough - VIOLATED)
            return false;
        row_put(t, c, 1);
    }
    return true;
}

enum err
plan_cut_landmarks(struct plan_tree *t, size_t *ret_added)
{
    size_t added = 0;

    sort_columns(t);
    for (size_t g = 0; g < t->core->goals_len; g++) {
        const struct plan_goal *goal = &t->core->goals[g];
        double gap = t->lp.x[t->first_gap + g];

        if (goal->is_module || gap > 1 - VIOLATED)
            continue;
        if (!find_landmark(t, (struct plan_aim){false, goal->fact}, 1 - gap))
            continue;
        row_put(t, t->first_gap + g, 1);
        TRY(row_add(t, &added));
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
        t->helpers[c] = t->lp.x[c] > 0.5 &&
                        !plan_reach_has(&t->reach, (struct plan_aim){true, (uint16_t)c});
    for (uint16_t c = 0; c < t->core->columns_len; c++) {
        if (!t->helpers[c])
            continue;
        if (!find_landmark(t, (struct plan_aim){true, c}, t->lp.x[c]))
            continue;
        row_put(t, c, -1);
        t->row.lo = 0;
        TRY(row_add(t, &added));
    }
    *ret_added += added;
    return OK;
}

/* How many nodes of plan_sched.h a try to say more is worth. */
enum { EXPLAIN_NODES = 200 };

static bool
is_impossible(struct plan_tree *t, const uint16_t *set, size_t len)
{
    const struct plan_sched_task task = {set, len, t->helpers, EXPLAIN_NODES};

    return plan_sched_find(&t->sched, &task) == PLAN_SCHED_IMPOSSIBLE;
}

/*
 * Let as many columns as possible help without making dates possible: first all,
 * then halves of what is left, in the order of t->order.
 */
static void
add_helpers(struct plan_tree *t, const uint16_t *set, size_t len)
{
    size_t n = t->core->columns_len;
    size_t piece = n;

    for (size_t at = 0; at < n;) {
        size_t end = at + piece < n ? at + piece : n;
        bool added = false;

        for (size_t i = at; i < end; i++) {
            uint16_t c = t->order[i];

            t->small[i] = !t->helpers[c] && !t->gone[c];
            added = added || t->small[i];
            t->helpers[c] = t->helpers[c] || t->small[i];
        }
        if (!added || is_impossible(t, set, len)) {
            at = end;
            continue;
        }
        for (size_t i = at; i < end; i++)
            if (t->small[i])
                t->helpers[t->order[i]] = false;
        if (piece <= n / 32 + 1)
            at = end;
        else
            piece = (piece + 1) / 2;
    }
}

/* Leave members out of the set, which then help, as long as dates stay impossible. */
static size_t
shrink(struct plan_tree *t, uint16_t *set, size_t len)
{
    for (size_t i = len; i-- > 0;) {
        uint16_t out = set[i];

        memmove(&set[i], &set[i + 1], (len - i - 1) * sizeof *set);
        if (is_impossible(t, set, len - 1)) {
            len--;
            continue;
        }
        memmove(&set[i + 1], &set[i], (len - i - 1) * sizeof *set);
        set[i] = out;
    }
    return len;
}

enum err
plan_cut_dates(struct plan_tree *t, const uint16_t *set, size_t len)
{
    uint16_t *core_set = t->set;
    size_t added = 0;

    memmove(core_set, set, len * sizeof *set);
    memset(t->helpers, 0, t->core->columns_len * sizeof *t->helpers);
    for (size_t i = 0; i < len; i++)
        t->helpers[set[i]] = true;
    sort_columns(t);
    add_helpers(t, core_set, len);
    len = shrink(t, core_set, len);
    row_clear(t, 1 - (double)len, PLAN_LP_INFINITY);
    for (size_t i = 0; i < len; i++)
        row_put(t, core_set[i], -1);
    for (size_t c = 0; c < t->core->columns_len; c++)
        if (!t->helpers[c] && !t->gone[c])
            row_put(t, c, 1);
    return row_add(t, &added);
}
