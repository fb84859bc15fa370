/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/match_model.h"
#include "unit/engine/given_catalogue.h"

static struct experience_effect providers[] = {{{"anbieter-1", 10}, 2000, 9}};
static struct experience_effect modules[] = {{{"a", 1}, 3400, 9},
                                             {{"b", 1}, 10000, 9},
                                             {{"c", 1}, -10000, 9},
                                             {{"gone-long-ago", 13}, 5000, 9}};

static struct experience_model
given_model(void)
{
    return (struct experience_model){
        .positions = 0,
        .overlap_milli = {-600, 0, 1200},
        .format_milli = {[FORMAT_ON_DEMAND] = -500, [FORMAT_MOOC] = -9000},
        .providers = providers,
        .providers_len = ARRAY_LEN(providers),
        .modules = modules,
        .modules_len = ARRAY_LEN(modules)};
}

static struct given *
given_blocks(const struct match_experience **ret_experience)
{
    static const char *const codes[] = {"a", "b", "c", "d"};
    struct experience_model model = given_model();
    struct given *g = given_open(1, 8);

    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        given_module(g, codes[i], "Titel", "Text");
    g->modules[2].format = FORMAT_MOOC;
    g->modules[3].provider.n = 2;
    CHECK_ERR("make", match_experience_make(g->arena, given_catalogue(g), &model, ret_experience),
              OK);
    return g;
}

static void
points_add_up_round_and_keep_their_bounds(void **state)
{
    static const struct {
        const char *why;
        uint32_t slot;
        enum experience_overlap overlap;
        int want;
    } table[] = {
        {"3.4 + 2.0 - 0.5 = 4.9", 0, OVERLAP_ONE, 5},
        {"and 1.2 for common topics", 0, OVERLAP_MORE, 6},
        {"never more than ten", 1, OVERLAP_MORE, EXPERIENCE_POINTS_MAX},
        {"never less than minus ten", 2, OVERLAP_NONE, -EXPERIENCE_POINTS_MAX},
        {"half a point down is rounded away from zero", 3, OVERLAP_ONE, -1},
        {"-0.5 - 0.6", 3, OVERLAP_NONE, -1},
        {"-0.5 + 1.2", 3, OVERLAP_MORE, 1},
    };
    const struct match_experience *e;
    struct given *g = given_blocks(&e);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].why, match_experience_points(e, table[i].slot, table[i].overlap),
                  table[i].want);
    given_close(g);
}

static void
a_correction_is_the_points_of_each_block_for_this_reader(void **state)
{
    const struct match_experience *e;
    struct given *g = given_blocks(&e);
    const struct catalogue *c;
    const int16_t *correction;

    (void)state;
    g->modules[0].topics = 6;
    c = given_catalogue(g);
    CHECK_ERR("fill", match_experience_correction(g->arena, c, e, 0xf, &correction), OK);
    assert_int_equal(correction[0], 600); /* two common topics */
    assert_int_equal(correction[1], 1000);
    assert_int_equal(correction[2], -1000);
    assert_int_equal(correction[3], -100);
    CHECK_ERR("fill", match_experience_correction(g->arena, c, e, 0x2, &correction), OK);
    assert_int_equal(correction[0], 500); /* one */
    given_close(g);
}

static void
overlap_is_coarse(void **state)
{
    (void)state;
    assert_int_equal(match_overlap(0, 0xff), OVERLAP_NONE);
    assert_int_equal(match_overlap(0xf0, 0x0f), OVERLAP_NONE);
    assert_int_equal(match_overlap(0x18, 0x0f), OVERLAP_ONE);
    assert_int_equal(match_overlap(0xff, 0x0f), OVERLAP_MORE);
}

static void
models_that_break_their_bounds_are_not_sound(void **state)
{
    struct experience_effect unsorted[] = {modules[1], modules[0]};
    struct experience_effect few[] = {{{"a", 1}, 100, EXPERIENCE_PEOPLE_MIN - 1}};
    struct experience_effect large[] = {{{"a", 1}, EXPERIENCE_MILLI_MAX + 1, 9}};
    struct experience_model m = given_model();

    (void)state;
    assert_true(experience_model_is_sound(&m));
    m.modules = unsorted;
    m.modules_len = 2;
    assert_false(experience_model_is_sound(&m));
    m.modules = few;
    m.modules_len = 1;
    assert_false(experience_model_is_sound(&m));
    m.modules = large;
    assert_false(experience_model_is_sound(&m));
    m = given_model();
    m.overlap_milli[1] = -EXPERIENCE_MILLI_MAX - 1;
    assert_false(experience_model_is_sound(&m));
    m = given_model();
    m.positions = 3;
    m.examination_milli[0] = 1000;
    m.examination_milli[1] = 400;
    m.examination_milli[2] = 500;
    assert_false(experience_model_is_sound(&m));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_add_up_round_and_keep_their_bounds),
        cmocka_unit_test(a_correction_is_the_points_of_each_block_for_this_reader),
        cmocka_unit_test(overlap_is_coarse),
        cmocka_unit_test(models_that_break_their_bounds_are_not_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
