/* SPDX-License-Identifier: EUPL-1.2 */
/* Standard errors: the observed information, or the cross-product of scores item by item. */
#include <math.h>
#include <string.h>

#include "engine/irt_calibrate_parts.h"

#define DIFFERENCE 1e-4

/* Parameters that are estimated: a common slope counts once, fixed items not at all. */
struct free_set {
    int *at; /* free parameter: the first index in x */
    int len;
    int common; /* which of them is the common slope; -1 */
};

static void
add_item(const struct irt_em *em, const struct irt_place *p, struct free_set *f)
{
    for (int k = 0; k < p->parameters && !p->fixed; k++) {
        bool shared = em->traits.common && k == p->steps;

        if (shared && f->common >= 0)
            continue;
        if (shared)
            f->common = f->len;
        f->at[f->len++] = p->first + k;
    }
}

static enum err
find_free(struct arena *arena, const struct irt_em *em, struct free_set *ret_set)
{
    struct free_set f = {.at = arena_array(arena, int, (size_t)em->parameters + 1), .common = -1};

    if (f.at == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < em->answers->items; i++)
        add_item(em, &em->places[i], &f);
    *ret_set = f;
    return OK;
}

/* Add to a free parameter; a common slope is in every item. */
static void
shift(const struct irt_em *em, const struct free_set *f, int j, double by, double *x)
{
    if (j != f->common) {
        x[f->at[j]] += by;
        return;
    }
    for (int i = 0; i < em->answers->items; i++) {
        if (!em->places[i].fixed)
            x[em->places[i].first + em->places[i].steps] += by;
    }
}

static void
free_gradient(struct irt_em *em, const struct free_set *f, const double *x, double *all,
              double *ret_gradient)
{
    (void)irt_em_expect(em, x);
    irt_em_gradient(em, x, all);
    for (int j = 0; j < f->len; j++)
        ret_gradient[j] = all[f->at[j]];
    if (f->common < 0)
        return;
    ret_gradient[f->common] = 0;
    for (int i = 0; i < em->answers->items; i++) {
        if (!em->places[i].fixed)
            ret_gradient[f->common] += all[em->places[i].first + em->places[i].steps];
    }
}

/* Inverse of minus the second derivatives; false where it is not positive definite. */
static bool
observed(struct irt_em *em, const struct free_set *f, double *x, double *room)
{
    int n = f->len;
    double *information = room;
    double *low = room + (size_t)n * (size_t)n;
    double *high = low + n;
    double *all = high + n;

    for (int j = 0; j < n; j++) {
        shift(em, f, j, -DIFFERENCE, x);
        free_gradient(em, f, x, all, low);
        shift(em, f, j, 2 * DIFFERENCE, x);
        free_gradient(em, f, x, all, high);
        shift(em, f, j, -DIFFERENCE, x);
        for (int i = 0; i < n; i++)
            information[j * n + i] = (low[i] - high[i]) / (2 * DIFFERENCE);
    }
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < j; i++)
            information[j * n + i] = information[i * n + j] =
                0.5 * (information[j * n + i] + information[i * n + j]);
    }
    return irt_invert(information, n);
}

/* From a covariance of the item's parameters (order of x) to errors of a, b and c. */
static void
deliver(const struct irt_place *p, const double *x, const double *covariance,
        struct irt_estimate *ret)
{
    int n = p->parameters;
    double a = x[p->steps];
    double var_a = covariance[p->steps * n + p->steps];

    ret->se_a = sqrt(var_a);
    for (int k = 0; k < p->steps; k++) {
        double b = -x[k] / a;

        ret->se_b[k] =
            sqrt(fmax(covariance[k * n + k] + b * b * var_a + 2 * b * covariance[k * n + p->steps],
                      0)) /
            fabs(a);
    }
    if (n > p->steps + 1) {
        double c = 1 / (1 + exp(-x[n - 1]));

        ret->se_c = c * (1 - c) * sqrt(covariance[n * n - 1]);
    }
}

static void
deliver_observed(const struct irt_em *em, const struct free_set *f, const double *inverse,
                 const double *x, struct irt_fitted *fitted)
{
    int at = 0;

    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *p = &em->places[i];
        double covariance[IRT_PARAMETERS_MAX * IRT_PARAMETERS_MAX] = {0};
        int where[IRT_PARAMETERS_MAX] = {0};

        if (p->fixed)
            continue;
        for (int k = 0; k < p->parameters; k++) {
            bool shared = em->traits.common && k == p->steps;

            where[k] = shared ? f->common : at;
            at += !shared || at == f->common;
        }
        for (int k = 0; k < p->parameters; k++) {
            for (int l = 0; l < p->parameters; l++)
                covariance[k * p->parameters + l] = inverse[where[k] * f->len + where[l]];
        }
        deliver(p, x + p->first, covariance, &fitted->items[i]);
    }
}

/* One item's scores, person by person, from kept posteriors. */
static void
cross_product(const struct irt_em *em, const struct irt_place *p, int item, const double *x,
              double *ret_product)
{
    double by[IRT_CATEGORIES_MAX][IRT_PARAMETERS_MAX][IRT_GRID_POINTS_MAX];
    const struct irt_answers *a = em->answers;
    int n = p->parameters;

    for (int q = 0; q < em->points; q++) {
        struct irt_slope slopes[IRT_CATEGORIES_MAX];

        irt_slopes(em, p, x + p->first, em->theta[q], slopes);
        for (int k = 0; k <= p->steps; k++) {
            for (int i = 0; i < n; i++)
                by[k][i][q] = slopes[k].by[i] / slopes[k].p;
        }
    }
    for (int person = 0; person < a->people; person++) {
        int k = a->cells[(size_t)person * (size_t)a->items + (size_t)item];
        const double *posterior = em->posteriors + (size_t)person * (size_t)em->stride;
        double weight = a->weights != NULL ? a->weights[person] : 1;
        double score[IRT_PARAMETERS_MAX] = {0};

        if (k == IRT_MISSING)
            continue;
        for (int q = 0; q < em->points; q++) {
            if (posterior[q] == 0)
                continue;
            for (int i = 0; i < n; i++)
                score[i] += posterior[q] * by[k][i][q];
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++)
                ret_product[i * n + j] += score[i] * score[j] / weight;
        }
    }
}

struct scores_job {
    const struct irt_em *em;
    const double *x;
    struct irt_fitted *fitted;
};

static void
scores_of_item(void *arg, int item)
{
    const struct scores_job *job = arg;
    const struct irt_place *p = &job->em->places[item];
    double product[IRT_PARAMETERS_MAX * IRT_PARAMETERS_MAX] = {0};

    if (p->fixed)
        return;
    cross_product(job->em, p, item, job->x, product);
    if (irt_invert(product, p->parameters))
        deliver(p, job->x + p->first, product, &job->fitted->items[item]);
}

static void
forget(struct irt_estimate *e)
{
    e->se_a = e->se_c = (double)NAN;
    for (int k = 0; k < IRT_STEPS_MAX; k++)
        e->se_b[k] = (double)NAN;
}

enum err
irt_em_errors(struct arena *arena, struct irt_em *em, double *x, struct irt_fitted *fitted)
{
    struct free_set f;
    struct scores_job job = {em, x, fitted};

    TRY(find_free(arena, em, &f));
    fitted->parameters = f.len;
    for (int i = 0; i < em->answers->items; i++)
        forget(&fitted->items[i]);
    if (f.len <= IRT_OBSERVED_MAX) {
        double *room = arena_array(arena, double,
                                   (size_t)f.len *(size_t)f.len + 2 * (size_t)f.len +
                                       (size_t)em->parameters + 1);

        if (room == NULL)
            return ERR_LIMIT;
        if (observed(em, &f, x, room)) {
            fitted->observed = true;
            deliver_observed(em, &f, room, x, fitted);
            return OK;
        }
    }
    em->posteriors = arena_array(arena, double, (size_t)em->answers->people *(size_t)em->stride);
    if (em->posteriors == NULL)
        return ERR_LIMIT;
    (void)irt_em_expect(em, x);
    jobs_run(em->jobs, em->answers->items, scores_of_item, &job);
    em->posteriors = NULL;
    return OK;
}
