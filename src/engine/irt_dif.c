/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_dif.h"

#include <math.h>
#include <string.h>

#include "engine/irt_calibrate_parts.h"
#include "engine/irt_fit.h"

enum { ROUNDS_MAX = 40, TERMS_MAX = IRT_STEPS_MAX + 2 * IRT_DIF_GROUPS_MAX };

/* The counts of one item: [score][group][category]. */
struct table {
    double *counts;
    int scores;
    int groups;
    int steps;
};

static double *
cell(const struct table *t, int score, int group, int category)
{
    return &t->counts[(score * t->groups + group) * (t->steps + 1) + category];
}

static void
count(const struct irt_answers *a, const uint8_t *group_of, int item, const struct table *t)
{
    memset(t->counts, 0,
           (size_t)t->scores * (size_t)t->groups * (size_t)(t->steps + 1) * sizeof *t->counts);
    for (int person = 0; person < a->people; person++) {
        const uint8_t *cells = a->cells + (size_t)person * (size_t)a->items;
        int sum = 0;

        if (memchr(cells, IRT_MISSING, (size_t)a->items) != NULL)
            continue;
        for (int i = 0; i < a->items; i++)
            sum += cells[i];
        *cell(t, sum, group_of[person], cells[item]) += a->weights != NULL ? a->weights[person] : 1;
    }
}

static void
mantel_haenszel(const struct table *t, int group, struct irt_dif *d)
{
    double above = 0;
    double below = 0;
    double right = 0;
    double expected = 0;
    double variance = 0;
    double spread = 0; /* of log odds, Robins, Breslow & Greenland (1986) */
    double parts[3] = {0};

    for (int k = 0; k < t->scores; k++) {
        double a = *cell(t, k, 0, 1);
        double b = *cell(t, k, 0, 0);
        double c = *cell(t, k, group, 1);
        double e = *cell(t, k, group, 0);
        double n = a + b + c + e;

        if (n < 2 || a + b == 0 || c + e == 0)
            continue;
        above += a * e / n;
        below += b * c / n;
        right += a;
        expected += (a + b) * (a + c) / n;
        variance += (a + b) * (c + e) * (a + c) * (b + e) / (n * n * (n - 1));
        parts[0] += (a + e) * a * e / (n * n);
        parts[1] += ((a + e) * b * c + (b + c) * a * e) / (n * n);
        parts[2] += (b + c) * b * c / (n * n);
    }
    if (!(above > 0 && below > 0 && variance > 0))
        return;
    d->odds = above / below;
    d->delta = -2.35 * log(d->odds);
    d->chi_square = pow(fmax(fabs(right - expected) - 0.5, 0), 2) / variance;
    d->p = irt_fit_chi_square(d->chi_square, 1);
    spread = 2.35 * sqrt(parts[0] / (2 * above * above) + parts[1] / (2 * above * below) +
                         parts[2] / (2 * below * below));
    d->ets = 'A';
    if (fabs(d->delta) >= 1 && d->p < 0.05)
        d->ets = fabs(d->delta) >= 1.5 && fabs(d->delta) - 1.645 * spread > 1 ? 'C' : 'B';
}

/* Terms of a row: the score, then for each group but 0 a shift, then its product with the score. */
static void
terms_of(const struct table *t, int score, int group, double *ret_terms)
{
    double z = (score - 0.5 * t->scores) / t->scores * 4;

    memset(ret_terms, 0, (size_t)(2 * t->groups) * sizeof *ret_terms);
    ret_terms[0] = z;
    if (group > 0) {
        ret_terms[group] = 1;
        ret_terms[t->groups - 1 + group] = z;
    }
}

struct regression {
    const struct table *t;
    int terms; /* 1: the score alone */
    double x[TERMS_MAX];
    double gradient[TERMS_MAX];
    double information[TERMS_MAX * TERMS_MAX];
};

/* One row of the table: answers of one score and group. Answers its log-likelihood. */
static double
add_row(struct regression *r, int score, int group)
{
    const struct table *t = r->t;
    int n = t->steps + r->terms;
    double terms[2 * IRT_DIF_GROUPS_MAX];
    double line = 0;
    double people = 0;
    double before = 1; /* probability of at least so much */
    double value = 0;
    double w_before = 0;

    terms_of(t, score, group, terms);
    for (int j = 0; j < r->terms; j++)
        line += r->x[t->steps + j] * terms[j];
    for (int k = 0; k <= t->steps; k++)
        people += *cell(t, score, group, k);
    for (int k = 0; k <= t->steps && people > 0; k++) {
        double next = k < t->steps ? 1 / (1 + exp(-r->x[k] - line)) : 0;
        double w = next * (1 - next);
        double p = fmax(before - next, 1e-12);
        double by[TERMS_MAX] = {0};
        double seen = *cell(t, score, group, k);

        if (k > 0)
            by[k - 1] = w_before;
        if (k < t->steps)
            by[k] = -w;
        for (int j = 0; j < r->terms; j++)
            by[t->steps + j] = terms[j] * (w_before - w);
        value += seen * log(p);
        for (int i = 0; i < n; i++) {
            r->gradient[i] += seen * by[i] / p;
            for (int j = 0; j < n; j++)
                r->information[i * n + j] += people * by[i] * by[j] / p;
        }
        before = next;
        w_before = w;
    }
    return value;
}

static double
evaluate(struct regression *r)
{
    double value = 0;

    memset(r->gradient, 0, sizeof r->gradient);
    memset(r->information, 0, sizeof r->information);
    for (int score = 0; score < r->t->scores; score++) {
        for (int group = 0; group < r->t->groups; group++)
            value += add_row(r, score, group);
    }
    return value;
}

static bool
is_ordered(const struct regression *r)
{
    for (int k = 1; k < r->t->steps; k++) {
        if (!(r->x[k] < r->x[k - 1]))
            return false;
    }
    return true;
}

/* Fisher scoring, steps halved until they help. Answers the largest log-likelihood found. */
static double
climb(struct regression *r)
{
    int n = r->t->steps + r->terms;
    double value = evaluate(r);

    for (int round = 0; round < ROUNDS_MAX; round++) {
        double step[TERMS_MAX] = {0};
        double old[TERMS_MAX];
        double before = value;
        double scale = 1;

        for (int i = 0; i < n; i++)
            r->information[i * n + i] += 1e-6;
        if (!irt_invert(r->information, n))
            return value;
        for (int i = 0; i < n * n; i++)
            step[i / n] += r->information[i] * r->gradient[i % n];
        memcpy(old, r->x, sizeof old);
        do {
            for (int i = 0; i < n; i++)
                r->x[i] = old[i] + scale * step[i];
            value = is_ordered(r) ? evaluate(r) : -HUGE_VAL;
            scale /= 2;
        } while (value < before && scale > 1e-4);
        if (value < before) {
            memcpy(r->x, old, sizeof old);
            return before;
        }
        if (value - before < 1e-10)
            return value;
    }
    return value;
}

static double
likelihood_of(const struct table *t, int terms)
{
    struct regression r = {.t = t, .terms = terms};

    for (int k = 0; k < t->steps; k++)
        r.x[k] = 0.5 * t->steps - k;
    r.x[t->steps] = 1;
    return climb(&r);
}

enum err
irt_dif_items(struct arena *scratch, const struct irt_answers *answers, const uint8_t *group_of,
              int groups, struct irt_dif *ret_dif)
{
    struct arena_mark mark = arena_mark(scratch);
    struct table t = {.scores = 1, .groups = groups};
    int steps_max = 1;

    if (groups < 2)
        return ERR_INVALID;
    if (groups > IRT_DIF_GROUPS_MAX)
        return ERR_LIMIT;
    for (int i = 0; i < answers->items; i++) {
        t.scores += answers->steps[i];
        steps_max = answers->steps[i] > steps_max ? answers->steps[i] : steps_max;
    }
    t.counts =
        arena_array(scratch, double, (size_t)t.scores *(size_t)groups *((size_t)steps_max + 1));
    if (t.counts == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < answers->items; i++) {
        double ratio;

        t.steps = answers->steps[i];
        count(answers, group_of, i, &t);
        ratio = fmax(2 * (likelihood_of(&t, 2 * groups - 1) - likelihood_of(&t, 1)), 0);
        for (int g = 1; g < groups; g++) {
            struct irt_dif *d = &ret_dif[i * (groups - 1) + g - 1];

            *d = (struct irt_dif){.group = g,
                                  .odds = (double)NAN,
                                  .delta = (double)NAN,
                                  .chi_square = (double)NAN,
                                  .p = (double)NAN,
                                  .ets = '-'};
            if (t.steps == 1)
                mantel_haenszel(&t, g, d);
            d->ratio = ratio;
            d->ratio_df = 2 * (groups - 1);
            d->ratio_p = irt_fit_chi_square(ratio, d->ratio_df);
        }
    }
    arena_rewind(scratch, mark);
    return OK;
}
