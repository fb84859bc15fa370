/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/block_list.h"

#include <string.h>

#include "check.h"

static struct module_sheet
block(enum block_field f, const char *value)
{
    struct module_sheet s = {.fields = {[BLOCK_TITLE] = SLICE_INIT("Titel")}};

    s.fields[f] = slice_of(value);
    return s;
}

/* PUBLISH-15: what means the same is no change, so that a list that was taken over is "the same".
 */
static void
what_means_the_same_does_not_differ(void **state)
{
    static const struct {
        enum block_field field;
        const char *a;
        const char *b;
        bool differs;
    } table[] = {
        {BLOCK_HOURS, "8", "8,0", false},
        {BLOCK_HOURS, "1,5", "1.50", false},
        {BLOCK_HOURS, "8", "9", true},
        {BLOCK_HOURS, "viel", "viele", true},
        {BLOCK_HOURS, "", "8", true},
        {BLOCK_PRICE, "", "0", false},
        {BLOCK_PRICE, "1.234,50", "1234.50", false},
        {BLOCK_PRICE, "", "1", true},
        {BLOCK_KIND, "", "basic", false},
        {BLOCK_KIND, "", "bonus", true},
        {BLOCK_CERTIFICATE, "", "participation", false},
        {BLOCK_CERTIFICATE, "none", "", true},
        {BLOCK_SELF_PACED, "nein", "", false},
        {BLOCK_SELF_PACED, "ja", "", true},
        {BLOCK_GIVES, "A1 0-3; A2 1-2", "A2  1-2\nA1 0-3\n", false},
        {BLOCK_GIVES, "A1 0-3", "A1 0-3; A2 1-2", true},
        {BLOCK_GIVES, "A1 0-3; A1 0-3", "A1 0-3; A2 1-2", true},
        {BLOCK_GIVES, "A1 1-3", "A11 -3", true},
        {BLOCK_TOPICS, "e-akte, wahlen", "wahlen; e-akte", false},
        {BLOCK_TOPICS, "e-akte", "wahlen", true},
        {BLOCK_SUMMARY, " Text ", "Text", false},
        {BLOCK_SUMMARY, "Text", "text", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct module_sheet a = block(table[i].field, table[i].a);
        struct module_sheet b = block(table[i].field, table[i].b);
        uint32_t bits = table[i].differs ? UINT32_C(1) << table[i].field : 0;

        CHECK_INT(table[i].b, list_block_differs(&a, &b), bits);
        CHECK_INT(table[i].b, list_block_differs(&b, &a), bits);
    }
}

static struct run_sheet
date(enum run_field f, const char *value)
{
    struct run_sheet s = {.fields = {[RUN_SITTINGS] = SLICE_INIT("14.12.2026 09:00-16:00"),
                                     [RUN_PLACE] = SLICE_INIT("Raum 3"),
                                     [RUN_POSTCODE] = SLICE_INIT("68159"),
                                     [RUN_CITY] = SLICE_INIT("Mannheim")}};

    s.fields[f] = slice_of(value);
    return s;
}

static void
dates_are_compared_by_what_they_mean(void **state)
{
    static const struct {
        enum run_field field;
        const char *value;
        uint32_t bits;
    } table[] = {
        {RUN_SITTINGS, "2026-12-14  9:00 - 16:00", 0},
        {RUN_FIRST, "14.12.2026", 0},
        {RUN_LAST, "2026-12-14", 0},
        {RUN_SEATS, "", 0},
        {RUN_SEATS, "12", 1U << RUN_SEATS},
        {RUN_SEATS, "viele", 1U << RUN_SEATS}, /* cannot be read: compared as written */
        {RUN_SEATS_MIN, "4", 1U << RUN_SEATS_MIN},
        {RUN_SITTINGS, "14.12.2026 09:00-17:00", 1U << RUN_SITTINGS},
        {RUN_SITTINGS, "15.12.2026 09:00-16:00",
         1U << RUN_SITTINGS | 1U << RUN_FIRST | 1U << RUN_LAST},
        {RUN_PLACE, "raum-3", 0},
        {RUN_PLACE, "Raum 4", 1U << RUN_PLACE},
        {RUN_PLACE, "", 1U << RUN_PLACE},
        {RUN_CITY, "MANNHEIM", 0},
        {RUN_CITY, "Heidelberg", 1U << RUN_CITY},
        {RUN_POSTCODE, "69117", 1U << RUN_POSTCODE},
        {RUN_CODE, "4", 0}, /* is what it is known by */
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct run_sheet x = date(RUN_CODE, "");
        struct run_sheet y = date(table[i].field, table[i].value);
        uint32_t bits = 0;

        CHECK_ERR(table[i].value, list_run_differs(a, &x, &y, &bits), OK);
        CHECK_INT(table[i].value, bits, table[i].bits);
    }
}

/* A place without a name bears that of its town in the catalogue. */
static void
a_place_without_a_name_is_its_town(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    struct run_sheet x = date(RUN_PLACE, "");
    struct run_sheet y = date(RUN_PLACE, "Mannheim");
    uint32_t bits = 9;

    (void)state;
    CHECK_ERR("compare", list_run_differs(a, &x, &y, &bits), OK);
    CHECK_INT("the same", bits, 0);
}

/* PUBLISH-16 */
static void
a_date_is_known_by_its_first_day_and_postcode(void **state)
{
    static const struct {
        enum run_field field;
        const char *value;
        bool same;
    } table[] = {
        {RUN_SITTINGS, "14.12.2026 18:00-19:00", true},
        {RUN_FIRST, "14.12.2026", true},
        {RUN_PLACE, "Raum 9", true},
        {RUN_SEATS, "1", true},
        {RUN_POSTCODE, "69117", false},
        {RUN_SITTINGS, "15.12.2026 9:00-16:00", false},
        {RUN_FIRST, "13.12.2026", false},
        {RUN_SITTINGS, "morgens", false},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    struct run_sheet x = date(RUN_CODE, "");
    struct list_run_key key = {{0}, {0}};

    (void)state;
    CHECK_ERR("key", list_run_key(a, &x, &key), OK);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct run_sheet y = date(table[i].field, table[i].value);
        struct list_run_key other = {{0}, {0}};

        CHECK_ERR(table[i].value, list_run_key(a, &y, &other), OK);
        CHECK_INT(table[i].value, list_run_key_same(&key, &other), table[i].same);
    }
}

static void
columns_that_are_missing_and_bare_lines_leave_what_is_kept(void **state)
{
    struct block_list list = {.stated = 1U << (LIST_BLOCK + BLOCK_TITLE) |
                                        1U << (LIST_BLOCK + BLOCK_PRICE)};
    struct module_sheet kept = block(BLOCK_PRICE, "10");
    struct module_sheet said = block(BLOCK_SUMMARY, "neu");
    struct module_sheet bare = block(BLOCK_TITLE, "Anders");
    struct module_sheet made;

    (void)state;
    kept.fields[BLOCK_SUMMARY] = SLICE("alt");
    list_merge_block(&list, &kept, &said, &made);
    CHECK_SLICE("no such column", made.fields[BLOCK_SUMMARY], "alt");
    CHECK_SLICE("emptied", made.fields[BLOCK_PRICE], "");
    list_merge_block(&list, &kept, &bare, &made);
    CHECK_SLICE("a bare line", made.fields[BLOCK_PRICE], "10");
    CHECK_SLICE("a bare line's title", made.fields[BLOCK_TITLE], "Titel");
}

/* All columns, each named once in both languages, each with room. */
static void
columns_have_names_of_their_own(void **state)
{
    (void)state;
    for (int i = 0; i < LIST_COLUMNS; i++) {
        CHECK_TRUE(list_column_name(i), list_column_max(i) > 0);
        for (int k = 0; k < i; k++) {
            CHECK_TRUE(list_column_name(i), strcmp(list_column_name(i), list_column_name(k)) != 0);
            CHECK_TRUE(list_column_english(i),
                       strcmp(list_column_english(i), list_column_english(k)) != 0);
        }
    }
}

static void
problems_are_counted_past_what_is_kept(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    struct block_list list = {.len = 0};

    (void)state;
    for (int i = LIST_PROBLEMS_MAX + 5; i > 0; i--)
        CHECK_ERR(
            "add",
            block_list_add_problem(a, &list, (struct list_problem){.line = i % 7, .column = 1}),
            OK);
    CHECK_INT("kept", list.problems_len, LIST_PROBLEMS_MAX);
    CHECK_INT("counted", list.problems_count, LIST_PROBLEMS_MAX + 5);
    for (int i = 1; i < list.problems_len; i++)
        CHECK_TRUE("in order", list.problems[i - 1].line <= list.problems[i].line);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_the_same_does_not_differ),
        cmocka_unit_test(dates_are_compared_by_what_they_mean),
        cmocka_unit_test(a_place_without_a_name_is_its_town),
        cmocka_unit_test(a_date_is_known_by_its_first_day_and_postcode),
        cmocka_unit_test(columns_that_are_missing_and_bare_lines_leave_what_is_kept),
        cmocka_unit_test(columns_have_names_of_their_own),
        cmocka_unit_test(problems_are_counted_past_what_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
