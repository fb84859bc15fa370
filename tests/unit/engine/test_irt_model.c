/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include "unit/engine/given_check.h"

/* By hand, or by a calculator: exp() and sums alone. */
static void
curves_are_those_computed_by_hand(void **state)
{
    static const struct {
        const char *why;
        struct irt_item item;
        double theta;
        int category;
        double p;
        double information;
    } rows[] = {
        {"2PL at its difficulty", {IRT_LOGISTIC, 1, 1.5, {0.5}, 0, 1}, 0.5, 1, 0.5, 0.5625},
        {"2PL one above",
         {IRT_LOGISTIC, 1, 1, {0}, 0, 1},
         1,
         1,
         0.7310585786300049,
         0.19661193324148185},
        {"3PL at its difficulty",
         {IRT_LOGISTIC, 1, 1, {0}, 0.2, 1},
         0,
         1,
         0.6,
         0.16666666666666666},
        {"4PL at its difficulty", {IRT_LOGISTIC, 1, 2, {-1}, 0.1, 0.9}, -1, 1, 0.5, 0.64},
        {"GRM, the middle of three",
         {IRT_GRADED, 2, 1, {-1, 1}, 0, 0},
         0,
         1,
         0.46211715726000973,
         0.28752289171684724},
        {"GPCM, the middle of three",
         {IRT_PARTIAL, 2, 1, {-1, 1}, 0, 0},
         0,
         1,
         0.5761168847658291,
         0.4238831152341709},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        double p[IRT_CATEGORIES_MAX];

        assert_true(irt_item_is_sound(&rows[i].item));
        (void)irt_probabilities(&rows[i].item, rows[i].theta, p);
        NEAR(rows[i].why, p[rows[i].category], rows[i].p, 1e-12);
        if (rows[i].item.kind != IRT_GRADED)
            NEAR(rows[i].why, irt_information(&rows[i].item, rows[i].theta), rows[i].information,
                 1e-12);
    }
}

/* Information of the graded model by its definition, minus the mean second derivative of log p. */
static void
derivatives_are_those_of_small_differences(void **state)
{
    struct dice d = {11, 0};

    (void)state;
    for (int n = 0; n < 600; n++) {
        struct irt_item item = dice_item(&d, (enum irt_kind)(n % 3));
        double theta = -4 + 8 * dice_unit(&d);
        double h = 1e-4;
        struct irt_curve low[IRT_CATEGORIES_MAX];
        struct irt_curve here[IRT_CATEGORIES_MAX];
        struct irt_curve high[IRT_CATEGORIES_MAX];
        int len = irt_curves(&item, theta, here);
        double sum = 0;
        double slope = 0;
        double bend = 0;
        double information = 0;
        double warm = 0;

        (void)irt_curves(&item, theta - h, low);
        (void)irt_curves(&item, theta + h, high);
        for (int k = 0; k < len; k++) {
            NEAR("first", here[k].d1, (high[k].p - low[k].p) / (2 * h), 1e-7);
            NEAR("second", here[k].d2, (high[k].d1 - low[k].d1) / (2 * h), 1e-6);
            sum += here[k].p;
            slope += here[k].d1;
            bend += here[k].d2;
            information -=
                here[k].p * (log(high[k].p) - 2 * log(here[k].p) + log(low[k].p)) / (h * h);
            warm += here[k].d1 * here[k].d2 / here[k].p;
        }
        NEAR("probabilities", sum, 1, 1e-12);
        NEAR("slopes", slope, 0, 1e-12);
        NEAR("bends", bend, 0, 1e-12);
        NEAR("information", irt_information(&item, theta), information, 1e-5);
        NEAR("Warm's term", irt_warm_term(&item, theta), warm, 1e-12);
    }
}

static void
far_out_nothing_is_zero_or_lost(void **state)
{
    struct dice d = {12, 0};

    (void)state;
    for (int n = 0; n < 300; n++) {
        struct irt_item item = dice_item(&d, (enum irt_kind)(n % 3));
        double theta = n % 2 ? 80 : -80;
        double p[IRT_CATEGORIES_MAX];
        int len = irt_probabilities(&item, theta, p);

        for (int k = 0; k < len; k++)
            assert_true(p[k] > 0 && p[k] <= 1);
        assert_true(irt_information(&item, theta) >= 0 && irt_information(&item, theta) < 1e-9);
    }
    /* the difference of two numbers near 1, exact in its own digits */
    struct irt_item graded = {IRT_GRADED, 2, 1, {0, 1}, 0, 0};
    double p[IRT_CATEGORIES_MAX];

    (void)irt_probabilities(&graded, 40, p);
    NEAR("ratio of the tails", p[1] / p[0], exp(1) - 1, 1e-6);
}

static void
unsound_items_are_told(void **state)
{
    static const struct {
        const char *why;
        struct irt_item item;
    } rows[] = {
        {"no steps", {IRT_LOGISTIC, 0, 1, {0}, 0, 1}},
        {"two steps of right or wrong", {IRT_LOGISTIC, 2, 1, {0, 1}, 0, 1}},
        {"too many steps", {IRT_GRADED, IRT_STEPS_MAX + 1, 1, {0}, 0, 1}},
        {"no model", {3, 1, 1, {0}, 0, 1}},
        {"no slope", {IRT_LOGISTIC, 1, 0, {0}, 0, 1}},
        {"a slope that is no number", {IRT_LOGISTIC, 1, (double)NAN, {0}, 0, 1}},
        {"too steep", {IRT_LOGISTIC, 1, IRT_SLOPE_MAX + 1, {0}, 0, 1}},
        {"too hard", {IRT_LOGISTIC, 1, 1, {IRT_PLACE_MAX + 1}, 0, 1}},
        {"a difficulty that is no number", {IRT_PARTIAL, 1, 1, {(double)NAN}, 0, 1}},
        {"asymptotes crossed", {IRT_LOGISTIC, 1, 1, {0}, 0.6, 0.5}},
        {"more than certain", {IRT_LOGISTIC, 1, 1, {0}, 0, 1.1}},
        {"less than never", {IRT_LOGISTIC, 1, 1, {0}, -0.1, 1}},
        {"thresholds that fall", {IRT_GRADED, 2, 1, {1, 0}, 0, 1}},
    };
    struct irt_item falling = {IRT_PARTIAL, 2, 1, {1, 0}, 0, 1};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_TRUE(rows[i].why, !irt_item_is_sound(&rows[i].item));
    CHECK_TRUE("partial credit may fall", irt_item_is_sound(&falling));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_are_those_computed_by_hand),
        cmocka_unit_test(derivatives_are_those_of_small_differences),
        cmocka_unit_test(far_out_nothing_is_zero_or_lost),
        cmocka_unit_test(unsound_items_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
