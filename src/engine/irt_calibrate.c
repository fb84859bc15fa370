/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The EM algorithm's frame: start values, squared steps, when it ends. The E step is in
 * irt_calibrate_expect.c, the M step in irt_calibrate_item.c.
 */
#include <math.h>
#include <string.h>

#include "engine/irt_calibrate_parts.h"

/* The largest change of a parameter below which steps are plain. */
#define CLOSE 2e-3

const struct irt_calibration IRT_CALIBRATION = {
    .model = IRT_2PL,
    .grid = {-6, 6, 61},
    .population = {0, 1},
    .cycles_max = 2000,
    .change_min = 1e-6,
};

static const struct {
    const char *code;
    struct irt_traits traits;
} MODELS[IRT_MODELS] = {
    [IRT_RASCH] = {"rasch", {IRT_LOGISTIC, true, false}},
    [IRT_RASCH_3PL] = {"rasch3pl", {IRT_LOGISTIC, true, true}},
    [IRT_2PL] = {"2pl", {IRT_LOGISTIC, false, false}},
    [IRT_3PL] = {"3pl", {IRT_LOGISTIC, false, true}},
    [IRT_GRM] = {"grm", {IRT_GRADED, false, false}},
    [IRT_GPCM] = {"gpcm", {IRT_PARTIAL, false, false}},
    [IRT_PCM] = {"pcm", {IRT_PARTIAL, true, false}},
};

double
irt_change_min(int people, int items)
{
    return (int64_t)people * items > IRT_CELLS_EXACT_MAX ? 1e-4 : IRT_CALIBRATION.change_min;
}

const char *
irt_model_code(enum irt_model model)
{
    return MODELS[model].code;
}

enum err
irt_model_parse(struct slice code, enum irt_model *ret_model)
{
    for (int i = 0; i < IRT_MODELS; i++) {
        if (slice_is(code, MODELS[i].code)) {
            *ret_model = (enum irt_model)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* How often each category was given; ERR_INVALID when one of 0..steps never was, or one is higher.
 */
static enum err
count_item(const struct irt_answers *a, int item, double *ret_counts, bool *ret_missing)
{
    bool missing = false;

    memset(ret_counts, 0, IRT_CATEGORIES_MAX * sizeof *ret_counts);
    for (int person = 0; person < a->people; person++) {
        uint8_t cell = a->cells[(size_t)person * (size_t)a->items + (size_t)item];

        if (cell == IRT_MISSING)
            missing = true;
        else if (cell > a->steps[item])
            return ERR_INVALID;
        else
            ret_counts[cell] += a->weights != NULL ? a->weights[person] : 1;
    }
    *ret_missing = missing;
    return OK;
}

/* Intercepts that give the shares of answers at slope 1, roughly. */
static void
start_item(const struct irt_em *em, const struct irt_place *p, const double *counts, double *x)
{
    double sum = 0;
    double above = 0;

    for (int k = 0; k <= p->steps; k++)
        sum += counts[k] + 0.5;
    for (int k = p->steps; k > 0; k--) {
        above += counts[k] + 0.5;
        if (em->traits.kind == IRT_PARTIAL)
            x[k - 1] = log((counts[k] + 0.5) / (counts[k - 1] + 0.5));
        else
            x[k - 1] = 1.2 * log(above / (sum - above));
    }
    x[p->steps] = 1;
    if (p->parameters > p->steps + 1)
        x[p->steps + 1] = em->how->guessing.sd > 0 ? em->how->guessing.mean : -2;
}

static enum err
place_items(struct irt_em *em, double *x)
{
    const struct irt_answers *a = em->answers;
    int first = 0;

    for (int i = 0; i < a->items; i++) {
        const struct irt_item *fixed = em->how->fixed != NULL ? &em->how->fixed[i] : NULL;
        double counts[IRT_CATEGORIES_MAX];
        struct irt_place *p = &em->places[i];

        *p = (struct irt_place){.steps = a->steps[i], .row = em->rows, .first = first};
        p->fixed = fixed != NULL && fixed->steps > 0;
        if (p->steps < 1 || p->steps > IRT_STEPS_MAX || (p->fixed && fixed->steps != p->steps))
            return ERR_INVALID;
        p->parameters = (uint8_t)(p->steps + 1 + (em->traits.guess ? 1 : 0));
        TRY(count_item(a, i, counts, &p->missing));
        em->rows += p->steps + 1;
        if (p->fixed)
            continue;
        if (em->traits.kind == IRT_LOGISTIC && p->steps != 1)
            return ERR_INVALID;
        for (int k = 0; k <= p->steps; k++) {
            if (counts[k] == 0)
                return ERR_INVALID;
        }
        start_item(em, p, counts, x + first);
        first += p->parameters;
    }
    em->parameters = first;
    return OK;
}

static double
largest_change(const double *a, const double *b, int n)
{
    double most = 0;

    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(a[i] - b[i]));
    return most;
}

static bool
is_sound(const struct irt_em *em, const double *x)
{
    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *p = &em->places[i];

        if (!p->fixed && !irt_x_is_sound(em, p, x + p->first))
            return false;
    }
    return true;
}

/* SQUAREM's third step length; false: nothing to extrapolate. */
static bool
extrapolate(const struct irt_em *em, const double *x0, const double *x1, const double *x2,
            double *ret_x)
{
    double r = 0;
    double v = 0;
    double alpha;

    for (int i = 0; i < em->parameters; i++) {
        double first = x1[i] - x0[i];
        double second = x2[i] - x1[i] - first;

        r += first * first;
        v += second * second;
    }
    if (!(v > 0))
        return false;
    alpha = fmax(-sqrt(r / v), -200);
    if (alpha >= -1)
        return false;
    for (int i = 0; i < em->parameters; i++) {
        double first = x1[i] - x0[i];
        double second = x2[i] - x1[i] - first;

        ret_x[i] = x0[i] - 2 * alpha * first + alpha * alpha * second;
    }
    return is_sound(em, ret_x);
}

/*
 * Early on, items drift together to another scale, slowly when posteriors are narrow. Parameter
 * expansion (Liu, Rubin & Wu 1998) lets the population be N(m, s^2), fits m and s, and turns them
 * into items on the old scale. Once close, plain steps: the grid does not move with the scale.
 */
static void
rescale(const struct irt_em *em, double *x)
{
    double sum = 0;
    double mean = 0;
    double square = 0;
    double sd;

    for (int q = 0; q < em->points; q++) {
        sum += em->mass[q];
        mean += em->mass[q] * em->theta[q];
        square += em->mass[q] * em->theta[q] * em->theta[q];
    }
    mean /= sum;
    sd = sqrt(square / sum - mean * mean) / em->how->population.sd;
    mean -= em->how->population.mean;
    if (!(sd > 0.2 && sd < 5))
        return;
    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *p = &em->places[i];
        double *own = x + p->first;

        for (int k = 0; k < p->steps; k++)
            own[k] += own[p->steps] * (mean + em->how->population.mean * (1 - sd));
        own[p->steps] *= sd;
    }
}

static bool
is_on_own_scale(const struct irt_em *em)
{
    for (int i = 0; i < em->answers->items; i++) {
        if (em->places[i].fixed)
            return false;
    }
    return true;
}

/* E and M steps with rescaling until they have come close. */
static void
approach(struct irt_em *em, double *x, struct irt_fitted *f)
{
    size_t bytes = (size_t)em->parameters * sizeof *x;
    double change = HUGE_VAL;

    for (f->cycles = 0; change > CLOSE && f->cycles < em->how->cycles_max / 2; f->cycles++) {
        memcpy(em->step, x, bytes);
        (void)irt_em_expect(em, x);
        irt_em_maximise(em, x);
        rescale(em, x);
        if (!is_sound(em, x)) {
            memcpy(x, em->step, bytes);
            return;
        }
        change = largest_change(em->step, x, em->parameters);
    }
}

/* Three parameter vectors one after the other. Cycles are E steps. */
static void
climb(struct irt_em *em, double *x, struct irt_fitted *f)
{
    size_t bytes = (size_t)em->parameters * sizeof *x;
    double *x1 = em->step;
    double *x2 = x1 + em->parameters;
    double *leap = x2 + em->parameters;

    if (is_on_own_scale(em))
        approach(em, x, f);
    (void)irt_em_expect(em, x);
    for (f->cycles++; f->cycles < em->how->cycles_max;) {
        double next;

        memcpy(x1, x, bytes);
        irt_em_maximise(em, x1);
        f->converged = largest_change(x, x1, em->parameters) < em->how->change_min;
        next = irt_em_expect(em, x1);
        f->cycles++;
        memcpy(x2, x1, bytes);
        irt_em_maximise(em, x2);
        if (f->converged) {
            memcpy(x, x2, bytes);
            break;
        }
        f->cycles++;
        if (extrapolate(em, x, x1, x2, leap)) {
            if (irt_em_expect(em, leap) >= next) {
                memcpy(x, leap, bytes);
                continue;
            }
            f->cycles++;
        }
        memcpy(x, x2, bytes);
        (void)irt_em_expect(em, x);
    }
    irt_em_look_everywhere(em);
    f->log_likelihood = irt_em_expect(em, x);
}

static void
deliver(const struct irt_em *em, const double *x, struct irt_fitted *f)
{
    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *p = &em->places[i];
        struct irt_estimate *e = &f->items[i];
        const double *own = x + p->first;

        if (p->fixed) {
            e->item = em->how->fixed[i];
            continue;
        }
        e->item.kind = (uint8_t)em->traits.kind;
        e->item.steps = p->steps;
        e->item.a = own[p->steps];
        e->item.d = 1;
        if (em->traits.guess)
            e->item.c = 1 / (1 + exp(-own[p->steps + 1]));
        for (int k = 0; k < p->steps; k++) {
            e->intercept[k] = own[k];
            e->item.b[k] = -own[k] / own[p->steps];
        }
    }
}

enum err
irt_calibrate(struct arena *arena, const struct irt_answers *answers,
              const struct irt_calibration *how, const struct jobs *jobs,
              struct irt_fitted *ret_fitted)
{
    struct irt_em em = {
        .answers = answers, .how = how, .jobs = jobs, .traits = MODELS[how->model].traits};
    struct irt_fitted f = {.people = 0};
    size_t items = (size_t)answers->items;
    double *x;

    if (answers->people < 1 || answers->items < 1)
        return ERR_INVALID;
    if (answers->people > IRT_PEOPLE_MAX || answers->items > IRT_ITEMS_MAX)
        return ERR_LIMIT;
    x = arena_array(arena, double, items *IRT_PARAMETERS_MAX);
    em.places = arena_array(arena, struct irt_place, items);
    em.step = arena_array(arena, double, 3 * items * IRT_PARAMETERS_MAX);
    f.items = arena_array(arena, struct irt_estimate, items);
    if (x == NULL || em.places == NULL || em.step == NULL || f.items == NULL)
        return ERR_LIMIT;
    TRY(place_items(&em, x));
    TRY(irt_em_prepare(arena, &em));
    for (int person = 0; person < answers->people; person++)
        f.people += answers->weights != NULL ? answers->weights[person] : 1;
    climb(&em, x, &f);
    deliver(&em, x, &f);
    TRY(irt_em_errors(arena, &em, x, &f));
    *ret_fitted = f;
    return OK;
}
