/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"
#include "engine/plan_check.h"
#include "engine/plan_department.h"
#include "unit/engine/plan_sample.h"

enum { PEOPLE_MAX = 6 };

static const struct plan_limits no_limit = {0};

/* People with needs of their own before the same modules. */
struct office {
    struct sample market;
    struct sample own[PEOPLE_MAX];
    struct plan_person people[PEOPLE_MAX];
    uint32_t runs[MODULES][RUNS];
    const uint32_t *run_of[MODULES];
    uint32_t voucher_of[2];
    int32_t seats[MODULES * RUNS];
    struct plan_department d;
};

static void
draw_office(struct office *o, uint64_t *dice, size_t people)
{
    memset(o, 0, sizeof *o);
    draw_sample(&o->market, dice, false);
    for (uint32_t m = 0; m < MODULES; m++) {
        o->run_of[m] = o->runs[m];
        for (uint32_t r = 0; r < RUNS; r++) {
            o->runs[m][r] = m * RUNS + r;
            o->seats[m * RUNS + r] = (int32_t)draw(dice, 3);
        }
    }
    o->voucher_of[1] = 1;
    for (size_t i = 0; i < people; i++) {
        draw_sample(&o->own[i], dice, false);
        o->own[i].p.modules = o->market.modules;
        o->own[i].p.vouchers = o->market.vouchers;
        o->own[i].p.vouchers_len = o->market.p.vouchers_len;
        o->people[i] = (struct plan_person){&o->own[i].p, o->run_of, o->voucher_of};
    }
    o->d = (struct plan_department){o->people, people, o->seats, MODULES * RUNS, 2, &no_limit};
}

/* How many seats and vouchers are given beyond what there is. */
static int
oversold(const struct office *o, const struct plan_share *shares, size_t people)
{
    int left[MODULES * RUNS];
    int vouchers[2] = {1, 1};
    int sold = 0;

    for (size_t i = 0; i < MODULES * RUNS; i++)
        left[i] = o->seats[i];
    for (size_t i = 0; i < people; i++)
        for (size_t c = 0; c < shares[i].choices_len; c++) {
            const struct plan_choice *choice = &shares[i].choices[c];

            sold += --left[o->runs[choice->module][choice->run]] < 0;
            if (choice->voucher != PLAN_NONE)
                sold += --vouchers[choice->voucher] < 0;
        }
    return sold;
}

static void
check_share(const char *why, const struct plan_problem *p, const struct plan_share *s)
{
    struct plan_unreached all[TARGETS];
    struct plan_proposal plan = {s->choices, s->choices_len, all, p->targets_len, NULL, 0};
    struct plan_verdict v;

    for (uint16_t t = 0; t < p->targets_len; t++)
        all[t].target = t;
    v = plan_check(p, &plan);
    CHECK_INT(why, v.fault, PLAN_SOUND);
    CHECK_INT(why, v.objective_cents, s->cents);
    CHECK_TRUE(why, s->gap >= s->gap_alone);
}

static void
nothing_is_given_twice_and_every_plan_is_sound(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
    static struct office o;
    int contested = 0;

    (void)state;
    for (uint64_t i = 1; i <= 60; i++) {
        uint64_t dice = i * UINT64_C(0x9E3779B97F4A7C15);
        struct plan_department_result r;
        char why[32];

        snprintf(why, sizeof why, "office %d", (int)i);
        draw_office(&o, &dice, 2 + i % 5);
        CHECK_ERR(why, plan_department_solve(a, &o.d, &r), OK);
        CHECK_INT(why, oversold(&o, r.shares, o.d.people_len), 0);
        CHECK_TRUE(why, r.is_exact && r.is_complete);
        for (size_t k = 0; k < o.d.people_len; k++)
            check_share(why, o.people[k].p, &r.shares[k]);
        CHECK_TRUE(why, r.bound.gap <= r.best.gap && r.best.gap <= r.fair.gap);
        contested += r.fair.gap > r.bound.gap || r.fair.cents != r.bound.cents;
        arena_reset(a);
    }
    CHECK_TRUE("people were in each other's way", contested > 10);
}

/* The control: people who do not look at each other do oversell. */
static void
plans_made_alone_would_be_oversold(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
    static struct office o;
    int sold = 0;

    (void)state;
    for (uint64_t i = 1; i <= 60; i++) {
        uint64_t dice = i * UINT64_C(0x9E3779B97F4A7C15);
        struct plan_share shares[PEOPLE_MAX];

        draw_office(&o, &dice, 2 + i % 5);
        for (size_t k = 0; k < o.d.people_len; k++) {
            struct plan_department alone = o.d;
            struct plan_department_result r;

            alone.people = &o.people[k];
            alone.people_len = 1;
            CHECK_ERR("alone", plan_department_solve(a, &alone, &r), OK);
            shares[k] = r.shares[0];
        }
        sold += oversold(&o, shares, o.d.people_len);
        arena_reset(a);
    }
    CHECK_TRUE("something is oversold", sold > 10);
}

/* Gaps, the largest first. */
static void
gaps_of(const struct plan_share *shares, size_t people, int64_t *gaps)
{
    for (size_t i = 0; i < people; i++) {
        size_t at = i;

        for (; at > 0 && gaps[at - 1] < shares[i].gap; at--)
            gaps[at] = gaps[at - 1];
        gaps[at] = shares[i].gap;
    }
}

/* Two people: whatever both could choose together, nobody's gap is larger than it need be. */
static void
the_fairest_order_of_two_is_found(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
    static struct office o;

    (void)state;
    for (uint64_t i = 1; i <= 60; i++) {
        uint64_t dice = (i + 1000) * UINT64_C(0x9E3779B97F4A7C15);
        struct plan_person turned[2];
        struct plan_department other;
        struct plan_department_result r;
        struct plan_department_result again;
        int64_t gaps[2];
        int64_t gaps_again[2];

        draw_office(&o, &dice, 2);
        turned[0] = o.people[1];
        turned[1] = o.people[0];
        other = o.d;
        other.people = turned;
        CHECK_ERR("one", plan_department_solve(a, &o.d, &r), OK);
        CHECK_ERR("other", plan_department_solve(a, &other, &again), OK);
        CHECK_INT("both orders", r.outcomes, 2);
        gaps_of(r.shares, 2, gaps);
        gaps_of(again.shares, 2, gaps_again);
        CHECK_INT("the largest gap does not depend on who is named first", gaps[0], gaps_again[0]);
        CHECK_INT("nor the other", gaps[1], gaps_again[1]);
        CHECK_INT("nor the cost", r.fair.cents, again.fair.cents);
        arena_reset(a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_given_twice_and_every_plan_is_sound),
        cmocka_unit_test(plans_made_alone_would_be_oversold),
        cmocka_unit_test(the_fairest_order_of_two_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
