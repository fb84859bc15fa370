/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns are taken in the order of the point until all goals are in reach; then
 * those without which they still are go again, the dearest first. When the set has
 * no dates, one of those to blame is left out and it is tried again.
 */
#include "engine/plan_round.h"

#include <string.h>

#include "engine/plan_cut.h"
#include "engine/plan_insert.h"

enum {
    ROUND_NODES = 100,
    TRIES = 12,
    GATHERED_MAX = 200, /* a larger set is left to the tree: nobody takes so many modules */
};

static bool
reaches_goals(const struct plan_tree *t)
{
    for (size_t g = 0; g < t->core->goals_len; g++) {
        const struct plan_goal *goal = &t->core->goals[g];

        if (!goal->is_module && !goal->soft && !goal->hopeless &&
            t->reach.held[goal->fact] == PLAN_NEVER)
            return false;
    }
    return true;
}

static bool
is_kept(const struct plan_tree *t, uint16_t column)
{
    return t->core->p->modules[t->core->columns[column].module].fixed == PLAN_KEEP ||
           t->lp.lo[column] > 0.5;
}

static bool
is_needless(struct plan_tree *t, size_t len, size_t but)
{
    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < len; i++)
        if (i != but)
            plan_reach_add(&t->reach, t->point[i]);
    if (!reaches_goals(t))
        return false;
    for (size_t i = 0; i < len; i++) /* those kept must still be able to start */
        if (i != but && is_kept(t, t->point[i]) &&
            !plan_reach_has(&t->reach, (struct plan_aim){true, t->point[i]}))
            return false;
    return true;
}

/* The dearest first; what is needed stays so while others leave. */
static size_t
drop_needless(struct plan_tree *t, size_t len)
{
    const struct plan_column *columns = t->core->columns;
    uint16_t *point = t->point;

    for (size_t i = 1; i < len; i++) {
        uint16_t c = point[i];
        size_t at = i;

        for (; at > 0 && columns[point[at - 1]].cost < columns[c].cost; at--)
            point[at] = point[at - 1];
        point[at] = c;
    }
    for (size_t i = 0; i < len && plan_fuel_spend(t->fuel, plan_reach_work(&t->reach));) {
        if (is_kept(t, point[i]) || !is_needless(t, len, i)) {
            i++;
            continue;
        }
        memmove(&point[i], &point[i + 1], (len - i - 1) * sizeof *point);
        len--;
    }
    return len;
}

/* A set without needless members into t->point; how many, or 0. */
static size_t
gather(struct plan_tree *t)
{
    size_t len = 0;

    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < t->core->columns_len; i++) {
        uint16_t c = t->order[i];

        if (t->gone[c] || t->banned[c] || (t->lp.hi[c] < 0.5 && t->lp.x[c] < 0.5))
            continue;
        plan_reach_add(&t->reach, c);
        t->point[len++] = c;
        if (t->lp.x[c] < 0.999 && reaches_goals(t))
            break;
    }
    if (!reaches_goals(t))
        return 0;
    /* Only those that can start are of use. */
    for (size_t i = 0; i < len;) {
        if (plan_reach_has(&t->reach, (struct plan_aim){true, t->point[i]})) {
            i++;
            continue;
        }
        memmove(&t->point[i], &t->point[i + 1], (len - i - 1) * sizeof *t->point);
        len--;
    }
    return len > GATHERED_MAX ? 0 : drop_needless(t, len);
}

/* Of those that have no dates together, the one with the least of x; false: none may go. */
static bool
ban_one(struct plan_tree *t)
{
    uint16_t least = UINT16_MAX;

    for (size_t i = 0; i < t->set_len; i++) {
        uint16_t c = t->set[i];

        if (!is_kept(t, c) && (least == UINT16_MAX || t->lp.x[c] < t->lp.x[least]))
            least = c;
    }
    if (least == UINT16_MAX)
        return false;
    t->banned[least] = true;
    return true;
}

enum err
plan_round(struct plan_tree *t)
{
    if (t->may_miss)
        TRY(plan_insert(t));
    memset(t->banned, 0, t->core->columns_len * sizeof *t->banned);
    plan_cut_sort(t);
    for (int i = 0; i < TRIES; i++) {
        size_t len = gather(t);

        if (len == 0 || plan_tree_offer(t, t->point, len, ROUND_NODES) != PLAN_SCHED_IMPOSSIBLE)
            return OK;
        TRY(plan_cut_dates(t, t->point, len));
        if (!ban_one(t))
            return OK;
    }
    return OK;
}
