/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How well calibrated items agree with the answers they were calibrated from.
 *
 *   infit, outfit   mean squares of residuals at the people's EAP abilities, weighted by the
 *                   expected variance or not (Wright & Masters 1982); 1 is what the model expects
 *   S-X2            people of each sum score: how many are right beside what the model expects
 *                   (Orlando & Thissen 2000), sums of fewer than 1 expected in a cell are joined.
 *                   For right-or-wrong items that everybody answered, up to IRT_FIT_ITEMS_MAX
 */
#ifndef KC_ENGINE_IRT_FIT_H
#define KC_ENGINE_IRT_FIT_H

#include "engine/irt_calibrate.h"

enum { IRT_FIT_ITEMS_MAX = 120 };

struct irt_fit {
    double infit;
    double outfit;
    double s_x2; /* chi-square; NaN: not to be had */
    int df;
    double p; /* of a chi-square at least so large */
};

/*
 * `ret_fit` has room for the answers' items.
 *   ERR_LIMIT   the arena is full (scratch; given back)
 */
MUST_USE enum err irt_fit_items(struct arena *scratch, const struct irt_answers *answers,
                                const struct irt_calibration *how, const struct irt_fitted *fitted,
                                struct irt_fit *ret_fit);

/* The chance of a chi-square of `df` degrees of freedom above `x`; `df` >= 1. */
double irt_fit_chi_square(double x, int df);

#endif
