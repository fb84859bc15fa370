/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is taken back is made as wide as a problem may be: minutes, money and weeks
 * without end, half days free, modules neither kept nor dropped. A half day or run
 * that several demands name stays shut as long as one of them holds.
 */
#include "engine/plan_demand.h"

#include <string.h>

static const int64_t BUDGET_MAX = (int64_t)PLAN_CENTS_MAX * 1000;

struct listing {
    struct plan_demand *demands;
    size_t len;
};

static void
list(struct listing *l, enum plan_demand_kind kind, size_t n)
{
    if (l->len < PLAN_DEMANDS_MAX)
        l->demands[l->len] = (struct plan_demand){.kind = kind, .n = (uint32_t)n};
    l->len++;
}

static void
list_times(struct listing *l, const struct plan_problem *p)
{
    bool free_week = false;

    list(l, PLAN_DEMAND_WEEKLY, 0);
    for (int w = 0; w < p->weeks; w++)
        free_week = free_week || p->weekly_minutes[w] == 0;
    if (free_week)
        list(l, PLAN_DEMAND_FREE_WEEKS, 0);
    if (p->minutes_max < PLAN_MINUTES_MAX)
        list(l, PLAN_DEMAND_HOURS, 0);
    if (p->budget_cents < BUDGET_MAX)
        list(l, PLAN_DEMAND_BUDGET, 0);
    if (p->last_week < p->weeks - 1)
        list(l, PLAN_DEMAND_LAST_WEEK, 0);
    if (p->busy_slots_len > 0)
        list(l, PLAN_DEMAND_BUSY, 0);
}

enum err
plan_demands_of(struct arena *a, const struct plan_problem *p, struct plan_demand **ret_demands,
                size_t *ret_len)
{
    struct listing l = {.demands = arena_array(a, struct plan_demand, PLAN_DEMANDS_MAX)};

    if (l.demands == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < p->targets_len; i++)
        if (p->targets[i].level > p->levels[p->targets[i].competence])
            list(&l, PLAN_DEMAND_TARGET, i);
    list_times(&l, p);
    for (size_t m = 0; m < p->modules_len; m++)
        if (p->modules[m].fixed == PLAN_KEEP && !p->modules[m].held)
            list(&l, PLAN_DEMAND_KEEP, m);
    for (size_t m = 0; m < p->modules_len; m++)
        if (p->modules[m].fixed == PLAN_DROP && !p->modules[m].held)
            list(&l, PLAN_DEMAND_DROP, m);
    for (size_t e = 0; e < p->exclusions_len; e++)
        list(&l, PLAN_DEMAND_EXCLUSION, e);
    if (l.len > PLAN_DEMANDS_MAX)
        return ERR_LIMIT;
    *ret_demands = l.demands;
    *ret_len = l.len;
    return OK;
}

/* The problem being made, with arrays of its own where demands change something. */
struct application {
    const struct plan_problem *p;
    const struct plan_demand_force *force;
    struct arena *arena;
    struct plan_problem *out;
    struct plan_module *modules;
    struct plan_run **own_runs; /* [modules]; NULL: those of p */
};

static bool
holds(const struct plan_demand_force *f, enum plan_demand_kind kind)
{
    bool listed = false;

    for (size_t d = 0; d < f->len; d++) {
        if (f->demands[d].kind == kind && f->holds[d])
            return true;
        listed = listed || f->demands[d].kind == kind;
    }
    return !listed;
}

static const int64_t *
changed(const struct plan_demand_force *f, enum plan_demand_kind kind)
{
    return f->changed != UINT16_MAX && f->demands[f->changed].kind == kind ? &f->value : NULL;
}

static int32_t
most_minutes(const struct plan_problem *p)
{
    int32_t most = 0;

    for (int w = 0; w < p->weeks; w++)
        most = p->weekly_minutes[w] > most ? p->weekly_minutes[w] : most;
    return most;
}

static enum err
apply_weeks(struct application *y)
{
    const struct plan_problem *p = y->p;
    int32_t *weekly = arena_array(y->arena, int32_t, (size_t)p->weeks);
    bool tight = holds(y->force, PLAN_DEMAND_WEEKLY);
    bool shut = holds(y->force, PLAN_DEMAND_FREE_WEEKS);
    const int64_t *value = changed(y->force, PLAN_DEMAND_WEEKLY);
    int32_t most = most_minutes(p);

    if (weekly == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < p->weeks; w++) {
        weekly[w] = p->weekly_minutes[w];
        if (weekly[w] == 0 && shut)
            continue;
        weekly[w] = weekly[w] == 0 ? most : weekly[w];
        if (value != NULL)
            weekly[w] = *value > weekly[w] ? (int32_t)*value : weekly[w];
        else if (!tight)
            weekly[w] = PLAN_MINUTES_MAX;
    }
    y->out->weekly_minutes = weekly;
    return OK;
}

static enum err
apply_busy(struct application *y)
{
    const struct plan_problem *p = y->p;
    uint8_t *state = arena_array(y->arena, uint8_t, PLAN_WEEKS_MAX * PLAN_SLOTS_PER_WEEK);
    uint16_t *busy = arena_array(y->arena, uint16_t, p->busy_slots_len + 1);
    enum { TAKEN_BACK = 1, HELD = 2 };

    if (state == NULL || busy == NULL)
        return ERR_LIMIT;
    for (size_t d = 0; d < y->force->len; d++) {
        const struct plan_demand *demand = &y->force->demands[d];
        const uint16_t *slots = demand->slots_len > 0 ? demand->slots : p->busy_slots;
        size_t len = demand->slots_len > 0 ? demand->slots_len : p->busy_slots_len;

        for (size_t i = 0; demand->kind == PLAN_DEMAND_BUSY && i < len; i++)
            state[slots[i]] |= y->force->holds[d] ? HELD : TAKEN_BACK;
    }
    y->out->busy_slots_len = 0;
    for (size_t i = 0; i < p->busy_slots_len; i++)
        if (state[p->busy_slots[i]] != TAKEN_BACK)
            busy[y->out->busy_slots_len++] = p->busy_slots[i];
    y->out->busy_slots = busy;
    return OK;
}

static enum err
apply_targets(struct application *y)
{
    const struct plan_problem *p = y->p;
    struct plan_target *targets = arena_array(y->arena, struct plan_target, p->targets_len + 1);

    if (targets == NULL)
        return ERR_LIMIT;
    y->out->targets_len = 0;
    for (size_t i = 0; i < p->targets_len; i++) {
        bool wanted = !p->targets[i].soft;

        for (size_t d = 0; d < y->force->len; d++)
            if (y->force->demands[d].kind == PLAN_DEMAND_TARGET && y->force->demands[d].n == i)
                wanted = y->force->holds[d];
        if (!wanted)
            continue;
        targets[y->out->targets_len] = p->targets[i];
        targets[y->out->targets_len++].soft = false;
    }
    y->out->targets = targets;
    return OK;
}

/* A run that a demand in force shuts out has no seats. */
static enum err
shut_runs(struct application *y, const struct plan_demand *d)
{
    for (size_t i = 0; i < d->runs_len; i++) {
        struct plan_module *m = &y->modules[d->runs[i].module];
        struct plan_run **own = &y->own_runs[d->runs[i].module];

        if (*own == NULL) {
            *own = arena_array(y->arena, struct plan_run, m->runs_len + 1u);
            if (*own == NULL)
                return ERR_LIMIT;
            memcpy(*own, m->runs, m->runs_len * sizeof **own);
            m->runs = *own;
        }
        (*own)[d->runs[i].run].seats = 0;
    }
    return OK;
}

static enum err
apply_modules(struct application *y)
{
    const struct plan_problem *p = y->p;
    struct plan_exclusion *exclusions =
        arena_array(y->arena, struct plan_exclusion, p->exclusions_len + 1);
    bool *off = arena_array(y->arena, bool, p->exclusions_len + 1);

    y->modules = arena_array(y->arena, struct plan_module, p->modules_len + 1);
    y->own_runs = arena_array(y->arena, struct plan_run *, p->modules_len + 1);
    if (y->modules == NULL || y->own_runs == NULL || exclusions == NULL || off == NULL)
        return ERR_LIMIT;
    memcpy(y->modules, p->modules, p->modules_len * sizeof *y->modules);
    for (size_t i = 0; i < y->force->len; i++) {
        const struct plan_demand *d = &y->force->demands[i];

        if (d->kind == PLAN_DEMAND_RUNS && y->force->holds[i])
            TRY(shut_runs(y, d));
        if ((d->kind == PLAN_DEMAND_KEEP || d->kind == PLAN_DEMAND_DROP) && !y->force->holds[i])
            y->modules[d->n].fixed = PLAN_FREE;
        if (d->kind == PLAN_DEMAND_EXCLUSION)
            off[d->n] = !y->force->holds[i];
    }
    y->out->exclusions_len = 0;
    for (size_t e = 0; e < p->exclusions_len; e++)
        if (!off[e])
            exclusions[y->out->exclusions_len++] = p->exclusions[e];
    y->out->modules = y->modules;
    y->out->exclusions = exclusions;
    return OK;
}

static int64_t
number(const struct application *y, enum plan_demand_kind kind, int64_t stated, int64_t most)
{
    if (changed(y->force, kind) != NULL)
        return *changed(y->force, kind);
    return holds(y->force, kind) ? stated : most;
}

enum err
plan_demand_apply(struct arena *a, const struct plan_problem *p,
                  const struct plan_demand_force *force, struct plan_problem *ret_problem)
{
    struct plan_problem out = *p;
    struct application y = {.p = p, .force = force, .arena = a, .out = &out};

    out.minutes_max = (int32_t)number(&y, PLAN_DEMAND_HOURS, p->minutes_max, PLAN_MINUTES_MAX);
    out.budget_cents = number(&y, PLAN_DEMAND_BUDGET, p->budget_cents, BUDGET_MAX);
    out.last_week = (int16_t)number(&y, PLAN_DEMAND_LAST_WEEK, p->last_week, p->weeks - 1);
    TRY(apply_weeks(&y));
    TRY(apply_busy(&y));
    TRY(apply_targets(&y));
    TRY(apply_modules(&y));
    *ret_problem = out;
    return OK;
}

static const struct plan_run *
run_of(const struct plan_demand_plan *plan, size_t i)
{
    return &plan->p->modules[plan->choices[i].module].runs[plan->choices[i].run];
}

static int32_t
load(const struct plan_demand_plan *plan, int week)
{
    int32_t minutes = 0;

    for (size_t i = 0; i < plan->choices_len; i++) {
        const struct plan_run *r = run_of(plan, i);

        if (r->start_week <= week && week <= r->end_week)
            minutes += plan_run_weekly_minutes(&plan->p->modules[plan->choices[i].module], r);
    }
    return minutes;
}

static bool
is_reached(const struct plan_demand_plan *plan, const struct plan_target *t)
{
    bool reached = plan->p->levels[t->competence] >= t->level;

    for (size_t i = 0; i < plan->choices_len; i++) {
        const struct plan_module *m = &plan->p->modules[plan->choices[i].module];

        for (size_t g = 0; g < m->gives_len; g++)
            reached = reached ||
                      (m->gives[g].competence == t->competence && m->gives[g].level >= t->level);
    }
    return reached;
}

/* Free weeks: that they stay free. Else: that no week holds more than it has. */
static bool
weeks_hold(const struct plan_demand_plan *plan, bool free_ones)
{
    int32_t most = most_minutes(plan->p);

    for (int w = 0; w < plan->p->weeks; w++) {
        int32_t has = plan->p->weekly_minutes[w];

        if (free_ones ? has == 0 && load(plan, w) > 0 : load(plan, w) > (has == 0 ? most : has))
            return false;
    }
    return true;
}

static bool
has_slot(const struct plan_run *r, uint16_t slot)
{
    for (size_t k = 0; k < r->slots_len; k++)
        if (r->slots[k] == slot)
            return true;
    return false;
}

static bool
leaves_free(const struct plan_demand_plan *plan, const struct plan_demand *d)
{
    const uint16_t *slots = d->slots_len > 0 ? d->slots : plan->p->busy_slots;
    size_t len = d->slots_len > 0 ? d->slots_len : plan->p->busy_slots_len;

    for (size_t i = 0; i < plan->choices_len; i++)
        for (size_t s = 0; s < len; s++)
            if (has_slot(run_of(plan, i), slots[s]))
                return false;
    return true;
}

static bool
keeps(const struct plan_demand_plan *plan, uint32_t module)
{
    for (size_t i = 0; i < plan->choices_len; i++)
        if (plan->choices[i].module == module)
            return plan->p->modules[module].keep_run == PLAN_NONE ||
                   plan->p->modules[module].keep_run == plan->choices[i].run;
    return false;
}

static bool
avoids(const struct plan_demand_plan *plan, const struct plan_demand *d)
{
    for (size_t k = 0; k < d->runs_len; k++)
        for (size_t i = 0; plan->chosen[d->runs[k].module] && i < plan->choices_len; i++)
            if (plan->choices[i].module == d->runs[k].module &&
                plan->choices[i].run == d->runs[k].run)
                return false;
    return true;
}

bool
plan_demand_is_met(const struct plan_demand_plan *plan, const struct plan_demand *d)
{
    const struct plan_problem *p = plan->p;

    switch (d->kind) {
    case PLAN_DEMAND_TARGET:
        return is_reached(plan, &p->targets[d->n]);
    case PLAN_DEMAND_WEEKLY:
        return weeks_hold(plan, false);
    case PLAN_DEMAND_FREE_WEEKS:
        return weeks_hold(plan, true);
    case PLAN_DEMAND_HOURS:
        return plan_demand_used(plan, d->kind) <= p->minutes_max;
    case PLAN_DEMAND_BUDGET:
        return plan_demand_used(plan, d->kind) <= p->budget_cents;
    case PLAN_DEMAND_LAST_WEEK:
        return plan_demand_used(plan, d->kind) <= p->last_week;
    case PLAN_DEMAND_BUSY:
        return leaves_free(plan, d);
    case PLAN_DEMAND_KEEP:
        return keeps(plan, d->n);
    case PLAN_DEMAND_DROP:
        return !plan->chosen[d->n];
    case PLAN_DEMAND_EXCLUSION:
        return !plan->chosen[p->exclusions[d->n].a] || !plan->chosen[p->exclusions[d->n].b];
    case PLAN_DEMAND_RUNS:
        return avoids(plan, d);
    }
    return false;
}

int64_t
plan_demand_used(const struct plan_demand_plan *plan, enum plan_demand_kind kind)
{
    const struct plan_problem *p = plan->p;
    int64_t used = 0;

    for (size_t i = 0; i < plan->choices_len; i++) {
        const struct plan_choice *c = &plan->choices[i];

        if (kind == PLAN_DEMAND_HOURS)
            used += p->modules[c->module].minutes;
        if (kind == PLAN_DEMAND_BUDGET)
            used += plan_choice_budget_cents(p, c->module, c->run);
        if (kind == PLAN_DEMAND_BUDGET && c->voucher != PLAN_NONE)
            used -= plan_voucher_pays_cents(p, (uint16_t)c->voucher, c->module);
        if (kind == PLAN_DEMAND_LAST_WEEK && run_of(plan, i)->end_week > used)
            used = run_of(plan, i)->end_week;
    }
    for (int w = 0; kind == PLAN_DEMAND_WEEKLY && w < p->weeks; w++)
        if (load(plan, w) > p->weekly_minutes[w] && load(plan, w) > used)
            used = load(plan, w);
    return used;
}
