/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_ability.h"

#include <assert.h>
#include <math.h>

/* Halvings of a step of the scan: to the last bit of a double. */
enum { BISECTIONS_MAX = 200, SCAN = 240 };

struct score {
    const struct irt_answer *answers;
    int len;
    const struct irt_estimator *how;
};

double
irt_grid_at(const struct irt_grid *g, int q)
{
    return g->from + (g->to - g->from) * q / (g->points - 1);
}

double
irt_prior_weight(const struct irt_prior *p, double theta)
{
    double z = (theta - p->mean) / p->sd;

    return exp(-0.5 * z * z);
}

struct irt_ability
irt_grid_moments(const struct irt_grid *g, const double *weights)
{
    int last = g->points - 1;
    double sum = -0.5 * (weights[0] + weights[last]);
    double first = 0.5 * weights[last] * -last;
    double mean;
    double square;

    /* in steps from the lower end, so that the loop is two multiplications */
    for (int q = 0; q <= last; q++) {
        sum += weights[q];
        first += weights[q] * q;
    }
    assert(sum > 0);
    mean = first / sum;
    square = -0.5 * (weights[0] * mean * mean + weights[last] * (last - mean) * (last - mean));
    for (int q = 0; q <= last; q++)
        square += weights[q] * (q - mean) * (q - mean);
    return (struct irt_ability){
        .theta = g->from + (g->to - g->from) * mean / last,
        .se = (g->to - g->from) / last * sqrt(fmax(square / sum, 0)),
    };
}

static double
log_likelihood(const struct score *s, double theta)
{
    double sum = 0;
    double z = (theta - s->how->prior.mean) / s->how->prior.sd;

    for (int i = 0; i < s->len; i++) {
        double p[IRT_CATEGORIES_MAX];

        (void)irt_probabilities(s->answers[i].item, theta, p);
        sum += log(p[s->answers[i].category]);
    }
    return s->how->method == IRT_MAP || s->how->method == IRT_EAP ? sum - 0.5 * z * z : sum;
}

/* What is zero at the estimate. */
static double
score_at(const struct score *s, double theta)
{
    double slope = 0;
    double information = 0;
    double warm = 0;

    for (int i = 0; i < s->len; i++) {
        struct irt_curve curves[IRT_CATEGORIES_MAX];
        const struct irt_answer *answer = &s->answers[i];
        int len = irt_curves(answer->item, theta, curves);

        slope += curves[answer->category].d1 / curves[answer->category].p;
        for (int k = 0; k < len && s->how->method == IRT_WEIGHTED; k++) {
            information += curves[k].d1 * curves[k].d1 / curves[k].p;
            warm += curves[k].d1 * curves[k].d2 / curves[k].p;
        }
    }
    if (s->how->method == IRT_MAP)
        slope += (s->how->prior.mean - theta) / (s->how->prior.sd * s->how->prior.sd);
    if (s->how->method == IRT_WEIGHTED && information > 0)
        slope += warm / (2 * information);
    return slope;
}

/* Between a point where the score is positive and one where it is not. */
static double
bisect(const struct score *s, double low, double high)
{
    for (int i = 0; i < BISECTIONS_MAX; i++) {
        double middle = 0.5 * (low + high);

        if (middle <= low || middle >= high)
            break;
        if (score_at(s, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

static double
root(const struct score *s)
{
    const struct irt_grid *g = &s->how->grid;
    double before = score_at(s, g->from);
    double end = score_at(s, g->to);
    double best = before > 0 ? g->to : g->from;
    double best_value = 0;
    bool found = false;

    if ((before < 0 && end < 0) || (before > 0 && end > 0))
        return before < 0 ? g->from : g->to;
    for (int i = 1; i <= SCAN; i++) {
        double low = g->from + (g->to - g->from) * (i - 1) / SCAN;
        double high = g->from + (g->to - g->from) * i / SCAN;
        double here = score_at(s, high);

        if (before > 0 && here <= 0) {
            double theta = bisect(s, low, high);
            double value = log_likelihood(s, theta);

            if (!found || value > best_value) {
                best = theta;
                best_value = value;
            }
            found = true;
        }
        before = here;
    }
    return best;
}

static struct irt_ability
ability_eap(const struct score *s)
{
    const struct irt_grid *g = &s->how->grid;
    double weights[IRT_GRID_POINTS_MAX];
    double most = -HUGE_VAL;

    for (int q = 0; q < g->points; q++) {
        weights[q] = log_likelihood(s, irt_grid_at(g, q));
        most = fmax(most, weights[q]);
    }
    for (int q = 0; q < g->points; q++)
        weights[q] = exp(weights[q] - most);
    return irt_grid_moments(g, weights);
}

struct irt_ability
irt_ability(const struct irt_answer *answers, int len, const struct irt_estimator *how)
{
    struct score s = {answers, len, how};
    struct irt_ability a = {how->prior.mean, HUGE_VAL};
    double information = 0;

    assert(how->grid.points >= 2 && how->grid.points <= IRT_GRID_POINTS_MAX);
    if (how->method == IRT_EAP)
        return ability_eap(&s);
    if (len > 0)
        a.theta = root(&s);
    for (int i = 0; i < len; i++)
        information += irt_information(answers[i].item, a.theta);
    if (how->method == IRT_MAP)
        information += 1 / (how->prior.sd * how->prior.sd);
    if (information > 0)
        a.se = 1 / sqrt(information);
    return a;
}

const char *
irt_method_code(enum irt_method method)
{
    static const char *const codes[IRT_METHODS] = {"eap", "map", "ml", "wl"};

    return codes[method];
}
