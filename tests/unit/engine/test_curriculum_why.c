/* SPDX-License-Identifier: EUPL-1.2 */
/* What would help a goal that stays open; each relief tried out. */
#include "check.h"
#include "domain/situation_change.h"
#include "engine/curriculum_compare.h"
#include "unit/engine/curriculum_oracle.h"
#include "unit/engine/curriculum_scene.h"

/* The plan, explained. */
static struct curriculum
explained(struct scene *x, const struct catalogue *c)
{
    struct patience p = {INT64_MAX};
    const struct curriculum_request request = {c, &x->s, PRESET_BALANCED, {is_patient, &p, 0}};
    struct curriculum plan;

    assert_int_equal(curriculum_make(x->g->arena, &request, &plan), OK);
    assert_int_equal(curriculum_explain(x->g->arena, &request, &plan), OK);
    assert_true(plan.is_explained);
    return plan;
}

static struct situation_change
change_of(const struct curriculum_relief *r)
{
    static const enum change_kind kinds[WHY_DEMANDS] = {CHANGE_HOURS_MORE,  CHANGE_BUDGET_MORE,
                                                        CHANGE_END_LATER,   CHANGE_HALF_DAY_MORE,
                                                        CHANGE_ALL_FORMATS, CHANGE_DISTANCE};

    return (struct situation_change){
        kinds[r->demand], r->demand == WHY_DISTANCE ? DISTANCE_KM_MAX : r->amount, {0}};
}

struct why_case {
    const char *why;
    void (*build)(struct scene *x);
    enum why_demand demand; /* WHY_DEMANDS: nothing helps */
    int amount;
};

static void
too_little_time(struct scene *x)
{
    struct module *m;

    (void)scene_module(x, "a", (struct module_gain){{2}, 0, 1});
    (void)scene_module(x, "b", (struct module_gain){{3}, 0, 1});
    m = scene_module(x, "c", (struct module_gain){{1}, 0, 4});
    scene_need(x, m, 2, 1);
    scene_need(x, m, 3, 1);
    (void)scene_run(x, m, 1, 2);
}

static void
too_little_money(struct scene *x)
{
    scene_module(x, "a", (struct module_gain){{1}, 0, 2})->price.n = 30000;
    scene_module(x, "b", (struct module_gain){{1}, 3, 4})->price.n = 30000;
    x->s.budget.n = 50000;
}

static void
too_early_an_end(struct scene *x)
{
    scene_module(x, "a", (struct module_gain){{1}, 0, 4})->minutes = 240 * 10;
    x->s.latest_end = day_plus(x->s.start, 7 * 7 - 1);
    x->s.weekly_minutes = 240;
}

static void
on_a_half_day_that_is_not_free(struct scene *x)
{
    (void)scene_run(x, scene_module(x, "a", (struct module_gain){{1}, 0, 4}), 3, 2);
    x->s.half_days = HALF_DAYS_ALL & ~(1u << 4);
}

static void
of_a_format_that_is_not_welcome(struct scene *x)
{
    (void)scene_run(x, scene_module(x, "a", (struct module_gain){{1}, 0, 4}), 3, 2);
    x->s.formats = (1u << FORMATS) - 1 - (1u << FORMAT_LIVE_ONLINE);
}

static void
not_on_offer(struct scene *x)
{
    (void)scene_module(x, "a", (struct module_gain){{1}, 0, 3});
}

static void
says_what_would_help_and_it_does(void **state)
{
    static const struct why_case table[] = {
        {"time", too_little_time, WHY_WEEKLY_TIME, 8},
        {"money", too_little_money, WHY_BUDGET, 100},
        {"end", too_early_an_end, WHY_LATEST_END, 4},
        {"half day", on_a_half_day_that_is_not_free, WHY_HALF_DAYS, 4},
        {"format", of_a_format_that_is_not_welcome, WHY_FORMATS, 0},
        {"no offer", not_on_offer, WHY_DEMANDS, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene x = scene_open();
        const struct catalogue *c;
        struct curriculum p;
        bool told = false;

        scene_target(&x, 1, 4);
        table[i].build(&x);
        c = given_catalogue(x.g);
        p = explained(&x, c);
        CHECK_INT(table[i].why, p.goals_closed, 0);
        CHECK_INT(table[i].why, p.whys_len, table[i].demand != WHY_DEMANDS);
        for (int k = 0; p.whys_len > 0 && k < p.whys[0].reliefs_len; k++) {
            const struct curriculum_relief *r = &p.whys[0].reliefs[k];
            struct scene changed = x;
            struct curriculum better;

            told = told || (r->demand == table[i].demand && r->amount == table[i].amount);
            CHECK_ERR(table[i].why, situation_changed(x.g->arena, &x.s, change_of(r), &changed.s),
                      OK);
            better = explained(&changed, c);
            CHECK_INT(table[i].why, better.goals_closed, 1);
        }
        CHECK_INT(table[i].why, told, table[i].demand != WHY_DEMANDS);
        given_close(x.g);
    }
}

/* Neither money nor the format alone would do. */
static void
says_which_two_would_help_together_and_they_do(void **state)
{
    struct scene x = scene_open();
    struct scene one;
    struct curriculum p;
    struct module *m;

    (void)state;
    scene_target(&x, 1, 4);
    m = scene_module(&x, "a", (struct module_gain){{1}, 0, 4});
    m->price.n = 30000;
    (void)scene_run(&x, m, 3, 2);
    x.s.formats = (1u << FORMATS) - 1 - (1u << FORMAT_LIVE_ONLINE);
    x.s.budget.n = 22000;
    const struct catalogue *c = given_catalogue(x.g);

    p = explained(&x, c);
    assert_int_equal(p.goals_closed, 0);
    assert_int_equal(p.whys_len, 1);
    assert_true(p.whys[0].is_pair);
    assert_int_equal(p.whys[0].reliefs_len, 2);
    assert_int_equal(p.whys[0].reliefs[0].demand, WHY_BUDGET);
    assert_int_equal(p.whys[0].reliefs[0].amount, 100);
    assert_int_equal(p.whys[0].reliefs[1].demand, WHY_FORMATS);
    for (int alone = 0; alone < 2; alone++) {
        one = x;
        assert_int_equal(
            situation_changed(x.g->arena, &x.s, change_of(&p.whys[0].reliefs[alone]), &one.s), OK);
        assert_int_equal(explained(&one, c).goals_closed, 0);
    }
    assert_int_equal(
        situation_changed(x.g->arena, &one.s, change_of(&p.whys[0].reliefs[0]), &one.s), OK);
    assert_int_equal(explained(&one, c).goals_closed, 1);
    given_close(x.g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_would_help_and_it_does),
        cmocka_unit_test(says_which_two_would_help_together_and_they_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
