/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Competences inform each other (CHECK-16): abilities are a vector, normal with a stated
 * covariance before any answer; each item measures one of them.
 *
 * The likelihood of each competence's answers is known on a grid. Their joint posterior is
 * approximated by a normal one with expectation propagation (Minka 2001): each likelihood becomes
 * a normal factor such that mean and variance of its own ability are right given all the others;
 * repeated until nothing changes. For normal likelihoods exact; tested against a two-dimensional
 * grid otherwise. A factor never makes things less certain than they were.
 */
#ifndef KC_ENGINE_CHECK_JOINT_H
#define KC_ENGINE_CHECK_JOINT_H

#include "base/arena.h"
#include "engine/irt_ability.h"

struct check_joint {
    int len;                        /* competences, 1..CHECK_COMPETENCES_MAX */
    const struct irt_prior *priors; /* by competence */
    const double *correlation;      /* [len][len], positive definite, ones on the diagonal */
    const struct irt_grid *grid;
    const double *const *likelihood; /* by competence; NULL: nothing was asked */
};

/*
 * Mean and standard deviation of each competence into `ret_abilities`, by competence.
 *
 *   ERR_INVALID   the correlations are not positive definite
 *   ERR_LIMIT     the arena is full (scratch; given back)
 */
MUST_USE enum err check_joint_infer(struct arena *scratch, const struct check_joint *joint,
                                    struct irt_ability *ret_abilities);

/* CHECK-16: 1 on the diagonal, `within` in one area, `across` between areas. */
void check_joint_correlation(const uint8_t *area_of, int len, double within, double across,
                             double *ret_correlation);

#endif
