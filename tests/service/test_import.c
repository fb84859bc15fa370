/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "service/feed.h"
#include "service/suite.h"
#include "storage/module_store.h"

static const struct feed_links alone = {NULL, NULL, NULL};

static void
import_pages(struct given *g, const struct feed_course *courses, int days,
             struct import_feed_result want)
{
    struct slice page;
    struct import_feed_result r;

    (void)given_later(g, days);
    page = feed_page(g, alone, courses);
    r = feed_import(g, "f", &page, 1);
    CHECK_INT("added", r.added, want.added);
    CHECK_INT("changed", r.changed, want.changed);
    CHECK_INT("unchanged", r.report.unchanged, want.report.unchanged);
    CHECK_INT("gone", r.report.gone, want.report.gone);
    CHECK_INT("not taken", r.report.skips.count, want.report.skips.count);
}

static const struct feed_course THREE[] = {{"a", "Alpha"}, {"b", "Beta"}, {"c", "Gamma"}, {0}};
static const struct feed_course TWO[] = {{"a", "Alpha"}, {"c", "Gamma"}, {0}};
static const struct feed_course RENAMED[] = {
    {"a", "Alpha"}, {"b", "Beta neu"}, {"c", "Gamma"}, {0}};

static void
the_same_feed_twice_changes_nothing(void **state)
{
    struct given *g = *state;
    struct given_state first;
    struct given_state second;

    import_pages(g, THREE, 0, (struct import_feed_result){.added = 3});
    first = given_look(g);
    assert_int_equal(first.modules, 3);
    import_pages(g, THREE, 3, (struct import_feed_result){.report = {.unchanged = 3}});
    second = given_look(g);
    assert_true(given_same(&first, &second)); /* the revision too */
}

static bool
is_offered(struct given *g, const char *code)
{
    struct platform *p = given_platform(g);
    const struct snapshot *s = snapshot_acquire(p);
    const struct module *m = catalogue_module_by_code(s->catalogue, slice_of(code));
    bool offered = m != NULL && catalogue_is_offered(s->catalogue, m);

    snapshot_release(p, s);
    platform_close(p);
    return offered;
}

static void
what_vanished_is_marked_and_comes_back(void **state)
{
    struct given *g = *state;
    struct given_state s;

    import_pages(g, THREE, 0, (struct import_feed_result){.added = 3});
    assert_true(is_offered(g, "f-b"));
    import_pages(g, TWO, 1, (struct import_feed_result){.report = {.unchanged = 2, .gone = 1}});
    s = given_look(g);
    assert_true(s.modules == 3 && s.gone == 1 && s.feed_gone == 1);
    assert_false(is_offered(g, "f-b"));
    import_pages(g, TWO, 2, (struct import_feed_result){.report = {.unchanged = 2}});
    import_pages(g, THREE, 3,
                 (struct import_feed_result){.changed = 1, .report = {.unchanged = 2}});
    s = given_look(g);
    assert_true(s.modules == 3 && s.gone == 0 && s.feed_gone == 0);
    assert_true(is_offered(g, "f-b"));
}

/* The clock stands (KC_TODAY), or was set back: what vanished is seen all the same. */
static void
the_clock_does_not_decide_what_vanished(void **state)
{
    struct given *g = *state;

    import_pages(g, THREE, 5, (struct import_feed_result){.added = 3});
    import_pages(g, TWO, 5, (struct import_feed_result){.report = {.unchanged = 2, .gone = 1}});
    import_pages(g, THREE, 2,
                 (struct import_feed_result){.changed = 1, .report = {.unchanged = 2}});
    import_pages(g, TWO, 1, (struct import_feed_result){.report = {.unchanged = 2, .gone = 1}});
}

static void
a_changed_course_is_updated_under_its_old_id(void **state)
{
    struct given *g = *state;
    struct given_state first;
    struct given_state second;

    import_pages(g, THREE, 0, (struct import_feed_result){.added = 3});
    first = given_look(g);
    import_pages(g, RENAMED, 1,
                 (struct import_feed_result){.changed = 1, .report = {.unchanged = 2}});
    second = given_look(g);
    assert_true(second.modules == 3 && second.content != first.content &&
                second.revision > first.revision);
    import_pages(g, THREE, 2,
                 (struct import_feed_result){.changed = 1, .report = {.unchanged = 2}});
    second = given_look(g);
    assert_int_equal(second.content, first.content); /* ids are in it */
}

static void
a_part_of_a_feed_marks_nothing_as_gone(void **state)
{
    static const struct {
        const char *why;
        struct feed_links links;
        bool complete;
    } table[] = {
        {"a next page is missing", {"p1", "p2", NULL}, false},
        {"the last page alone", {"p2", NULL, "p1"}, false},
        {"a page in the middle", {"p2", "p3", "p1"}, false},
        {"a page without a name of its own", {NULL, "p2", NULL}, false},
        {"all there is", {"p1", NULL, NULL}, true},
    };
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice page;
        struct import_feed_result r;

        (void)given_later(g, 2 * (int)i);
        page = feed_page(g, alone, THREE);
        (void)feed_import(g, "f", &page, 1);
        (void)given_later(g, 2 * (int)i + 1);
        page = feed_page(g, table[i].links, TWO);
        r = feed_import(g, "f", &page, 1);
        CHECK_INT(table[i].why, r.complete, table[i].complete);
        CHECK_INT(table[i].why, r.report.gone, table[i].complete);
    }
}

static void
pages_together_are_one_feed_in_any_order(void **state)
{
    struct given *g = *state;
    struct slice pages[3];
    struct import_feed_result r;

    pages[1] = feed_page(g, (struct feed_links){"p1", "p2", NULL},
                         (struct feed_course[]){{"a", "A"}, {0}});
    pages[0] = feed_page(g, (struct feed_links){"p2", "p3", "p1"},
                         (struct feed_course[]){{"b", "B"}, {0}});
    pages[2] = feed_page(g, (struct feed_links){"p3", NULL, "p2"},
                         (struct feed_course[]){{"c", "C"}, {0}});
    r = feed_import(g, "f", pages, 3);
    assert_true(r.complete && r.added == 3 && r.report.gone == 0);
    r = feed_import(g, "f", pages, 2);
    assert_true(!r.complete && r.report.unchanged == 2 && r.report.gone == 0);
}

/* A course that is on two pages, as when one was inserted while the pages were fetched. */
static void
a_course_that_stands_on_two_pages_is_taken_once(void **state)
{
    struct given *g = *state;
    struct slice pages[2];
    struct import_feed_result r;
    struct given_state first;
    struct given_state second;

    pages[0] = feed_page(g, (struct feed_links){"p1", "p2", NULL},
                         (struct feed_course[]){{"a", "A"}, {"b", "B"}, {0}});
    pages[1] = feed_page(g, (struct feed_links){"p2", NULL, "p1"},
                         (struct feed_course[]){{"b", "B anders"}, {"c", "C"}, {0}});
    r = feed_import(g, "f", pages, 2);
    CHECK_INT("added", r.added, 3);
    CHECK_INT("not taken", r.report.skips.count, 1);
    first = given_look(g);
    r = feed_import(g, "f", pages, 2);
    CHECK_INT("unchanged", r.report.unchanged, 3);
    second = given_look(g);
    assert_true(given_same(&first, &second));
}

/* "a" + "b-c" and "a-b" + "c" make the same code; so may our own blocks' codes. */
static void
no_feed_takes_over_a_block_that_is_not_its_own(void **state)
{
    struct given *g = *state;
    struct slice page = feed_page(g, alone, (struct feed_course[]){{"b-c", "Erster"}, {0}});
    struct import_feed_result r = feed_import(g, "a", &page, 1);
    struct given_state first = given_look(g);
    struct given_state second;

    assert_int_equal(r.added, 1);
    page = feed_page(g, alone, (struct feed_course[]){{"c", "Zweiter"}, {"d", "Dritter"}, {0}});
    r = feed_import(g, "a-b", &page, 1);
    CHECK_INT("added", r.added, 1);
    CHECK_INT("not taken", r.report.skips.count, 1);
    second = given_look(g);
    assert_int_equal(second.modules, first.modules + 1);
    page = feed_page(g, alone, (struct feed_course[]){{"b-c", "Erster"}, {0}});
    r = feed_import(g, "a", &page, 1);
    CHECK_INT("the first one is as it was", r.report.unchanged, 1);
}

/* Its record has lost its name: that is a fault of the record, not the end of the course. */
static void
a_known_course_that_cannot_be_read_stays_offered(void **state)
{
    static const struct feed_course faulty[] = {{"a", "Alpha"}, {"b", ""}, {"c", "Gamma"}, {0}};
    static const struct feed_course unknown[] = {{"a", "Alpha"}, {"c", "Gamma"}, {"d", ""}, {0}};
    struct given *g = *state;
    struct slice page;
    struct import_feed_result r;

    import_pages(g, THREE, 0, (struct import_feed_result){.added = 3});
    for (int day = 1; day < 3; day++) {
        (void)given_later(g, day);
        page = feed_page(g, alone, faulty);
        r = feed_import(g, "f", &page, 1);
        CHECK_INT("unchanged", r.report.unchanged, 2);
        CHECK_INT("kept", r.kept, 1);
        CHECK_INT("gone", r.report.gone, 0);
        CHECK_INT("reported", r.report.skips.count, 1);
        assert_true(is_offered(g, "f-b"));
    }
    (void)given_later(g, 3);
    page = feed_page(g, alone, unknown);
    r = feed_import(g, "f", &page, 1);
    CHECK_INT("nothing to keep", r.kept, 0);
    CHECK_INT("gone", r.report.gone, 1);
    assert_false(is_offered(g, "f-b"));
    (void)given_later(g, 4);
    page = feed_page(g, alone, faulty); /* what was gone does not come back by a faulty record */
    CHECK_INT("kept", feed_import(g, "f", &page, 1).kept, 0);
    assert_false(is_offered(g, "f-b"));
}

static void
two_feeds_do_not_touch_each_other(void **state)
{
    struct given *g = *state;
    struct slice page = feed_page(g, alone, THREE);
    struct import_feed_result r;

    assert_int_equal(feed_import(g, "f", &page, 1).added, 3);
    assert_int_equal(feed_import(g, "g", &page, 1).added, 3);
    (void)given_later(g, 1);
    page = feed_page(g, alone, TWO);
    r = feed_import(g, "g", &page, 1);
    assert_int_equal(r.report.gone, 1);
    assert_true(is_offered(g, "f-b") && !is_offered(g, "g-b"));
}

static void
a_broken_page_refuses_the_whole_feed(void **state)
{
    static const char *const broken[] = {"",       "{",         "7",    "null", "{\"data\":7}",
                                         "\xff{}", "{\"a\":1}", "<xml>"};
    struct given *g = *state;
    struct slice pages[2] = {feed_page(g, alone, THREE), {0}};
    struct given_state before = given_look(g);

    for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
        struct import_feed_result r;
        struct given_state after;
        enum err e;

        pages[1] = slice_of(broken[i]);
        e = feed_try(g, "f", pages, 2, &r);
        if (e == OK)
            fail_msg("page %d is taken", (int)i);
        CHECK_ERR(broken[i], e, ERR_INVALID);
        assert_true(g->ctx.failure.message[0] != '\0');
        after = given_look(g);
        assert_true(given_same(&before, &after));
    }
}

static void
what_cannot_be_done_is_said(void **state)
{
    struct given *g = *state;
    struct slice page = feed_page(g, alone, THREE);
    struct slice *many = arena_array(g->arena, struct slice, IMPORT_PAGES_MAX + 1);
    struct import_feed_result r;

    for (int i = 0; i <= IMPORT_PAGES_MAX; i++)
        many[i] = page;
    CHECK_ERR("too many pages", feed_try(g, "f", many, IMPORT_PAGES_MAX + 1, &r), ERR_LIMIT);
    CHECK_ERR("a feed's code", feed_try(g, "F!", &page, 1, &r), ERR_INVALID);
    CHECK_ERR("no code", feed_try(g, "", &page, 1, &r), ERR_INVALID);
    assert_int_equal(given_look(g).modules, 0);
}

static void
the_real_example_twice_changes_nothing(void **state)
{
    static const char *const files[] = {"fixtures/exchange/moochub.json", KC_SOURCE_DIR
                                        "/../shared/data/moochub/example_openHPI_patched.json"};
    struct given *g = *state;
    int imported = 0;

    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct slice page;
        struct given_state first;
        struct given_state second;

        (void)given_later(g, (int)i * 2);
        if (!given_file(g, files[i], &page))
            continue;
        (void)feed_import(g, "f", &page, 1);
        first = given_look(g);
        (void)given_later(g, (int)i * 2 + 1);
        (void)given_file(g, files[i], &page);
        (void)feed_import(g, "f", &page, 1);
        second = given_look(g);
        if (!given_same(&first, &second))
            fail_msg("%s changes something the second time", files[i]);
        imported++;
    }
    assert_true(imported > 0 && given_look(g).modules > 0);
}

int
suite_import(void)
{
#define SEEDED(test) cmocka_unit_test_setup_teardown(test, given_seeded, given_done)
    const struct CMUnitTest tests[] = {
        SEEDED(the_same_feed_twice_changes_nothing),
        SEEDED(what_vanished_is_marked_and_comes_back),
        SEEDED(the_clock_does_not_decide_what_vanished),
        SEEDED(a_changed_course_is_updated_under_its_old_id),
        SEEDED(a_part_of_a_feed_marks_nothing_as_gone),
        SEEDED(pages_together_are_one_feed_in_any_order),
        SEEDED(a_course_that_stands_on_two_pages_is_taken_once),
        SEEDED(no_feed_takes_over_a_block_that_is_not_its_own),
        SEEDED(a_known_course_that_cannot_be_read_stays_offered),
        SEEDED(two_feeds_do_not_touch_each_other),
        SEEDED(a_broken_page_refuses_the_whole_feed),
        SEEDED(what_cannot_be_done_is_said),
        SEEDED(the_real_example_twice_changes_nothing),
    };
#undef SEEDED

    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
