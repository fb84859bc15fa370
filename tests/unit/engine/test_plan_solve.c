/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "check.h"
#include "engine/plan_check.h"
#include "engine/plan_solve.h"

enum { MODULES = 5, RUNS = 2, SLOTS = 2, WEEKS = 6, COMPETENCES = 4, PROVIDERS = 3, TARGETS = 4 };

/* A small problem with room for all its arrays. */
struct sample {
    struct plan_problem p;
    struct plan_module modules[MODULES];
    struct plan_run runs[MODULES][RUNS];
    uint16_t slots[MODULES][RUNS][SLOTS];
    struct plan_level gives[MODULES][2];
    struct plan_level needs[MODULES][2];
    struct plan_target targets[TARGETS];
    struct plan_voucher vouchers[2];
    uint16_t voucher_providers[2][PROVIDERS];
    struct plan_exclusion exclusions[2];
    int32_t weekly[WEEKS];
    uint16_t busy[2];
    uint8_t levels[COMPETENCES];
};

/* xorshift64*: the same problems on every machine. */
static uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static void
draw_run(struct sample *s, uint64_t *state, size_t m, size_t r)
{
    struct plan_run *run = &s->runs[m][r];
    uint32_t start = draw(state, WEEKS);
    uint32_t end = start + draw(state, 2);

    end = end >= WEEKS ? WEEKS - 1 : end;
    *run = (struct plan_run){
        .start_week = (int16_t)start,
        .end_week = (int16_t)end,
        .slots = s->slots[m][r],
        .slots_len = (uint16_t)draw(state, SLOTS + 1),
        .seats = draw(state, 8) > 0,
    };
    for (uint16_t i = 0; i < run->slots_len; i++) /* few slots, so that they collide */
        s->slots[m][r][i] = (uint16_t)(start * PLAN_SLOTS_PER_WEEK + draw(state, 3) * 2 + i);
    if (draw(state, 4) == 0) {
        run->cost_cents = draw(state, 5) * 700;
        run->cost_in_budget = draw(state, 2);
    }
}

static uint16_t
draw_levels(struct plan_level *levels, uint64_t *state, uint32_t most, uint32_t level_max)
{
    uint16_t len = (uint16_t)draw(state, most + 1);
    uint32_t competence = draw(state, COMPETENCES);

    for (uint16_t i = 0; i < len; i++)
        levels[i] = (struct plan_level){(uint16_t)((competence + i) % COMPETENCES),
                                        (uint8_t)(1 + draw(state, level_max))};
    return len;
}

static void
draw_module(struct sample *s, uint64_t *state, uint16_t m, bool superset)
{
    struct plan_module *module = &s->modules[m];

    *module = (struct plan_module){
        .provider = (uint16_t)draw(state, PROVIDERS),
        .price_cents = draw(state, 4) * 1000,
        .minutes = (int32_t)(1 + draw(state, 4)) * 120,
        .gives = s->gives[m],
        .needs = s->needs[m],
        .runs = s->runs[m],
        .runs_len = (uint16_t)(1 + draw(state, RUNS)),
        .keep_run = PLAN_NONE,
        .follows = PLAN_NONE,
    };
    module->gives_len = draw_levels(s->gives[m], state, 2, 5);
    module->needs_len = draw(state, 2) ? draw_levels(s->needs[m], state, 1, 3) : 0;
    for (size_t r = 0; r < module->runs_len; r++)
        draw_run(s, state, m, r);
    if (!superset)
        return;
    module->bonus_cents = draw(state, 3) == 0 ? draw(state, 3) * 900 : 0;
    module->fixed = draw(state, 8) == 0 ? PLAN_KEEP : draw(state, 8) == 0 ? PLAN_DROP : PLAN_FREE;
    if (module->fixed == PLAN_KEEP && draw(state, 2))
        module->keep_run = (int32_t)draw(state, module->runs_len);
    if (draw(state, 5) == 0) {
        module->follows = (int32_t)((m + 1 + draw(state, MODULES - 1)) % MODULES);
        module->follow_weeks = (int16_t)(1 + draw(state, 3));
    }
    if (draw(state, 12) == 0) {
        module->held = true;
        module->held_end_week = (int16_t)(draw(state, 4) - 3);
    }
}

static void
draw_targets(struct sample *s, uint64_t *state, bool superset)
{
    s->p.targets_len = 1 + draw(state, TARGETS);
    for (uint16_t t = 0; t < s->p.targets_len; t++) {
        bool soft = superset && draw(state, 3) == 0;

        s->targets[t] = (struct plan_target){
            .competence = (uint16_t)(t % COMPETENCES),
            .level = (uint8_t)(1 + draw(state, 4)),
            .weight = (uint8_t)(1 + draw(state, 3)),
            .soft = soft,
            .penalty_cents = soft ? draw(state, 8) * 1500 : 0,
        };
    }
}

static void
draw_sample(struct sample *s, uint64_t *state, bool superset)
{
    memset(s, 0, sizeof *s);
    s->p = (struct plan_problem){
        .weeks = WEEKS,
        .last_week = (int16_t)(superset && draw(state, 4) == 0 ? 3 + draw(state, 3) : WEEKS - 1),
        .weekly_minutes = s->weekly,
        .busy_slots = s->busy,
        .busy_slots_len = draw(state, 3),
        .budget_cents = draw(state, 3) == 0 ? draw(state, 8) * 1000 : 20000,
        .minutes_max = draw(state, 3) == 0 ? (int32_t)draw(state, 10) * 120 : 6000,
        .hour_cost_cents = draw(state, 3) * 100,
        .week_cost_cents = superset && draw(state, 3) == 0 ? (draw(state, 4)) * 500 : 0,
        .levels = s->levels,
        .competences_len = COMPETENCES,
        .providers_len = PROVIDERS,
        .targets = s->targets,
        .vouchers = s->vouchers,
        .vouchers_len = draw(state, 3),
        .modules = s->modules,
        .modules_len = MODULES,
        .exclusions = s->exclusions,
        .exclusions_len = superset ? draw(state, 3) : 0,
    };
    for (int w = 0; w < WEEKS; w++)
        s->weekly[w] = (int32_t)draw(state, 4) * 240;
    for (size_t i = 0; i < 2; i++) {
        s->busy[i] = (uint16_t)draw(state, WEEKS * PLAN_SLOTS_PER_WEEK);
        s->exclusions[i].a = (uint16_t)draw(state, MODULES);
        s->exclusions[i].b =
            (uint16_t)((s->exclusions[i].a + 1 + draw(state, MODULES - 1)) % MODULES);
        s->vouchers[i].value_cents = draw(state, 4) * 600;
        s->vouchers[i].providers = s->voucher_providers[i];
        for (uint16_t v = 0; v < PROVIDERS; v++)
            if (draw(state, 2))
                s->voucher_providers[i][s->vouchers[i].providers_len++] = v;
    }
    for (size_t c = 0; c < COMPETENCES; c++)
        s->levels[c] = (uint8_t)draw(state, 2);
    for (uint16_t m = 0; m < MODULES; m++)
        draw_module(s, state, m, superset);
    draw_targets(s, state, superset);
}

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
