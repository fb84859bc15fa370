/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ability from answers, by four methods.
 *
 *   IRT_EAP        mean and standard deviation of the posterior, sums on an equally spaced grid by
 *                  the trapezoid rule (Bock & Mislevy 1982)
 *   IRT_MAP        the posterior's mode; error 1/sqrt(information + 1/sd^2) (Samejima 1969)
 *   IRT_ML         the likelihood's maximum; error 1/sqrt(information)
 *   IRT_WEIGHTED   Warm's (1989) weighted likelihood, without the bias of order 1/n of ML; error as
 *                  of ML
 *
 * The last three lie within the grid's ends, which are the answer where the score function has the
 * same sign at both: all right gives the upper end by ML, all wrong the lower one, as in catR
 * (Magis & Raiche 2012). Where the 3PL has more than one root the one with the largest likelihood
 * (MAP: posterior) counts. Without any answer: EAP and MAP give the prior, ML and IRT_WEIGHTED the
 * prior's mean with an infinite error.
 */
#ifndef KC_ENGINE_IRT_ABILITY_H
#define KC_ENGINE_IRT_ABILITY_H

#include "engine/irt_model.h"

enum irt_method { IRT_EAP, IRT_MAP, IRT_ML, IRT_WEIGHTED, IRT_METHODS };

/* Normal; mean within the grid, sd > 0. */
struct irt_prior {
    double mean;
    double sd;
};

struct irt_grid {
    double from; /* < to */
    double to;
    int points; /* 2..IRT_GRID_POINTS_MAX */
};

struct irt_answer {
    const struct irt_item *item;
    int category; /* 0..steps */
};

struct irt_estimator {
    enum irt_method method;
    struct irt_prior prior;
    struct irt_grid grid;
};

struct irt_ability {
    double theta;
    double se;
};

/* Point `q` of the grid. */
double irt_grid_at(const struct irt_grid *g, int q);
/* Of the prior at a point, not normalised: exp(-z^2/2). */
double irt_prior_weight(const struct irt_prior *p, double theta);

struct irt_ability irt_ability(const struct irt_answer *answers, int len,
                               const struct irt_estimator *how);

/* Mean and standard deviation of the weights on the grid; their sum is > 0. */
struct irt_ability irt_grid_moments(const struct irt_grid *g, const double *weights);

/* "eap", "map", "ml", "wl" */
const char *irt_method_code(enum irt_method method);

#endif
