/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/check_exposure.h"
#include "unit/engine/given_check.h"

enum { ITEMS = 150, PEOPLE = 600, LENGTH = 15 };

static struct check_item items[ITEMS];
static uint32_t eligible[ITEMS];
static uint32_t asked[ITEMS];

/* People one after the other, each a check of LENGTH items. */
static struct check_exposure_report
simulate(double rate_max, int probe_every)
{
    struct arena *once = arena_open(64 << 20);
    struct arena *each = arena_open(8 << 20);
    struct check_exposure e = {ITEMS, 0, eligible, asked};
    struct check_rules rules = CHECK_RULES;
    struct check_bank bank;
    struct dice d = {31, 0};
    const struct irt_prior prior = {0, 1.5};

    memset(eligible, 0, sizeof eligible);
    memset(asked, 0, sizeof asked);
    rules.items_max = LENGTH;
    rules.se_max = 0;
    rules.probe_every = probe_every;
    for (int i = 0; i < ITEMS; i++)
        items[i].model = dice_item(&d, IRT_LOGISTIC);
    assert_int_equal(check_bank_make(once, items, ITEMS, &WIDE_GRID, &bank), OK);
    for (uint64_t person = 0; person < PEOPLE; person++) {
        uint8_t marks[ITEMS] = {0};
        struct check_start start = {person, &prior, marks};
        struct check_session *s = NULL;
        double theta = 1.5 * dice_normal(&d);
        int item;

        check_exposure_draw(&e, rate_max, person, marks);
        check_exposure_begin(&e, marks);
        arena_reset(each);
        assert_int_equal(check_open(each, &bank, &rules, &start, &s), OK);
        while ((item = check_next(s)) >= 0) {
            check_exposure_asked(&e, item);
            assert_int_equal(check_answer(s, item, dice_answer(&d, &items[item].model, theta)), OK);
        }
        assert_int_equal(check_asked(s), LENGTH);
        assert_int_equal(check_exceptions(s), 0);
    }
    arena_close(each);
    arena_close(once);
    return check_exposure_report(&e);
}

static void
no_item_passes_the_limit_and_the_bank_is_used(void **state)
{
    struct check_exposure_report r = simulate(0.25, 10);

    (void)state;
    CHECK_TRUE("limit", r.rate_max <= 0.25);
    CHECK_TRUE("bank", r.used >= 0.95);
    CHECK_TRUE("overlap", r.overlap > LENGTH / (double)ITEMS && r.overlap < 0.25);
}

/* The controls: each safeguard alone away, and what it guards is broken. */
static void
without_its_safeguards_the_limit_and_the_bank_are_lost(void **state)
{
    struct check_exposure_report r = simulate(1, 10);

    (void)state;
    CHECK_TRUE("no limit: passed", r.rate_max > 0.35);
    r = simulate(1, 0);
    CHECK_TRUE("no probes: unused", r.used < 0.7);
}

static void
marks_of_the_past(void **state)
{
    static const struct check_past past[] = {
        {1, {100}}, {2, {90}}, {3, {91}}, {2, {40}}, {4, {101}}};
    uint8_t marks[5] = {CHECK_RARE, CHECK_RARE};

    (void)state;
    check_recent_mark(past, ARRAY_LEN(past), (struct day){100}, 10, marks);
    CHECK_INT("never had", marks[0], CHECK_RARE);
    CHECK_INT("today", marks[1], CHECK_RARE | CHECK_RECENT);
    CHECK_INT("as long ago as the set time", marks[2], 0);
    CHECK_INT("a day less", marks[3], CHECK_RECENT);
    CHECK_INT("tomorrow, by a clock that was wrong", marks[4], CHECK_RECENT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_item_passes_the_limit_and_the_bank_is_used),
        cmocka_unit_test(without_its_safeguards_the_limit_and_the_bank_are_lost),
        cmocka_unit_test(marks_of_the_past),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
