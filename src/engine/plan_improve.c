/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A try: some members of the plan leave, chains bring back what they gave, what is
 * needless goes, dates are looked for. A plan hardly dearer than the best may be the
 * next to be ruined; after a while without success it is the best one again.
 */
#include "engine/plan_improve.h"

#include <string.h>

#include "engine/plan_improve_parts.h"

enum {
    SCHED_NODES = 60,
    SCHED_NODES_FIRST = 100, /* while there is no plan at all */
    AGAIN_WITHOUT_DATES = 3, /* a trial without dates is ruined a little more */
    AGAIN_FOR_FIRST = 30,    /* the same while there is no plan at all */
    HOME_AFTER = 60,         /* tries without success, then back to the best plan */
};

static const double WORSE = 0.004; /* a plan that much dearer may be ruined next */

enum err
plan_improve_init(struct plan_improve *m, struct plan_tree *t)
{
    struct arena *a = t->arena;
    size_t n = t->core->columns_len + 1;
    size_t facts = t->core->facts_len + 1;

    *m = (struct plan_improve){.tree = t, .limits = *t->fuel->limits, .dice = 88172645463325252};
    m->limits.nodes_max = 0;
    m->side = *t;
    m->side.best = (struct plan_best){.found = false};
    m->side.fuel = &m->fuel;
    m->side.best.columns = arena_array(a, uint16_t, n);
    m->side.best.runs = arena_array(a, uint16_t, n);
    m->side.choices = arena_array(a, struct plan_choice, n);
    m->set = arena_array(a, uint16_t, n);
    m->trial = arena_array(a, uint16_t, n);
    m->x = arena_array(a, double, n);
    m->in = arena_array(a, bool, n);
    m->gone = arena_array(a, bool, n);
    for (size_t i = 0; i < PLAN_IMPROVE_MOODS; i++) {
        m->moods[i].price = arena_array(a, double, n);
        m->moods[i].hopeful = arena_array(a, bool, n);
        m->moods[i].cheap = arena_array(a, struct plan_way, facts);
        m->moods[i].early = arena_array(a, struct plan_way, facts);
        if (!m->moods[i].price || !m->moods[i].hopeful || !m->moods[i].cheap || !m->moods[i].early)
            return ERR_LIMIT;
    }
    m->cheap = arena_array(a, struct plan_way, facts);
    m->early = arena_array(a, struct plan_way, facts);
    m->last_start = arena_array(a, uint8_t, n);
    m->asked = arena_array(a, bool, facts);
    m->held = arena_array(a, uint8_t, facts);
    m->shunned = arena_array(a, bool, n);
    m->givers = arena_array(a, uint16_t, facts);
    m->waiting = arena_array(a, struct plan_wait, facts);
    m->queue = arena_array(a, uint16_t, n);
    m->queued = arena_array(a, bool, n);
    if (!m->side.best.columns || !m->side.best.runs || !m->side.choices || !m->set || !m->trial ||
        !m->x || !m->in || !m->gone || !m->cheap || !m->early || !m->last_start || !m->asked ||
        !m->held || !m->shunned || !m->givers || !m->waiting || !m->queue || !m->queued)
        return ERR_LIMIT;
    for (size_t c = 0; c < t->core->columns_len; c++)
        for (size_t r = 0; r < t->core->columns[c].runs_len; r++)
            if (t->core->columns[c].runs[r].start > m->last_start[c])
                m->last_start[c] = t->core->columns[c].runs[r].start;
    TRY(plan_reach_init(&m->side.reach, a, t->core));
    TRY(plan_fit_init(&m->fit, a, t->core, &m->fuel));
    return plan_sched_init(&m->side.sched, a, t->core, &m->fuel);
}

/* A kept module is in the trial, with all it needs; false: it cannot be. */
static bool
keep_module(struct plan_improve *m, uint16_t module)
{
    const struct plan_core *core = m->tree->core;
    uint32_t column = core->of_module[module];

    if (column == core->of_module[module + 1u])
        return false;
    if (!m->in[column]) {
        m->in[column] = true;
        m->trial[m->trial_len++] = (uint16_t)column;
        improve_free_from(m, m->trial_len - 1);
    }
    for (size_t k = 0; k < core->columns[column].needs_len; k++)
        if (!improve_add_chain(m, core->columns[column].needs[k]))
            return false;
    return true;
}

/* Chains for all goals out of reach, from a goal chosen by the dice on. */
static bool
recreate(struct plan_improve *m, const struct plan_mood *mood)
{
    const struct plan_core *core = m->tree->core;
    size_t from = core->goals_len > 0 ? improve_draw(m, (uint32_t)core->goals_len) : 0;

    improve_find_ways(m, mood);
    for (size_t i = 0; i < core->goals_len; i++) {
        const struct plan_goal *goal = &core->goals[(from + i) % core->goals_len];

        if (goal->is_module
                ? !keep_module(m, goal->module)
                : m->held[goal->fact] == PLAN_NEVER && !improve_add_chain(m, goal->fact))
            return false;
    }
    return true;
}

static bool
reaches_goals(struct plan_improve *m)
{
    const struct plan_core *core = m->tree->core;

    for (size_t g = 0; g < core->goals_len; g++)
        if (!core->goals[g].is_module && m->held[core->goals[g].fact] == PLAN_NEVER)
            return false;
    return true;
}

static bool
is_kept(const struct plan_improve *m, uint16_t column)
{
    const struct plan_core *core = m->tree->core;

    return core->p->modules[core->columns[column].module].fixed == PLAN_KEEP;
}

/* Whether each of its facts has another giver in the trial: else it is needed, or never was. */
static bool
is_doubled(const struct plan_improve *m, uint16_t column)
{
    const struct plan_column *c = &m->tree->core->columns[column];

    for (size_t g = 0; g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            if (m->givers[f] < 2 && m->asked[f])
                return false;
    return true;
}

/* Who gives what, and which facts somebody waits for. */
static void
count_givers(struct plan_improve *m)
{
    const struct plan_core *core = m->tree->core;

    memset(m->givers, 0, core->facts_len * sizeof *m->givers);
    memset(m->asked, 0, core->facts_len * sizeof *m->asked);
    for (size_t i = 0; i < m->trial_len; i++) {
        const struct plan_column *c = &core->columns[m->trial[i]];

        for (size_t g = 0; g < c->gains_len; g++)
            for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
                m->givers[f]++;
        for (size_t k = 0; k < c->needs_len; k++)
            m->asked[c->needs[k]] = true;
    }
    for (size_t g = 0; g < core->goals_len; g++)
        if (!core->goals[g].is_module)
            m->asked[core->goals[g].fact] = true;
}

/* Whether all goals stay in reach, and all other members can start, without member i. */
static bool
is_needless(struct plan_improve *m, size_t i)
{
    improve_hold_trial(m, i);
    if (!reaches_goals(m))
        return false;
    for (size_t k = 0; k < m->trial_len; k++)
        if (k != i && improve_end_of(m, m->trial[k]) == PLAN_NEVER)
            return false;
    return true;
}

static void
drop_at(struct plan_improve *m, size_t i)
{
    m->in[m->trial[i]] = false;
    m->trial_len--;
    memmove(&m->trial[i], &m->trial[i + 1], (m->trial_len - i) * sizeof *m->trial);
}

/* The dearest first. Members that cannot start leave as well. */
static void
drop_needless(struct plan_improve *m)
{
    const struct plan_column *columns = m->tree->core->columns;

    for (size_t i = 1; i < m->trial_len; i++) {
        uint16_t c = m->trial[i];
        size_t at = i;

        for (; at > 0 && columns[m->trial[at - 1]].cost < columns[c].cost; at--)
            m->trial[at] = m->trial[at - 1];
        m->trial[at] = c;
    }
    for (size_t i = 0; i < m->trial_len;) {
        if (improve_end_of(m, m->trial[i]) == PLAN_NEVER && !is_kept(m, m->trial[i]))
            drop_at(m, i);
        else
            i++;
    }
    count_givers(m);
    for (size_t i = 0; i < m->trial_len;) {
        if (is_kept(m, m->trial[i]) || !is_doubled(m, m->trial[i]) || !is_needless(m, i)) {
            i++;
            continue;
        }
        drop_at(m, i);
        count_givers(m);
    }
}

static bool
are_related(const struct plan_improve *m, uint16_t a, uint16_t b)
{
    const struct plan_column *ca = &m->tree->core->columns[a];
    const struct plan_column *cb = &m->tree->core->columns[b];

    for (size_t g = 0; g < ca->gains_len; g++) {
        for (size_t k = 0; k < cb->needs_len; k++)
            if (cb->needs[k] >= ca->gains[g].first && cb->needs[k] <= ca->gains[g].last)
                return true;
        for (size_t k = 0; k < cb->gains_len; k++)
            if (cb->gains[k].first <= ca->gains[g].last && cb->gains[k].last >= ca->gains[g].first)
                return true;
    }
    return false;
}

/* Some members leave: one by the dice, of the others those near it and a few more. */
static void
ruin(struct plan_improve *m, uint32_t few)
{
    uint16_t heart = m->trial_len > 0 ? m->trial[improve_draw(m, (uint32_t)m->trial_len)] : 0;
    uint32_t near = 2 + improve_draw(m, 6);
    bool all = few == 0 && improve_draw(m, 10) == 0;
    uint32_t far = 4 + improve_draw(m, 40);

    for (size_t i = 0; i < m->trial_len;) {
        uint16_t c = m->trial[i];
        bool goes = all || c == heart || (few == 0 && improve_draw(m, far) == 0) ||
                    (improve_draw(m, near) < 2 && are_related(m, heart, c));

        if (!goes || is_kept(m, c)) {
            i++;
            continue;
        }
        drop_at(m, i);
    }
    improve_hold_trial(m, SIZE_MAX);
}

/* The column that found no run leaves, and does not come back in this try. */
static void
shun(struct plan_improve *m, uint16_t column)
{
    size_t i = 0;

    while (i < m->trial_len && m->trial[i] != column)
        i++;
    if (i == m->trial_len || is_kept(m, column)) {
        ruin(m, 1);
        return;
    }
    drop_at(m, i);
    m->shunned[column] = true;
    m->shunned_len++;
    improve_hold_trial(m, SIZE_MAX);
}

static void
start_from(struct plan_improve *m, const uint16_t *set, size_t len)
{
    memset(m->in, 0, m->tree->core->columns_len);
    if (m->shunned_len > 0)
        memset(m->shunned, 0, m->tree->core->columns_len);
    m->shunned_len = 0;
    m->trial_len = 0;
    for (size_t i = 0; i < len; i++)
        if (!m->gone[set[i]]) {
            m->in[set[i]] = true;
            m->trial[m->trial_len++] = set[i];
        }
}

/* As if each member had its best voucher. */
static int64_t
least_cost(const struct plan_improve *m)
{
    const struct plan_tree *t = m->tree;
    int64_t cost = 0;

    for (size_t i = 0; i < m->trial_len; i++)
        cost += t->core->columns[m->trial[i]].cost - t->best_pay[m->trial[i]];
    return cost;
}

/* Dates for the trial, thoroughly when it would be the best plan; they are at m->runs. */
static bool
has_dates(struct plan_improve *m, int64_t cost)
{
    const struct plan_best *best = &m->side.best;
    const struct plan_sched_task task = {m->trial, m->trial_len, NULL,
                                         best->found ? SCHED_NODES : SCHED_NODES_FIRST};

    m->runs = m->fit.picked;
    if (plan_fit_find(&m->fit, m->trial, m->trial_len))
        return true;
    m->runs = m->side.sched.picked;
    return (!best->found || cost < best->cost) &&
           plan_sched_find(&m->side.sched, &task) == PLAN_SCHED_FOUND;
}

/* One ruin and what becomes of it: the next one to ruin if it is a plan and hardly dearer. */
static void
try_once(struct plan_improve *m)
{
    struct plan_best *best = &m->side.best;
    int64_t most = m->tree->mode->below - 1; /* that the next plan may cost */
    const struct plan_mood *mood;

    m->tries++;
    m->since++;
    if (best->found && (m->len == 0 || m->since % HOME_AFTER == 0)) {
        memcpy(m->set, best->columns, best->len * sizeof *m->set);
        m->len = best->len;
    }
    if (best->found)
        most = best->cost + (int64_t)((double)best->cost * WORSE * improve_draw(m, 3) / 2);
    start_from(m, NULL, 0);
    mood = improve_choose_mood(m);
    start_from(m, m->set, m->len);
    for (int again = best->found ? AGAIN_WITHOUT_DATES : AGAIN_FOR_FIRST; again > 0; again--) {
        int64_t cost;

        if (m->shunned_len == 0)
            ruin(m, 0);
        if (!recreate(m, mood) || !reaches_goals(m))
            return;
        drop_needless(m);
        if (least_cost(m) > most)
            return;
        cost = plan_tree_cost(&m->side, m->trial, m->trial_len);
        if (cost > most)
            return;
        if (m->fuel.empty)
            return;
        if (!has_dates(m, cost)) {
            shun(m, m->fit.stuck);
            continue;
        }
        m->since = best->found && cost >= best->cost ? m->since : 0;
        plan_tree_take(&m->side, m->trial, m->runs, m->trial_len);
        memcpy(m->set, m->trial, m->trial_len * sizeof *m->set);
        m->len = m->trial_len;
        return;
    }
}

void
plan_improve_begin(struct plan_improve *m, bool use_point)
{
    const struct plan_tree *t = m->tree;

    memcpy(m->gone, t->gone, t->core->columns_len);
    m->by_point = use_point;
    memcpy(m->x, t->lp.x, t->core->columns_len * sizeof *m->x);
    if (!t->best.found || (m->side.best.found && m->side.best.cost <= t->best.cost))
        return;
    m->side.best.found = true;
    m->side.best.cost = t->best.cost;
    m->side.best.len = t->best.len;
    memcpy(m->side.best.columns, t->best.columns, t->best.len * sizeof(uint16_t));
    memcpy(m->side.best.runs, t->best.runs, t->best.len * sizeof(uint16_t));
    m->len = 0;
}

void
plan_improve_run(struct plan_improve *m, int64_t steps)
{
    int64_t most = m->limits.steps_max;
    bool had_plan = m->side.best.found;

    m->fuel = (struct plan_fuel){.limits = &m->limits};
    m->limits.steps_max = steps;
    if (most > 0 && most < steps)
        m->limits.steps_max = most;
    while (steps > 0 && m->tree->core->columns_len > 0 && plan_fuel_tick(&m->fuel)) {
        try_once(m);
        if (!had_plan && m->side.best.found)
            break;
    }
    m->limits.steps_max = most;
}

bool
plan_improve_end(struct plan_improve *m, struct plan_tree *t)
{
    const struct plan_best *best = &m->side.best;

    (void)plan_fuel_spend(t->fuel, (size_t)m->fuel.steps);
    if (!best->found || (t->best.found && t->best.cost <= best->cost))
        return false;
    plan_tree_take(t, best->columns, best->runs, best->len);
    return true;
}
