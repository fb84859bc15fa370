/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"
#include "engine/plan_conflict.h"
#include "engine/plan_solve.h"
#include "unit/engine/plan_given.h"
#include "unit/engine/plan_sample.h"

static const struct plan_limits no_limit = {0};

/* What is asked of the small problem, and the conflict it shall have. */
struct ask_case {
    const char *why;
    void (*bend)(struct plan_given *g);
    enum plan_conflict_state state;
    const char *kinds;   /* of the conflict's demands, a letter each */
    const char *reliefs; /* the same of those that could give way alone */
    int64_t value;       /* of the last of them that has one; -1: none */
};

static const char letters[] = {
    [PLAN_DEMAND_TARGET] = 't',    [PLAN_DEMAND_WEEKLY] = 'w', [PLAN_DEMAND_FREE_WEEKS] = 'f',
    [PLAN_DEMAND_HOURS] = 'h',     [PLAN_DEMAND_BUDGET] = 'b', [PLAN_DEMAND_LAST_WEEK] = 'l',
    [PLAN_DEMAND_BUSY] = 's',      [PLAN_DEMAND_KEEP] = 'k',   [PLAN_DEMAND_DROP] = 'd',
    [PLAN_DEMAND_EXCLUSION] = 'x',
};

static void
nothing(struct plan_given *g)
{
    (void)g;
}

static void
little_time(struct plan_given *g)
{
    for (int w = 0; w < 6; w++)
        g->weekly[w] = 120;
}

static void
few_hours(struct plan_given *g)
{
    g->p.minutes_max = 300;
}

static void
little_money(struct plan_given *g)
{
    g->p.budget_cents = 20000;
}

static void
money_but_vouchers(struct plan_given *g)
{
    little_money(g);
    g->p.vouchers_len = 1;
}

static void
early_end(struct plan_given *g)
{
    g->p.last_week = 0;
}

static void
dropped(struct plan_given *g)
{
    g->m[0].fixed = PLAN_DROP;
}

static void
busy_and_early(struct plan_given *g)
{
    g->busy[0] = 12;
    g->p.busy_slots_len = 1;
    g->p.last_week = 2;
}

static void
excluded_and_poor(struct plan_given *g)
{
    g->p.exclusions_len = 1;
    little_money(g);
}

static void
nobody_teaches_it(struct plan_given *g)
{
    g->p.targets_len = 2;
}

static void
first_week_free(struct plan_given *g)
{
    g->weekly[0] = 0;
}

static void
finds_the_demands_that_conflict(void **state)
{
    static const struct ask_case table[] = {
        {"all can be met", nothing, PLAN_CONFLICT_NONE, "", "", -1},
        {"two hours a week are too few", little_time, PLAN_CONFLICT_FOUND, "tw", "tw", 240},
        {"eight hours are needed", few_hours, PLAN_CONFLICT_FOUND, "th", "th", 480},
        {"300 euros are needed", little_money, PLAN_CONFLICT_FOUND, "tb", "tb", 30000},
        {"200 suffice with a voucher", money_but_vouchers, PLAN_CONFLICT_NONE, "", "", -1},
        {"it takes two weeks", early_end, PLAN_CONFLICT_FOUND, "tl", "tl", 1},
        {"the first step is dropped", dropped, PLAN_CONFLICT_FOUND, "td", "td", -1},
        {"busy, and the other date is late", busy_and_early, PLAN_CONFLICT_FOUND, "tls", "tls", 3},
        {"either conflict is one; the first", excluded_and_poor, PLAN_CONFLICT_FOUND, "tb", "t",
         -1},
        {"one target alone", nobody_teaches_it, PLAN_CONFLICT_FOUND, "t", "t", -1},
        {"the only week of the first step", first_week_free, PLAN_CONFLICT_FOUND, "tf", "tf", -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
        struct plan_conflict_question q;
        struct plan_demand *demands;
        struct plan_conflict c;
        char got[PLAN_DEMANDS_MAX + 1] = "";
        int64_t value = -1;
        struct plan_given g;

        plan_given(&g);
        table[i].bend(&g);
        q = (struct plan_conflict_question){.p = &g.p, .limits = &no_limit};
        CHECK_ERR(table[i].why, plan_demands_of(a, &g.p, &demands, &q.demands_len), OK);
        q.demands = demands;
        CHECK_ERR(table[i].why, plan_conflict_find(a, &q, &c), OK);
        CHECK_INT(table[i].why, c.state, table[i].state);
        for (size_t d = 0; d < c.demands_len; d++)
            got[d] = letters[demands[c.demands[d]].kind];
        CHECK_SLICE(table[i].why, slice_of(got), table[i].kinds);
        CHECK_TRUE(table[i].why,
                   c.state != PLAN_CONFLICT_FOUND || (c.is_irreducible && c.is_smallest));
        for (size_t r = 0; r <= sizeof got - 1; r++)
            got[r] = r < c.reliefs_len ? letters[demands[c.reliefs[r].demand].kind] : '\0';
        CHECK_SLICE(table[i].why, slice_of(got), table[i].reliefs);
        for (size_t r = 0; r < c.reliefs_len; r++)
            value = c.reliefs[r].has_value ? c.reliefs[r].value : value;
        CHECK_INT(table[i].why, value, table[i].value);
    }
}

/* B's early run is shut out by a wish, its late one by the end of the plan. */
static void
names_the_wish_that_shuts_runs_out(void **state)
{
    static const struct plan_demand_run online_only[] = {{1, 0}};
    static const struct plan_demand demands[] = {
        {.kind = PLAN_DEMAND_TARGET},
        {.kind = PLAN_DEMAND_LAST_WEEK},
        {.kind = PLAN_DEMAND_BUDGET},
        {.kind = PLAN_DEMAND_RUNS, .runs = online_only, .runs_len = 1},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    struct plan_given g;
    const struct plan_conflict_question q = {&g.p, demands, ARRAY_LEN(demands), &no_limit};
    struct plan_conflict c;

    (void)state;
    plan_given(&g);
    g.p.last_week = 2;
    g.targets[0].soft = true; /* demanded all the same */
    CHECK_ERR("find", plan_conflict_find(a, &q, &c), OK);
    CHECK_INT("state", c.state, PLAN_CONFLICT_FOUND);
    CHECK_INT("three demands", c.demands_len, 3);
    CHECK_INT("the target", c.demands[0], 0);
    CHECK_INT("the end", c.demands[1], 1);
    CHECK_INT("the wish", c.demands[2], 3);
    CHECK_INT("week 3 would do", c.reliefs[1].value, 3);
}

static bool
never(void *arg)
{
    ++*(int *)arg;
    return false;
}

static void
says_unknown_when_the_time_is_over_before_it_begins(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    int asked = 0;
    const struct plan_limits limits = {.go_on = never, .go_on_arg = &asked};
    struct plan_given g;
    struct plan_conflict_question q = {.p = &g.p, .limits = &limits};
    struct plan_demand *demands;
    struct plan_conflict c;

    (void)state;
    plan_given(&g);
    little_time(&g);
    CHECK_ERR("demands", plan_demands_of(a, &g.p, &demands, &q.demands_len), OK);
    q.demands = demands;
    CHECK_ERR("find", plan_conflict_find(a, &q, &c), OK);
    CHECK_INT("state", c.state, PLAN_CONFLICT_UNKNOWN);
    CHECK_INT("asked once", asked, 1);
}

/* Whether there is a plan with these demands alone, by the solver of whole problems. */
static bool
is_possible(struct arena *a, const struct plan_problem *p, const struct plan_demand_force *force)
{
    struct plan_problem narrow;
    struct plan_result r;

    CHECK_ERR("apply", plan_demand_apply(a, p, force, &narrow), OK);
    CHECK_TRUE("sound", plan_problem_is_sound(&narrow));
    CHECK_ERR("solve", plan_solve(a, &narrow, &no_limit, &r), OK);
    return r.status == PLAN_OPTIMAL;
}

enum { ALL_SUBSETS_MAX = 8 };

/* The least number of demands that cannot hold together, trying all subsets; 0: all can. */
static size_t
smallest_conflict(struct arena *a, const struct plan_problem *p, struct plan_demand_force *force,
                  bool *holds)
{
    size_t least = force->len + 1;

    for (unsigned set = 0; set < 1u << force->len; set++) {
        size_t n = (size_t)__builtin_popcount(set);

        for (size_t d = 0; d < force->len; d++)
            holds[d] = set >> d & 1;
        if (n < least && !is_possible(a, p, force))
            least = n;
    }
    return least > force->len ? 0 : least;
}

/* What the conflict says is asked of the solver again, demand by demand. */
static void
check_conflict(struct arena *a, const struct plan_conflict_question *q, uint64_t seed,
               size_t *conflicts)
{
    bool holds[PLAN_DEMANDS_MAX] = {false};
    struct plan_demand_force force = {q->demands, q->demands_len, holds, UINT16_MAX, 0};
    struct plan_conflict c;
    char why[64];

    snprintf(why, sizeof why, "problem %llu", (unsigned long long)seed);
    CHECK_ERR(why, plan_conflict_find(a, q, &c), OK);
    CHECK_TRUE(why, c.state != PLAN_CONFLICT_UNKNOWN);
    if (c.state == PLAN_CONFLICT_FOUND && q->demands_len <= ALL_SUBSETS_MAX)
        CHECK_INT(why, c.demands_len, smallest_conflict(a, q->p, &force, holds));
    memset(holds, c.state == PLAN_CONFLICT_NONE, sizeof holds);
    for (size_t i = 0; i < c.demands_len; i++)
        holds[c.demands[i]] = true;
    CHECK_INT(why, is_possible(a, q->p, &force), c.state == PLAN_CONFLICT_NONE);
    *conflicts += c.state == PLAN_CONFLICT_FOUND;
    for (size_t i = 0; i < c.demands_len; i++) {
        holds[c.demands[i]] = false;
        CHECK_TRUE(why, is_possible(a, q->p, &force));
        holds[c.demands[i]] = true;
    }
    memset(holds, 1, sizeof holds);
    for (size_t i = 0; i < c.reliefs_len; i++) {
        const struct plan_relief *r = &c.reliefs[i];
        int64_t step = q->demands[r->demand].kind == PLAN_DEMAND_WEEKLY ? PLAN_CONFLICT_MINUTES : 1;

        if (!r->has_value)
            continue;
        force.changed = r->demand;
        force.value = r->value;
        CHECK_TRUE(why, is_possible(a, q->p, &force));
        force.value = r->value - step;
        CHECK_TRUE(why, !is_possible(a, q->p, &force) || force.value < 0);
    }
}

static void
finds_what_trying_all_subsets_finds(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
    static struct sample s;
    size_t conflicts = 0;

    (void)state;
    for (uint64_t i = 1; i <= 300; i++) {
        uint64_t seed = i * UINT64_C(0x9E3779B97F4A7C15);
        struct plan_conflict_question q = {.p = &s.p, .limits = &no_limit};
        struct plan_demand *demands;

        draw_sample(&s, &seed, true);
        CHECK_ERR("demands", plan_demands_of(a, &s.p, &demands, &q.demands_len), OK);
        q.demands = demands;
        check_conflict(a, &q, i, &conflicts);
        arena_reset(a);
    }
    CHECK_TRUE("conflicts were among them", conflicts > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_demands_that_conflict),
        cmocka_unit_test(finds_what_trying_all_subsets_finds),
        cmocka_unit_test(names_the_wish_that_shuts_runs_out),
        cmocka_unit_test(says_unknown_when_the_time_is_over_before_it_begins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
