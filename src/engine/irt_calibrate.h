/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Calibration: item parameters from answers.
 *
 * Marginal maximum likelihood by the EM algorithm (Bock & Aitkin 1981): abilities are N(0, 1) on
 * an equally spaced grid; the E step counts, for each item, the expected people at each point by
 * category; the M step fits each item to its counts by Fisher scoring. Steps are squared and
 * extrapolated (SQUAREM, Varadhan & Roland 2008), taken back whenever the likelihood would fall.
 *
 * Standard errors are from the observed information of all parameters, by differences of the exact
 * gradient, up to IRT_OBSERVED_MAX parameters; beyond that from the cross-product of the people's
 * scores (Berndt, Hall, Hall & Hausman 1974), item by item.
 *
 * Sums are made in an order that does not depend on the width of `jobs`: the same answers give the
 * same parameters, bit for bit on one machine.
 */
#ifndef KC_ENGINE_IRT_CALIBRATE_H
#define KC_ENGINE_IRT_CALIBRATE_H

#include "base/arena.h"
#include "base/jobs.h"
#include "engine/irt_ability.h"

enum {
    IRT_MISSING = 255,
    IRT_OBSERVED_MAX = 120,                 /* parameters */
    IRT_PARAMETERS_MAX = IRT_STEPS_MAX + 2, /* of one item: intercepts, slope, guessing */
};

enum irt_model {
    IRT_RASCH,     /* one slope for all items; its square is the variance of abilities on a scale
                      where slopes are 1 */
    IRT_RASCH_3PL, /* the same with guessing */
    IRT_2PL,
    IRT_3PL,
    IRT_GRM,
    IRT_GPCM,
    IRT_PCM, /* GPCM with one slope for all items */
    IRT_MODELS
};

/* Answers, person by person: category 0.. or IRT_MISSING at cells[person * items + item]. */
struct irt_answers {
    const uint8_t *cells;
    const uint32_t *weights; /* by person, how often the row stands; NULL: once */
    int people;
    int items;
    const uint8_t
        *steps; /* by item: its highest category, each of 0..steps was given by somebody */
};

struct irt_calibration {
    enum irt_model model;
    struct irt_grid grid; /* equally spaced; not asked with hermite > 0 */
    int hermite; /* points of Gauss and Hermite instead, 2..IRT_HERMITE_POINTS_MAX; 0: no */
    struct irt_prior population; /* of abilities: N(0, 1) unless items are fixed on another scale */
    struct irt_prior guessing;   /* of log(c/(1-c)); sd 0: none, plain maximum likelihood */
    int cycles_max;
    double change_min;            /* ends when no parameter of a cycle changes by more */
    const struct irt_item *fixed; /* by item: keep those with steps > 0 as they are; NULL: none */
};
/* N(0, 1) at 61 points from -6 to 6, 2,000 cycles, change 1e-6. */
extern const struct irt_calibration IRT_CALIBRATION;
/* With more cells a change of 1e-4 ends it: a hundredth of a standard error there. */
enum { IRT_CELLS_EXACT_MAX = 1000000 };
double irt_change_min(int people, int items);

struct irt_estimate {
    struct irt_item item;
    double intercept[IRT_STEPS_MAX]; /* -a b: what is estimated */
    double se_a;                     /* NaN: not to be had */
    double se_b[IRT_STEPS_MAX];
    double se_c;
};

struct irt_fitted {
    struct irt_estimate *items; /* by item */
    double log_likelihood;
    int parameters;
    int cycles;
    bool converged;
    bool observed; /* standard errors from the observed information, not the scores */
    double people; /* with weights */
};

/*
 * `ret_fitted` and its items live in `arena`.
 *
 *   ERR_INVALID   an item whose answers are all the same, no answers, a model that does not go
 *                 with an item's categories
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err irt_calibrate(struct arena *arena, const struct irt_answers *answers,
                                const struct irt_calibration *how, const struct jobs *jobs,
                                struct irt_fitted *ret_fitted);

/* "rasch", "rasch3pl", "2pl", "3pl", "grm", "gpcm", "pcm" */
const char *irt_model_code(enum irt_model model);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err irt_model_parse(struct slice code, enum irt_model *ret_model);

#endif
