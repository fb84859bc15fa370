/* SPDX-License-Identifier: EUPL-1.2 */
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

static void
check_against_brute_force(struct arena *a, const struct sample *s, uint64_t seed)
{
    static const struct plan_limits no_limit = {0};
    struct plan_result r;
    struct value want = brute_force(&s->p);
    struct value got;
    char why[64];

    snprintf(why, sizeof why, "problem %llu", (unsigned long long)seed);
    CHECK_TRUE(why, plan_problem_is_sound(&s->p));
    CHECK_ERR(why, plan_solve(a, &s->p, &no_limit, &r), OK);
    CHECK_TRUE(why, value_of(&s->p, r.choices, r.choices_len, &got));
    CHECK_INT(why, r.status, want.missed == 0 ? PLAN_OPTIMAL : PLAN_INFEASIBLE);
    CHECK_INT(why, got.missed, want.missed);
    CHECK_INT(why, got.cost, want.cost);
    CHECK_INT(why, r.objective_cents, want.cost);
    CHECK_INT(why, r.bound_cents, want.cost);
    CHECK_TRUE(why, want.missed == 0 || r.rest_is_optimal);
    arena_reset(a);
}

static void
finds_what_trying_everything_finds(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    static struct sample s;

    (void)state;
    for (uint64_t i = 1; i <= 3000; i++) {
        uint64_t seed = i * UINT64_C(0x9E3779B97F4A7C15);

        draw_sample(&s, &seed, i % 3 != 0);
        check_against_brute_force(a, &s, i);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_trying_everything_finds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
