/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/plan_problem.h"

static bool
amount_is_sound(int64_t cents)
{
    return cents >= 0 && cents <= PLAN_CENTS_MAX;
}

static bool
levels_are_sound(const struct plan_problem *p, const struct plan_level *levels, size_t len)
{
    if (len > PLAN_MODULE_LEVELS_MAX)
        return false;
    for (size_t i = 0; i < len; i++)
        if (levels[i].competence >= p->competences_len || levels[i].level > LEVEL_MAX)
            return false;
    return true;
}

static bool
run_is_sound(const struct plan_problem *p, const struct plan_run *r)
{
    if (r->start_week < 0 || r->end_week < r->start_week || r->end_week >= p->weeks)
        return false;
    if (r->seats < 0 || !amount_is_sound(r->cost_cents) || r->slots_len > PLAN_RUN_SLOTS_MAX)
        return false;
    for (size_t i = 0; i < r->slots_len; i++) {
        int week = r->slots[i] / PLAN_SLOTS_PER_WEEK;

        if (week < r->start_week || week > r->end_week)
            return false;
        for (size_t j = 0; j < i; j++)
            if (r->slots[j] == r->slots[i])
                return false;
    }
    return true;
}

static bool
module_is_sound(const struct plan_problem *p, const struct plan_module *m)
{
    if (m->provider >= p->providers_len || m->minutes < 0 || m->minutes > PLAN_MINUTES_MAX)
        return false;
    if (!amount_is_sound(m->price_cents) || !amount_is_sound(m->bonus_cents))
        return false;
    if (!levels_are_sound(p, m->gives, m->gives_len) ||
        !levels_are_sound(p, m->needs, m->needs_len))
        return false;
    if (m->follows != PLAN_NONE &&
        (m->follows < 0 || (size_t)m->follows >= p->modules_len || m->follow_weeks < 1))
        return false;
    if (m->follows != PLAN_NONE && &p->modules[m->follows] == m)
        return false;
    if (m->keep_run < PLAN_NONE || m->keep_run >= m->runs_len)
        return false;
    if (m->held_end_week >= p->weeks)
        return false;
    for (size_t i = 0; i < m->runs_len; i++)
        if (!run_is_sound(p, &m->runs[i]))
            return false;
    return true;
}

static bool
vouchers_are_sound(const struct plan_problem *p)
{
    for (size_t i = 0; i < p->vouchers_len; i++) {
        const struct plan_voucher *v = &p->vouchers[i];

        if (!amount_is_sound(v->value_cents))
            return false;
        for (size_t j = 0; j < v->providers_len; j++)
            if (v->providers[j] >= p->providers_len ||
                (j > 0 && v->providers[j] <= v->providers[j - 1]))
                return false;
    }
    return true;
}

static bool
person_is_sound(const struct plan_problem *p)
{
    if (p->weeks < 1 || p->weeks > PLAN_WEEKS_MAX || p->last_week < 0 || p->last_week >= p->weeks)
        return false;
    for (int w = 0; w < p->weeks; w++)
        if (p->weekly_minutes[w] < 0 || p->weekly_minutes[w] > PLAN_MINUTES_MAX)
            return false;
    for (size_t i = 0; i < p->busy_slots_len; i++)
        if (p->busy_slots[i] >= p->weeks * PLAN_SLOTS_PER_WEEK)
            return false;
    for (size_t i = 0; i < p->competences_len; i++)
        if (p->levels[i] > LEVEL_MAX)
            return false;
    for (size_t i = 0; i < p->targets_len; i++) {
        const struct plan_target *t = &p->targets[i];

        if (t->competence >= p->competences_len || t->level > LEVEL_MAX || t->weight < 1 ||
            !amount_is_sound(t->penalty_cents))
            return false;
    }
    return p->budget_cents >= 0 && p->budget_cents <= (int64_t)PLAN_CENTS_MAX * 1000 &&
           p->minutes_max >= 0 && p->minutes_max <= PLAN_MINUTES_MAX &&
           amount_is_sound(p->hour_cost_cents) && amount_is_sound(p->week_cost_cents);
}

bool
plan_problem_is_sound(const struct plan_problem *p)
{
    size_t runs = 0;

    if (p->modules_len > PLAN_MODULES_MAX || p->competences_len > PLAN_COMPETENCES_MAX ||
        p->providers_len > PLAN_PROVIDERS_MAX || p->targets_len > PLAN_TARGETS_MAX ||
        p->vouchers_len > PLAN_VOUCHERS_MAX || p->exclusions_len > PLAN_EXCLUSIONS_MAX)
        return false;
    if (!person_is_sound(p) || !vouchers_are_sound(p))
        return false;
    for (size_t i = 0; i < p->modules_len; i++) {
        runs += p->modules[i].runs_len;
        if (!module_is_sound(p, &p->modules[i]))
            return false;
    }
    for (size_t i = 0; i < p->exclusions_len; i++)
        if (p->exclusions[i].a >= p->modules_len || p->exclusions[i].b >= p->modules_len ||
            p->exclusions[i].a == p->exclusions[i].b)
            return false;
    return runs <= PLAN_RUNS_MAX;
}

int64_t
plan_choice_cost_cents(const struct plan_problem *p, uint16_t module, uint16_t run)
{
    const struct plan_module *m = &p->modules[module];

    return m->price_cents + p->hour_cost_cents * m->minutes / 60 - m->bonus_cents +
           m->runs[run].cost_cents;
}

int64_t
plan_choice_budget_cents(const struct plan_problem *p, uint16_t module, uint16_t run)
{
    const struct plan_run *r = &p->modules[module].runs[run];

    return p->modules[module].price_cents + (r->cost_in_budget ? r->cost_cents : 0);
}

int64_t
plan_voucher_pays_cents(const struct plan_problem *p, uint16_t voucher, uint16_t module)
{
    const struct plan_voucher *v = &p->vouchers[voucher];
    const struct plan_module *m = &p->modules[module];
    size_t low = 0;
    size_t high = v->providers_len;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (v->providers[middle] < m->provider)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == v->providers_len || v->providers[low] != m->provider)
        return 0;
    return v->value_cents < m->price_cents ? v->value_cents : m->price_cents;
}

int32_t
plan_run_weekly_minutes(const struct plan_module *m, const struct plan_run *r)
{
    return m->minutes / (r->end_week - r->start_week + 1);
}

struct plan_weights
plan_preset_weights(enum plan_preset preset, int64_t hour_cost_cents)
{
    struct plan_weights w = {hour_cost_cents, 0, 100, 100};

    switch (preset) {
    case PLAN_BALANCED:
        break;
    case PLAN_FASTEST: /* a week weighs more than what a week of training costs */
        w.week_cost_cents = 20000;
        break;
    case PLAN_CHEAPEST: /* an hour still weighs a little: nobody wants idle modules */
        w.hour_cost_cents = 10;
        w.bonus_percent = 0;
        break;
    case PLAN_NEAR:
        w.travel_percent = 300;
        break;
    }
    return w;
}
