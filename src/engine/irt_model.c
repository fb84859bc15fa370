/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_model.h"

#include <math.h>

/* No category is impossible: its logarithm is taken. */
#define P_MIN 1e-150

/* 1/(1 + exp(-x)) and its complement, both exact far out. */
static void
logistic(double x, double *ret_l, double *ret_rest)
{
    double e = exp(-fabs(x));
    double large = 1 / (1 + e);
    double small = e / (1 + e);

    *ret_l = x >= 0 ? large : small;
    *ret_rest = x >= 0 ? small : large;
}

static bool
is_within(double x, double bound)
{
    return x >= -bound && x <= bound; /* a NaN is not */
}

bool
irt_item_is_sound(const struct irt_item *item)
{
    if (item->kind > IRT_PARTIAL || item->steps < 1 || item->steps > IRT_STEPS_MAX ||
        (item->kind == IRT_LOGISTIC && item->steps != 1))
        return false;
    if (!is_within(item->a, IRT_SLOPE_MAX) || item->a == 0)
        return false;
    if (item->kind == IRT_LOGISTIC && !(item->c >= 0 && item->c < item->d && item->d <= 1))
        return false;
    for (int k = 0; k < item->steps; k++) {
        if (!is_within(item->b[k], IRT_PLACE_MAX))
            return false;
        if (item->kind == IRT_GRADED && k > 0 && !(item->b[k] > item->b[k - 1]))
            return false;
    }
    return true;
}

static void
curves_logistic(const struct irt_item *item, double theta, struct irt_curve *ret_curves)
{
    double range = item->d - item->c;
    double l;
    double rest;

    logistic(item->a * (theta - item->b[0]), &l, &rest);
    ret_curves[1].p = fmax(item->c + range * l, P_MIN);
    ret_curves[1].d1 = range * item->a * l * rest;
    ret_curves[1].d2 = ret_curves[1].d1 * item->a * (rest - l);
    ret_curves[0].p = fmax(1 - item->d + range * rest, P_MIN);
    ret_curves[0].d1 = -ret_curves[1].d1;
    ret_curves[0].d2 = -ret_curves[1].d2;
}

/* Each category is the difference of two steps, taken on the side where nothing cancels. */
static void
curves_graded(const struct irt_item *item, double theta, struct irt_curve *ret_curves)
{
    double a = item->a;
    double l = 1; /* at least 0 */
    double rest = 0;

    for (int k = 0; k <= item->steps; k++) {
        double next = 0;
        double next_rest = 1;
        double here = l * rest;
        double there;

        if (k < item->steps)
            logistic(a * (theta - item->b[k]), &next, &next_rest);
        there = next * next_rest;
        ret_curves[k].p = fmax(l < 0.5 ? l - next : next_rest - rest, P_MIN);
        ret_curves[k].d1 = a * (here - there);
        ret_curves[k].d2 = a * a * (here * (rest - l) - there * (next_rest - next));
        l = next;
        rest = next_rest;
    }
}

static void
curves_partial(const struct irt_item *item, double theta, struct irt_curve *ret_curves)
{
    double a = item->a;
    double z = 0;
    double z_max = 0;
    double sum = 0;
    double mean = 0;
    double variance = 0;

    ret_curves[0].p = 0;
    for (int k = 1; k <= item->steps; k++) {
        z += a * (theta - item->b[k - 1]);
        ret_curves[k].p = z;
        z_max = fmax(z, z_max);
    }
    for (int k = 0; k <= item->steps; k++) {
        ret_curves[k].p = exp(ret_curves[k].p - z_max);
        sum += ret_curves[k].p;
    }
    for (int k = 0; k <= item->steps; k++) {
        ret_curves[k].p = fmax(ret_curves[k].p / sum, P_MIN);
        mean += k * ret_curves[k].p;
    }
    for (int k = 0; k <= item->steps; k++)
        variance += (k - mean) * (k - mean) * ret_curves[k].p;
    for (int k = 0; k <= item->steps; k++) {
        ret_curves[k].d1 = a * ret_curves[k].p * (k - mean);
        ret_curves[k].d2 = a * a * ret_curves[k].p * ((k - mean) * (k - mean) - variance);
    }
}

int
irt_curves(const struct irt_item *item, double theta, struct irt_curve *ret_curves)
{
    switch ((enum irt_kind)item->kind) {
    case IRT_GRADED:
        curves_graded(item, theta, ret_curves);
        break;
    case IRT_PARTIAL:
        curves_partial(item, theta, ret_curves);
        break;
    case IRT_LOGISTIC:
        curves_logistic(item, theta, ret_curves);
        break;
    }
    return item->steps + 1;
}

int
irt_probabilities(const struct irt_item *item, double theta, double *ret_p)
{
    struct irt_curve curves[IRT_CATEGORIES_MAX];
    int len = irt_curves(item, theta, curves);

    for (int k = 0; k < len; k++)
        ret_p[k] = curves[k].p;
    return len;
}

double
irt_information(const struct irt_item *item, double theta)
{
    struct irt_curve curves[IRT_CATEGORIES_MAX] = {{0}};
    int len = irt_curves(item, theta, curves);
    double sum = 0;

    for (int k = 0; k < len; k++)
        sum += curves[k].d1 * curves[k].d1 / curves[k].p;
    return sum;
}

double
irt_warm_term(const struct irt_item *item, double theta)
{
    struct irt_curve curves[IRT_CATEGORIES_MAX] = {{0}};
    int len = irt_curves(item, theta, curves);
    double sum = 0;

    for (int k = 0; k < len; k++)
        sum += curves[k].d1 * curves[k].d2 / curves[k].p;
    return sum;
}

double
irt_expected(const struct irt_item *item, double theta)
{
    double p[IRT_CATEGORIES_MAX];
    int len = irt_probabilities(item, theta, p);
    double sum = 0;

    for (int k = 1; k < len; k++)
        sum += k * p[k];
    return sum;
}

double
irt_place(const struct irt_item *item)
{
    double sum = 0;

    for (int k = 0; k < item->steps; k++)
        sum += item->b[k];
    return sum / item->steps;
}
