/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/import_report.h"

#include "base/unicode.h"
#include "given.h"

static const struct import_place HERE = {SLICE_INIT("id"), SLICE_INIT("line 3")};

static void
keeps_the_first_in_words_and_counts_all(void **state)
{
    struct import_report r = {0};

    (void)state;
    for (int i = 0; i < IMPORT_NOTES_MAX + 5; i++)
        import_report_skip(&r, arena, HERE, "reason %d", i);
    CHECK_INT("all", r.skips.count, IMPORT_NOTES_MAX + 5);
    CHECK_INT("in words", r.skips.len, IMPORT_NOTES_MAX);
    CHECK_SLICE("first", r.skips.notes[0].reason, "reason 0");
    CHECK_SLICE("record", r.skips.notes[0].record, "id");
    CHECK_SLICE("place", r.skips.notes[IMPORT_NOTES_MAX - 1].place, "line 3");
    CHECK_INT("apart", r.notes.count, 0);
}

static void
unknown_names_are_counted_once_each(void **state)
{
    struct import_report r = {0};
    char name[32];

    (void)state;
    for (int i = 0; i < IMPORT_FIELDS_MAX + 3; i++) {
        (void)snprintf(name, sizeof name, "field%d", i);
        import_report_unknown(&r, arena, slice_of(name));
        import_report_unknown(&r, arena, SLICE("field0"));
    }
    CHECK_INT("names", r.fields_len, IMPORT_FIELDS_MAX);
    CHECK_INT("field0", r.fields[0].count, IMPORT_FIELDS_MAX + 4);
    CHECK_INT("past the limit", r.fields_more, 3);
}

static void
a_long_reason_is_cut_between_characters(void **state)
{
    struct import_report r = {0};
    char reason[1001];

    (void)state;
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(reason + i, "ä", 2);
    reason[1000] = '\0';
    import_report_note(&r, arena, HERE, "x%s", reason);
    CHECK_TRUE("valid", unicode_is_valid(r.notes.notes[0].reason));
    CHECK_TRUE("cut", r.notes.notes[0].reason.len < 400);
}

static void
a_full_arena_costs_words_only(void **state)
{
    CLEANUP(arena_cleanup) struct arena *small = arena_open(64);
    struct import_report r = {0};

    (void)state;
    import_report_skip(&r, small, HERE, "reason");
    import_report_unknown(&r, small, SLICE("field"));
    CHECK_INT("counted", r.skips.count, 1);
    CHECK_INT("no words", r.skips.len, 0);
    CHECK_INT("counted", r.fields_more, 1);
}

static void
pages_add_up(void **state)
{
    struct import_report a = {.taken = 2};
    struct import_report b = {.taken = 3};

    (void)state;
    import_report_unknown(&a, arena, SLICE("x"));
    import_report_unknown(&b, arena, SLICE("x"));
    import_report_unknown(&b, arena, SLICE("y"));
    for (int i = 0; i < IMPORT_NOTES_MAX + 1; i++)
        import_report_skip(&b, arena, HERE, "reason");
    import_report_add(&a, arena, &b);
    import_report_add(&a, arena, &b);
    CHECK_INT("taken", a.taken, 8);
    CHECK_INT("skips", a.skips.count, 2 * (IMPORT_NOTES_MAX + 1));
    CHECK_INT("in words", a.skips.len, IMPORT_NOTES_MAX);
    CHECK_INT("x", a.fields[0].count, 3);
    CHECK_INT("y", a.fields[1].count, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keeps_the_first_in_words_and_counts_all),
        TEST(unknown_names_are_counted_once_each),
        TEST(a_long_reason_is_cut_between_characters),
        TEST(a_full_arena_costs_words_only),
        TEST(pages_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
