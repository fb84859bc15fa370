/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * No block has a better score than its hint allows, and none that fits is left out by it; for
 * blocks and people of every kind. As a control each table is made a point too small.
 */
#include "check.h"

#include <string.h>

#include "engine/match_fast_parts.h"
#include "unit/engine/given_situation.h"

enum { PEOPLE = 40, BLOCKS = 300, SEEDS = 6, TABLES = 7, LATER_DAYS = 60 * 7 };

/* One point of the person's side less in one of the tables. */
static void
lower(struct match_bounds *b, int table)
{
    uint32_t *tables[TABLES] = {b->topic, b->price, b->effort, b->quality,
                                b->flags, b->place, b->start};
    size_t lens[TABLES] = {ARRAY_LEN(b->topic),   ARRAY_LEN(b->price), ARRAY_LEN(b->effort),
                           ARRAY_LEN(b->quality), ARRAY_LEN(b->flags), ARRAY_LEN(b->place),
                           ARRAY_LEN(b->start)};

    for (size_t i = 0; i < lens[table]; i++) {
        if (fast_side(tables[table][i], SIDE_PERSON) > 0)
            tables[table][i]--;
    }
}

static int
wrong_of(const struct fast *f)
{
    int wrong = 0;

    for (uint32_t slot = 0; slot < f->p->c->modules_len; slot++) {
        const struct match_hint *h = &f->x->hints[slot];
        uint32_t points =
            fast_hint_points(f, h) + fast_gain_points(f, h, fast_lacks(f, slot, 0, 0));
        struct match_appraisal a;

        appraise(f->p, slot, &a);
        wrong +=
            a.out == MATCH_IN && (points >= BOUND_OUT ||
                                  fast_fused_bound(f, points) + fast_correction(f, slot) < a.fused);
    }
    return wrong;
}

/* How many blocks are better than their bound; `table` < 0: as it is. */
static int
wrong_bounds(int table)
{
    struct arena *a = arena_open(64 << 20);
    int wrong = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct given *g = given_open(seed, BLOCKS);
        const struct catalogue *c;

        for (int i = 0; i < BLOCKS; i++)
            given_random_module(g);
        c = given_catalogue(g);
        for (int i = 0; i < PEOPLE; i++) {
            struct situation s = given_random_situation(g);
            struct match_context context = given_random_context(g);
            struct match_ask ask = {
                .situation = &s, .context = i % 4 == 3 ? NULL : &context, .limit = 20};
            struct match_person p;
            struct fast_room room;
            struct fast f;
            struct rank best;

            if (i % 3 == 0)
                s.latest_end.n = s.start.n + 400;
            for (int k = 0; i % 5 == 0 && k < s.blocked_weeks_len; k++)
                s.blocked_weeks[k].n += LATER_DAYS;
            s.start.n += i % 5 == 0 ? LATER_DAYS : 0;
            s.latest_end.n += i % 5 == 0 ? LATER_DAYS : 0;
            s.budget.n = i % 2 ? CENTS_MAX : s.budget.n;
            s.weekly_minutes = i % 2 ? WEEKLY_MINUTES_MAX : s.weekly_minutes;
            assert_int_equal(person_prepare(a, c, &ask, &p), OK);
            assert_int_equal(rank_init(a, 20, &best), OK);
            assert_int_equal(fast_room_make(a, c, &room), OK);
            fast_init(&f, &p, room, &best);
            if (table >= 0)
                lower(f.bounds, table);
            wrong += wrong_of(&f);
            arena_reset(a);
        }
        given_close(g);
    }
    arena_close(a);
    return wrong;
}

static void
no_block_is_better_than_its_hint_allows(void **state)
{
    (void)state;
    assert_int_equal(wrong_bounds(-1), 0);
}

static void
a_table_that_is_a_point_too_small_is_noticed(void **state)
{
    (void)state;
    for (int table = 0; table < TABLES; table++) {
        if (wrong_bounds(table) == 0)
            fail_msg("table %d may be too small", table);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_block_is_better_than_its_hint_allows),
        cmocka_unit_test(a_table_that_is_a_point_too_small_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
