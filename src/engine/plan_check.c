/* SPDX-License-Identifier: EUPL-1.2 */
/* One function per rule of docs/rules/plan.md; simple rather than fast. */
#include "engine/plan_check.h"

#include <string.h>

struct referee {
    const struct plan_problem *p;
    const struct plan_proposal *plan;
    struct plan_verdict verdict;
};

static bool
fault(struct referee *r, enum plan_fault fault, size_t where)
{
    r->verdict.fault = fault;
    r->verdict.where = (uint32_t)where;
    return false;
}

static const struct plan_run *
run_of(const struct referee *r, size_t choice)
{
    const struct plan_choice *c = &r->plan->choices[choice];

    return &r->p->modules[c->module].runs[c->run];
}

static bool
choices_exist_once(struct referee *r)
{
    const struct plan_choice *all = r->plan->choices;

    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_choice *c = &all[i];

        if (c->module >= r->p->modules_len || c->run >= r->p->modules[c->module].runs_len ||
            c->voucher < PLAN_NONE || c->voucher >= (int)r->p->vouchers_len)
            return fault(r, PLAN_FAULT_INDEX, i);
        for (size_t j = 0; j < i; j++)
            if (all[j].module == c->module ||
                (c->voucher != PLAN_NONE && all[j].voucher == c->voucher))
                return fault(r, PLAN_FAULT_TWICE, i);
    }
    return true;
}

static bool
runs_may_be_taken(struct referee *r)
{
    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_choice *c = &r->plan->choices[i];
        const struct plan_module *m = &r->p->modules[c->module];
        bool other_run = m->fixed == PLAN_KEEP && m->keep_run != PLAN_NONE && m->keep_run != c->run;

        if (run_of(r, i)->seats < 1)
            return fault(r, PLAN_FAULT_SEAT, i);
        if (m->fixed == PLAN_DROP || m->held || other_run)
            return fault(r, PLAN_FAULT_FIXED, i);
        if (run_of(r, i)->end_week > r->p->last_week)
            return fault(r, PLAN_FAULT_LATE, i);
        if (c->voucher != PLAN_NONE && m->price_cents > 0 &&
            r->p->vouchers[c->voucher].value_cents > 0 &&
            plan_voucher_pays_cents(r->p, (uint16_t)c->voucher, c->module) == 0)
            return fault(r, PLAN_FAULT_VOUCHER, i);
    }
    return true;
}

static bool
is_chosen(const struct referee *r, size_t module)
{
    for (size_t i = 0; i < r->plan->choices_len; i++)
        if (r->plan->choices[i].module == module)
            return true;
    return false;
}

static bool
is_ignored(const struct referee *r, size_t module)
{
    for (size_t i = 0; i < r->plan->ignored_len; i++)
        if (r->plan->ignored[i] == module)
            return true;
    return false;
}

static bool
fixed_and_exclusive_modules_are_obeyed(struct referee *r)
{
    for (size_t m = 0; m < r->p->modules_len; m++)
        if (r->p->modules[m].fixed == PLAN_KEEP && !r->p->modules[m].held && !is_chosen(r, m) &&
            !is_ignored(r, m))
            return fault(r, PLAN_FAULT_FIXED, m);
    for (size_t i = 0; i < r->p->exclusions_len; i++)
        if (is_chosen(r, r->p->exclusions[i].a) && is_chosen(r, r->p->exclusions[i].b))
            return fault(r, PLAN_FAULT_EXCLUSION, i);
    return true;
}

/* The level of a competence held when a run starts in `week`. */
static int
level_before(const struct referee *r, uint16_t competence, int week)
{
    int best = r->p->levels[competence];

    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_module *m = &r->p->modules[r->plan->choices[i].module];

        if (run_of(r, i)->end_week >= week)
            continue;
        for (size_t g = 0; g < m->gives_len; g++)
            if (m->gives[g].competence == competence && m->gives[g].level > best)
                best = m->gives[g].level;
    }
    return best;
}

static bool
is_listed(const struct referee *r, size_t target)
{
    for (size_t i = 0; i < r->plan->unreached_len; i++)
        if (r->plan->unreached[i].target == target)
            return true;
    return false;
}

static bool
targets_are_reached(struct referee *r)
{
    for (size_t i = 0; i < r->p->targets_len; i++) {
        const struct plan_target *t = &r->p->targets[i];

        if (level_before(r, t->competence, r->p->weeks) >= t->level)
            continue;
        if (!t->soft && !is_listed(r, i))
            return fault(r, PLAN_FAULT_TARGET, i);
        if (t->soft)
            r->verdict.penalty_cents += t->penalty_cents;
    }
    return true;
}

static bool
needs_hold(struct referee *r)
{
    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_module *m = &r->p->modules[r->plan->choices[i].module];
        int start = run_of(r, i)->start_week;

        for (size_t n = 0; n < m->needs_len; n++)
            if (level_before(r, m->needs[n].competence, start) < m->needs[n].level)
                return fault(r, PLAN_FAULT_NEED, i);
    }
    return true;
}

static bool
follows_in_time(const struct referee *r, size_t choice)
{
    const struct plan_module *m = &r->p->modules[r->plan->choices[choice].module];
    const struct plan_module *course = &r->p->modules[m->follows];
    int end = course->held_end_week;
    bool done = course->held;
    int gap;

    for (size_t i = 0; i < r->plan->choices_len; i++) {
        if (r->plan->choices[i].module != m->follows)
            continue;
        done = true;
        end = run_of(r, i)->end_week;
    }
    gap = run_of(r, choice)->start_week - end;
    return done && gap >= 1 && gap <= m->follow_weeks;
}

static bool
follow_ups_follow(struct referee *r)
{
    for (size_t i = 0; i < r->plan->choices_len; i++)
        if (r->p->modules[r->plan->choices[i].module].follows != PLAN_NONE &&
            !follows_in_time(r, i))
            return fault(r, PLAN_FAULT_FOLLOW, i);
    return true;
}

static bool
weeks_have_room(struct referee *r)
{
    for (int w = 0; w < r->p->weeks; w++) {
        int64_t minutes = 0;

        for (size_t i = 0; i < r->plan->choices_len; i++) {
            const struct plan_run *run = run_of(r, i);

            if (run->start_week <= w && w <= run->end_week)
                minutes += plan_run_weekly_minutes(&r->p->modules[r->plan->choices[i].module], run);
        }
        if (minutes > r->p->weekly_minutes[w])
            return fault(r, PLAN_FAULT_WEEK, (size_t)w);
    }
    return true;
}

static bool
slots_are_free(struct referee *r)
{
    bool taken[PLAN_WEEKS_MAX * PLAN_SLOTS_PER_WEEK] = {false};

    for (size_t i = 0; i < r->p->busy_slots_len; i++)
        taken[r->p->busy_slots[i]] = true;
    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_run *run = run_of(r, i);

        for (size_t s = 0; s < run->slots_len; s++) {
            if (taken[run->slots[s]])
                return fault(r, PLAN_FAULT_SLOT, i);
            taken[run->slots[s]] = true;
        }
    }
    return true;
}

static bool
sums_are_allowed(struct referee *r)
{
    struct plan_verdict *v = &r->verdict;
    int64_t minutes = 0;

    v->end_week = PLAN_NONE;
    for (size_t i = 0; i < r->plan->choices_len; i++) {
        const struct plan_choice *c = &r->plan->choices[i];
        int64_t pays = c->voucher == PLAN_NONE
                           ? 0
                           : plan_voucher_pays_cents(r->p, (uint16_t)c->voucher, c->module);

        minutes += r->p->modules[c->module].minutes;
        v->objective_cents += plan_choice_cost_cents(r->p, c->module, c->run) - pays;
        v->budget_used_cents += plan_choice_budget_cents(r->p, c->module, c->run) - pays;
        if (run_of(r, i)->end_week > v->end_week)
            v->end_week = run_of(r, i)->end_week;
    }
    v->objective_cents += r->p->week_cost_cents * (v->end_week + 1) + v->penalty_cents;
    if (minutes > r->p->minutes_max)
        return fault(r, PLAN_FAULT_HOURS, 0);
    v->minutes = (int32_t)minutes;
    if (v->budget_used_cents > r->p->budget_cents)
        return fault(r, PLAN_FAULT_BUDGET, 0);
    return true;
}

struct plan_verdict
plan_check(const struct plan_problem *p, const struct plan_proposal *plan)
{
    struct referee r = {.p = p, .plan = plan};

    (void)(choices_exist_once(&r) && runs_may_be_taken(&r) &&
           fixed_and_exclusive_modules_are_obeyed(&r) && targets_are_reached(&r) &&
           needs_hold(&r) && follow_ups_follow(&r) && weeks_have_room(&r) && slots_are_free(&r) &&
           sums_are_allowed(&r));
    return r.verdict;
}
