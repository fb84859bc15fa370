/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * First all hard goals are wanted. When that is proved impossible, the least
 * weight of missed goals is found, and then the cheapest plan among those that
 * miss no more. The weeks until the end of a plan, where they cost, are an outer
 * loop: each round asks for a plan that ends earlier and is better as a whole.
 */
#include "engine/plan_solve.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "engine/plan_check.h"
#include "engine/plan_pay.h"
#include "engine/plan_reason.h"
#include "engine/plan_tree.h"

/* The best plan of one question. */
struct outcome {
    bool found;
    bool proved; /* least, or that there is none */
    int64_t cost;
    int64_t bound; /* where found, or not proved */
    struct plan_choice *choices;
    size_t len;
    int end_week; /* PLAN_NONE for an empty plan */
};

struct solving {
    struct arena *arena;
    const struct plan_problem *p;
    struct plan_fuel fuel;
};

static void
take_choices(const struct plan_tree *t, struct outcome *o)
{
    o->len = t->best.len;
    o->end_week = PLAN_NONE;
    for (size_t i = 0; i < t->best.len; i++) {
        const struct plan_column *c = &t->core->columns[t->best.columns[i]];
        const struct plan_core_run *run = &c->runs[t->best.runs[i]];
        size_t at = i;

        for (; at > 0 && o->choices[at - 1].module > c->module; at--)
            o->choices[at] = o->choices[at - 1];
        o->choices[at] = (struct plan_choice){c->module, run->run, PLAN_NONE};
        o->end_week = run->end > o->end_week ? run->end : o->end_week;
    }
}

/* PLAN-21: bounds are whole multiples of the step. */
static int64_t
whole_bound(const struct plan_tree *t)
{
    double steps = ceil((t->bound - 0.01) / (double)t->step);

    if (t->bound >= PLAN_LP_INFINITY || t->bound <= -PLAN_LP_INFINITY)
        return t->bound > 0 ? INT64_MAX : INT64_MIN;
    return (int64_t)steps * t->step;
}

/* One search: runs end by `end_week`. o->choices has room already. */
static enum err
ask(struct solving *s, const struct plan_mode *mode, int end_week, struct outcome *o)
{
    static const struct plan_relax nothing = {0};
    struct arena_mark mark = arena_mark(s->arena);
    struct plan_core core;
    struct plan_tree tree;

    TRY(plan_core_build(s->arena, s->p, &nothing, end_week, &core));
    (void)plan_fuel_spend(&s->fuel, core.work);
    o->found = false;
    o->proved = true;
    o->bound = INT64_MAX;
    for (size_t g = 0; g < core.goals_len && !mode->gaps_allowed; g++)
        if (core.goals[g].hopeless && !core.goals[g].soft) {
            arena_rewind(s->arena, mark);
            return OK;
        }
    TRY(plan_tree_init(&tree, s->arena, &core, mode, &s->fuel));
    TRY(plan_tree_search(&tree));
    o->bound = whole_bound(&tree);
    o->found = tree.best.found;
    o->proved = !s->fuel.empty || o->bound == INT64_MAX || (o->found && o->bound >= tree.best.cost);
    if (o->found) {
        o->cost = tree.best.cost;
        o->bound = o->proved ? o->cost : o->bound;
        take_choices(&tree, o);
    }
    arena_rewind(s->arena, mark);
    return OK;
}

static enum err
make_room(struct solving *s, struct outcome *o)
{
    *o = (struct outcome){.end_week = PLAN_NONE};
    o->choices = arena_array(s->arena, struct plan_choice, s->p->modules_len + 1);
    return o->choices == NULL ? ERR_LIMIT : OK;
}

/*
 * The least cost with that of the weeks. A plan that ends in week e costs at least
 * `floor` and e + 1 weeks; each round looks for one that ends earlier than the
 * best and is better, until no week is left.
 */
static enum err
ask_with_weeks(struct solving *s, const struct plan_mode *mode, struct outcome *o)
{
    int64_t week = s->p->week_cost_cents;
    struct outcome next;
    int64_t floor;

    TRY(make_room(s, &next));
    TRY(ask(s, mode, s->p->last_week, o));
    if (!o->found || week == 0)
        return OK;
    floor = o->bound;
    o->cost += week * (o->end_week + 1);
    o->bound = o->proved ? o->cost : floor;
    for (int end = o->end_week - 1; end >= -1 && o->proved; end--) {
        struct plan_mode better = *mode;

        better.below = o->cost - week * (end + 1);
        if (better.below <= floor)
            continue; /* not with so many weeks */
        TRY(ask(s, &better, end, &next));
        if (!next.proved) {
            int64_t open = (next.bound > floor ? next.bound : floor);

            o->proved = false;
            o->bound = floor < open ? floor : open;
        }
        if (next.found) {
            struct plan_choice *choices = o->choices;
            bool proved = o->proved;
            int64_t bound = o->bound;

            *o = next;
            next.choices = choices;
            o->cost += week * (o->end_week + 1);
            o->proved = proved;
            o->bound = proved ? o->cost : bound;
            end = o->end_week;
        }
    }
    return OK;
}

static int
level_reached(const struct solving *s, const struct outcome *o, uint16_t competence)
{
    int best = s->p->levels[competence];

    for (size_t c = 0; c < o->len; c++) {
        const struct plan_module *m = &s->p->modules[o->choices[c].module];

        for (size_t g = 0; g < m->gives_len; g++)
            if (m->gives[g].competence == competence && m->gives[g].level > best)
                best = m->gives[g].level;
    }
    return best;
}

static enum err
list_unreached(struct solving *s, const struct outcome *o, struct plan_result *r)
{
    const struct plan_problem *p = s->p;

    r->unreached = arena_array(s->arena, struct plan_unreached, p->targets_len + 1);
    if (r->unreached == NULL)
        return ERR_LIMIT;
    for (uint16_t i = 0; i < p->targets_len; i++)
        if (level_reached(s, o, p->targets[i].competence) < p->targets[i].level)
            r->unreached[r->unreached_len++] = (struct plan_unreached){i, PLAN_REASON_UNKNOWN};
    return OK;
}

/* Kept modules that are not in the plan. */
static enum err
list_ignored(struct solving *s, const struct outcome *o, struct plan_result *r)
{
    r->ignored = arena_array(s->arena, uint16_t, s->p->modules_len + 1);
    if (r->ignored == NULL)
        return ERR_LIMIT;
    for (uint16_t m = 0; m < s->p->modules_len; m++) {
        bool chosen = s->p->modules[m].held || s->p->modules[m].fixed != PLAN_KEEP;

        for (size_t c = 0; c < o->len; c++)
            chosen = chosen || o->choices[c].module == m;
        if (!chosen)
            r->ignored[r->ignored_len++] = m;
    }
    return OK;
}

static enum err
report(struct solving *s, struct outcome *o, struct plan_result *r)
{
    struct plan_proposal proposal;
    struct plan_verdict verdict;

    (void)plan_pay(s->p, o->choices, o->len);
    r->choices = o->choices;
    r->choices_len = o->len;
    TRY(list_unreached(s, o, r));
    TRY(list_ignored(s, o, r));
    proposal = (struct plan_proposal){r->choices,       r->choices_len, r->unreached,
                                      r->unreached_len, r->ignored,     r->ignored_len};
    verdict = plan_check(s->p, &proposal);
    assert(verdict.fault == PLAN_SOUND); /* PLAN-23 */
    assert(!o->found || verdict.objective_cents == o->cost);
    r->objective_cents = verdict.objective_cents;
    r->penalty_cents = verdict.penalty_cents;
    r->bound_cents = o->bound;
    return OK;
}

/* PLAN-17. Not all hard goals can be reached: the least missed weight, then the least cost. */
static enum err
solve_rest(struct solving *s, struct plan_result *r)
{
    struct plan_mode mode = {.weights_only = true, .gaps_allowed = true, .below = INT64_MAX};
    struct outcome least;
    struct outcome best;

    TRY(make_room(s, &least));
    TRY(make_room(s, &best));
    TRY(ask(s, &mode, s->p->last_week, &least));
    if (!least.found) { /* the limits ended first: the empty plan */
        least.len = 0;
        least.proved = false;
        least.cost = INT64_MAX;
    }
    mode = (struct plan_mode){.gaps_allowed = true, .weight_max = least.cost, .below = INT64_MAX};
    TRY(ask_with_weeks(s, &mode, &best));
    r->status = PLAN_INFEASIBLE;
    r->rest_is_optimal = least.proved && best.found && best.proved;
    if (!best.found) { /* the limits ended: what the first question found, if anything */
        best = least;
        best.found = false;
        best.bound = INT64_MIN;
    }
    return report(s, &best, r);
}

enum err
plan_solve(struct arena *a, const struct plan_problem *p, const struct plan_limits *limits,
           struct plan_result *ret_result)
{
    const struct plan_mode mode = {.below = INT64_MAX};
    struct solving s = {.arena = a, .p = p, .fuel = {.limits = limits}};
    struct plan_result r = {.status = PLAN_UNKNOWN};
    struct outcome o;

    assert(plan_problem_is_sound(p));
    TRY(make_room(&s, &o));
    TRY(ask_with_weeks(&s, &mode, &o));
    if (o.found) {
        r.status = o.proved ? PLAN_OPTIMAL : PLAN_FEASIBLE;
        TRY(report(&s, &o, &r));
    } else if (o.proved) {
        TRY(solve_rest(&s, &r));
    } else {
        r.bound_cents = o.bound;
    }
    r.nodes = s.fuel.nodes;
    TRY(plan_reason_find(a, p, &s.fuel, &r));
    r.steps = s.fuel.steps;
    *ret_result = r;
    return OK;
}
