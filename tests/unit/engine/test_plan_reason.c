/* SPDX-License-Identifier: EUPL-1.2 */
/* What the solver says when not everything can be had, and how it ends early. */
#include "engine/plan_reason.h"

#include <string.h>

#include "check.h"
#include "engine/plan_solve.h"
#include "plan_given.h"

static void
nothing(struct plan_given *g)
{
    (void)g;
}

static void
with_voucher(struct plan_given *g)
{
    g->p.vouchers_len = 1; /* pays the 100,00 of A, not more */
}

static void
course_kept_with_follow_up(struct plan_given *g)
{
    g->m[2].fixed = PLAN_KEEP; /* so B is in week 3 */
}

static void
early_end_is_worth_more(struct plan_given *g)
{
    g->p.week_cost_cents = 100; /* B in week 1: two weeks */
}

static void
offered_by_nobody(struct plan_given *g)
{
    g->targets[0].level = 5;
}

static void
without_seat(struct plan_given *g)
{
    g->b[0].seats = g->b[1].seats = 0;
}

static void
without_way_up(struct plan_given *g)
{
    g->needs_b[0].level = 3;
}

static void
too_late(struct plan_given *g)
{
    g->a[0].start_week = g->a[0].end_week = 5;
    g->a[0].slots_len = 0;
}

static void
busy(struct plan_given *g)
{
    g->busy[0] = 2;
    g->p.busy_slots_len = 1;
}

static void
weeks_too_full(struct plan_given *g)
{
    g->weekly[0] = 239;
}

static void
hours_too_few(struct plan_given *g)
{
    g->p.minutes_max = 479;
}

static void
budget_too_small(struct plan_given *g)
{
    g->p.budget_cents = 29999;
}

static void
dropped(struct plan_given *g)
{
    g->m[0].fixed = PLAN_DROP;
}

static void
exclusive(struct plan_given *g)
{
    g->p.exclusions_len = 1;
}

static void
budget_and_hours(struct plan_given *g)
{
    budget_too_small(g);
    hours_too_few(g);
}

static void
not_worth_it(struct plan_given *g)
{
    g->targets[0].soft = true;
    g->targets[0].penalty_cents = GIVEN_BEST - 1;
}

static void
just_worth_it(struct plan_given *g)
{
    g->targets[0].soft = true;
    g->targets[0].penalty_cents = GIVEN_BEST + 1;
}

static void
soft_and_impossible(struct plan_given *g)
{
    not_worth_it(g);
    without_seat(g);
}

static void
the_reason_of_a_missed_target_is_found(void **state)
{
    static const struct {
        void (*bend)(struct plan_given *);
        const char *why;
        enum plan_status status;
        int64_t objective;
        enum plan_reason reason; /* of target 0; NONE: it is reached */
    } table[] = {
        {nothing, "nothing", PLAN_OPTIMAL, GIVEN_BEST, PLAN_REASON_NONE},
        {with_voucher, "voucher", PLAN_OPTIMAL, GIVEN_BEST - 10000, PLAN_REASON_NONE},
        {course_kept_with_follow_up, "follow-up", PLAN_OPTIMAL, GIVEN_BEST + 4000,
         PLAN_REASON_NONE},
        {early_end_is_worth_more, "early", PLAN_OPTIMAL, GIVEN_BEST + 200, PLAN_REASON_NONE},
        {offered_by_nobody, "nobody", PLAN_INFEASIBLE, 0, PLAN_REASON_NO_OFFER},
        {without_seat, "no seat", PLAN_INFEASIBLE, 0, PLAN_REASON_NO_RUN},
        {without_way_up, "no way up", PLAN_INFEASIBLE, 0, PLAN_REASON_PREREQUISITES},
        {too_late, "too late", PLAN_INFEASIBLE, 0, PLAN_REASON_WEEKS},
        {busy, "busy", PLAN_INFEASIBLE, 0, PLAN_REASON_SLOTS},
        {weeks_too_full, "week full", PLAN_INFEASIBLE, 0, PLAN_REASON_WEEKLY_TIME},
        {hours_too_few, "hours", PLAN_INFEASIBLE, 0, PLAN_REASON_HOURS},
        {budget_too_small, "budget", PLAN_INFEASIBLE, 0, PLAN_REASON_BUDGET},
        {dropped, "dropped", PLAN_INFEASIBLE, 0, PLAN_REASON_FIXED},
        {exclusive, "exclusive", PLAN_INFEASIBLE, 0, PLAN_REASON_FIXED},
        {budget_and_hours, "both", PLAN_INFEASIBLE, 0, PLAN_REASON_COMBINATION},
        {not_worth_it, "not worth it", PLAN_OPTIMAL, GIVEN_BEST - 1, PLAN_REASON_WORTH},
        {just_worth_it, "just worth it", PLAN_OPTIMAL, GIVEN_BEST, PLAN_REASON_NONE},
        {soft_and_impossible, "soft, no seat", PLAN_OPTIMAL, GIVEN_BEST - 1, PLAN_REASON_NO_RUN},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
        static const struct plan_limits no_limit = {0};
        struct plan_given g;
        struct plan_result r;

        plan_given(&g);
        table[i].bend(&g);
        CHECK_TRUE(table[i].why, plan_problem_is_sound(&g.p));
        CHECK_ERR(table[i].why, plan_solve(a, &g.p, &no_limit, &r), OK);
        CHECK_INT(table[i].why, r.status, table[i].status);
        CHECK_INT(table[i].why, r.objective_cents, table[i].objective);
        CHECK_INT(table[i].why, r.unreached_len, table[i].reason != PLAN_REASON_NONE);
        if (r.unreached_len > 0)
            CHECK_INT(table[i].why, r.unreached[0].reason, table[i].reason);
    }
}

static void
the_best_of_the_rest_is_planned(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    static const struct plan_limits no_limit = {0};
    struct plan_given g;
    struct plan_result r;

    (void)state;
    plan_given(&g);
    g.p.targets_len = 2; /* the second is offered by nobody */
    CHECK_ERR("solve", plan_solve(a, &g.p, &no_limit, &r), OK);
    CHECK_INT("status", r.status, PLAN_INFEASIBLE);
    CHECK_TRUE("proved", r.rest_is_optimal);
    CHECK_INT("choices", r.choices_len, 2);
    CHECK_INT("objective", r.objective_cents, GIVEN_BEST);
    CHECK_INT("unreached", r.unreached_len, 1);
    CHECK_INT("which", r.unreached[0].target, 1);
    CHECK_INT("reason", r.unreached[0].reason, PLAN_REASON_NO_OFFER);
}

static void
a_kept_module_that_cannot_be_kept_is_named(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    static const struct plan_limits no_limit = {0};
    struct plan_given g;
    struct plan_result r;

    (void)state;
    plan_given(&g);
    g.m[2].fixed = PLAN_KEEP;
    g.c[0].seats = 0;
    CHECK_ERR("solve", plan_solve(a, &g.p, &no_limit, &r), OK);
    CHECK_INT("status", r.status, PLAN_INFEASIBLE);
    CHECK_INT("ignored", r.ignored_len, 1);
    CHECK_INT("which", r.ignored[0], 2);
    CHECK_INT("objective", r.objective_cents, GIVEN_BEST);
    CHECK_INT("unreached", r.unreached_len, 0);
}

static bool
never(void *asked)
{
    ++*(int *)asked;
    return false;
}

static void
the_callers_time_is_respected(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    struct plan_given g;
    struct plan_result r;
    int asked = 0;
    const struct plan_limits limits = {.go_on = never, .go_on_arg = &asked};

    (void)state;
    plan_given(&g);
    for (int i = 0; i < 100; i++) { /* small problems may end before the first question */
        CHECK_ERR("solve", plan_solve(a, &g.p, &limits, &r), OK);
        CHECK_TRUE("honest", r.status != PLAN_INFEASIBLE);
        arena_reset(a);
    }
}

static void
ends_as_a_limit_when_memory_is_short(void **state)
{
    static const struct plan_limits no_limit = {0};
    struct plan_given g;

    (void)state;
    plan_given(&g);
    for (size_t bytes = 0; bytes < 600000; bytes += 5003) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(bytes);
        struct plan_result r;
        enum err e = plan_solve(a, &g.p, &no_limit, &r);

        CHECK_TRUE("limit or fine", e == ERR_LIMIT || e == OK);
        CHECK_TRUE("never half", e != OK || r.objective_cents == GIVEN_BEST);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_of_a_missed_target_is_found),
        cmocka_unit_test(the_best_of_the_rest_is_planned),
        cmocka_unit_test(a_kept_module_that_cannot_be_kept_is_named),
        cmocka_unit_test(the_callers_time_is_respected),
        cmocka_unit_test(ends_as_a_limit_when_memory_is_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
