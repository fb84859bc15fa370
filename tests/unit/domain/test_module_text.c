/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_text.h"

#include "check.h"

static void
a_packed_module_has_the_texts_that_it_had(void **state)
{
    static const struct slice SUMMARIES[] = {SLICE_INIT("Kurz."), SLICE_INIT(""),
                                             SLICE_INIT("Kurz.")};
    static const struct slice DESCRIPTIONS[] = {SLICE_INIT("Lang und\n\nbreit."),
                                                SLICE_INIT("Lang und"), SLICE_INIT("")};
    struct arena *a = arena_open((size_t)1 << 20);
    struct text_pack *pack = text_pack_open(a);
    struct module m[3] = {{.runs = NULL}};

    (void)state;
    assert_non_null(pack);
    for (int i = 0; i < 3; i++) {
        m[i].summary = SUMMARIES[i];
        m[i].description = DESCRIPTIONS[i];
        assert_int_equal(module_pack(a, pack, &m[i]), OK);
        assert_int_equal(m[i].summary.len + m[i].description.len, 0);
    }
    assert_int_equal(text_pack_finish(pack), OK);
    for (int i = 0; i < 3; i++) {
        struct slice summary;
        struct slice description;

        assert_int_equal(module_text(&m[i], a, MODULE_SUMMARY, &summary), OK);
        assert_int_equal(module_text(&m[i], a, MODULE_DESCRIPTION, &description), OK);
        assert_true(slice_eq(summary, SUMMARIES[i]) && slice_eq(description, DESCRIPTIONS[i]));
        assert_int_equal(module_unpack(&m[i], a), OK);
        assert_int_equal(module_unpack(&m[i], a), OK); /* twice is no harm */
        assert_true(m[i].texts == NULL && slice_eq(m[i].summary, SUMMARIES[i]) &&
                    slice_eq(m[i].description, DESCRIPTIONS[i]));
    }
    arena_close(a);
}

static void
a_plain_module_is_read_the_same_way(void **state)
{
    struct module m = {.summary = SLICE("Kurz."), .description = SLICE("Lang.")};
    struct slice text;

    (void)state;
    assert_int_equal(module_text(&m, NULL, MODULE_DESCRIPTION, &text), OK);
    assert_ptr_equal(text.at, m.description.at);
    assert_int_equal(module_text(&m, NULL, MODULE_SUMMARY, &text), OK);
    assert_ptr_equal(text.at, m.summary.at);
}

static void
a_full_arena_is_told(void **state)
{
    struct arena *a = arena_open((size_t)1 << 20);
    struct arena *little = arena_open(2);
    struct text_pack *pack = text_pack_open(a);
    struct module m = {.summary = SLICE("Kurz."), .description = SLICE("Lang.")};
    struct slice text;

    (void)state;
    assert_true(pack != NULL && little != NULL);
    assert_int_equal(module_pack(little, pack, &m), ERR_LIMIT);
    assert_true(m.texts == NULL && m.summary.len == 5);
    assert_int_equal(module_pack(a, pack, &m), OK);
    assert_int_equal(text_pack_finish(pack), OK);
    assert_int_equal(module_text(&m, little, MODULE_SUMMARY, &text), ERR_LIMIT);
    assert_int_equal(module_unpack(&m, little), ERR_LIMIT);
    assert_non_null(m.texts);
    arena_close(little);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packed_module_has_the_texts_that_it_had),
        cmocka_unit_test(a_plain_module_is_read_the_same_way),
        cmocka_unit_test(a_full_arena_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
