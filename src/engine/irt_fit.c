/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_fit.h"

#include <math.h>
#include <string.h>

struct residuals {
    double squares;  /* of standardised residuals */
    double raw;      /* of residuals */
    double variance; /* expected */
    double people;
};

/* Two degrees of freedom at a time, from exp() or erfc() on (Abramowitz & Stegun 1964, 26.4.4 f.).
 */
double
irt_fit_chi_square(double x, int df)
{
    double term;
    double sum;

    if (!(x > 0))
        return 1;
    if (df % 2 == 0) {
        term = exp(-0.5 * x);
        sum = term;
        for (int k = 2; k < df; k += 2) {
            term *= x / k;
            sum += term;
        }
        return fmin(sum, 1);
    }
    sum = erfc(sqrt(0.5 * x));
    term = sqrt(2 * x / 3.14159265358979323846) * exp(-0.5 * x);
    for (int k = 1; k < df; k += 2) {
        sum += term;
        term *= x / (k + 2);
    }
    return fmin(sum, 1);
}

static double
ability_of(const struct irt_answers *a, const struct irt_calibration *how,
           const struct irt_fitted *f, int person, struct irt_answer *room)
{
    const struct irt_estimator eap = {IRT_EAP, how->population, how->grid};
    int len = 0;

    for (int i = 0; i < a->items; i++) {
        uint8_t cell = a->cells[(size_t)person * (size_t)a->items + (size_t)i];

        if (cell != IRT_MISSING)
            room[len++] = (struct irt_answer){&f->items[i].item, cell};
    }
    return irt_ability(room, len, &eap).theta;
}

static void
add_residual(struct residuals *r, const struct irt_item *item, double theta, int category,
             double weight)
{
    double p[IRT_CATEGORIES_MAX];
    int len = irt_probabilities(item, theta, p);
    double mean = 0;
    double variance = 0;

    for (int k = 1; k < len; k++)
        mean += k * p[k];
    for (int k = 0; k < len; k++)
        variance += (k - mean) * (k - mean) * p[k];
    variance = fmax(variance, 1e-9);
    r->squares += weight * (category - mean) * (category - mean) / variance;
    r->raw += weight * (category - mean) * (category - mean);
    r->variance += weight * variance;
    r->people += weight;
}

static enum err
fit_residuals(struct arena *scratch, const struct irt_answers *a, const struct irt_calibration *how,
              const struct irt_fitted *f, struct irt_fit *fit)
{
    struct residuals *all = arena_array(scratch, struct residuals, (size_t)a->items);
    struct irt_answer *room = arena_array(scratch, struct irt_answer, (size_t)a->items);

    if (all == NULL || room == NULL)
        return ERR_LIMIT;
    for (int person = 0; person < a->people; person++) {
        const uint8_t *cells = a->cells + (size_t)person * (size_t)a->items;
        double theta = ability_of(a, how, f, person, room);
        double weight = a->weights != NULL ? a->weights[person] : 1;

        for (int i = 0; i < a->items; i++) {
            if (cells[i] != IRT_MISSING)
                add_residual(&all[i], &f->items[i].item, theta, cells[i], weight);
        }
    }
    for (int i = 0; i < a->items; i++) {
        fit[i] = (struct irt_fit){.s_x2 = (double)NAN, .p = (double)NAN};
        fit[i].outfit = all[i].squares / fmax(all[i].people, 1);
        fit[i].infit = all[i].raw / fmax(all[i].variance, 1e-9);
    }
    return OK;
}

/* Of each sum score 0..items, as expected and as seen. */
struct scores {
    double *people; /* with that score */
    double *right;  /* of them, by the item now looked at */
    double *all;    /* probability of the score by the model */
    double *with;   /* and of an item right within it */
    double *sums;   /* scratch of Lord & Wingersky's recursion */
};

/* Sum scores of all items but `without` (-1: of all) at one ability, into s->sums. */
static void
spread(const struct irt_fitted *f, int items, int without, double theta, double *sums)
{
    int len = 0;

    memset(sums, 0, ((size_t)items + 1) * sizeof *sums);
    sums[0] = 1;
    for (int i = 0; i < items; i++) {
        double p[IRT_CATEGORIES_MAX];

        if (i == without)
            continue;
        (void)irt_probabilities(&f->items[i].item, theta, p);
        len++;
        for (int k = len; k >= 0; k--)
            sums[k] = sums[k] * p[0] + (k > 0 ? sums[k - 1] * p[1] : 0);
    }
}

static void
expect_scores(const struct irt_calibration *how, const struct irt_fitted *f, int items, int item,
              struct scores *s)
{
    memset(s->all, 0, ((size_t)items + 1) * sizeof *s->all);
    memset(s->with, 0, ((size_t)items + 1) * sizeof *s->with);
    for (int q = 0; q < how->grid.points; q++) {
        double theta = irt_grid_at(&how->grid, q);
        double weight = irt_prior_weight(&how->population, theta);
        double p[IRT_CATEGORIES_MAX];

        (void)irt_probabilities(&f->items[item].item, theta, p);
        spread(f, items, item, theta, s->sums);
        for (int k = 0; k <= items; k++) {
            double right = k > 0 ? s->sums[k - 1] * p[1] : 0;

            s->with[k] += weight * right;
            s->all[k] += weight * (right + s->sums[k] * p[0]);
        }
    }
}

/* Cells of neighbouring scores until each expects at least one right and one wrong. */
static void
judge_scores(const struct scores *s, int items, int parameters, struct irt_fit *fit)
{
    double people = 0;
    double right = 0;
    double expected = 0;
    double chi = 0;
    int cells = 0;

    for (int k = 1; k < items; k++) {
        double share = s->with[k] / s->all[k];

        people += s->people[k];
        right += s->right[k];
        expected += s->people[k] * share;
        if (expected < 1 || people - expected < 1)
            continue;
        chi += (right - expected) * (right - expected) / expected +
               (right - expected) * (right - expected) / (people - expected);
        cells++;
        people = right = expected = 0;
    }
    if (cells <= parameters)
        return;
    fit->s_x2 = chi;
    fit->df = cells - parameters;
    fit->p = irt_fit_chi_square(chi, fit->df);
}

static void
count_scores(const struct irt_answers *a, int item, struct scores *s)
{
    memset(s->people, 0, ((size_t)a->items + 1) * sizeof *s->people);
    memset(s->right, 0, ((size_t)a->items + 1) * sizeof *s->right);
    for (int person = 0; person < a->people; person++) {
        const uint8_t *cells = a->cells + (size_t)person * (size_t)a->items;
        double weight = a->weights != NULL ? a->weights[person] : 1;
        int sum = 0;

        for (int i = 0; i < a->items; i++)
            sum += cells[i];
        s->people[sum] += weight;
        s->right[sum] += weight * cells[item];
    }
}

static bool
is_complete_and_right_or_wrong(const struct irt_answers *a)
{
    size_t cells = (size_t)a->people * (size_t)a->items;

    for (int i = 0; i < a->items; i++) {
        if (a->steps[i] != 1)
            return false;
    }
    return a->items >= 3 && a->items <= IRT_FIT_ITEMS_MAX &&
           memchr(a->cells, IRT_MISSING, cells) == NULL;
}

static enum err
fit_scores(struct arena *scratch, const struct irt_answers *a, const struct irt_calibration *how,
           const struct irt_fitted *f, struct irt_fit *fit)
{
    size_t len = (size_t)a->items + 2;
    double *room = arena_array(scratch, double, 5 * len);
    struct scores s;

    if (room == NULL)
        return ERR_LIMIT;
    s = (struct scores){room, room + len, room + 2 * len, room + 3 * len, room + 4 * len};
    for (int i = 0; i < a->items; i++) {
        bool guess = f->items[i].item.c > 0;

        count_scores(a, i, &s);
        expect_scores(how, f, a->items, i, &s);
        judge_scores(&s, a->items, guess ? 3 : 2, &fit[i]);
    }
    return OK;
}

enum err
irt_fit_items(struct arena *scratch, const struct irt_answers *answers,
              const struct irt_calibration *how, const struct irt_fitted *fitted,
              struct irt_fit *ret_fit)
{
    struct arena_mark mark = arena_mark(scratch);
    enum err e = fit_residuals(scratch, answers, how, fitted, ret_fit);

    if (e == OK && is_complete_and_right_or_wrong(answers))
        e = fit_scores(scratch, answers, how, fitted, ret_fit);
    arena_rewind(scratch, mark);
    return e;
}
