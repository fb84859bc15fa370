/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The solver against trying everything, with the referee as judge. A solver that ignores one rule,
 * or cuts away one plan too many, must be noticed.
 */
#include <string.h>

#include "check.h"
#include "engine/plan_check.h"
#include "engine/plan_solve.h"
#include "unit/engine/plan_sample.h"

/* What a plan misses, in weight, and what it costs; the lesser of two is better. */
struct value {
    int64_t missed;
    int64_t cost;
};

enum { KEEP_WEIGHT = 256 * PLAN_TARGETS_MAX };

static bool
value_is_less(struct value a, struct value b)
{
    return a.missed != b.missed ? a.missed < b.missed : a.cost < b.cost;
}

/* The value of any choices, claiming no more than they do; false when they break a rule. */
static bool
value_of(const struct plan_problem *p, const struct plan_choice *choices, size_t len,
         struct value *ret_value)
{
    struct plan_unreached unreached[TARGETS];
    uint16_t ignored[MODULES];
    struct plan_proposal plan = {choices, len, unreached, 0, ignored, 0};
    struct plan_verdict verdict;
    int64_t missed = 0;

    for (uint16_t t = 0; t < p->targets_len; t++) {
        int best = p->levels[p->targets[t].competence];

        for (size_t i = 0; i < len; i++)
            for (size_t g = 0; g < p->modules[choices[i].module].gives_len; g++) {
                const struct plan_level *l = &p->modules[choices[i].module].gives[g];

                if (l->competence == p->targets[t].competence && l->level > best)
                    best = l->level;
            }
        if (best >= p->targets[t].level)
            continue;
        unreached[plan.unreached_len++] = (struct plan_unreached){t, PLAN_REASON_NONE};
        missed += p->targets[t].soft ? 0 : p->targets[t].weight;
    }
    for (uint16_t m = 0; m < p->modules_len; m++) {
        bool in = p->modules[m].fixed != PLAN_KEEP || p->modules[m].held;

        for (size_t i = 0; i < len; i++)
            in = in || choices[i].module == m;
        if (in)
            continue;
        ignored[plan.ignored_len++] = m;
        missed += KEEP_WEIGHT;
    }
    verdict = plan_check(p, &plan);
    *ret_value = (struct value){missed, verdict.objective_cents};
    return verdict.fault == PLAN_SOUND;
}

/* Every way of giving two vouchers to the choices. */
static void
try_vouchers(const struct plan_problem *p, struct plan_choice *choices, size_t len,
             struct value *best)
{
    size_t ways = p->vouchers_len == 0 ? 1 : p->vouchers_len == 1 ? len + 1 : (len + 1) * (len + 1);

    for (size_t way = 0; way < ways; way++) {
        size_t first = way % (len + 1);
        size_t second = way / (len + 1);
        struct value value;

        if (first == second && first < len && p->vouchers_len == 2)
            continue;
        for (size_t i = 0; i < len; i++)
            choices[i].voucher = i == first && p->vouchers_len > 0    ? 0
                                 : i == second && p->vouchers_len > 1 ? 1
                                                                      : PLAN_NONE;
        if (value_of(p, choices, len, &value) && value_is_less(value, *best))
            *best = value;
    }
}

/* Every choice of runs: a number in base RUNS + 1 per module. */
static struct value
brute_force(const struct plan_problem *p)
{
    struct value best = {INT64_MAX, INT64_MAX};
    struct plan_problem rich = *p;
    size_t ways = 1;

    rich.budget_cents = PLAN_CENTS_MAX;
    for (size_t m = 0; m < p->modules_len; m++)
        ways *= RUNS + 1;
    for (size_t way = 0; way < ways; way++) {
        struct plan_choice choices[MODULES];
        size_t rest = way;
        size_t len = 0;
        bool exist = true;
        struct value value;

        for (uint16_t m = 0; m < p->modules_len; m++, rest /= RUNS + 1) {
            uint16_t run = (uint16_t)(rest % (RUNS + 1));

            exist = exist && run <= p->modules[m].runs_len;
            if (run > 0)
                choices[len++] = (struct plan_choice){m, (uint16_t)(run - 1), PLAN_NONE};
        }
        if (exist && value_of(&rich, choices, len, &value))
            try_vouchers(p, choices, len, &best);
    }
    return best;
}

/* Whether the answer is not what trying everything found, or claims something else. */
static bool
is_wrong(const struct plan_problem *p, const struct plan_result *r, struct value want)
{
    struct value got;

    return !value_of(p, r->choices, r->choices_len, &got) || got.missed != want.missed ||
           got.cost != want.cost || r->objective_cents != want.cost ||
           r->bound_cents != want.cost || (want.missed > 0 && !r->rest_is_optimal) ||
           r->status != (want.missed == 0 ? PLAN_OPTIMAL : PLAN_INFEASIBLE);
}

static void
draw_problem(struct sample *s, uint64_t i)
{
    uint64_t seed = i * UINT64_C(0x9E3779B97F4A7C15);

    draw_sample(s, &seed, i % 3 != 0);
}

static void
finds_what_trying_everything_finds(void **state)
{
    static const struct plan_limits no_limit = {0};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    static struct sample s;

    (void)state;
    for (uint64_t i = 1; i <= 6000; i++) { /* number 4442 is the first that needs exclusions cut */
        struct plan_result r;
        struct value want;
        char why[128];

        draw_problem(&s, i);
        want = brute_force(&s.p);
        CHECK_TRUE("sound", plan_problem_is_sound(&s.p));
        CHECK_ERR("solved", plan_solve(a, &s.p, &no_limit, &r), OK);
        snprintf(why, sizeof why, "problem %d: status %d, cost %lld of %lld, %lld missed", (int)i,
                 (int)r.status, (long long)r.objective_cents, (long long)want.cost,
                 (long long)want.missed);
        CHECK_TRUE(why, !is_wrong(&s.p, &r, want));
        arena_reset(a);
    }
}

/* Whether an answer of a search that was ended claims what is not so. */
static bool
is_false(const struct plan_problem *p, const struct plan_result *r, struct value want)
{
    struct value got;

    if (r->status == PLAN_UNKNOWN)
        return want.missed == 0 && r->bound_cents > want.cost;
    if (!value_of(p, r->choices, r->choices_len, &got) || value_is_less(got, want))
        return true;
    if (r->status == PLAN_INFEASIBLE)
        return want.missed == 0 || (got.missed == want.missed && r->bound_cents > want.cost) ||
               (r->rest_is_optimal && (got.missed != want.missed || got.cost != want.cost));
    return want.missed > 0 || got.missed > 0 || r->bound_cents > want.cost ||
           (r->status == PLAN_OPTIMAL && got.cost != want.cost);
}

static void
claims_nothing_false_wherever_it_is_ended(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    static struct sample s;
    int ended = 0;

    (void)state;
    for (uint64_t i = 1; i <= 1500; i++) {
        struct value want;

        draw_problem(&s, i);
        want = brute_force(&s.p);
        for (int64_t steps = 300; steps < 40000; steps = steps * 3 / 2) {
            const struct plan_limits limits = {.steps_max = steps};
            struct plan_result r;
            char why[128];

            CHECK_ERR("solved", plan_solve(a, &s.p, &limits, &r), OK);
            snprintf(why, sizeof why, "problem %d, %d steps: status %d, bound %lld of %lld", (int)i,
                     (int)steps, (int)r.status, (long long)r.bound_cents, (long long)want.cost);
            CHECK_TRUE(why, !is_false(&s.p, &r, want));
            ended += is_wrong(&s.p, &r, want);
            arena_reset(a);
        }
    }
    print_message("%d answers were not the last word\n", ended);
    CHECK_TRUE("some were ended", ended > 1000);
}

/* Rules a solver may ignore. */
static void
forget_the_seats(struct sample *s)
{
    for (size_t m = 0; m < MODULES; m++)
        for (size_t r = 0; r < RUNS; r++)
            s->runs[m][r].seats = 1;
}

static void
forget_the_half_days(struct sample *s)
{
    for (size_t m = 0; m < MODULES; m++)
        for (size_t r = 0; r < RUNS; r++)
            s->runs[m][r].slots_len = 0;
}

static void
forget_the_needs(struct sample *s)
{
    for (size_t m = 0; m < MODULES; m++)
        s->modules[m].needs_len = 0;
}

static void
forget_the_follow_ups(struct sample *s)
{
    for (size_t m = 0; m < MODULES; m++)
        s->modules[m].follows = PLAN_NONE;
}

static void
forget_what_is_fixed(struct sample *s)
{
    for (size_t m = 0; m < MODULES; m++)
        s->modules[m].fixed = PLAN_FREE;
}

static void
forget_the_weekly_time(struct sample *s)
{
    for (size_t w = 0; w < WEEKS; w++)
        s->weekly[w] = 6000;
}

static void
forget_the_hours(struct sample *s)
{
    s->p.minutes_max = 6000;
}

static void
forget_the_budget(struct sample *s)
{
    s->p.budget_cents = PLAN_CENTS_MAX;
}

static void
forget_the_exclusions(struct sample *s)
{
    s->p.exclusions_len = 0;
}

static void
forget_the_last_week(struct sample *s)
{
    s->p.last_week = WEEKS - 1;
}

static void
forget_the_vouchers(struct sample *s)
{
    s->p.vouchers_len = 0;
}

static void
forget_the_price_of_weeks(struct sample *s)
{
    s->p.week_cost_cents = 0;
}

/* Cuts that are too strong: by one minute, one cent, and by the best plan itself. */
static void
cut_a_minute_a_week(struct sample *s)
{
    for (size_t w = 0; w < WEEKS; w++)
        s->weekly[w] -= s->weekly[w] > 0;
}

static void
cut_a_minute_in_all(struct sample *s)
{
    s->p.minutes_max -= s->p.minutes_max > 0;
}

static void
cut_a_cent(struct sample *s)
{
    s->p.budget_cents -= s->p.budget_cents > 0;
}

static void
cut_the_best_plan(struct sample *s)
{
    static const struct plan_limits no_limit = {0};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    struct plan_result r;

    CHECK_ERR("best", plan_solve(a, &s->p, &no_limit, &r), OK);
    for (size_t i = 0; i < r.choices_len; i++) {
        struct plan_module *m = &s->modules[r.choices[i].module];

        if (m->fixed != PLAN_FREE)
            continue;
        m->fixed = PLAN_DROP;
        return;
    }
}

static const struct fault {
    const char *name;
    void (*make)(struct sample *);
} FAULTS[] = {
    {"seats", forget_the_seats},
    {"half days", forget_the_half_days},
    {"needs", forget_the_needs},
    {"follow-ups", forget_the_follow_ups},
    {"fixed modules", forget_what_is_fixed},
    {"weekly time", forget_the_weekly_time},
    {"hours", forget_the_hours},
    {"budget", forget_the_budget},
    {"exclusions", forget_the_exclusions},
    {"last week", forget_the_last_week},
    {"vouchers", forget_the_vouchers},
    {"price of weeks", forget_the_price_of_weeks},
    {"a minute a week too much cut", cut_a_minute_a_week},
    {"a minute in all too much cut", cut_a_minute_in_all},
    {"a cent too much cut", cut_a_cent},
    {"the best plan cut", cut_the_best_plan},
};

/* The control: the real solver on a problem bent by one fault, judged by the true one. */
static void
a_solver_that_ignores_a_rule_or_cuts_too_much_is_noticed(void **state)
{
    static const struct plan_limits no_limit = {0};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    static struct sample s;
    static struct sample bent;
    int wrong[ARRAY_LEN(FAULTS)] = {0};
    int false_claims[ARRAY_LEN(FAULTS)] = {0};

    (void)state;
    for (uint64_t i = 1; i <= 600; i++) {
        struct value want;

        draw_problem(&s, i);
        want = brute_force(&s.p);
        for (size_t k = 0; k < ARRAY_LEN(FAULTS); k++) {
            struct plan_result r;

            draw_problem(&bent, i);
            FAULTS[k].make(&bent);
            CHECK_ERR(FAULTS[k].name, plan_solve(a, &bent.p, &no_limit, &r), OK);
            wrong[k] += is_wrong(&s.p, &r, want);
            false_claims[k] += is_false(&s.p, &r, want);
            arena_reset(a);
        }
    }
    for (size_t k = 0; k < ARRAY_LEN(FAULTS); k++) {
        print_message("%s: noticed in %d of 600\n", FAULTS[k].name, wrong[k]);
        CHECK_TRUE(FAULTS[k].name, wrong[k] > 0 && false_claims[k] > 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_trying_everything_finds),
        cmocka_unit_test(claims_nothing_false_wherever_it_is_ended),
        cmocka_unit_test(a_solver_that_ignores_a_rule_or_cuts_too_much_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
