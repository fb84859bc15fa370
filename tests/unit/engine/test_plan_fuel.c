/* SPDX-License-Identifier: EUPL-1.2 */
/* The search ends when it is told to, and says the same however its pieces are run. */
#include <string.h>

#include "check.h"
#include "engine/plan_fuel.h"

enum { MODULES = 1200, RUNS = 8, COMPETENCES = 40, WEEKS = 52, TARGETS = 25 };

struct market {
    struct plan_problem p;
    struct plan_module modules[MODULES];
    struct plan_run runs[MODULES][RUNS];
    struct plan_level gives[MODULES][2];
    struct plan_level needs[MODULES][1];
    struct plan_target targets[TARGETS];
    int32_t weekly[WEEKS];
    uint8_t levels[COMPETENCES];
};

static uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static void
draw_market_module(struct market *k, uint64_t *dice, size_t m)
{
    uint16_t c = (uint16_t)draw(dice, COMPETENCES);
    uint8_t level = (uint8_t)(1 + draw(dice, 6));

    k->gives[m][0] = (struct plan_level){c, level};
    k->gives[m][1] = (struct plan_level){(uint16_t)draw(dice, COMPETENCES), 2};
    k->needs[m][0] = (struct plan_level){c, (uint8_t)(level > 2 ? level - 2 : 0)};
    for (size_t r = 0; r < RUNS; r++) {
        int16_t start = (int16_t)draw(dice, WEEKS - 2);

        k->runs[m][r] = (struct plan_run){
            .start_week = start, .end_week = (int16_t)(start + (int)draw(dice, 2)), .seats = 1};
    }
    k->modules[m] = (struct plan_module){.price_cents = 100 * draw(dice, 300),
                                         .minutes = 240 + (int32_t)draw(dice, 5) * 60,
                                         .gives = k->gives[m],
                                         .gives_len = 2,
                                         .needs = k->needs[m],
                                         .needs_len = 1,
                                         .runs = k->runs[m],
                                         .runs_len = RUNS,
                                         .keep_run = PLAN_NONE,
                                         .follows = PLAN_NONE};
}

static void
draw_market(struct market *k, uint64_t dice)
{
    memset(k, 0, sizeof *k);
    for (size_t m = 0; m < MODULES; m++)
        draw_market_module(k, &dice, m);
    for (size_t w = 0; w < WEEKS; w++)
        k->weekly[w] = 480;
    for (uint16_t t = 0; t < TARGETS; t++)
        k->targets[t] = (struct plan_target){.competence = t, .level = 5, .weight = 1};
    k->p = (struct plan_problem){.weeks = WEEKS,
                                 .last_week = WEEKS - 1,
                                 .weekly_minutes = k->weekly,
                                 .budget_cents = 600000,
                                 .minutes_max = 20000,
                                 .hour_cost_cents = 2000,
                                 .levels = k->levels,
                                 .competences_len = COMPETENCES,
                                 .providers_len = 1,
                                 .targets = k->targets,
                                 .targets_len = TARGETS,
                                 .modules = k->modules,
                                 .modules_len = MODULES};
}

/* Pieces from the last to the first, as threads might. */
static void
run_backwards(void *of, int pieces, job_run *job, void *arg)
{
    ++*(int *)of;
    while (pieces-- > 0)
        job(arg, pieces);
}

static void
the_plan_does_not_depend_on_the_order_of_the_pieces(void **state)
{
    static struct market k;
    static const int64_t steps[] = {20000000, 250000000};

    int times = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)512 << 20);
        const struct jobs backwards = {2, &times, run_backwards};
        struct plan_limits limits = {.steps_max = steps[i]};
        struct plan_result one;
        struct plan_result other;

        draw_market(&k, 77 + i);
        CHECK_ERR("one", plan_solve(a, &k.p, &limits, &one), OK);
        limits.jobs = &backwards;
        CHECK_ERR("other", plan_solve(a, &k.p, &limits, &other), OK);
        CHECK_INT("status", one.status, other.status);
        CHECK_INT("objective", one.objective_cents, other.objective_cents);
        CHECK_INT("bound", one.bound_cents, other.bound_cents);
        CHECK_INT("steps", one.steps, other.steps);
        CHECK_INT("choices", one.choices_len, other.choices_len);
        for (size_t c = 0; c < one.choices_len; c++) {
            CHECK_INT("module", one.choices[c].module, other.choices[c].module);
            CHECK_INT("run", one.choices[c].run, other.choices[c].run);
        }
    }
    CHECK_TRUE("pieces were run", times > 0);
}

struct clock {
    int64_t asked;
    int64_t refuse_from;
};

static bool
until(void *arg)
{
    struct clock *c = arg;

    return ++c->asked < c->refuse_from;
}

/* A tenth of the steps for which the clock may not be asked: the problem is read once more at most.
 */
enum { ASKS_MISSED_MAX = 40 };

static void
the_clock_is_asked_evenly_and_its_no_ends_the_search(void **state)
{
    static struct market k;
    static const int64_t refuse_from[] = {1, 5, 30, 100};

    (void)state;
    draw_market(&k, 5);
    for (size_t i = 0; i < ARRAY_LEN(refuse_from); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)512 << 20);
        struct clock clock = {0, refuse_from[i]};
        const struct plan_limits limits = {.go_on = until, .go_on_arg = &clock};
        struct plan_result r;

        k.p.budget_cents = i % 2 ? 600000 : 1000; /* and with reasons to find */
        CHECK_ERR("solve", plan_solve(a, &k.p, &limits, &r), OK);
        CHECK_TRUE("asked", clock.asked > 0 || r.steps < PLAN_FUEL_STEPS_PER_ASK);
        CHECK_TRUE("not asked on and on", clock.asked <= refuse_from[i] + TARGETS);
        CHECK_TRUE("little was done unasked",
                   r.steps <= (refuse_from[i] + ASKS_MISSED_MAX) * PLAN_FUEL_STEPS_PER_ASK);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_does_not_depend_on_the_order_of_the_pieces),
        cmocka_unit_test(the_clock_is_asked_evenly_and_its_no_ends_the_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
