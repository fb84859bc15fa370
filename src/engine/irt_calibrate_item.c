/* SPDX-License-Identifier: EUPL-1.2 */
/* The M step: each item's parameters from the expected counts, by Fisher scoring. */
#include <math.h>
#include <string.h>

#include "engine/irt_calibrate_parts.h"

enum { SCORINGS_MAX = 4, HALVINGS_MAX = 12 };

#define X_MAX 60.0
#define GUESS_MIN (-9.0)
#define GUESS_MAX 1.5
#define P_LEAST 1e-150

static void
slopes_logistic(const struct irt_place *place, const double *x, double theta,
                struct irt_slope *ret_slopes)
{
    double z = x[1] * theta + x[0];
    double e = exp(-fabs(z));
    double l = (z >= 0 ? 1 : e) / (1 + e);
    double rest = (z >= 0 ? e : 1) / (1 + e);
    double c = place->parameters > 2 ? 1 / (1 + exp(-x[2])) : 0;
    double w = (1 - c) * l * rest;

    ret_slopes[1] = (struct irt_slope){fmax(c + (1 - c) * l, P_LEAST), {w, w * theta}};
    ret_slopes[0] = (struct irt_slope){fmax((1 - c) * rest, P_LEAST), {-w, -w * theta}};
    if (place->parameters > 2) {
        ret_slopes[1].by[2] = rest * c * (1 - c);
        ret_slopes[0].by[2] = -rest * c * (1 - c);
    }
}

static void
slopes_graded(const struct irt_place *place, const double *x, double theta,
              struct irt_slope *ret_slopes)
{
    int steps = place->steps;
    double l = 1;
    double rest = 0;

    for (int k = 0; k <= steps; k++) {
        double z = k < steps ? x[steps] * theta + x[k] : -HUGE_VAL;
        double e = exp(-fabs(z));
        double next = (z >= 0 ? 1 : e) / (1 + e);
        double next_rest = (z >= 0 ? e : 1) / (1 + e);
        struct irt_slope *s = &ret_slopes[k];

        memset(s, 0, sizeof *s);
        s->p = fmax(l < 0.5 ? l - next : next_rest - rest, P_LEAST);
        if (k > 0)
            s->by[k - 1] = l * rest;
        if (k < steps)
            s->by[k] = -next * next_rest;
        s->by[steps] = theta * (l * rest - next * next_rest);
        l = next;
        rest = next_rest;
    }
}

static void
slopes_partial(const struct irt_place *place, const double *x, double theta,
               struct irt_slope *ret_slopes)
{
    int steps = place->steps;
    double z[IRT_CATEGORIES_MAX] = {0};
    double most = 0;
    double sum = 0;
    double mean = 0;
    double at_least[IRT_CATEGORIES_MAX + 1] = {0};

    for (int k = 1; k <= steps; k++) {
        z[k] = z[k - 1] + x[steps] * theta + x[k - 1];
        most = fmax(most, z[k]);
    }
    for (int k = 0; k <= steps; k++) {
        z[k] = exp(z[k] - most);
        sum += z[k];
    }
    for (int k = steps; k >= 0; k--) {
        ret_slopes[k].p = fmax(z[k] / sum, P_LEAST);
        at_least[k] = at_least[k + 1] + ret_slopes[k].p;
        mean += k * ret_slopes[k].p;
    }
    for (int k = 0; k <= steps; k++) {
        struct irt_slope *s = &ret_slopes[k];

        for (int v = 0; v < steps; v++)
            s->by[v] = s->p * ((v < k) - at_least[v + 1]);
        s->by[steps] = theta * s->p * (k - mean);
    }
}

void
irt_slopes(const struct irt_em *em, const struct irt_place *place, const double *x, double theta,
           struct irt_slope *ret_slopes)
{
    switch (em->traits.kind) {
    case IRT_GRADED:
        slopes_graded(place, x, theta, ret_slopes);
        break;
    case IRT_PARTIAL:
        slopes_partial(place, x, theta, ret_slopes);
        break;
    case IRT_LOGISTIC:
        slopes_logistic(place, x, theta, ret_slopes);
        break;
    }
}

bool
irt_x_is_sound(const struct irt_em *em, const struct irt_place *place, const double *x)
{
    for (int i = 0; i < place->parameters; i++) {
        if (!(fabs(x[i]) <= X_MAX))
            return false;
    }
    for (int k = 1; k < place->steps && em->traits.kind == IRT_GRADED; k++) {
        if (!(x[k] < x[k - 1] - 1e-6))
            return false;
    }
    return place->parameters <= place->steps + 1 ||
           (x[place->steps + 1] >= GUESS_MIN && x[place->steps + 1] <= GUESS_MAX);
}

static const double *
counts_of(const struct irt_em *em, const struct irt_place *place, int category)
{
    return em->counts + (size_t)(place->row + category) * (size_t)em->stride;
}

/* The prior of guessing, in the logarithm. */
static double
penalty(const struct irt_em *em, const struct irt_place *place, const double *x)
{
    double z = 0;

    if (em->how->guessing.sd > 0 && place->parameters > place->steps + 1)
        z = (x[place->steps + 1] - em->how->guessing.mean) / em->how->guessing.sd;
    return -0.5 * z * z;
}

/* One category at one point: people[0] of people[1] gave it. */
static void
add_slope(const struct irt_slope *slope, int n, const double people[2], double *gradient,
          double *information)
{
    double count = people[0];

    for (int i = 0; i < n; i++) {
        gradient[i] += count * slope->by[i] / slope->p;
        for (int j = 0; j <= i; j++)
            information[i * n + j] += people[1] * slope->by[i] * slope->by[j] / slope->p;
    }
}

/* Expected log-likelihood of the item; with `ret_gradient` also gradient and information. */
static double
expected(const struct irt_em *em, const struct irt_place *place, const double *x,
         double *ret_gradient, double *ret_information)
{
    int n = place->parameters;
    double value = penalty(em, place, x);

    if (ret_gradient != NULL) {
        memset(ret_gradient, 0, (size_t)n * sizeof *ret_gradient);
        memset(ret_information, 0, (size_t)(n * n) * sizeof *ret_information);
    }
    for (int q = 0; q < em->points; q++) {
        struct irt_slope slopes[IRT_CATEGORIES_MAX];
        double people = 0;

        for (int k = 0; k <= place->steps; k++)
            people += counts_of(em, place, k)[q];
        if (people < 1e-12)
            continue;
        irt_slopes(em, place, x, em->theta[q], slopes);
        for (int k = 0; k <= place->steps; k++) {
            double count = counts_of(em, place, k)[q];

            value += count * log(slopes[k].p);
            if (ret_gradient != NULL)
                add_slope(&slopes[k], n, (const double[]){count, people}, ret_gradient,
                          ret_information);
        }
    }
    if (ret_gradient != NULL && em->how->guessing.sd > 0 && n > place->steps + 1) {
        double sd = em->how->guessing.sd;

        ret_gradient[n - 1] -= (x[n - 1] - em->how->guessing.mean) / (sd * sd);
        ret_information[n * n - 1] += 1 / (sd * sd);
    }
    return value;
}

bool
irt_invert(double *m, int n)
{
    /* Gauss and Jordan, without pivots: the matrix is symmetric and positive definite */
    for (int k = 0; k < n; k++) {
        double pivot = m[k * n + k];

        if (!(pivot > 1e-12))
            return false;
        m[k * n + k] = 1;
        for (int j = 0; j < n; j++)
            m[k * n + j] /= pivot;
        for (int i = 0; i < n; i++) {
            double factor = m[i * n + k];

            if (i == k || factor == 0)
                continue;
            m[i * n + k] = 0;
            for (int j = 0; j < n; j++)
                m[i * n + j] -= factor * m[k * n + j];
        }
    }
    return true;
}

/* The step of Fisher scoring; a ridge where the information is nearly singular (guessing). */
static bool
scoring_step(const double *gradient, double *information, int n, double *ret_step)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++)
            information[j * n + i] = information[i * n + j];
    }
    for (int i = 0; i < n; i++)
        information[i * n + i] = information[i * n + i] * (1 + 1e-9) + 1e-9;
    if (!irt_invert(information, n))
        return false;
    for (int i = 0; i < n; i++) {
        ret_step[i] = 0;
        for (int j = 0; j < n; j++)
            ret_step[i] += information[i * n + j] * gradient[j];
    }
    return true;
}

/* `x` moved along the step, halved until it is sound and better. False: nothing is better. */
static bool
move(const struct irt_em *em, const struct irt_place *place, double *x, const double *step,
     double before)
{
    double fresh[IRT_PARAMETERS_MAX];
    double scale = 1;

    for (int h = 0; h < HALVINGS_MAX; h++) {
        for (int i = 0; i < place->parameters; i++)
            fresh[i] = x[i] + scale * step[i];
        if (irt_x_is_sound(em, place, fresh) && expected(em, place, fresh, NULL, NULL) >= before) {
            memcpy(x, fresh, (size_t)place->parameters * sizeof *x);
            return true;
        }
        scale /= 2;
    }
    return false;
}

static void
fit_item(const struct irt_em *em, const struct irt_place *place, double *x)
{
    double gradient[IRT_PARAMETERS_MAX] = {0};
    double information[IRT_PARAMETERS_MAX * IRT_PARAMETERS_MAX] = {0};
    double step[IRT_PARAMETERS_MAX] = {0};
    int n = place->parameters;

    for (int round = 0; round < SCORINGS_MAX; round++) {
        double before = expected(em, place, x, gradient, information);
        double most = 0;

        if (em->traits.common) { /* the slope waits for all items */
            gradient[place->steps] = 0;
            for (int i = 0; i < n; i++)
                information[place->steps * n + i] = information[i * n + place->steps] =
                    i == place->steps ? 1 : 0;
        }
        if (!scoring_step(gradient, information, n, step))
            return;
        for (int i = 0; i < n; i++)
            most = fmax(most, fabs(step[i]));
        if (most < 1e-12 || !move(em, place, x, step, before))
            return;
        if (most < 1e-4)
            return; /* the next step would be its square */
    }
}

/* One slope for all: a step from the sum of gradients and informations. */
static void
fit_common_slope(const struct irt_em *em, double *x)
{
    double gradient = 0;
    double information = 0;
    double slope = 0;

    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *place = &em->places[i];
        double g[IRT_PARAMETERS_MAX] = {0};
        double h[IRT_PARAMETERS_MAX * IRT_PARAMETERS_MAX] = {0};

        if (place->fixed)
            continue;
        (void)expected(em, place, x + place->first, g, h);
        gradient += g[place->steps];
        information += h[place->steps * place->parameters + place->steps];
        slope = x[place->first + place->steps];
    }
    if (!(information > 0))
        return;
    slope = fmin(fmax(slope + gradient / information, 1e-3), X_MAX / 2);
    for (int i = 0; i < em->answers->items; i++) {
        if (!em->places[i].fixed)
            x[em->places[i].first + em->places[i].steps] = slope;
    }
}

struct items_job {
    const struct irt_em *em;
    double *x;
};

enum { ITEMS_AT_ONCE = 16 };

static void
fit_some(void *arg, int piece)
{
    const struct items_job *job = arg;

    for (int i = piece * ITEMS_AT_ONCE;
         i < (piece + 1) * ITEMS_AT_ONCE && i < job->em->answers->items; i++) {
        const struct irt_place *place = &job->em->places[i];

        if (!place->fixed)
            fit_item(job->em, place, job->x + place->first);
    }
}

void
irt_em_maximise(const struct irt_em *em, double *x)
{
    struct items_job job = {em, x};
    int pieces = (em->answers->items + ITEMS_AT_ONCE - 1) / ITEMS_AT_ONCE;

    jobs_run(em->jobs, pieces, fit_some, &job);
    if (em->traits.common)
        fit_common_slope(em, x);
}

void
irt_em_gradient(const struct irt_em *em, const double *x, double *ret_gradient)
{
    for (int i = 0; i < em->answers->items; i++) {
        double information[IRT_PARAMETERS_MAX * IRT_PARAMETERS_MAX] = {0};
        const struct irt_place *place = &em->places[i];

        if (!place->fixed)
            (void)expected(em, place, x + place->first, ret_gradient + place->first, information);
    }
}
