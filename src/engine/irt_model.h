/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Item response models: how likely each answer to an item is, given a person's ability.
 *
 *   IRT_LOGISTIC   right or wrong: P(right) = c + (d - c) L(a(theta - b)), L(x) = 1/(1 + exp(-x)).
 *                  c = 0, d = 1 is the 2PL, one common a besides the Rasch model (Rasch 1960),
 *                  c > 0 the 3PL (Birnbaum 1968), d < 1 the 4PL (Barton & Lord 1981)
 *   IRT_GRADED     graded answers: P(at least k) = L(a(theta - b_k)) (Samejima 1969)
 *   IRT_PARTIAL    partial credit: P(k) ~ exp(sum over v <= k of a(theta - b_v)) (Muraki 1992);
 *                  with one common a Masters' (1982) partial credit model
 *
 * Abilities are on the logistic scale without the factor 1.702 (D = 1). An answer is a category
 * 0..steps; an item of IRT_LOGISTIC has one step. Pure, nothing is kept (CHECK-1).
 */
#ifndef KC_ENGINE_IRT_MODEL_H
#define KC_ENGINE_IRT_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"

enum irt_kind { IRT_LOGISTIC, IRT_GRADED, IRT_PARTIAL };

enum { IRT_CATEGORIES_MAX = IRT_STEPS_MAX + 1 };

struct irt_item {
    uint8_t kind;            /* enum irt_kind */
    uint8_t steps;           /* 1..IRT_STEPS_MAX; categories less one */
    double a;                /* discrimination, -IRT_SLOPE_MAX..IRT_SLOPE_MAX, not 0 */
    double b[IRT_STEPS_MAX]; /* difficulty, thresholds; within -IRT_PLACE_MAX..IRT_PLACE_MAX */
    double c;                /* lower asymptote, 0 <= c < d <= 1; of IRT_LOGISTIC alone */
    double d;                /* upper asymptote */
};

/* Of one category: its probability and the first two derivatives by ability. */
struct irt_curve {
    double p; /* > 0 */
    double d1;
    double d2;
};

/* Whether all numbers are within the ranges above, thresholds of IRT_GRADED ascending. */
bool irt_item_is_sound(const struct irt_item *item);

/* All categories; `ret_curves` has room for IRT_CATEGORIES_MAX. Answers how many. */
int irt_curves(const struct irt_item *item, double theta, struct irt_curve *ret_curves);
/* Probabilities alone. */
int irt_probabilities(const struct irt_item *item, double theta, double *ret_p);

/* Fisher's expected information: the sum over categories of P'^2 / P. */
double irt_information(const struct irt_item *item, double theta);
/* The sum over categories of P' P'' / P: half of it by the information is Warm's (1989) term. */
double irt_warm_term(const struct irt_item *item, double theta);
/* The expected category. */
double irt_expected(const struct irt_item *item, double theta);
/* Where most of the item's measuring is: b, or the mean of the thresholds. */
double irt_place(const struct irt_item *item);

#endif
