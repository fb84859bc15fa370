/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/plan_check.h"

#include "check.h"
#include "plan_given.h"

/* A sound plan, its proposal, and what a row of the table does to both. */
struct scene {
    struct plan_given g;
    struct plan_choice choices[4];
    struct plan_proposal plan;
};

static void
nothing(struct scene *s)
{
    (void)s;
}

static void
no_such_module(struct scene *s)
{
    s->choices[1].module = 3;
}

static void
no_such_run(struct scene *s)
{
    s->choices[1].run = 2;
}

static void
no_such_voucher(struct scene *s)
{
    s->choices[0].voucher = 1;
}

static void
a_module_twice(struct scene *s)
{
    s->choices[1] = s->choices[0];
    s->choices[1].voucher = PLAN_NONE;
}

static void
a_voucher_twice(struct scene *s)
{
    s->choices[1].voucher = 0;
}

static void
no_seat(struct scene *s)
{
    s->g.a[0].seats = 0;
}

static void
dropped(struct scene *s)
{
    s->g.m[0].fixed = PLAN_DROP;
}

static void
held_already(struct scene *s)
{
    s->g.m[0].held = true;
}

static void
another_run_kept(struct scene *s)
{
    s->g.m[1].fixed = PLAN_KEEP;
    s->g.m[1].keep_run = 0;
}

static void
kept_but_absent(struct scene *s)
{
    s->g.m[2].fixed = PLAN_KEEP;
    s->plan.choices_len = 2;
}

static void
exclusive(struct scene *s)
{
    s->g.p.exclusions_len = 1;
}

static void
foreign_voucher(struct scene *s)
{
    s->g.voucher_providers[0] = 1;
}

static void
missed_target(struct scene *s)
{
    s->g.targets[0].level = 5;
}

static void
need_not_met(struct scene *s)
{
    s->g.needs_b[0].level = 3;
}

static void
need_met_in_the_same_week(struct scene *s)
{
    s->g.a[0].end_week = 3;
}

static void
follow_up_too_late(struct scene *s)
{
    s->g.c[0].start_week = s->g.c[0].end_week = 5;
    s->g.m[2].follow_weeks = 1;
}

static void
follow_up_in_the_same_week(struct scene *s)
{
    s->g.c[0].start_week = 3;
}

static void
follow_up_without_course(struct scene *s)
{
    s->g.m[2].follows = 0;
    s->choices[0] = s->choices[2];
    s->g.targets[0].level = 1;
    s->g.needs_b[0].level = 1;
    s->plan.choices_len = 2;
}

static void
week_too_full(struct scene *s)
{
    s->g.weekly[3] = 239;
}

static void
busy_half_day(struct scene *s)
{
    s->g.busy[0] = 2;
    s->g.p.busy_slots_len = 1;
}

static void
half_day_twice(struct scene *s)
{
    s->g.slots_b[0] = 2;
    s->g.b[1].slots = s->g.slots_b;
    s->g.b[1].slots_len = 1;
}

static void
too_many_hours(struct scene *s)
{
    s->g.p.minutes_max = 719;
}

static void
too_dear(struct scene *s)
{
    s->g.p.budget_cents = 19999;
}

static void
too_late(struct scene *s)
{
    s->g.p.last_week = 3;
}

static void
every_rule_is_judged(void **state)
{
    static const struct {
        void (*bend)(struct scene *);
        const char *why;
        enum plan_fault want;
    } table[] = {
        {nothing, "sound", PLAN_SOUND},
        {no_such_module, "no such module", PLAN_FAULT_INDEX},
        {no_such_run, "no such run", PLAN_FAULT_INDEX},
        {no_such_voucher, "no such voucher", PLAN_FAULT_INDEX},
        {a_module_twice, "a module twice", PLAN_FAULT_TWICE},
        {a_voucher_twice, "a voucher twice", PLAN_FAULT_TWICE},
        {no_seat, "no seat", PLAN_FAULT_SEAT},
        {dropped, "dropped", PLAN_FAULT_FIXED},
        {held_already, "held already", PLAN_FAULT_FIXED},
        {another_run_kept, "another run kept", PLAN_FAULT_FIXED},
        {kept_but_absent, "kept but absent", PLAN_FAULT_FIXED},
        {exclusive, "exclusive", PLAN_FAULT_EXCLUSION},
        {foreign_voucher, "foreign voucher", PLAN_FAULT_VOUCHER},
        {missed_target, "missed target", PLAN_FAULT_TARGET},
        {need_not_met, "need not met", PLAN_FAULT_NEED},
        {need_met_in_the_same_week, "need met in the same week", PLAN_FAULT_NEED},
        {follow_up_too_late, "follow-up too late", PLAN_FAULT_FOLLOW},
        {follow_up_in_the_same_week, "follow-up in the same week", PLAN_FAULT_FOLLOW},
        {follow_up_without_course, "follow-up without course", PLAN_FAULT_FOLLOW},
        {week_too_full, "week too full", PLAN_FAULT_WEEK},
        {busy_half_day, "busy half day", PLAN_FAULT_SLOT},
        {half_day_twice, "half day twice", PLAN_FAULT_SLOT},
        {too_many_hours, "too many hours", PLAN_FAULT_HOURS},
        {too_dear, "too dear", PLAN_FAULT_BUDGET},
        {too_late, "too late", PLAN_FAULT_LATE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene s = {.choices = {{0, 0, 0}, {1, 1, PLAN_NONE}, {2, 0, PLAN_NONE}}};

        plan_given(&s.g);
        s.g.p.vouchers_len = 1;
        s.plan = (struct plan_proposal){.choices = s.choices, .choices_len = 3};
        table[i].bend(&s);
        CHECK_INT(table[i].why, plan_check(&s.g.p, &s.plan).fault, table[i].want);
    }
}

static void
sums_are_added_up(void **state)
{
    struct plan_choice choices[] = {{0, 0, 0}, {1, 1, PLAN_NONE}, {2, 0, PLAN_NONE}};
    const struct plan_proposal plan = {.choices = choices, .choices_len = 3};
    struct plan_given g;
    struct plan_verdict v;

    (void)state;
    plan_given(&g);
    g.p.vouchers_len = 1;
    g.p.week_cost_cents = 7;
    g.p.targets_len = 2;
    g.targets[1].soft = true;
    g.targets[1].penalty_cents = 50;
    g.m[1].bonus_cents = 300;
    g.b[1].cost_cents = 900;
    v = plan_check(&g.p, &plan);
    CHECK_INT("sound", v.fault, PLAN_SOUND);
    /* the voucher pays all of A; B 200,00; 12 hours; travel; bonus; five weeks; the penalty */
    CHECK_INT("objective", v.objective_cents, 20000 + 12000 + 900 - 300 + 35 + 50);
    CHECK_INT("penalty", v.penalty_cents, 50);
    CHECK_INT("budget", v.budget_used_cents, 20000);
    CHECK_INT("minutes", v.minutes, 720);
    CHECK_INT("end", v.end_week, 4);
    g.b[1].cost_in_budget = true;
    CHECK_INT("travel from the budget", plan_check(&g.p, &plan).budget_used_cents, 20900);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_judged),
        cmocka_unit_test(sums_are_added_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
