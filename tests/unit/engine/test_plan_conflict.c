/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"
#include "engine/plan_conflict.h"
#include "unit/engine/plan_given.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_demands_that_conflict),
        cmocka_unit_test(names_the_wish_that_shuts_runs_out),
        cmocka_unit_test(says_unknown_when_the_time_is_over_before_it_begins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
