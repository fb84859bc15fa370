/* SPDX-License-Identifier: EUPL-1.2 */
/* Points and weights of Gauss and Hermite for a normal population (Abramowitz & Stegun
 * 1964, 25.4.46). */
#ifndef KC_ENGINE_IRT_QUADRATURE_H
#define KC_ENGINE_IRT_QUADRATURE_H

#include "engine/irt_ability.h"

enum { IRT_HERMITE_POINTS_MAX = 61 };

/*
 * `points` (2..IRT_HERMITE_POINTS_MAX) abilities, ascending, and weights with sum 1: exact for
 * polynomials of degree 2 points - 1.
 */
void irt_quadrature_hermite(const struct irt_prior *population, int points, double *ret_theta,
                            double *ret_weights);

#endif
