/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include "engine/catalogue.h"
#include "unit/engine/given_catalogue.h"

static enum err
build(struct given *g, const struct catalogue **ret_catalogue)
{
    struct catalogue_source source = given_source(g);

    return catalogue_build(g->arena, &source, ret_catalogue);
}

/* A run of `days` from `first` on, with one sitting or none. */
static void
give_run(struct given *g, struct module *m, int first, int days, bool sitting)
{
    struct run *r = arena_array(g->arena, struct run, 1);

    r->id.n = 1;
    r->module = m->id;
    r->code = SLICE("R");
    r->first.n = first;
    r->last.n = first + days;
    r->seats = 5;
    if (sitting) {
        r->sessions = arena_array(g->arena, struct session, 1);
        r->sessions[0] = (struct session){{first}, 540, 600};
        r->sessions_len = 1;
    }
    m->self_paced = false;
    m->runs = r;
    m->runs_len = 1;
}

static void
what_can_still_be_booked_is_offered(void **state)
{
    static const struct {
        const char *why;
        int first; /* from today */
        int days;
        bool sitting;
        bool offered;
    } table[] = {
        {"begins today", 0, 3, true, true},
        {"began yesterday", -1, 3, true, false},
        {"a window that is open", -10, 20, false, true},
        {"a window on its last day", -10, 10, false, true},
        {"a window that is over", -10, 9, false, false},
        {"far ahead", 500, 1, true, true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct given *g = given_open(1, 4);
        struct module *m = given_module(g, "a", "A", "");
        const struct catalogue *c;

        give_run(g, m, GIVEN_TODAY + table[i].first, table[i].days, table[i].sitting);
        assert_int_equal(build(g, &c), OK);
        CHECK_INT(table[i].why, catalogue_is_offered(c, m), table[i].offered);
        CHECK_INT(table[i].why, c->offered_len, table[i].offered);
        m->gone = true;
        assert_int_equal(build(g, &c), OK);
        CHECK_INT("gone", catalogue_is_offered(c, m), false);
        given_close(g);
    }
}

static void
things_are_found_by_id_and_code(void **state)
{
    struct given *g = given_open(1, 4);
    const struct catalogue *c;
    struct module *b = given_module(g, "b", "B", "");
    struct module *a = given_module(g, "a", "A", "");

    (void)state;
    assert_int_equal(build(g, &c), OK);
    assert_ptr_equal(catalogue_module(c, a->id), a);
    assert_ptr_equal(catalogue_module_by_code(c, SLICE("b")), b);
    assert_int_equal(catalogue_slot(c, a), 0); /* slots are in the order of codes */
    assert_int_equal(catalogue_slot(c, b), 1);
    assert_null(catalogue_module(c, (struct module_id){77}));
    assert_null(catalogue_module_by_code(c, SLICE("")));
    assert_ptr_equal(catalogue_provider_by_code(c, SLICE("anbieter-3")), &g->providers[2]);
    assert_ptr_equal(catalogue_provider(c, (struct provider_id){3}), &g->providers[2]);
    assert_ptr_equal(catalogue_job_by_code(c, SLICE("stelle-2")), &g->jobs[1]);
    assert_null(catalogue_job(c, (struct job_profile_id){0}));
    assert_ptr_equal(catalogue_topic_by_code(c, SLICE("thema-1")), &g->topics[0]);
    assert_null(catalogue_venue(c, (struct venue_id){0}));
    given_close(g);
}

static void
ladders_list_who_lifts_from_where_to_where(void **state)
{
    static const struct {
        const char *code;
        uint8_t from;
        uint8_t to;
    } given[] = {{"c", 2, 4}, {"b", 0, 2}, {"a", 2, 4}, {"d", 2, 3}};
    static const char *const want[] = {"b", "d", "a", "c"};
    struct given *g = given_open(1, 8);
    const struct catalogue *c;
    struct catalogue_ladder ladder;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(given); i++) {
        struct module *m = given_module(g, given[i].code, "T", "");

        m->gives = arena_array(g->arena, struct module_gain, 1);
        m->gives[0] = (struct module_gain){{5}, given[i].from, given[i].to};
        m->gives_len = 1;
    }
    given_module(g, "e", "gone", "")->gone = true;
    g->modules[4].gives = g->modules[0].gives;
    g->modules[4].gives_len = 1;
    assert_int_equal(build(g, &c), OK);
    ladder = c->ladders[5];
    assert_int_equal(ladder.rungs_len, ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        CHECK_SLICE("rung", c->modules[ladder.rungs[i].slot]->code, want[i]);
    assert_int_equal(c->ladders[6].rungs_len, 0);
    given_close(g);
}

static void
what_follows_a_block_is_known(void **state)
{
    struct given *g = given_open(1, 8);
    const struct catalogue *c;
    struct module *first = given_module(g, "first", "F", "");
    struct module *lab = given_module(g, "lab", "L", "");
    struct module *after = given_module(g, "after", "A", "");
    struct catalogue_slots slots;

    (void)state;
    lab->chain_after = first->id;
    after->chain_after = lab->id;
    after->follows = first->id;
    assert_int_equal(build(g, &c), OK);
    slots = catalogue_successors(c, first->id);
    assert_int_equal(slots.len, 2);
    assert_ptr_equal(c->modules[slots.at[0]], after);
    assert_ptr_equal(c->modules[slots.at[1]], lab);
    assert_int_equal(catalogue_successors(c, after->id).len, 0);
    given_close(g);
}

static void
damage_is_told(void **state)
{
    static const struct {
        const char *why;
        enum err want;
    } table[] = {
        {"two codes alike", ERR_CONFLICT},   {"two ids alike", ERR_CONFLICT},
        {"no such provider", ERR_CORRUPT},   {"no such venue", ERR_CORRUPT},
        {"no such competence", ERR_CORRUPT}, {"no title", ERR_CORRUPT},
        {"two jobs alike", ERR_CONFLICT},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct given *g = given_open(1, 4);
        struct module *m = given_module(g, "a", "A", "");
        struct module_gain gain = {{200}, 0, 1};
        const struct catalogue *c;

        given_module(g, i == 0 ? "a" : "b", "B", "");
        m->id.n = i == 1 ? 2 : 1;
        m->provider.n = i == 2 ? 99 : 1;
        if (i == 3) {
            give_run(g, m, GIVEN_TODAY, 1, false);
            m->runs[0].venue.n = 99;
        }
        m->gives = &gain;
        m->gives_len = i == 4;
        m->title = i == 5 ? SLICE("") : SLICE("A");
        if (i == 6)
            g->jobs[1].code = g->jobs[0].code;
        CHECK_ERR(table[i].why, build(g, &c), table[i].want);
        given_close(g);
    }
}

static void
an_arena_that_is_too_small_is_a_limit(void **state)
{
    struct given *g = given_open(1, 30);
    struct catalogue_source source;
    const struct catalogue *c;
    size_t needed;

    (void)state;
    for (int i = 0; i < 30; i++)
        given_random_module(g);
    source = given_source(g);
    needed = arena_used_bytes(g->arena);
    assert_int_equal(catalogue_build(g->arena, &source, &c), OK);
    needed = arena_used_bytes(g->arena) - needed;
    for (size_t bytes = 0; bytes < needed; bytes += needed / 40 + 1) {
        struct arena *small = arena_open(bytes);

        assert_int_equal(catalogue_build(small, &source, &c), ERR_LIMIT);
        arena_close(small);
    }
    source.modules_len = CATALOGUE_MODULES_MAX + 1;
    assert_int_equal(catalogue_build(g->arena, &source, &c), ERR_LIMIT);
    given_close(g);
}

static void
an_empty_catalogue_is_one(void **state)
{
    struct given *g = given_open(1, 1);
    const struct catalogue *c;

    (void)state;
    assert_int_equal(build(g, &c), OK);
    assert_int_equal(c->modules_len, 0);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_still_be_booked_is_offered),
        cmocka_unit_test(things_are_found_by_id_and_code),
        cmocka_unit_test(ladders_list_who_lifts_from_where_to_where),
        cmocka_unit_test(what_follows_a_block_is_known),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(an_arena_that_is_too_small_is_a_limit),
        cmocka_unit_test(an_empty_catalogue_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
