/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Levels 0..8 and the ability scale (CHECK-3, CHECK-4, CHECK-15).
 *
 * Level k begins at theta = (k - 4.5) x CHECK_LEVEL_WIDTH, k = 1..8; its middle, and the first and
 * last level's by convention, is (k - 4) x CHECK_LEVEL_WIDTH. An item written for level k starts
 * with that difficulty until it is calibrated: whoever stands in the middle of the level knows or
 * does not know it with equal chance.
 */
#ifndef KC_ENGINE_CHECK_LEVEL_H
#define KC_ENGINE_CHECK_LEVEL_H

#include "engine/irt_ability.h"

enum { CHECK_LEVELS = LEVEL_MAX + 1 };

#define CHECK_LEVEL_WIDTH 0.75
#define CHECK_POPULATION_SD 1.5

struct check_levels {
    double chance[CHECK_LEVELS]; /* sum 1 */
    int likely;                  /* the most probable; of two equal ones the lower */
    int low;                     /* below it lies at most 2.5 % ... */
    int high;                    /* ... above it at most 2.5 % */
};

double check_level_middle(int level);
int check_level_at(double theta);

/* From weights on a grid: each point's weight is spread evenly over its cell (CHECK-15). */
struct check_levels check_levels_of(const struct irt_grid *g, const double *posterior);
/* The chance that the level is `level` or more. */
double check_level_reached(const struct check_levels *l, int level);

/* What is known before the first answer; -1: not known. */
struct check_known {
    int rated; /* own rating */
    int job;   /* the level that the person's job usually has */
};
/*
 * The prior (CHECK-3): the product of the population, N(0, CHECK_POPULATION_SD^2), of the own
 * rating (sd 1.5) and of the job's level (sd 2): never a result, only where asking begins.
 */
struct irt_prior check_prior(const struct check_known *known);

/* An item before it is calibrated, for CHECK-2: written for `level` 1..8, right by guessing with
 * chance `c`. */
struct irt_item check_item_start(int level, double c);

#endif
