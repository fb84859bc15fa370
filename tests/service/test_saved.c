/* SPDX-License-Identifier: EUPL-1.2 */
/* Kept searches: what is new in them, for whom, how many, how long. */
#include <string.h>

#include "service/feed.h"
#include "service/saved_search_service.h"
#include "service/suite.h"

static struct guest_key
key_of(uint8_t n)
{
    struct guest_key key;

    memset(key.bytes, n, sizeof key.bytes);
    return key;
}

/* What a search for `text` finds now. */
static struct module_set
hits_of(struct given *g, struct platform *p, const char *text)
{
    const struct snapshot *snap = snapshot_acquire(p);
    struct learning_search wanted = learning_search_init(slice_of(text));
    struct module_set hits;

    assert_int_equal(saved_search_hits(&g->ctx, snap, &wanted, &hits), OK);
    snapshot_release(p, snap);
    return hits;
}

static enum err
add(struct given *g, struct platform *p, uint8_t guest, const char *text)
{
    struct saved_search s = {
        .name = slice_of(text), .query = slice_of(text), .seen = hits_of(g, p, text)};

    return saved_search_add(&g->ctx, p, key_of(guest), &s);
}

static struct saved_search_list
load(struct given *g, struct platform *p, uint8_t guest)
{
    struct saved_search_list list;

    assert_int_equal(saved_search_load(&g->ctx, p, key_of(guest), &list), OK);
    return list;
}

static int
new_in(struct given *g, struct platform *p, const struct saved_search *s)
{
    char text[100];
    struct module_set fresh;

    (void)snprintf(text, sizeof text, "%.*s", SLICE_ARG(s->query));
    assert_int_equal(module_set_minus(g->arena, hits_of(g, p, text), s->seen, &fresh), OK);
    return fresh.len;
}

static void
import_on(struct given *g, struct platform *p, int day, const struct feed_course *courses)
{
    struct slice page;

    (void)given_later(g, day);
    page = feed_page(g, (struct feed_links){NULL, NULL, NULL}, courses);
    (void)feed_import(g, "f", &page, 1);
    assert_int_equal(platform_refresh(&g->ctx, p), OK);
}

/* One more and one less in the total, and yet something is new: by id, not by number. */
static void
new_is_what_came_since_the_last_look(void **state)
{
    static const struct {
        const char *why;
        struct feed_course courses[6];
        int want_new;
        bool look;
    } table[] = {
        {"as it was", {{"a", "Zebra eins"}, {"b", "Zebra zwei"}, {"c", "Anderes"}}, 0, false},
        {"one more", {{"a", "Zebra eins"}, {"b", "Zebra zwei"}, {"d", "Zebra drei"}}, 1, false},
        {"one for another", {{"a", "Zebra eins"}, {"d", "Zebra drei"}}, 1, false},
        {"it came back, but was known", {{"a", "Zebra eins"}, {"b", "Zebra zwei"}}, 0, false},
        {"changed, and fits now",
         {{"a", "Zebra eins"}, {"b", "Zebra zwei"}, {"c", "Anderes Zebra"}},
         1,
         true},
        {"looked at: no longer new",
         {{"a", "Zebra eins"}, {"b", "Zebra zwei"}, {"c", "Anderes Zebra"}},
         0,
         false},
        {"renamed, and fits still",
         {{"a", "Zebra erstens"}, {"b", "Zebra zwei"}, {"c", "Anderes Zebra"}},
         0,
         false},
        {"nothing fits any more", {{"c", "Anderes"}, {"e", "Noch etwas"}}, 0, true},
        {"what went before the look is new when it comes back", {{"a", "Zebra eins"}}, 1, false},
    };
    struct given *g = *state;
    struct platform *p = given_platform(g);

    import_on(g, p, 0, table[0].courses);
    assert_int_equal(add(g, p, 1, "Zebra"), OK);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct saved_search_list list;

        import_on(g, p, (int)i, table[i].courses);
        list = load(g, p, 1);
        assert_int_equal(list.len, 1);
        CHECK_INT(table[i].why, new_in(g, p, &list.at[0]), table[i].want_new);
        if (!table[i].look)
            continue;
        list.at[0].seen = hits_of(g, p, "Zebra");
        CHECK_ERR(table[i].why, saved_search_look(&g->ctx, p, key_of(1), &list.at[0]), OK);
    }
    platform_close(p);
}

static void
each_guest_has_its_own(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct saved_search_list list;

    assert_int_equal(add(g, p, 1, "Excel"), OK);
    assert_int_equal(add(g, p, 2, "Recht"), OK);
    list = load(g, p, 1);
    assert_int_equal(list.len, 1);
    CHECK_SLICE("query", list.at[0].query, "Excel");
    CHECK_INT("nobody", load(g, p, 3).len, 0);
    /* Somebody else's can neither be looked at nor deleted. */
    CHECK_ERR("look", saved_search_look(&g->ctx, p, key_of(2), &list.at[0]), ERR_NOT_FOUND);
    CHECK_ERR("look", saved_search_look(&g->ctx, p, key_of(3), &list.at[0]), ERR_NOT_FOUND);
    assert_int_equal(saved_search_delete(&g->ctx, p, key_of(2), list.at[0].id), OK);
    assert_int_equal(saved_search_delete(&g->ctx, p, key_of(3), list.at[0].id), OK);
    assert_int_equal(load(g, p, 1).len, 1);
    assert_int_equal(saved_search_delete(&g->ctx, p, key_of(1), list.at[0].id), OK);
    assert_int_equal(load(g, p, 1).len, 0);
    assert_int_equal(load(g, p, 2).len, 1);
    platform_close(p);
}

static void
they_go_with_the_rest(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    int64_t deleted;

    assert_int_equal(add(g, p, 1, "Excel"), OK);
    assert_int_equal(guest_delete(&g->ctx, p, key_of(1)), OK);
    assert_int_equal(load(g, p, 1).len, 0);
    assert_int_equal(add(g, p, 1, "Excel"), OK);
    assert_int_equal(add(g, p, 2, "Excel"), OK);
    (void)given_later(g, 89);
    assert_int_equal(load(g, p, 1).len, 1); /* looking at them is use */
    (void)given_later(g, 100);
    assert_int_equal(guest_expire(&g->ctx, p,
                                  (struct instant){g->ctx.now.ms - INT64_C(90) * 86400000},
                                  &deleted),
                     OK);
    assert_int_equal(deleted, 1);
    assert_int_equal(load(g, p, 1).len, 1);
    assert_int_equal(load(g, p, 2).len, 0);
    platform_close(p);
}

/* A situation is neither lost nor made up by keeping a search. */
static void
a_situation_stays_as_it_is(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s;
    bool known;

    assert_int_equal(guest_situation_load(&g->ctx, p, key_of(1), &s, &known), OK);
    s.weekly_minutes = 123;
    assert_int_equal(guest_situation_save(&g->ctx, p, key_of(1), &s), OK);
    assert_int_equal(add(g, p, 1, "Excel"), OK);
    assert_int_equal(guest_situation_load(&g->ctx, p, key_of(1), &s, &known), OK);
    assert_true(known && s.weekly_minutes == 123);
    s.weekly_minutes = 321;
    assert_int_equal(guest_situation_save(&g->ctx, p, key_of(1), &s), OK);
    assert_int_equal(load(g, p, 1).len, 1);
    platform_close(p);
}

static void
there_are_limits(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    char name[SAVED_SEARCH_NAME_BYTES_MAX + 2];
    struct saved_search s = {.query = SLICE("x")};

    for (int i = 0; i < SAVED_SEARCHES_MAX; i++) {
        (void)snprintf(name, sizeof name, "Suche %d", i);
        assert_int_equal(add(g, p, 1, name), OK);
    }
    CHECK_ERR("one more", add(g, p, 1, "noch eine"), ERR_LIMIT);
    ctx_clear(&g->ctx);
    CHECK_ERR("the same again", add(g, p, 1, "Suche 3"), OK);
    CHECK_INT("kept", load(g, p, 1).len, SAVED_SEARCHES_MAX);
    CHECK_ERR("no name", saved_search_add(&g->ctx, p, key_of(2), &s), ERR_INVALID);
    memset(name, 'n', sizeof name);
    s.name = (struct slice){name, SAVED_SEARCH_NAME_BYTES_MAX + 1};
    CHECK_ERR("a long name", saved_search_add(&g->ctx, p, key_of(2), &s), ERR_INVALID);
    s.name.len--;
    CHECK_ERR("the longest name", saved_search_add(&g->ctx, p, key_of(2), &s), OK);
    platform_close(p);
}

/* More than can be said to be new; just as many as can. */
static void
a_search_with_too_many_hits_is_refused(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct feed_course *courses =
        arena_array(g->arena, struct feed_course, SAVED_SEARCH_HITS_MAX + 2);
    char *ids = arena_array(g->arena, char, (SAVED_SEARCH_HITS_MAX + 1) * 8);
    struct learning_search wanted = learning_search_init(SLICE("Zebra"));
    struct slice page;

    for (int i = 0; i <= SAVED_SEARCH_HITS_MAX; i++) {
        (void)snprintf(ids + 8 * i, 8, "k%d", i);
        courses[i] = (struct feed_course){ids + 8 * i, "Zebra"};
    }
    for (int more = 1; more >= 0; more--) {
        const struct snapshot *snap;
        struct module_set hits;

        courses[SAVED_SEARCH_HITS_MAX + more].id = NULL;
        g->ctx.now.ms += 86400000;
        page = feed_page(g, (struct feed_links){NULL, NULL, NULL}, courses);
        (void)feed_import(g, "f", &page, 1);
        assert_int_equal(platform_refresh(&g->ctx, p), OK);
        snap = snapshot_acquire(p);
        CHECK_ERR(more ? "one too many" : "as many as can be",
                  saved_search_hits(&g->ctx, snap, &wanted, &hits), more ? ERR_LIMIT : OK);
        if (!more)
            CHECK_INT("all of them", hits.len, SAVED_SEARCH_HITS_MAX);
        snapshot_release(p, snap);
        ctx_clear(&g->ctx);
    }
    platform_close(p);
}

int
suite_saved(void)
{
#define SEEDED(test) cmocka_unit_test_setup_teardown(test, given_seeded, given_done)
    const struct CMUnitTest tests[] = {
        SEEDED(new_is_what_came_since_the_last_look),
        SEEDED(each_guest_has_its_own),
        SEEDED(they_go_with_the_rest),
        SEEDED(a_situation_stays_as_it_is),
        SEEDED(there_are_limits),
        SEEDED(a_search_with_too_many_hits_is_refused),
    };
#undef SEEDED

    return cmocka_run_group_tests_name("saved searches", tests, NULL, NULL);
}
