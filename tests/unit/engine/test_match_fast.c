/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/match.h"
#include "unit/engine/given_situation.h"

static void
check_same(const struct match *a, const struct match *b)
{
    assert_ptr_equal(a->module, b->module);
    assert_int_equal(a->rank, b->rank);
    assert_int_equal(a->fused, b->fused);
    assert_int_equal(a->correction, b->correction);
    assert_ptr_equal(a->run, b->run);
    assert_int_equal(a->start.n, b->start.n);
    assert_int_equal(a->runs_fitting, b->runs_fitting);
    assert_memory_equal(a->summands, b->summands, sizeof a->summands);
    assert_memory_equal(a->sides, b->sides, sizeof a->sides);
    assert_int_equal(a->against_len, b->against_len);
    assert_int_equal(a->closes_len, b->closes_len);
}

/* One person, both ways. */
static void
check_both_ways(struct arena *a, const struct catalogue *c, const struct match_ask *ask)
{
    struct match_list fast;
    struct match_list plain;
    struct match_briefs briefs;

    assert_int_equal(match_find(a, c, ask, &fast), OK);
    assert_int_equal(match_find_plain(a, c, ask, &plain), OK);
    assert_int_equal(match_best(a, c, ask, false, &briefs), OK);
    assert_int_equal(fast.len, plain.len);
    assert_int_equal(briefs.len, plain.len);
    assert_true(plain.fitting >= (uint32_t)plain.len);
    for (int i = 0; i < plain.len; i++) {
        check_same(&fast.matches[i], &plain.matches[i]);
        assert_ptr_equal(c->modules[briefs.at[i].slot], plain.matches[i].module);
        assert_int_equal(briefs.at[i].fused, plain.matches[i].fused);
        for (int side = 0; side < MATCH_SIDES; side++)
            assert_int_equal(briefs.at[i].sides[side], plain.matches[i].sides[side].score);
    }
}

static int16_t *
given_correction(struct given *g, uint32_t len, int most)
{
    int16_t *correction = arena_array(g->arena, int16_t, len);

    for (uint32_t i = 0; i < len; i++)
        correction[i] = (int16_t)(given_below(g, 2 * most + 1) - most);
    return correction;
}

/* Half of the people are easy to please, so that thousands fit and the bounds have to work. */
static void
please(struct given *g, struct situation *s)
{
    s->german = s->english = true;
    s->formats = (1u << FORMATS) - 1;
    s->distance_km = given_chance(g, 50) ? DISTANCE_KM_MAX : 200;
    s->budget.n = CENTS_MAX;
    s->accessibility = 0;
    s->weekly_minutes = WEEKLY_MINUTES_MAX;
    s->latest_end.n = s->start.n + 400;
    s->half_days = HALF_DAYS_ALL;
    s->blocked_weeks_len = given_chance(g, 50) ? 0 : s->blocked_weeks_len;
}

static void
the_fast_way_finds_what_looking_at_everything_finds(void **state)
{
    struct arena *a = arena_open(256 << 20);

    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        int blocks = seed <= 4 ? 3 + (int)seed * 60 : 1500;
        struct given *g = given_open(seed, blocks);
        const struct catalogue *c;
        int16_t *correction;

        for (int i = 0; i < blocks; i++)
            given_random_module(g);
        c = given_catalogue(g);
        correction = given_correction(g, c->modules_len, 500);
        for (int i = 0; i < 100; i++) {
            struct situation s = given_random_situation(g);
            struct match_context context = given_random_context(g);
            struct match_ask ask = {.situation = &s,
                                    .context = i % 4 == 3 ? NULL : &context,
                                    .limit = i % 3 ? 20 : 1 + given_below(g, 60),
                                    .plain_order = i % 2 == 0};

            if (i % 2)
                please(g, &s);
            if (i % 5 == 0) {
                context.correction = correction;
                context.correction_max = 500;
            }
            check_both_ways(a, c, &ask);
            arena_reset(a);
        }
        given_close(g);
    }
    arena_close(a);
}

/* What the masks cannot tell: sittings years ahead, blocks that give one competence twice. */
static void
rare_catalogues_are_no_exception(void **state)
{
    struct given *g = given_open(77, 400);
    const struct catalogue *c;
    struct arena *a = arena_open(64 << 20);

    (void)state;
    for (int i = 0; i < 400; i++) {
        struct module *m = given_random_module(g);

        for (int k = 0; k < m->runs_len && i % 3 == 0; k++) {
            struct run *r = &m->runs[k];

            r->first.n += 850;
            r->last.n += 850;
            for (int x = 0; x < r->sessions_len; x++)
                r->sessions[x].day.n += 850;
        }
        if (m->gives_len > 1 && i % 2)
            m->gives[1].competence = m->gives[0].competence;
        if (m->gives_len > 1 && i % 4 == 1)
            m->gives[1] = m->gives[0];
    }
    c = given_catalogue(g);
    for (int i = 0; i < 200; i++) {
        struct situation s = given_random_situation(g);
        struct match_ask ask = {.situation = &s, .limit = 400};

        please(g, &s);
        if (i % 2) {
            s.start.n += 114 * 7;
            s.latest_end.n = s.start.n + 700;
            for (int k = 0; k < s.blocked_weeks_len; k++)
                s.blocked_weeks[k].n += 114 * 7;
        }
        check_both_ways(a, c, &ask);
        arena_reset(a);
    }
    arena_close(a);
    given_close(g);
}

static void
an_empty_catalogue_has_no_matches(void **state)
{
    struct given *g = given_open(1, 1);
    struct situation s = given_random_situation(g);
    struct match_ask ask = {.situation = &s, .limit = 20};

    (void)state;
    check_both_ways(g->arena, given_catalogue(g), &ask);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_catalogue_has_no_matches),
        cmocka_unit_test(rare_catalogues_are_no_exception),
        cmocka_unit_test(the_fast_way_finds_what_looking_at_everything_finds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
