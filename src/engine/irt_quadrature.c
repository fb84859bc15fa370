/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The points are the roots of the Hermite function of that degree, found between sign changes: its
 * recurrence stays within doubles because it is scaled by the normal density. The weight at a
 * root is 1 by the sum of the squares of the lower orthonormal polynomials (Christoffel).
 */
#include "engine/irt_quadrature.h"

#include <assert.h>
#include <math.h>

enum { SCAN_STEPS = 20000, HALVINGS = 100 };

/* Orthonormal Hermite polynomial of N(0, 1); also the sum of squares of those below. */
static double
hermite(int degree, double x, double *ret_squares)
{
    double before = 0;
    double here = 1;
    double squares = 1;

    for (int n = 1; n <= degree; n++) {
        double next = (x * here - sqrt(n - 1) * before) / sqrt(n);

        before = here;
        here = next;
        if (n < degree)
            squares += here * here;
    }
    *ret_squares = squares;
    return here;
}

static double
root_between(int degree, double low, double high)
{
    double squares = 0;
    bool rises = hermite(degree, high, &squares) > 0;

    for (int i = 0; i < HALVINGS; i++) {
        double middle = 0.5 * (low + high);

        if ((hermite(degree, middle, &squares) > 0) == rises)
            high = middle;
        else
            low = middle;
    }
    return 0.5 * (low + high);
}

void
irt_quadrature_hermite(const struct irt_prior *population, int points, double *ret_theta,
                       double *ret_weights)
{
    double end = sqrt(4.0 * points + 2) + 1; /* all roots are within */
    double squares = 0;
    double before = hermite(points, -end, &squares);
    int len = 0;

    assert(points >= 2 && points <= IRT_HERMITE_POINTS_MAX);
    for (int i = 1; i <= SCAN_STEPS && len < points; i++) {
        double low = -end + 2 * end * (i - 1) / SCAN_STEPS;
        double high = -end + 2 * end * i / SCAN_STEPS;
        double here = hermite(points, high, &squares);

        if ((here > 0) != (before > 0)) {
            double x = root_between(points, low, high);

            (void)hermite(points, x, &squares);
            ret_theta[len] = population->mean + population->sd * x;
            ret_weights[len++] = 1 / squares;
        }
        before = here;
    }
    assert(len == points);
}
