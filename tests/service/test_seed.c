/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/given.h"
#include "service/seed_service.h"
#include "service/suite.h"

static void
seed_again(struct given *g, int days)
{
    struct seed_report r;
    struct ctx *ctx = given_later(g, days);
    enum err e = seed_run(ctx, g->database, true, &r);

    if (e != OK)
        fail_msg("seed_run: %s", ctx_message(ctx, e));
}

static void
a_second_seed_of_the_same_day_changes_nothing_but_the_revision(void **state)
{
    struct given *g = *state;
    struct given_state first = given_look(g);
    struct given_state second;

    seed_again(g, 0);
    second = given_look(g);
    assert_true(first.modules > 100 && first.venues > 5);
    assert_int_equal(second.content, first.content);
    assert_true(second.revision >= first.revision);
    second.revision = first.revision;
    assert_true(given_same(&first, &second));
}

static void
dates_of_the_demo_move_with_the_day_and_modules_keep_their_ids(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *before = snapshot_acquire(p);
    const struct snapshot *after;
    uint32_t offered = before->catalogue->offered_len;
    int moved = 0;

    seed_again(g, 70);
    assert_int_equal(platform_refresh(given_later(g, 70), p), OK);
    after = snapshot_acquire(p);
    assert_int_equal(after->catalogue->modules_len, before->catalogue->modules_len);
    assert_int_equal(after->catalogue->offered_len, offered);
    for (uint32_t i = 0; i < after->catalogue->modules_len; i++) {
        const struct module *a = before->catalogue->modules[i];
        const struct module *b = after->catalogue->modules[i];

        assert_int_equal(a->id.n, b->id.n);
        assert_int_equal(a->runs_len, b->runs_len);
        for (int k = 0; k < a->runs_len; k++) {
            assert_int_equal(b->runs[k].first.n - a->runs[k].first.n, 70);
            moved++;
        }
    }
    assert_true(moved > 300);
    snapshot_release(p, before);
    snapshot_release(p, after);
    platform_close(p);
}

static void
seeding_without_the_demo_leaves_a_demo_alone(void **state)
{
    struct given *g = *state;
    struct given_state first = given_look(g);
    struct given_state second;
    struct seed_report r;

    assert_int_equal(seed_run(given_ctx(g), g->database, false, &r), OK);
    second = given_look(g);
    assert_int_equal(second.content, first.content);
}

int
suite_seed(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_second_seed_of_the_same_day_changes_nothing_but_the_revision, given_demo, given_done),
        cmocka_unit_test_setup_teardown(
            dates_of_the_demo_move_with_the_day_and_modules_keep_their_ids, given_demo, given_done),
        cmocka_unit_test_setup_teardown(seeding_without_the_demo_leaves_a_demo_alone, given_demo,
                                        given_done),
    };

    return cmocka_run_group_tests_name("seed", tests, NULL, NULL);
}
