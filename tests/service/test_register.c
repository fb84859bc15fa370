/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "service/given.h"
#include "service/import_service.h"
#include "service/seed_service.h"
#include "service/suite.h"

typedef enum err register_import(struct ctx *ctx, struct database *db, struct slice bytes,
                                 struct import_report *ret_report);

static const struct {
    const char *file;
    register_import *import;
} FILES[] = {
    {"fixtures/exchange/gv100ad_utf8.txt", import_municipalities},
    {"fixtures/exchange/gv100ad_windows1252.txt", import_municipalities},
    {"fixtures/exchange/municipalities.csv", import_municipalities},
    {"fixtures/exchange/postcodes.csv", import_postcodes},
    {"fixtures/exchange/postcodes_geonames.txt", import_postcodes},
};

static void
twice_is_the_same_as_once(void **state)
{
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(FILES); i++) {
        struct import_report r;
        struct given_state first;
        struct given_state second;
        struct slice bytes;

        (void)given_ctx(g);
        assert_true(given_file(g, FILES[i].file, &bytes));
        CHECK_ERR(FILES[i].file, FILES[i].import(&g->ctx, g->database, bytes, &r), OK);
        assert_true(r.taken > 0);
        first = given_look(g);
        CHECK_ERR(FILES[i].file, FILES[i].import(&g->ctx, g->database, bytes, &r), OK);
        second = given_look(g);
        CHECK_TRUE(FILES[i].file, first.content == second.content);
        CHECK_INT(FILES[i].file, second.municipalities, first.municipalities);
        CHECK_INT(FILES[i].file, second.postcodes, first.postcodes);
    }
}

static void
the_wrong_kind_of_file_is_refused(void **state)
{
    static const char *const wrong[] = {"", "{}", "a;b;c\n", "\n\n\n", "\xff\xfe\xfd"};
    struct given *g = *state;
    struct given_state before = given_look(g);

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct import_report r;
        struct given_state after;

        (void)given_ctx(g);
        CHECK_TRUE(wrong[i],
                   import_municipalities(&g->ctx, g->database, slice_of(wrong[i]), &r) != OK);
        assert_true(g->ctx.failure.message[0] != '\0');
        ctx_clear(&g->ctx);
        CHECK_TRUE(wrong[i], import_postcodes(&g->ctx, g->database, slice_of(wrong[i]), &r) != OK);
        assert_true(g->ctx.failure.message[0] != '\0');
        after = given_look(g);
        assert_true(given_same(&before, &after));
    }
}

static void
hurt_files_leave_all_or_nothing(void **state)
{
    struct given *g = *state;
    int taken = 0;

    for (int i = 0; i < 600; i++) {
        size_t f = (size_t)i % ARRAY_LEN(FILES);
        struct import_report r;
        struct given_state before;
        struct given_state after;
        struct slice file;
        char *bytes;

        (void)given_ctx(g);
        assert_true(given_file(g, FILES[f].file, &file));
        bytes = arena_array(g->arena, char, file.len);
        memcpy(bytes, file.at, file.len);
        if (i % 3 == 0)
            file.len = (size_t)given_below(g, file.len);
        for (uint64_t k = 0; i % 3 != 0 && k <= given_below(g, 3); k++)
            bytes[given_below(g, file.len)] = (char)given_below(g, 256);
        file.at = bytes;
        before = given_look(g);
        if (FILES[f].import(&g->ctx, g->database, file, &r) == OK) {
            after = given_look(g);
            taken++;
            /* Postcodes are replaced as a whole: as many as were taken, doubles aside. */
            assert_true(FILES[f].import != import_postcodes || after.postcodes <= r.taken);
            assert_true(after.municipalities >= before.municipalities);
            continue;
        }
        after = given_look(g);
        assert_true(g->ctx.failure.message[0] != '\0' && given_same(&before, &after));
    }
    print_message("%d of 600 hurt files taken\n", taken);
}

static void
members_are_still_members_after_the_register_came(void **state)
{
    struct given *g = *state;
    struct given_state before = given_look(g);
    struct given_state after;
    struct import_report r;
    struct seed_report seeded;
    struct slice bytes;

    (void)given_ctx(g);
    assert_true(given_file(g, FILES[0].file, &bytes));
    assert_int_equal(import_municipalities(&g->ctx, g->database, bytes, &r), OK);
    after = given_look(g);
    assert_true(after.municipalities > before.municipalities);
    assert_int_equal(seed_run(given_ctx(g), g->database, false, &seeded), OK);
    assert_int_equal(seeded.members, 15);
    assert_int_equal(given_look(g).municipalities, after.municipalities);
}

int
suite_register(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(twice_is_the_same_as_once, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(the_wrong_kind_of_file_is_refused, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(hurt_files_leave_all_or_nothing, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(members_are_still_members_after_the_register_came,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests_name("registers", tests, NULL, NULL);
}
