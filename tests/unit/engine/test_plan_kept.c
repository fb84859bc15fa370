/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * More kept modules than anybody takes: a plan that has them all is found, and "infeasible" is
 * said only where it is so. A solver that gives up on large sets would call both the same.
 */
#include "check.h"
#include "engine/plan_solve.h"

enum { WEEKS = 8, KEPT = 320, MINUTES = 60, RUNS = 3 };

struct shelf {
    struct plan_problem p;
    struct plan_module modules[KEPT];
    struct plan_run runs[KEPT][RUNS];
    int32_t weekly[WEEKS];
    uint8_t levels[1];
};

/* Every week has room for as many as begin there when they are spread evenly, and no more. */
static void
fill_shelf(struct shelf *s)
{
    *s = (struct shelf){.p = {.weeks = WEEKS,
                              .last_week = WEEKS - 1,
                              .weekly_minutes = s->weekly,
                              .minutes_max = KEPT * MINUTES,
                              .levels = s->levels,
                              .competences_len = 1,
                              .providers_len = 1,
                              .modules = s->modules,
                              .modules_len = KEPT}};
    for (size_t w = 0; w < WEEKS; w++)
        s->weekly[w] = KEPT / WEEKS * MINUTES;
    for (size_t m = 0; m < KEPT; m++) {
        for (size_t r = 0; r < RUNS; r++) {
            int16_t week = (int16_t)((m + r) % WEEKS);

            s->runs[m][r] = (struct plan_run){.start_week = week, .end_week = week, .seats = 1};
        }
        s->modules[m] = (struct plan_module){.minutes = MINUTES,
                                             .runs = s->runs[m],
                                             .runs_len = RUNS,
                                             .fixed = PLAN_KEEP,
                                             .keep_run = PLAN_NONE,
                                             .follows = PLAN_NONE};
    }
}

static void
keeps_them_all_and_says_infeasible_only_where_it_is(void **state)
{
    static const struct {
        const char *name;
        int32_t less; /* minutes than all of them take */
        size_t ignored;
        enum plan_status status;
    } table[] = {
        {"room for all", 0, 0, PLAN_OPTIMAL},
        {"one minute short", 1, 1, PLAN_INFEASIBLE},
        {"three modules short", 3 * MINUTES, 3, PLAN_INFEASIBLE},
    };
    static const struct plan_limits no_limit = {0};
    static struct shelf s;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
        struct plan_result r;

        fill_shelf(&s);
        s.p.minutes_max -= table[i].less;
        CHECK_TRUE("sound", plan_problem_is_sound(&s.p));
        CHECK_ERR(table[i].name, plan_solve(a, &s.p, &no_limit, &r), OK);
        CHECK_INT(table[i].name, r.status, table[i].status);
        CHECK_INT(table[i].name, r.ignored_len, table[i].ignored);
        CHECK_INT(table[i].name, r.choices_len, KEPT - table[i].ignored);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_them_all_and_says_infeasible_only_where_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
