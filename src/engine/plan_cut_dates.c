/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why a set of columns has no dates, said as widely as possible.
 *
 * First members leave the set, and only help, as long as dates stay impossible.
 * What remains fails because of what helpers cannot give it early enough: for
 * each fact it needs, the earliest week that would still not do is found. Then
 * columns may help one after the other as long as no fact comes earlier than
 * that. Those refused are the way out: the set is not chosen as a whole, or one
 * of them is.
 */
#include <string.h>

#include "engine/plan_cut.h"

/* How many nodes of plan_sched.h a try to say more is worth. */
enum { EXPLAIN_NODES = 200 };

static bool
is_impossible(struct plan_tree *t, size_t len)
{
    const struct plan_sched_task task = {t->set, len, t->helped, EXPLAIN_NODES};

    return plan_sched_find(&t->sched, &task) == PLAN_SCHED_IMPOSSIBLE;
}

static void
help(struct plan_tree *t, size_t len, const bool *helpers, uint8_t *ret_helped)
{
    const struct plan_sched_task task = {t->set, len, NULL, 0};

    plan_sched_help(&t->sched, &task, helpers, ret_helped);
}

/* Members that leave t->set stay among t->helpers. How many remain. */
static size_t
shrink(struct plan_tree *t, size_t len)
{
    uint16_t *set = t->set;

    for (size_t i = len; i-- > 0;) {
        uint16_t out = set[i];

        memmove(&set[i], &set[i + 1], (len - i - 1) * sizeof *set);
        help(t, len - 1, t->helpers, t->helped);
        if (is_impossible(t, len - 1)) {
            len--;
            continue;
        }
        memmove(&set[i + 1], &set[i], (len - i - 1) * sizeof *set);
        set[i] = out;
    }
    help(t, len, t->helpers, t->helped);
    return len;
}

/* The earliest week for one fact that leaves dates impossible: t->helped[fact]. */
static void
lower(struct plan_tree *t, size_t len, uint16_t fact)
{
    int low = t->most_helped[fact]; /* not before it, whoever helps */
    int high = t->helped[fact];     /* impossible there */

    high = high == PLAN_NEVER ? t->core->weeks + 1 : high;
    while (low < high) {
        int middle = (low + high) / 2;

        t->helped[fact] = (uint8_t)middle;
        if (is_impossible(t, len))
            high = middle;
        else
            low = middle + 1;
    }
    t->helped[fact] = (uint8_t)(high > t->core->weeks ? PLAN_NEVER : high);
}

static void
lower_all(struct plan_tree *t, size_t len)
{
    for (size_t c = 0; c < t->core->columns_len; c++)
        t->helpers[c] = !t->gone[c];
    help(t, len, t->helpers, t->most_helped);
    for (size_t i = 0; i < len; i++) {
        const struct plan_column *c = &t->core->columns[t->set[i]];

        for (size_t k = 0; k < c->needs_len; k++)
            lower(t, len, c->needs[k]);
    }
}

static bool
gives_too_early(const struct plan_tree *t, size_t column)
{
    const struct plan_column *c = &t->core->columns[column];
    uint8_t end = plan_reach_end(&t->reach, column);

    for (size_t g = 0; end != PLAN_NEVER && g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            if (t->most_helped[f] && end < t->helped[f])
                return true;
    return false;
}

/* Whether some helper gives a fact of t->most_helped[] earlier than t->helped[] says. */
static bool
is_too_early(const struct plan_tree *t, size_t len)
{
    bool unsure = false; /* the set itself gives one: look who else does */

    for (size_t f = 0; f < t->core->facts_len; f++) {
        bool by_set = false;

        if (!t->most_helped[f] || t->reach.held[f] >= t->helped[f])
            continue;
        for (size_t i = 0; i < len; i++)
            by_set = by_set || plan_reach_gives(&t->reach, t->set[i], (uint16_t)f);
        if (!by_set)
            return true;
        unsure = true;
    }
    for (size_t c = 0; unsure && c < t->core->columns_len; c++)
        if (t->reach.allowed[c] && !t->helpers[c] && gives_too_early(t, c))
            return true;
    return false;
}

enum err
plan_cut_dates(struct plan_tree *t, const uint16_t *set, size_t len)
{
    size_t added = 0;

    memmove(t->set, set, len * sizeof *set);
    memset(t->helpers, 0, t->core->columns_len * sizeof *t->helpers);
    for (size_t i = 0; i < len; i++)
        t->helpers[set[i]] = true;
    plan_cut_sort(t);
    t->set_len = len = shrink(t, len);
    lower_all(t, len);
    plan_cut_row(t, 1 - (double)len, PLAN_LP_INFINITY);
    /* From here on most_helped marks the facts needed, helpers the set. */
    memset(t->most_helped, 0, t->core->facts_len);
    memset(t->helpers, 0, t->core->columns_len * sizeof *t->helpers);
    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < len; i++) {
        const struct plan_column *c = &t->core->columns[t->set[i]];

        for (size_t k = 0; k < c->needs_len; k++)
            t->most_helped[c->needs[k]] = 1;
        t->helpers[t->set[i]] = true;
        plan_reach_add(&t->reach, t->set[i]);
        plan_cut_put(t, t->set[i], -1);
    }
    for (size_t i = 0; i < t->core->columns_len; i++) {
        uint16_t c = t->order[i];

        if (t->helpers[c] || t->gone[c])
            continue;
        if (!plan_fuel_spend(t->fuel, plan_reach_work(&t->reach) + t->core->facts_len))
            return OK; /* not yet a true cut */
        plan_reach_add(&t->reach, c);
        if (!is_too_early(t, len))
            continue;
        plan_reach_undo(&t->reach, c);
        plan_cut_put(t, c, 1);
    }
    return plan_cut_add(t, &added);
}
