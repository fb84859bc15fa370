/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan problem with other costs: nothing counts but the levels missed, what
 * changes, and the price. A change costs less than the cheapest level, all changes
 * together too; and more than the prices that usual budgets allow for.
 */
#include "engine/curriculum_replan.h"

#include "engine/curriculum_builder.h"

enum {
    ALL_CHANGES_CENTS = 4900000, /* less than a level of the least weight (CURRICULUM-5) */
    NEW_BLOCKS_MAX = 40,         /* that a new plan may have beside the old ones */
};

/* Which stay this way to take a block is; *ret_same: the same run in the same weeks. */
static const struct replan_stay *
stay_of(const struct replan_before *before, const struct module *m)
{
    for (int i = 0; i < before->len; i++) {
        if (before->stays[i].module.n == m->id.n)
            return &before->stays[i];
    }
    return NULL;
}

/* A run with sittings is the same when it is that run; else its first week decides. */
static bool
is_same(const struct curriculum_problem *built, const struct replan_stay *stay,
        const struct plan_run *run, const struct curriculum_source *source)
{
    if (source->run != NULL && source->run->sessions_len > 0)
        return source->run->id.n == stay->run.n;
    return (source->run == NULL ? stay->run.n == 0 : source->run->id.n == stay->run.n) &&
           run->start_week == (stay->first.n - built->start.n) / 7;
}

/* One block: what each way to take it costs (nothing when all stays as it was). */
struct weighing {
    struct arena *arena;
    const struct curriculum_problem *built;
    const struct replan_stay *stay; /* NULL: it was not in the plan */
    int64_t change;
};

static enum err
runs_weigh(const struct weighing *w, int i, struct plan_module *m)
{
    struct plan_run *runs = arena_array(w->arena, struct plan_run, (size_t)m->runs_len + 1);
    bool stays = false;

    if (runs == NULL)
        return ERR_LIMIT;
    for (uint16_t r = 0; r < m->runs_len; r++) {
        bool same = w->stay != NULL &&
                    is_same(w->built, w->stay, &m->runs[r], &w->built->candidates[i].sources[r]);

        runs[r] = m->runs[r];
        runs[r].cost_cents = same ? 0 : w->change;
        runs[r].cost_in_budget = false;
        stays = stays || same;
    }
    for (uint16_t r = 0; stays && w->stay->is_fixed && r < m->runs_len; r++) {
        m->fixed = PLAN_KEEP;
        runs[r].seats = runs[r].cost_cents == 0 ? runs[r].seats : 0;
    }
    m->runs = runs;
    return OK;
}

static enum err
problem_weigh(struct arena *a, struct curriculum_problem *built, const struct replan_before *before)
{
    struct plan_problem *p = &built->problem;
    struct plan_module *modules = arena_array(a, struct plan_module, p->modules_len + 1);
    int64_t change = ALL_CHANGES_CENTS / (before->len + NEW_BLOCKS_MAX);

    if (modules == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < p->modules_len; i++) {
        const struct replan_stay *stay = stay_of(before, built->candidates[i].module);

        modules[i] = p->modules[i];
        modules[i].bonus_cents = stay != NULL ? change : 0; /* to lose it is a change */
        if (stay == NULL && before->nothing_new)
            modules[i].fixed = PLAN_DROP;
        TRY(runs_weigh(&(struct weighing){a, built, stay, change}, (int)i, &modules[i]));
    }
    p->modules = modules;
    p->hour_cost_cents = 0;
    p->week_cost_cents = 0;
    return OK;
}

enum err
curriculum_replan(struct arena *a, const struct curriculum_request *request,
                  const struct replan_before *before, struct curriculum *ret_plan)
{
    struct plan_limits limits = builder_limits(request);
    struct curriculum_problem built;
    struct plan_result result;

    TRY(curriculum_problem_build(a, request, SHAPE_EXACT, &built));
    TRY(problem_weigh(a, &built, before));
    TRY(plan_solve(a, &built.problem, &limits, &result));
    if (result.status == PLAN_UNKNOWN)
        return curriculum_make(a, request, ret_plan);
    return builder_finish(a, request, &built, &result, ret_plan);
}

static const struct run *
run_of(const struct module *m, struct run_id id)
{
    for (int i = 0; i < m->runs_len; i++) {
        if (m->runs[i].id.n == id.n)
            return &m->runs[i];
    }
    return NULL;
}

static bool
entry_is_same(const struct curriculum_entry *e, const struct replan_stay *stay)
{
    if (e->run != NULL && e->run->sessions_len > 0)
        return e->run->id.n == stay->run.n;
    return (e->run == NULL ? stay->run.n == 0 : e->run->id.n == stay->run.n) &&
           day_monday(e->first).n == day_monday(stay->first).n;
}

enum replan_fate
replan_fate_of(const struct curriculum_request *request, const struct replan_stay *stay,
               const struct curriculum *plan)
{
    const struct catalogue *c = request->catalogue;
    const struct module *m = catalogue_module(c, stay->module);
    const struct run *run = m != NULL ? run_of(m, stay->run) : NULL;
    enum match_out out;
    int64_t value;

    for (int i = 0; i < plan->entries_len; i++) {
        if (plan->entries[i].module->id.n == stay->module.n)
            return entry_is_same(&plan->entries[i], stay) ? REPLAN_STAYS : REPLAN_MOVES;
    }
    if (m == NULL || !catalogue_is_offered(c, m))
        return REPLAN_GONE;
    if (stay->run.n != 0 && (run == NULL || !catalogue_run_is_open(run, c->today)))
        return REPLAN_NO_RUN;
    if (run != NULL && run_seats_free(run) < 1)
        return REPLAN_FULL;
    out = match_run_out(c, request->situation, m, run, &value);
    if (out != MATCH_IN || situation_fixed(request->situation, m->id) == FIXED_DROP ||
        (request->situation->formats & 1u << m->format) == 0 ||
        m->price.n > request->situation->budget.n)
        return REPLAN_WISHES;
    return REPLAN_DROPPED;
}
