/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "engine/match_learn.h"
#include "unit/engine/given_catalogue.h"

enum { BLOCKS = 60, PLACES = 20, MANY = 900, SOME = 60, LISTS_EACH = 4 };

/*
 * Simulated people whose looking and choosing is known. Half of the blocks, the lucky ones, are put
 * 25 points too high in the lists by a rule that has nothing to do with how good they are.
 */
struct simulation {
    struct given *g;
    struct experience_row *rows;
    struct slice modules[BLOCKS];
    struct slice providers[6];
    double quality[BLOCKS]; /* factor of appeal */
    struct experience_events events;
};

static double
chance(struct given *g)
{
    return (double)(given_random(g) >> 11) / 9007199254740992.0;
}

/* How likely place 1, 2, 3 ... is looked at. */
static double
looks_at(int position)
{
    return pow(position, -0.9);
}

static void
one_list(struct simulation *s, uint32_t session)
{
    int score[BLOCKS];
    int shown_as[BLOCKS];
    bool used[BLOCKS] = {false};

    for (int m = 0; m < BLOCKS; m++) {
        score[m] = 40 + given_below(s->g, 45);
        shown_as[m] = score[m] + (m % 2 == 0 ? 25 : 0);
    }
    for (int place = 1; place <= PLACES; place++) {
        int best = -1;
        double appeal;
        bool chosen;

        for (int m = 0; m < BLOCKS; m++) {
            if (!used[m] && (best < 0 || shown_as[m] > shown_as[best]))
                best = m;
        }
        used[best] = true;
        appeal = 0.3 * exp((score[best] - 85) * log(2) / 15) * s->quality[best];
        chosen = chance(s->g) < looks_at(place) * appeal;
        s->rows[s->events.rows_len++] =
            (struct experience_row){.module = (uint32_t)best,
                                    .session = session,
                                    .provider = (uint16_t)(best % 6),
                                    .format = FORMAT_MOOC,
                                    .score = (uint8_t)score[best],
                                    .position = (uint8_t)place,
                                    .deed = (uint8_t)(!chosen              ? DEED_NOTHING
                                                      : chance(s->g) < 0.5 ? DEED_OPENED
                                                                           : DEED_BOOKED)};
    }
    s->events.lists_len++;
}

static struct simulation *
simulate(uint64_t seed, uint32_t people)
{
    struct given *g = given_open(seed, 1);
    struct simulation *s = arena_new(g->arena, struct simulation);

    s->g = g;
    s->rows = arena_array(g->arena, struct experience_row, (size_t)people * LISTS_EACH * PLACES);
    for (int m = 0; m < BLOCKS; m++) {
        s->modules[m] = given_text(g, m < 10 ? "m-0" : "m-", m);
        s->quality[m] = exp((chance(g) - 0.5) * 1.6);
    }
    for (int p = 0; p < 6; p++)
        s->providers[p] = given_text(g, "p-", p);
    for (uint32_t i = 0; i < people * LISTS_EACH; i++)
        one_list(s, i % people);
    s->events.rows = s->rows;
    s->events.modules = s->modules;
    s->events.modules_len = BLOCKS;
    s->events.providers = s->providers;
    s->events.providers_len = 6;
    s->events.sessions_len = people;
    s->events.first = (struct day){GIVEN_TODAY};
    s->events.last = (struct day){GIVEN_TODAY + 10};
    return s;
}

static struct experience_model
learnt(const struct simulation *s, bool without_positions)
{
    struct match_learning how = MATCH_LEARNING;
    struct experience_model model;

    how.without_positions = without_positions;
    CHECK_ERR("learn", match_learn(s->g->arena, &s->events, &how, &model), OK);
    assert_true(experience_model_is_sound(&model));
    return model;
}

/* Block and provider together, in points; both lists are by code, as the simulation's are. */
static double
points_of(const struct experience_model *model, const struct simulation *s, int m)
{
    double milli = 0;

    for (int i = 0; i < model->modules_len; i++) {
        if (slice_eq(model->modules[i].code, s->modules[m]))
            milli += model->modules[i].milli;
    }
    for (int i = 0; i < model->providers_len; i++) {
        if (slice_eq(model->providers[i].code, s->providers[m % 6]))
            milli += model->providers[i].milli;
    }
    return milli / 1000;
}

/* How many points too many the lucky half gets, on average, for how good it is. */
static double
luck_in_points(const struct experience_model *model, const struct simulation *s)
{
    double sum[2] = {0, 0};

    for (int m = 0; m < BLOCKS; m++)
        sum[m % 2] += points_of(model, s, m) - log(s->quality[m]) / log(2) * 15;
    return (sum[0] - sum[1]) / (BLOCKS / 2.0);
}

static void
position_bias_is_taken_out_and_without_it_the_estimate_is_wrong(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct simulation *s = simulate(seed, MANY);
        struct experience_model with = learnt(s, false);
        struct experience_model without = learnt(s, true);

        print_message("seed %d: luck %.2f points, without correction of places %.2f\n", (int)seed,
                      luck_in_points(&with, s), luck_in_points(&without, s));
        assert_true(fabs(luck_in_points(&with, s)) < 2);
        assert_true(luck_in_points(&without, s) > 4); /* the control */
        given_close(s->g);
    }
}

static void
the_examination_curve_is_found(void **state)
{
    struct simulation *s = simulate(7, MANY);
    struct experience_model model = learnt(s, false);

    (void)state;
    assert_int_equal(model.positions, PLACES);
    for (int k = 1; k <= PLACES; k++) {
        double found = model.examination_milli[k - 1] / 1000.0;

        if (fabs(found - looks_at(k)) > 0.07)
            fail_msg("place %d: looked at %.3f, found %.3f", k, looks_at(k), found);
    }
    assert_in_range(model.doubling_milli, 12000, 19000); /* it is 15 points */
    given_close(s->g);
}

static void
the_order_of_quality_is_found(void **state)
{
    struct simulation *s = simulate(8, MANY);
    struct experience_model model = learnt(s, false);
    int right = 0;
    int pairs = 0;

    (void)state;
    for (int a = 0; a < BLOCKS; a++) {
        for (int b = 0; b < a; b++) {
            if (fabs(log(s->quality[a] / s->quality[b])) < 0.5)
                continue;
            pairs++;
            right += (points_of(&model, s, a) > points_of(&model, s, b)) ==
                     (s->quality[a] > s->quality[b]);
        }
    }
    print_message("%d of %d clear pairs in the right order\n", right, pairs);
    assert_true(right * 100 >= pairs * 90);
    given_close(s->g);
}

static void
the_same_events_give_the_same_model(void **state)
{
    struct simulation *s = simulate(9, SOME);
    struct experience_model a = learnt(s, false);
    struct experience_model b = learnt(s, false);

    (void)state;
    assert_int_equal(a.modules_len, b.modules_len);
    for (int i = 0; i < a.modules_len; i++)
        assert_int_equal(a.modules[i].milli, b.modules[i].milli);
    assert_memory_equal(a.examination_milli, b.examination_milli, sizeof a.examination_milli);
    given_close(s->g);
}

static void
what_fewer_than_five_people_saw_says_nothing(void **state)
{
    struct simulation *s = simulate(10, SOME);
    struct experience_model model;
    const struct slice rare = s->modules[0];

    (void)state;
    for (size_t i = 0; i < s->events.rows_len; i++) { /* four people alone saw block 0 */
        if (s->rows[i].module == 0 && s->rows[i].session >= 4)
            s->rows[i].module = 1;
    }
    model = learnt(s, false);
    for (int i = 0; i < model.modules_len; i++) {
        assert_false(slice_eq(model.modules[i].code, rare));
        assert_true(model.modules[i].people >= EXPERIENCE_PEOPLE_MIN);
    }
    given_close(s->g);
}

static void
nothing_is_learnt_from_nothing(void **state)
{
    static const struct {
        const char *why;
        uint32_t people;
        uint8_t deed;
        enum err want;
    } table[] = {
        {"four people", 4, DEED_BOOKED, ERR_NOT_FOUND},
        {"nobody chose", 50, DEED_NOTHING, ERR_NOT_FOUND},
        {"five people", 5, DEED_OPENED, OK},
    };

    (void)state;
    for (size_t t = 0; t < ARRAY_LEN(table); t++) {
        struct simulation *s = simulate(11, SOME);
        struct experience_model model;

        for (size_t i = 0; i < s->events.rows_len; i++) {
            s->rows[i].session %= table[t].people;
            s->rows[i].deed = table[t].deed;
        }
        s->events.sessions_len = table[t].people;
        CHECK_ERR(table[t].why, match_learn(s->g->arena, &s->events, &MATCH_LEARNING, &model),
                  table[t].want);
        given_close(s->g);
    }
}

/* One block that everybody always books, one that nobody ever does: the bounds are reached. */
static void
no_effect_is_larger_than_the_bound(void **state)
{
    struct simulation *s = simulate(12, SOME);
    struct experience_model model;
    int32_t least = 0;
    int32_t most = 0;

    (void)state;
    for (size_t i = 0; i < s->events.rows_len; i++) {
        if (s->rows[i].module < 2)
            s->rows[i].deed = s->rows[i].module == 0 ? DEED_COMPLETED : DEED_NOTHING;
    }
    model = learnt(s, false);
    for (int i = 0; i < model.modules_len; i++) {
        least = model.modules[i].milli < least ? model.modules[i].milli : least;
        most = model.modules[i].milli > most ? model.modules[i].milli : most;
    }
    assert_int_equal(most, EXPERIENCE_MILLI_MAX);
    assert_int_equal(least, -EXPERIENCE_MILLI_MAX);
    given_close(s->g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(position_bias_is_taken_out_and_without_it_the_estimate_is_wrong),
        cmocka_unit_test(the_examination_curve_is_found),
        cmocka_unit_test(the_order_of_quality_is_found),
        cmocka_unit_test(the_same_events_give_the_same_model),
        cmocka_unit_test(what_fewer_than_five_people_saw_says_nothing),
        cmocka_unit_test(nothing_is_learnt_from_nothing),
        cmocka_unit_test(no_effect_is_larger_than_the_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
