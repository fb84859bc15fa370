/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/check_level.h"

#include <assert.h>
#include <math.h>

/* Of the level's chances, at most so much lies beyond low or high. */
#define TAIL 0.025

static double
begins_at(int level)
{
    return (level - 4.5) * CHECK_LEVEL_WIDTH;
}

double
check_level_middle(int level)
{
    return (level - 4) * CHECK_LEVEL_WIDTH;
}

int
check_level_at(double theta)
{
    int level = 0;

    while (level < LEVEL_MAX && theta >= begins_at(level + 1))
        level++;
    return level;
}

struct check_levels
check_levels_of(const struct irt_grid *g, const double *posterior)
{
    struct check_levels l = {.low = 0, .high = LEVEL_MAX};
    double half = 0.5 * (g->to - g->from) / (g->points - 1);
    double sum = 0;
    double tail = 0;

    for (int q = 0; q < g->points; q++) {
        double theta = irt_grid_at(g, q);
        double from = q == 0 ? theta : theta - half;
        double to = q == g->points - 1 ? theta : theta + half;
        int level = check_level_at(from);

        while (from < to) {
            double end = level < LEVEL_MAX ? fmin(to, begins_at(level + 1)) : to;

            l.chance[level] += posterior[q] * (end - from);
            sum += posterior[q] * (end - from);
            from = end;
            level++;
        }
    }
    assert(sum > 0);
    for (int k = 0; k < CHECK_LEVELS; k++) {
        l.chance[k] /= sum;
        if (l.chance[k] > l.chance[l.likely])
            l.likely = k;
    }
    tail = l.chance[0];
    while (tail <= TAIL && l.low < LEVEL_MAX)
        tail += l.chance[++l.low];
    tail = l.chance[LEVEL_MAX];
    while (tail <= TAIL && l.high > l.low)
        tail += l.chance[--l.high];
    return l;
}

double
check_level_reached(const struct check_levels *l, int level)
{
    double sum = 0;

    for (int k = level < 0 ? 0 : level; k < CHECK_LEVELS; k++)
        sum += l->chance[k];
    return fmin(sum, 1);
}

struct irt_prior
check_prior(const struct check_known *known)
{
    double weight = 1 / (CHECK_POPULATION_SD * CHECK_POPULATION_SD);
    double sum = 0;

    if (known->rated >= 0) {
        weight += 1 / (1.5 * 1.5);
        sum += check_level_middle(known->rated) / (1.5 * 1.5);
    }
    if (known->job >= 0) {
        weight += 1 / (2.0 * 2.0);
        sum += check_level_middle(known->job) / (2.0 * 2.0);
    }
    return (struct irt_prior){sum / weight, 1 / sqrt(weight)};
}

struct irt_item
check_item_start(int level, double c)
{
    return (struct irt_item){
        .kind = IRT_LOGISTIC, .steps = 1, .a = 1, .b = {check_level_middle(level)}, .c = c, .d = 1};
}
