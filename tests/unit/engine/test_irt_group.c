/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_group.h"

#include <math.h>

#include "check.h"
#include "engine/check_random.h"

enum { PEOPLE = 1200, ITEMS = 12 };

static uint8_t cells[PEOPLE * ITEMS];
static uint8_t steps[ITEMS];
static uint8_t group_of[PEOPLE];
static struct irt_item items[ITEMS];

static double
normal(uint32_t person)
{
    double sum = -6;

    for (uint32_t i = 0; i < 12; i++)
        sum += check_random_unit(77, 1000 + i, person);
    return sum;
}

/* Half of the cells are missing, as in adaptive checks; item 3 is harder for group 1 by `harder`,
 * and group 1 is less able by `less`. */
static void
simulate(double harder, double less)
{
    for (int i = 0; i < ITEMS; i++) {
        steps[i] = 1;
        items[i] = (struct irt_item){
            .kind = IRT_LOGISTIC, .steps = 1, .a = 1.2, .b = {-1.5 + 0.25 * i}, .d = 1};
    }
    for (uint32_t p = 0; p < PEOPLE; p++) {
        group_of[p] = p % 2;
        for (uint32_t i = 0; i < ITEMS; i++) {
            double theta = normal(p) - less * group_of[p] - (i == 3 ? harder * group_of[p] : 0);
            double right[IRT_CATEGORIES_MAX];

            (void)irt_probabilities(&items[i], theta, right);
            cells[p * ITEMS + i] = check_random_unit(5, i, p) < 0.5
                                       ? IRT_MISSING
                                       : check_random_unit(6, i, p) < right[1];
        }
    }
}

static void
an_item_that_is_harder_for_one_group_is_marked_and_no_other(void **state)
{
    const struct irt_answers answers = {cells, NULL, PEOPLE, ITEMS, steps};
    const struct irt_prior population = {0, 1};
    struct irt_group groups[ITEMS];

    (void)state;
    simulate(1.5, 0.3);
    irt_group_items(&answers, items, &population, group_of, groups);
    for (int i = 0; i < ITEMS; i++)
        CHECK_INT("marked", groups[i].is_marked, i == 3);
    CHECK_TRUE("against group 1", groups[3].difference < -IRT_GROUP_LARGE);
    simulate(0, 0.3); /* the control: less able is not treated otherwise */
    irt_group_items(&answers, items, &population, group_of, groups);
    for (int i = 0; i < ITEMS; i++)
        CHECK_TRUE("none", !groups[i].is_marked);
}

static void
of_too_few_people_nothing_is_said(void **state)
{
    const struct irt_answers answers = {cells, NULL, 2 * IRT_GROUP_PEOPLE_MIN, ITEMS, steps};
    const struct irt_prior population = {0, 1};
    struct irt_group groups[ITEMS];

    (void)state;
    simulate(1.5, 0);
    irt_group_items(&answers, items, &population, group_of, groups);
    for (int i = 0; i < ITEMS; i++)
        CHECK_TRUE("unknown", isnan(groups[i].z) && !groups[i].is_marked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_that_is_harder_for_one_group_is_marked_and_no_other),
        cmocka_unit_test(of_too_few_people_nothing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
