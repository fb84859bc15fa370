/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * First fit, as for bins: a column takes its first run that starts when its needs
 * hold and finds its half days and minutes free. What is in place is never moved,
 * so one pass over the columns costs little and is repeated until nothing more
 * fits. A column that closes nothing itself is worth what those who wait for it
 * would close, less each step away.
 */
#include "engine/plan_insert.h"

#include <string.h>

enum { CHAIN_STEPS_MAX = 6 };

static const double TAKEN_BY_LP = 0.02;
static const double HARD_GOAL_CENTS = 1e10; /* more than any soft one */

struct insertion {
    struct plan_tree *t;
    const struct plan_core *core;
    uint8_t *held;  /* [facts]: by the end of which week; PLAN_NEVER */
    bool *used;     /* [modules] */
    double *worth;  /* [columns]: cents of goals it closes or opens the way to */
    uint16_t *set;  /* columns in place ... */
    uint16_t *runs; /* ... and their runs */
    size_t len;
    int32_t load[PLAN_WEEKS_MAX];
    uint64_t taken[PLAN_SLOT_WORDS];
    int64_t minutes;
};

static enum err
make_room(struct insertion *in)
{
    struct arena *a = in->t->arena;
    size_t n = in->core->columns_len + 1;

    in->held = arena_array(a, uint8_t, in->core->facts_len + 1);
    in->used = arena_array(a, bool, in->core->p->modules_len + 1);
    in->worth = arena_array(a, double, n);
    in->set = arena_array(a, uint16_t, n);
    in->runs = arena_array(a, uint16_t, n);
    if (!in->held || !in->used || !in->worth || !in->set || !in->runs)
        return ERR_LIMIT;
    memset(in->held, PLAN_NEVER, in->core->facts_len);
    return OK;
}

static bool
run_fits(const struct insertion *in, const struct plan_core_run *r)
{
    for (size_t i = 0; i < r->slots_len; i++)
        if (in->taken[r->slots[i] / 64] >> (r->slots[i] % 64) & 1)
            return false;
    for (int w = r->start; w <= r->end && r->minutes > 0; w++)
        if (in->load[w] + r->minutes > in->core->p->weekly_minutes[w])
            return false;
    return true;
}

/* The weeks in which it may start: needs held, and for a follow-up its course's window. */
static bool
start_window(const struct insertion *in, const struct plan_column *c, int *ret_from, int *ret_to)
{
    int from = 0;
    int to = PLAN_WEEKS_MAX;
    bool done = c->follow_weeks == 0;

    for (size_t k = 0; k < c->needs_len; k++) {
        if (in->held[c->needs[k]] == PLAN_NEVER)
            return false;
        from = in->held[c->needs[k]] >= from ? in->held[c->needs[k]] + 1 : from;
    }
    for (size_t i = 0; !done && i < in->len; i++) {
        const struct plan_column *course = &in->core->columns[in->set[i]];

        if (course->module != c->course)
            continue;
        done = true;
        to = course->runs[in->runs[i]].end + c->follow_weeks;
        from = course->runs[in->runs[i]].end >= from ? course->runs[in->runs[i]].end + 1 : from;
    }
    *ret_from = from;
    *ret_to = to;
    return done;
}

static bool
is_excluded(const struct insertion *in, size_t module)
{
    const struct plan_problem *p = in->core->p;

    for (size_t e = 0; e < p->exclusions_len; e++)
        if ((p->exclusions[e].a == module && in->used[p->exclusions[e].b]) ||
            (p->exclusions[e].b == module && in->used[p->exclusions[e].a]))
            return true;
    return false;
}

static void
put(struct insertion *in, uint16_t column, uint16_t run)
{
    const struct plan_column *c = &in->core->columns[column];
    const struct plan_core_run *r = &c->runs[run];

    for (size_t i = 0; i < r->slots_len; i++)
        in->taken[r->slots[i] / 64] |= UINT64_C(1) << (r->slots[i] % 64);
    for (int w = r->start; w <= r->end; w++)
        in->load[w] += r->minutes;
    for (size_t g = 0; g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            if (in->held[f] > r->end)
                in->held[f] = r->end;
    in->used[c->module] = true;
    in->minutes += c->minutes;
    in->set[in->len] = column;
    in->runs[in->len++] = run;
}

/* The first run that fits, or UINT16_MAX. */
static uint16_t
first_fit(const struct insertion *in, uint16_t column)
{
    const struct plan_column *c = &in->core->columns[column];
    int from;
    int to;

    if (in->used[c->module] || in->minutes + c->minutes > in->core->p->minutes_max ||
        !start_window(in, c, &from, &to) || is_excluded(in, c->module))
        return UINT16_MAX;
    for (uint16_t r = 0; r < c->runs_len; r++)
        if (c->runs[r].start >= from && c->runs[r].start <= to && run_fits(in, &c->runs[r]))
            return r;
    return UINT16_MAX;
}

/* Whether the budget still holds with this column; vouchers are left to the solver. */
static bool
is_affordable(const struct insertion *in, uint16_t column)
{
    int64_t budget = in->core->columns[column].budget;

    for (size_t i = 0; i < in->len; i++)
        budget += in->core->columns[in->set[i]].budget;
    return budget <= in->core->p->budget_cents || in->core->p->vouchers_len > 0;
}

/* What is left to close by a column itself. */
static double
closes(const struct insertion *in, const struct plan_column *c)
{
    double cents = 0;

    for (size_t g = 0; g < in->core->goals_len; g++) {
        const struct plan_goal *goal = &in->core->goals[g];
        bool gives = goal->is_module && goal->module == c->module;

        for (size_t k = 0; !goal->is_module && k < c->gains_len; k++)
            gives = gives || (goal->fact >= c->gains[k].first && goal->fact <= c->gains[k].last &&
                              in->held[goal->fact] == PLAN_NEVER);
        if (gives)
            cents += goal->soft ? (double)goal->penalty : HARD_GOAL_CENTS * (double)goal->weight;
    }
    return cents;
}

/* A column's worth by those who wait for it; whether it has grown. */
static bool
value_as_giver(struct insertion *in, size_t c)
{
    const struct plan_core *core = in->core;
    const struct plan_column *giver = &core->columns[c];
    double before = in->worth[c];

    for (size_t g = 0; g < giver->gains_len; g++) {
        uint32_t end = core->users_from[giver->gains[g].last + 1];

        for (uint32_t u = core->users_from[giver->gains[g].first]; u < end; u++) {
            const struct plan_column *user = &core->columns[core->users[u]];
            double share =
                in->worth[core->users[u]] * giver->minutes / (1 + giver->minutes + user->minutes);

            if (!in->used[user->module] && share > in->worth[c])
                in->worth[c] = share;
        }
    }
    return in->worth[c] > before;
}

/* Backwards: who lets another one start has a share of that one's worth. */
static void
value(struct insertion *in)
{
    const struct plan_core *core = in->core;
    bool more = true;

    for (size_t c = 0; c < core->columns_len; c++)
        in->worth[c] = closes(in, &core->columns[c]);
    for (int step = 0; more && step < CHAIN_STEPS_MAX; step++) {
        (void)plan_fuel_spend(in->t->fuel, core->columns_len * (8 + core->goals_len));
        more = false;
        for (size_t c = 0; c < core->columns_len; c++)
            more = value_as_giver(in, c) || more;
    }
}

/* What the LP takes, in the order of its point; prerequisites may come later in it. */
static void
insert_point(struct insertion *in)
{
    struct plan_tree *t = in->t;
    bool more = true;

    while (more) {
        uint16_t best = UINT16_MAX;
        uint16_t best_run = 0;

        for (uint16_t c = 0; c < in->core->columns_len; c++) {
            uint16_t run;

            if (t->gone[c] || t->lp.x[c] < TAKEN_BY_LP ||
                (best != UINT16_MAX && t->lp.x[c] <= t->lp.x[best]))
                continue;
            run = first_fit(in, c);
            if (run == UINT16_MAX || !is_affordable(in, c))
                continue;
            best = c;
            best_run = run;
        }
        more = best != UINT16_MAX && plan_fuel_tick(t->fuel);
        if (more)
            put(in, best, best_run);
    }
}

/* What is worth most for its minutes, while it is worth more than it costs. */
static void
insert_rest(struct insertion *in)
{
    bool more = true;

    while (more) {
        uint16_t best = UINT16_MAX;
        uint16_t best_run = 0;
        double most = 0;

        value(in);
        for (uint16_t c = 0; c < in->core->columns_len; c++) {
            const struct plan_column *column = &in->core->columns[c];
            double net = (in->worth[c] - (double)column->cost) / (1 + column->minutes);
            uint16_t run;

            if (net <= most || in->t->gone[c])
                continue;
            run = first_fit(in, c);
            if (run == UINT16_MAX || !is_affordable(in, c))
                continue;
            best = c;
            best_run = run;
            most = net;
        }
        more = best != UINT16_MAX && plan_fuel_tick(in->t->fuel);
        if (more)
            put(in, best, best_run);
    }
}

/* Whether somebody else in place ends as early with the fact, or nobody waits for it. */
static bool
is_spare(const struct insertion *in, size_t but, uint16_t fact)
{
    int held = PLAN_NEVER;

    for (size_t i = 0; i < in->len; i++) {
        const struct plan_column *c = &in->core->columns[in->set[i]];

        for (size_t g = 0; i != but && g < c->gains_len; g++)
            if (fact >= c->gains[g].first && fact <= c->gains[g].last &&
                c->runs[in->runs[i]].end < held)
                held = c->runs[in->runs[i]].end;
    }
    for (size_t i = 0; i < in->len; i++) {
        const struct plan_column *c = &in->core->columns[in->set[i]];

        for (size_t k = 0; i != but && k < c->needs_len; k++)
            if (c->needs[k] == fact && held >= c->runs[in->runs[i]].start)
                return false;
    }
    for (size_t g = 0; held == PLAN_NEVER && g < in->core->goals_len; g++)
        if (!in->core->goals[g].is_module && in->core->goals[g].fact == fact)
            return false;
    return true;
}

static bool
is_needless(const struct insertion *in, size_t i)
{
    const struct plan_column *c = &in->core->columns[in->set[i]];

    for (size_t k = 0; k < in->len; k++)
        if (in->core->columns[in->set[k]].follow_weeks > 0 &&
            in->core->columns[in->set[k]].course == c->module)
            return false;
    for (size_t g = 0; g < in->core->goals_len; g++)
        if (in->core->goals[g].is_module && in->core->goals[g].module == c->module)
            return false;
    for (size_t g = 0; g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            if (!is_spare(in, i, (uint16_t)f))
                return false;
    return c->cost > 0;
}

static void
drop_needless(struct insertion *in)
{
    for (size_t i = in->len; i-- > 0;) {
        if (!is_needless(in, i))
            continue;
        in->len--;
        memmove(&in->set[i], &in->set[i + 1], (in->len - i) * sizeof *in->set);
        memmove(&in->runs[i], &in->runs[i + 1], (in->len - i) * sizeof *in->runs);
    }
}

enum err
plan_insert(struct plan_tree *t)
{
    struct arena_mark mark = arena_mark(t->arena);
    struct insertion in = {.t = t, .core = t->core};

    TRY(make_room(&in));
    insert_point(&in);
    insert_rest(&in);
    drop_needless(&in);
    plan_tree_take(t, in.set, in.runs, in.len);
    arena_rewind(t->arena, mark);
    return OK;
}
