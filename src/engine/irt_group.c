/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_group.h"

#include <math.h>

enum { POINTS = 41 };
#define WIDTHS 4.0 /* of the population, to each side */
#define Z_MARKED 2.6

struct sums {
    double residual[2];
    double variance[2];
    int people[2];
};

/* EAP on a grid of the population's width. */
static double
ability_of(const struct irt_answers *a, const struct irt_item *items,
           const struct irt_prior *population, int person)
{
    double sum = 0;
    double mass = 0;

    for (int q = 0; q < POINTS; q++) {
        double theta = population->mean + population->sd * WIDTHS * (2.0 * q / (POINTS - 1) - 1);
        double weight = irt_prior_weight(population, theta);

        for (int i = 0; i < a->items; i++) {
            uint8_t cell = a->cells[(size_t)person * (size_t)a->items + (size_t)i];
            double p[IRT_CATEGORIES_MAX];

            if (cell == IRT_MISSING)
                continue;
            (void)irt_probabilities(&items[i], theta, p);
            weight *= p[cell];
        }
        sum += weight * theta;
        mass += weight;
    }
    return mass > 0 ? sum / mass : population->mean;
}

static void
add(struct sums *s, const struct irt_item *item, double theta, int cell, int group)
{
    double p[IRT_CATEGORIES_MAX];
    int len = irt_probabilities(item, theta, p);
    double expected = 0;
    double squares = 0;

    for (int k = 0; k < len; k++) {
        expected += k * p[k];
        squares += (double)k * k * p[k];
    }
    s->residual[group] += cell - expected;
    s->variance[group] += squares - expected * expected;
    s->people[group]++;
}

static struct irt_group
compare(const struct sums *s)
{
    struct irt_group g = {NAN, NAN, false};
    double variance = 0;

    for (int k = 0; k < 2; k++) {
        if (s->people[k] < IRT_GROUP_PEOPLE_MIN)
            return g;
        variance += s->variance[k] / ((double)s->people[k] * s->people[k]);
    }
    g.difference = s->residual[1] / s->people[1] - s->residual[0] / s->people[0];
    if (variance > 0)
        g.z = g.difference / sqrt(variance);
    g.is_marked = fabs(g.z) > Z_MARKED && fabs(g.difference) > IRT_GROUP_LARGE;
    return g;
}

void
irt_group_items(const struct irt_answers *answers, const struct irt_item *items,
                const struct irt_prior *population, const uint8_t *group_of,
                struct irt_group *ret_groups)
{
    for (int i = 0; i < answers->items; i++) {
        struct sums s = {{0, 0}, {0, 0}, {0, 0}};

        for (int p = 0; p < answers->people; p++) {
            uint8_t cell = answers->cells[(size_t)p * (size_t)answers->items + (size_t)i];

            if (cell != IRT_MISSING)
                add(&s, &items[i], ability_of(answers, items, population, p), cell, group_of[p]);
        }
        ret_groups[i] = compare(&s);
    }
}
