/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sequential expectation propagation. The joint posterior is kept as covariance and mean of the
 * deviations from the prior means; a changed factor changes them by one rank.
 */
#include "engine/check_joint.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* A factor's precision, and when it has stopped to change. */
#define PRECISION_MIN 1e-9
#define CHANGE_MIN 1e-10

struct factor {
    double precision;
    double shift; /* precision times mean, of the deviation */
};

struct normal {
    int len;
    double *covariance; /* [len][len] */
    double *mean;
    double *column; /* scratch */
    struct factor *factors;
};

/* Cholesky's decomposition exists. */
static bool
is_positive_definite(const double *m, int len, double *scratch)
{
    memcpy(scratch, m, (size_t)len * (size_t)len * sizeof *m);
    for (int i = 0; i < len; i++) {
        for (int j = 0; j <= i; j++) {
            double sum = scratch[i * len + j];

            if (m[i * len + j] != m[j * len + i])
                return false;
            for (int k = 0; k < j; k++)
                sum -= scratch[i * len + k] * scratch[j * len + k];
            if (i == j && !(sum > 1e-9))
                return false;
            scratch[i * len + j] = i == j ? sqrt(sum) : sum / scratch[j * len + j];
        }
    }
    return true;
}

/* More (or less) precision along one axis: Sherman & Morrison's formula. */
static void
sharpen(struct normal *n, int k, double precision)
{
    int len = n->len;
    double scale = precision / (1 + precision * n->covariance[k * len + k]);

    for (int i = 0; i < len; i++)
        n->column[i] = n->covariance[i * len + k];
    for (int i = 0; i < len; i++) {
        for (int j = 0; j < len; j++)
            n->covariance[i * len + j] -= scale * n->column[i] * n->column[j];
    }
    for (int i = 0; i < len; i++) {
        n->mean[i] = 0;
        for (int j = 0; j < len; j++)
            n->mean[i] += n->covariance[i * len + j] * n->factors[j].shift;
    }
}

/* Make the factor of one competence right, given the others. Answers how much it changed. */
static double
refine(struct normal *n, const struct check_joint *joint, int k)
{
    const struct irt_grid *g = joint->grid;
    struct factor *f = &n->factors[k];
    double variance = n->covariance[k * n->len + k];
    double rest_precision = 1 / variance - f->precision;
    struct irt_prior rest;
    struct irt_ability tilted;
    double weights[IRT_GRID_POINTS_MAX];
    struct factor fresh;
    double change;

    rest.sd = sqrt(1 / rest_precision);
    rest.mean = joint->priors[k].mean + (n->mean[k] / variance - f->shift) / rest_precision;
    for (int q = 0; q < g->points; q++)
        weights[q] = joint->likelihood[k][q] * irt_prior_weight(&rest, irt_grid_at(g, q));
    tilted = irt_grid_moments(g, weights);
    fresh.precision = fmax(1 / (tilted.se * tilted.se) - rest_precision, PRECISION_MIN);
    /* such that the mean is right even where the precision was bounded */
    fresh.shift = (tilted.theta - joint->priors[k].mean) * (rest_precision + fresh.precision) -
                  (rest.mean - joint->priors[k].mean) * rest_precision;
    change = fabs(fresh.precision - f->precision) * variance;
    f->shift = fresh.shift;
    sharpen(n, k, fresh.precision - f->precision);
    f->precision = fresh.precision;
    return change;
}

static enum err
infer(const struct check_joint *joint, struct normal *n, struct irt_ability *ret_abilities)
{
    int len = joint->len;

    if (!is_positive_definite(joint->correlation, len, n->covariance))
        return ERR_INVALID;
    for (int i = 0; i < len; i++) {
        for (int j = 0; j < len; j++)
            n->covariance[i * len + j] =
                joint->correlation[i * len + j] * joint->priors[i].sd * joint->priors[j].sd;
    }
    for (int sweep = 0; sweep < CHECK_JOINT_SWEEPS_MAX; sweep++) {
        double change = 0;

        for (int k = 0; k < len; k++) {
            if (joint->likelihood[k] != NULL)
                change = fmax(change, refine(n, joint, k));
        }
        if (change < CHANGE_MIN)
            break;
    }
    for (int k = 0; k < len; k++)
        ret_abilities[k] = (struct irt_ability){joint->priors[k].mean + n->mean[k],
                                                sqrt(n->covariance[k * len + k])};
    return OK;
}

enum err
check_joint_infer(struct arena *scratch, const struct check_joint *joint,
                  struct irt_ability *ret_abilities)
{
    struct arena_mark mark = arena_mark(scratch);
    size_t len = (size_t)joint->len;
    struct normal n = {
        .len = joint->len,
        .covariance = arena_array(scratch, double, len *len),
        .mean = arena_array(scratch, double, len),
        .column = arena_array(scratch, double, len),
        .factors = arena_array(scratch, struct factor, len),
    };
    enum err e = ERR_LIMIT;

    assert(joint->len >= 1 && joint->len <= CHECK_COMPETENCES_MAX);
    if (n.covariance != NULL && n.mean != NULL && n.column != NULL && n.factors != NULL)
        e = infer(joint, &n, ret_abilities);
    arena_rewind(scratch, mark);
    return e;
}

void
check_joint_correlation(const uint8_t *area_of, int len, double within, double across,
                        double *ret_correlation)
{
    for (int i = 0; i < len; i++) {
        for (int j = 0; j < len; j++)
            ret_correlation[i * len + j] = i == j ? 1 : area_of[i] == area_of[j] ? within : across;
    }
}
