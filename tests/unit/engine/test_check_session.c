/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/check_exposure.h"
#include "engine/check_level.h"
#include "unit/engine/given_check.h"

enum { ITEMS = 120, COMPETENCES = 3 };

static struct check_item items[ITEMS];
static struct check_bank bank;
static struct arena *arena;
static const struct irt_prior PRIORS[COMPETENCES] = {{0, 1.5}, {0.5, 1.2}, {-0.5, 1}};

static void
make_bank(uint64_t seed, int competences, int facets)
{
    struct dice d = {seed, 0};

    for (int i = 0; i < ITEMS; i++)
        items[i] = (struct check_item){.model = dice_item(&d, (enum irt_kind)(i % 3)),
                                       .competence = (uint16_t)(i % competences),
                                       .facet = (uint16_t)(i / 7 % facets)};
    assert_int_equal(check_bank_make(arena, items, ITEMS, &WIDE_GRID, &bank), OK);
}

static struct check_session *
begin(const struct check_rules *rules, uint64_t seed, const uint8_t *marks)
{
    struct check_start start = {seed, PRIORS, marks};
    struct check_session *s = NULL;

    assert_int_equal(check_open(arena, &bank, rules, &start, &s), OK);
    return s;
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_open(512 << 20);
    return arena == NULL;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

/* Without tables: the most informative item that was not asked, ties to the lower index. */
static int
most_informative(const bool *asked, double theta)
{
    int best = -1;
    double most = -1;

    for (int i = 0; i < ITEMS; i++) {
        double value = irt_information(&items[i].model, theta);

        if (!asked[i] && value > most) {
            most = value;
            best = i;
        }
    }
    return best;
}

static void
mfi_is_exact_and_eap_is_that_of_all_answers(void **state)
{
    struct check_rules rules = CHECK_RULES;

    (void)state;
    rules.se_max = 0;
    rules.items_max = ITEMS;
    rules.probe_every = 0;
    rules.start_at_prior = true;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct dice d = {seed + 100, 0};
        struct check_session *s;
        bool asked[ITEMS] = {false};
        struct irt_answer answers[ITEMS];
        struct irt_estimator eap = {IRT_EAP, PRIORS[0], WIDE_GRID};
        double theta = 2 * dice_normal(&d);

        make_bank(seed, 1, 1);
        s = begin(&rules, seed, NULL);
        for (int n = 0; n < ITEMS; n++) {
            struct irt_ability now = check_ability(s, 0);
            struct irt_ability all;
            int item = check_next(s);

            CHECK_INT("choice", item, most_informative(asked, now.theta));
            asked[item] = true;
            answers[n] =
                (struct irt_answer){&items[item].model, dice_answer(&d, &items[item].model, theta)};
            CHECK_ERR("answer", check_answer(s, item, answers[n].category), OK);
            all = irt_ability(answers, n + 1, &eap);
            now = check_ability(s, 0);
            NEAR("mean", now.theta, all.theta, 1e-9);
            NEAR("sd", now.se, all.se, 1e-9);
        }
        CHECK_INT("nothing left", check_next(s), -1);
        CHECK_INT("why", check_state_of(s), CHECK_LONG);
    }
}

/* The contract of resuming: what was kept brings back the same check, at every moment. */
static void
a_check_resumed_goes_on_as_if_nothing_had_happened(void **state)
{
    (void)state;
    make_bank(5, COMPETENCES, 4);
    for (int select = 0; select < CHECK_SELECTS; select++) {
        struct check_rules rules = CHECK_RULES;
        struct dice d = {(uint64_t)select, 0};
        struct check_session *s;
        uint8_t marks[ITEMS] = {0};
        int kept[ITEMS][2];

        rules.select = (enum check_select)select;
        rules.items_max = 25;
        rules.se_max = 0.2;
        for (int i = 0; i < ITEMS; i++)
            marks[i] = (uint8_t)(i % 5 == 0 ? CHECK_HELD_BACK : i % 4 == 0 ? CHECK_RARE : 0);
        s = begin(&rules, 99, marks);
        for (int n = 0; check_next(s) >= 0; n++) {
            struct check_session *again = begin(&rules, 99, marks);

            for (int i = 0; i < n; i++)
                CHECK_ERR("kept", check_answer(again, kept[i][0], kept[i][1]), OK);
            CHECK_INT(check_select_code(rules.select), check_next(again), check_next(s));
            for (int c = 0; c < COMPETENCES; c++)
                assert_memory_equal(check_posterior(again, c), check_posterior(s, c),
                                    sizeof(double) * (size_t)WIDE_GRID.points);
            kept[n][0] = check_next(s);
            kept[n][1] = dice_answer(&d, &items[kept[n][0]].model, 0.7);
            CHECK_ERR("answer", check_answer(s, kept[n][0], kept[n][1]), OK);
        }
        CHECK_INT("length", check_asked(s), 25);
    }
}

static void
wrong_answers_are_refused_and_change_nothing(void **state)
{
    struct check_session *s;
    int item;

    (void)state;
    make_bank(6, 1, 1);
    s = begin(&CHECK_RULES, 3, NULL);
    item = check_next(s);
    CHECK_ERR("no item", check_answer(s, -1, 0), ERR_INVALID);
    CHECK_ERR("no item", check_answer(s, ITEMS, 0), ERR_INVALID);
    CHECK_ERR("no category", check_answer(s, item, -1), ERR_INVALID);
    CHECK_ERR("no category", check_answer(s, item, items[item].model.steps + 1), ERR_INVALID);
    CHECK_INT("nothing changed", check_next(s), item);
    CHECK_ERR("answer", check_answer(s, item, 0), OK);
    CHECK_ERR("twice", check_answer(s, item, 1), ERR_CONFLICT);
    CHECK_INT("asked", check_asked(s), 1);
}

static void
marks_and_enemies_are_obeyed(void **state)
{
    struct check_rules rules = CHECK_RULES;

    (void)state;
    rules.se_max = 0;
    rules.items_max = ITEMS;
    for (uint64_t seed = 1; seed < 20; seed++) {
        struct dice d = {seed, 0};
        uint8_t marks[ITEMS] = {0};
        bool group_asked[10] = {false};
        struct check_session *s;
        int item;

        make_bank(seed, COMPETENCES, 3);
        for (int i = 0; i < ITEMS; i++) {
            items[i].enemies = (uint16_t)(i % 3 == 0 ? 1 + i % 9 : 0);
            marks[i] = (uint8_t)(dice_unit(&d) < 0.3 ? CHECK_RECENT : 0);
            marks[i] |= (uint8_t)(dice_unit(&d) < 0.3 ? CHECK_HELD_BACK : 0);
        }
        s = begin(&rules, seed, marks);
        while ((item = check_next(s)) >= 0) {
            CHECK_TRUE("had it recently", !(marks[item] & CHECK_RECENT));
            if (check_exceptions(s) == 0)
                CHECK_TRUE("held back", !(marks[item] & CHECK_HELD_BACK));
            CHECK_TRUE("enemy", items[item].enemies == 0 || !group_asked[items[item].enemies]);
            group_asked[items[item].enemies] = true;
            CHECK_ERR("answer", check_answer(s, item, 0), OK);
        }
        CHECK_INT("over because", check_state_of(s), CHECK_EXHAUSTED);
        CHECK_INT("exceptions are counted", check_exceptions(s), 1);
        for (int i = 0; i < ITEMS; i++) { /* nothing that may be asked was forgotten */
            CHECK_TRUE("forgotten", check_answer(s, i, 0) == ERR_CONFLICT ||
                                        marks[i] & CHECK_RECENT || items[i].enemies != 0);
        }
    }
}

static void
contents_keep_their_shares(void **state)
{
    static const uint16_t shares[] = {10, 20, 30, 40};
    struct check_rules rules = CHECK_RULES;

    (void)state;
    rules.se_max = 0;
    rules.items_max = 20;
    rules.shares = shares;
    make_bank(8, 1, 4);
    assert_int_equal(bank.classes_len, 4);
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct check_session *s = begin(&rules, seed, NULL);
        int asked[4] = {0};
        int item;

        while ((item = check_next(s)) >= 0) {
            asked[items[item].facet]++;
            CHECK_ERR("answer", check_answer(s, item, 1), OK);
        }
        for (int k = 0; k < 4; k++)
            CHECK_TRUE("share", abs(asked[k] - shares[k] / 5) <= 1);
    }
}

static void
not_everybody_starts_alike(void **state)
{
    bool seen[ITEMS] = {false};
    int firsts = 0;

    (void)state;
    make_bank(9, COMPETENCES, 3);
    for (uint64_t seed = 0; seed < 200; seed++)
        seen[check_next(begin(&CHECK_RULES, seed, NULL))] = true;
    for (int i = 0; i < ITEMS; i++)
        firsts += seen[i];
    CHECK_TRUE("first items", firsts >= 20);
}

static void
it_stops_when_it_knows_enough(void **state)
{
    struct check_rules rules = CHECK_RULES;
    struct check_session *s;
    struct dice d = {4, 0};
    int item;

    (void)state;
    make_bank(10, COMPETENCES, 2);
    rules.items_max = 100;
    rules.se_max = 0.45;
    s = begin(&rules, 1, NULL);
    while ((item = check_next(s)) >= 0)
        CHECK_ERR("answer", check_answer(s, item, dice_answer(&d, &items[item].model, 0.3)), OK);
    CHECK_INT("why", check_state_of(s), CHECK_PRECISE);
    for (int c = 0; c < COMPETENCES; c++)
        CHECK_TRUE("error", check_ability(s, c).se <= 0.45);
    CHECK_TRUE("no more than needed", check_asked(s) < 60);
    rules.items_min = 40;
    s = begin(&rules, 1, NULL);
    while ((item = check_next(s)) >= 0 && check_asked(s) < 100)
        CHECK_ERR("answer", check_answer(s, item, 0), OK);
    CHECK_TRUE("not before the least", check_asked(s) >= 40 || check_state_of(s) != CHECK_PRECISE);
}

static void
new_items_are_probes_and_change_nothing(void **state)
{
    struct check_rules rules = CHECK_RULES;
    uint8_t marks[ITEMS];
    int probes = 0;

    (void)state;
    rules.se_max = 0;
    make_bank(11, 1, 1);
    for (int i = 0; i < ITEMS; i++)
        items[i].is_new = i >= ITEMS - 10;
    assert_int_equal(check_bank_make(arena, items, ITEMS, &WIDE_GRID, &bank), OK);
    memset(marks, 0, sizeof marks);
    memset(marks + ITEMS - 30, CHECK_RARE, 30);
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct check_session *s = begin(&rules, seed, marks);
        int item;

        while ((item = check_next(s)) >= 0) {
            struct irt_ability before = check_ability(s, 0);

            CHECK_ERR("answer", check_answer(s, item, 0), OK);
            if (items[item].is_new) {
                probes++;
                NEAR("unchanged", check_ability(s, 0).theta, before.theta, 0);
            }
        }
        CHECK_INT("asked", check_asked(s), 20);
        CHECK_INT("counted", check_answers(s, 0), 18);
    }
    CHECK_INT("one in ten", probes, 100);
}

/* How often a new item was asked in a check, and where the ability ended. */
struct trial_run {
    int asked;
    int trials;
    double theta;
};

static struct trial_run
run_with_trials(const struct check_rules *rules, uint64_t seed, const uint8_t *marks, int right)
{
    struct check_session *s = begin(rules, seed, marks);
    struct trial_run r = {.asked = 0};
    int item;

    while ((item = check_next(s)) >= 0) {
        bool trial = item >= ITEMS - 10;

        r.trials += trial;
        CHECK_ERR("answer", check_answer(s, item, trial ? right : item % 2), OK);
    }
    r.asked = check_asked(s);
    r.theta = check_ability(s, 0).theta;
    return r;
}

/*
 * CHECK-40, CHECK-41: whatever is answered to new items, the same items follow and the same ability
 * is found, and no more of them are asked than one in ten. The control counts them: then both
 * differ.
 */
static void
answers_to_new_items_change_nothing(void **state)
{
    struct check_rules rules = CHECK_RULES;
    uint8_t marks[ITEMS];
    int differ = 0;
    int most = 0;

    (void)state;
    rules.se_max = 0;
    memset(marks, CHECK_RARE, sizeof marks);
    for (int control = 0; control < 2; control++) {
        make_bank(11, 1, 1);
        for (int i = 0; i < ITEMS; i++)
            items[i].is_new = control == 0 && i >= ITEMS - 10;
        assert_int_equal(check_bank_make(arena, items, ITEMS, &WIDE_GRID, &bank), OK);
        for (uint64_t seed = 0; seed < 40; seed++) {
            struct trial_run wrong = run_with_trials(&rules, seed, marks, 0);
            struct trial_run right = run_with_trials(&rules, seed, marks, 1);

            differ += wrong.theta != right.theta;
            most = control == 0 && right.trials * 10 > most * right.asked ? right.trials : most;
            if (control == 0) {
                CHECK_INT("nothing changes", differ, 0);
                CHECK_TRUE("one in ten", right.trials * 10 <= right.asked);
            }
        }
    }
    CHECK_TRUE("some are asked", most > 0);
    CHECK_TRUE("control: counted ones do change it", differ > 0);
}

/* Nothing that counts: no check, however many new items there are. */
static void
new_items_alone_are_no_check(void **state)
{
    struct check_rules rules = CHECK_RULES;
    uint8_t marks[ITEMS] = {0};

    (void)state;
    make_bank(11, 1, 1);
    for (int i = 0; i < ITEMS; i++)
        items[i].is_new = true;
    assert_int_equal(check_bank_make(arena, items, ITEMS, &WIDE_GRID, &bank), OK);
    CHECK_INT("none", check_next(begin(&rules, 1, marks)), -1);
    CHECK_INT("exhausted", check_state_of(begin(&rules, 1, marks)), CHECK_EXHAUSTED);
}

static void
unsound_banks_are_refused(void **state)
{
    struct check_bank b;
    struct irt_grid empty = {0, 0, 10};
    struct irt_grid points = {-1, 1, IRT_GRID_POINTS_MAX + 1};

    (void)state;
    make_bank(12, 1, 1);
    CHECK_ERR("no item", check_bank_make(arena, items, 0, &WIDE_GRID, &b), ERR_LIMIT);
    CHECK_ERR("too many", check_bank_make(arena, items, CHECK_ITEMS_MAX + 1, &WIDE_GRID, &b),
              ERR_LIMIT);
    CHECK_ERR("a grid of no width", check_bank_make(arena, items, ITEMS, &empty, &b), ERR_INVALID);
    CHECK_ERR("a grid too fine", check_bank_make(arena, items, ITEMS, &points, &b), ERR_INVALID);
    items[3].competence = CHECK_COMPETENCES_MAX;
    CHECK_ERR("a competence too many", check_bank_make(arena, items, ITEMS, &WIDE_GRID, &b),
              ERR_INVALID);
    items[3].competence = 0;
    items[4].model.a = 0;
    CHECK_ERR("an unsound item", check_bank_make(arena, items, ITEMS, &WIDE_GRID, &b), ERR_INVALID);
    make_bank(12, 1, 1);
    for (int i = 0; i < ITEMS; i++)
        items[i].facet = (uint16_t)i;
    CHECK_ERR("within the limit of classes", check_bank_make(arena, items, ITEMS, &WIDE_GRID, &b),
              OK);
    static struct check_item many[CHECK_CLASSES_MAX + 1];
    for (int i = 0; i <= CHECK_CLASSES_MAX; i++) {
        many[i] = items[i % ITEMS];
        many[i].facet = (uint16_t)i;
    }
    CHECK_ERR("a class too many",
              check_bank_make(arena, many, CHECK_CLASSES_MAX + 1, &WIDE_GRID, &b), ERR_LIMIT);
    struct arena *small = arena_open(1000);
    CHECK_ERR("no memory", check_bank_make(small, items, ITEMS, &WIDE_GRID, &b), ERR_LIMIT);
    arena_close(small);
}

static void
hard_and_absurd_answers_leave_a_posterior(void **state)
{
    struct check_rules rules = CHECK_RULES;
    struct check_session *s;

    (void)state;
    rules.items_max = ITEMS;
    rules.se_max = 0;
    make_bank(13, 1, 1);
    for (int i = 0; i < ITEMS; i++)
        items[i].model = (struct irt_item){IRT_LOGISTIC, 1, 50, {i % 2 ? 100 : -100}, 0, 1};
    assert_int_equal(check_bank_make(arena, items, ITEMS, &WIDE_GRID, &bank), OK);
    s = begin(&rules, 1, NULL);
    for (int i = 0; i < ITEMS; i++) {
        CHECK_ERR("answer", check_answer(s, i, i % 2), OK);
        CHECK_TRUE("number", isfinite(check_ability(s, 0).theta) && check_ability(s, 0).se >= 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mfi_is_exact_and_eap_is_that_of_all_answers),
        cmocka_unit_test(a_check_resumed_goes_on_as_if_nothing_had_happened),
        cmocka_unit_test(wrong_answers_are_refused_and_change_nothing),
        cmocka_unit_test(marks_and_enemies_are_obeyed),
        cmocka_unit_test(contents_keep_their_shares),
        cmocka_unit_test(not_everybody_starts_alike),
        cmocka_unit_test(it_stops_when_it_knows_enough),
        cmocka_unit_test(new_items_are_probes_and_change_nothing),
        cmocka_unit_test(answers_to_new_items_change_nothing),
        cmocka_unit_test(new_items_alone_are_no_check),
        cmocka_unit_test(unsound_banks_are_refused),
        cmocka_unit_test(hard_and_absurd_answers_leave_a_posterior),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
