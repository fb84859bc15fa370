/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The E step. Items are packed into groups whose answers together are one of at most
 * IRT_GROUP_CODES_MAX codes. A person's likelihood is then the sum of one row for each group, not
 * each item, and their posterior is added to one row for each group; both four times fewer for
 * right-or-wrong items. What the groups counted is handed on to the items once a cycle.
 *
 * WIDE stands before loops that add point by point: each sum keeps its order, so wide and narrow
 * processors give the same bits (no product is fused with a sum, cmake/warnings.cmake).
 */
#include <math.h>
#include <string.h>

#include "engine/irt_calibrate_parts.h"
#include "engine/irt_quadrature.h"
#include "engine/wide.h"

/* Below it (natural logarithm, beside the largest) a point of the posterior is nothing: less than
 * the last bit of the sum. */
#define NOTHING (-37.0)

/* How many points beyond those of the last cycle are looked at. */
enum { MARGIN = 3 };

static int
codes_of(const struct irt_place *p)
{
    return p->steps + 1 + p->missing;
}

static void
make_groups(struct irt_em *em)
{
    int row = 0;

    for (int i = 0; i < em->answers->items; i++) {
        int codes = codes_of(&em->places[i]);
        struct irt_group *last = em->groups_len > 0 ? &em->groups[em->groups_len - 1] : NULL;

        if (last == NULL || last->codes * codes > IRT_GROUP_CODES_MAX) {
            row += last != NULL ? last->codes : 0;
            em->groups[em->groups_len++] = (struct irt_group){i, 1, codes, row};
        } else {
            last->len++;
            last->codes *= codes;
        }
    }
    em->group_rows = row + em->groups[em->groups_len - 1].codes;
}

/* Which category of item `i` a code of its group means; the one past the highest is "missing". */
static int
category_of(const struct irt_em *em, const struct irt_group *group, int i, int code)
{
    for (int k = group->first; k < i; k++)
        code /= codes_of(&em->places[k]);
    return code % codes_of(&em->places[i]);
}

static void
make_codes(struct irt_em *em)
{
    const struct irt_answers *a = em->answers;

    for (int person = 0; person < a->people; person++) {
        const uint8_t *cells = a->cells + (size_t)person * (size_t)a->items;
        uint8_t *codes = em->codes + (size_t)person * (size_t)em->groups_len;

        for (int g = 0; g < em->groups_len; g++) {
            int code = 0;

            for (int i = em->groups[g].first + em->groups[g].len - 1; i >= em->groups[g].first; i--)
                code = code * codes_of(&em->places[i]) +
                       (cells[i] == IRT_MISSING ? em->places[i].steps + 1 : cells[i]);
            codes[g] = (uint8_t)code;
        }
    }
}

static void
make_grid(struct irt_em *em)
{
    double sum = 0;

    if (em->how->hermite > 0)
        irt_quadrature_hermite(&em->how->population, em->points, em->theta, em->log_weight);
    for (int q = 0; q < em->points; q++) {
        if (em->how->hermite <= 0) {
            em->theta[q] = irt_grid_at(&em->how->grid, q);
            em->log_weight[q] = irt_prior_weight(&em->how->population, em->theta[q]);
        }
        sum += em->log_weight[q];
    }
    for (int q = 0; q < em->stride; q++)
        em->log_weight[q] = q < em->points ? log(fmax(em->log_weight[q] / sum, 1e-300)) : -1e30;
}

enum err
irt_em_prepare(struct arena *arena, struct irt_em *em)
{
    size_t stride;

    em->points = em->how->hermite > 0 ? em->how->hermite : em->how->grid.points;
    em->stride = (em->points + IRT_POINTS_PAD - 1) / IRT_POINTS_PAD * IRT_POINTS_PAD;
    stride = (size_t)em->stride;
    em->groups = arena_array(arena, struct irt_group, (size_t)em->answers->items);
    if (em->groups == NULL)
        return ERR_LIMIT;
    make_groups(em);
    em->codes = arena_array(arena, uint8_t, (size_t)em->answers->people * (size_t)em->groups_len);
    em->theta = arena_array(arena, double, stride);
    em->log_weight = arena_array(arena, double, stride);
    em->mass = arena_array(arena, double, stride);
    em->from = arena_array(arena, uint8_t, (size_t)em->answers->people);
    em->to = arena_array(arena, uint8_t, (size_t)em->answers->people);
    em->log_p = arena_array(arena, double, (size_t)em->rows *stride);
    em->counts = arena_array(arena, double, (size_t)em->rows *stride);
    em->joined = arena_alloc_many(arena, (size_t)em->group_rows * stride, sizeof(double), 64);
    em->sums =
        arena_alloc_many(arena, IRT_CHUNKS * (size_t)em->group_rows * stride, sizeof(double), 64);
    if (em->codes == NULL || em->theta == NULL || em->log_weight == NULL || em->mass == NULL ||
        em->from == NULL || em->to == NULL || em->log_p == NULL || em->counts == NULL ||
        em->joined == NULL || em->sums == NULL)
        return ERR_LIMIT;
    make_codes(em);
    make_grid(em);
    irt_em_look_everywhere(em);
    return OK;
}

static void
fill_tables(struct irt_em *em, const double *x)
{
    size_t stride = (size_t)em->stride;

    for (int i = 0; i < em->answers->items; i++) {
        const struct irt_place *place = &em->places[i];

        for (int q = 0; q < em->points; q++) {
            struct irt_slope slopes[IRT_CATEGORIES_MAX];
            double p[IRT_CATEGORIES_MAX];

            if (place->fixed)
                (void)irt_probabilities(&em->how->fixed[i], em->theta[q], p);
            else
                irt_slopes(em, place, x + place->first, em->theta[q], slopes);
            for (int k = 0; k <= place->steps; k++)
                em->log_p[(size_t)(place->row + k) * stride + (size_t)q] =
                    log(place->fixed ? p[k] : slopes[k].p);
        }
    }
}

/* One code's row: a sum of its items' rows, or their sum of it. */
static void
pass_rows(const struct irt_em *em, const struct irt_group *group, int code, bool join)
{
    size_t stride = (size_t)em->stride;
    size_t at = (size_t)(group->row + code) * stride;

    for (int i = group->first; i < group->first + group->len; i++) {
        int k = category_of(em, group, i, code);
        size_t item_at = (size_t)(em->places[i].row + k) * stride;
        const double *from = join ? em->log_p + item_at : em->sums + at;
        double *to = join ? em->joined + at : em->counts + item_at;

        if (k > em->places[i].steps)
            continue;
        for (size_t q = 0; q < stride; q++)
            to[q] += from[q];
    }
}

static void
pass_all_rows(const struct irt_em *em, bool join)
{
    for (int g = 0; g < em->groups_len; g++) {
        for (int code = 0; code < em->groups[g].codes; code++)
            pass_rows(em, &em->groups[g], code, join);
    }
}

static void
join_tables(struct irt_em *em)
{
    size_t stride = (size_t)em->stride;

    memset(em->joined, 0, (size_t)em->group_rows * stride * sizeof *em->joined);
    pass_all_rows(em, true);
}

/* Where a person's posterior is, and the person's codes. */
struct look {
    const uint8_t *codes;
    int from;
    int to;
};

/* The log-likelihood at each point of the look. */
WIDE static void
take_logs(const struct irt_em *em, const struct look *look, double *restrict logs)
{
    int from = look->from;
    int to = look->to;

    for (int q = from; q < to; q++)
        logs[q] = em->log_weight[q];
    for (int g = 0; g < em->groups_len; g++) {
        const double *restrict row =
            em->joined + (size_t)(em->groups[g].row + look->codes[g]) * (size_t)em->stride;

        for (int q = from; q < to; q++)
            logs[q] += row[q];
    }
}

WIDE static void
give_posterior(const struct irt_em *em, const struct look *look, const double *restrict posterior,
               double *sums)
{
    int from = look->from;
    int to = look->to;

    for (int g = 0; g < em->groups_len; g++) {
        double *restrict row =
            sums + (size_t)(em->groups[g].row + look->codes[g]) * (size_t)em->stride;

        for (int q = from; q < to; q++)
            row[q] += posterior[q];
    }
}

/* Logs become the posterior, with sum `weight`. Answers the logarithm of the sum before. */
static double
normalise(const struct look *look, double *logs, double weight)
{
    double most = logs[look->from];
    double sum = 0;

    for (int q = look->from + 1; q < look->to; q++)
        most = logs[q] > most ? logs[q] : most;
    for (int q = look->from; q < look->to; q++) {
        logs[q] = logs[q] - most < NOTHING ? 0 : exp(logs[q] - most);
        sum += logs[q];
    }
    for (int q = look->from; q < look->to; q++)
        logs[q] *= weight / sum;
    return most + log(sum);
}

/*
 * One person's posterior. It is looked for around where it was in the last cycle; when it reaches
 * the end of that, everywhere. On return `look` holds where it is.
 */
static double
find_posterior(const struct irt_em *em, int person, struct look *look, double *logs)
{
    double weight = em->answers->weights != NULL ? em->answers->weights[person] : 1;
    double value = 0;

    look->from = em->from[person] > MARGIN ? em->from[person] - MARGIN : 0;
    look->to = em->to[person] + MARGIN < em->points ? em->to[person] + MARGIN : em->points;
    take_logs(em, look, logs);
    value = normalise(look, logs, weight);
    if ((look->from > 0 && logs[look->from] > 0) ||
        (look->to < em->points && logs[look->to - 1] > 0)) {
        look->from = 0;
        look->to = em->points;
        take_logs(em, look, logs);
        value = normalise(look, logs, weight);
    }
    while (look->from < look->to - 1 && logs[look->from] == 0)
        look->from++;
    while (look->to > look->from + 1 && logs[look->to - 1] == 0)
        look->to--;
    em->from[person] = (uint8_t)look->from;
    em->to[person] = (uint8_t)look->to;
    return value * weight;
}

static void
expect_chunk(void *arg, int chunk)
{
    struct irt_em *em = arg;
    int people = em->answers->people;
    int end = (int)((int64_t)people * (chunk + 1) / IRT_CHUNKS);
    size_t size = (size_t)em->group_rows * (size_t)em->stride;
    double *sums = em->sums + (size_t)chunk * size;
    double total = 0;

    memset(sums, 0, size * sizeof *sums);
    for (int person = (int)((int64_t)people * chunk / IRT_CHUNKS); person < end; person++) {
        struct look look = {.codes = em->codes + (size_t)person * (size_t)em->groups_len};
        double logs[IRT_GRID_POINTS_MAX + IRT_POINTS_PAD];

        total += find_posterior(em, person, &look, logs);
        give_posterior(em, &look, logs, sums);
        if (em->posteriors != NULL)
            memcpy(em->posteriors + (size_t)person * (size_t)em->stride + look.from,
                   logs + look.from, (size_t)(look.to - look.from) * sizeof *logs);
    }
    em->log_likelihood[chunk] = total;
}

static void
hand_on(struct irt_em *em)
{
    size_t stride = (size_t)em->stride;
    size_t size = (size_t)em->group_rows * stride;

    for (int chunk = 1; chunk < IRT_CHUNKS; chunk++) {
        const double *from = em->sums + (size_t)chunk * size;

        for (size_t n = 0; n < size; n++)
            em->sums[n] += from[n];
    }
    memset(em->mass, 0, stride * sizeof *em->mass);
    for (int code = 0; code < em->groups[0].codes; code++) {
        for (size_t q = 0; q < stride; q++)
            em->mass[q] += em->sums[(size_t)code * stride + q];
    }
    memset(em->counts, 0, (size_t)em->rows * stride * sizeof *em->counts);
    pass_all_rows(em, false);
}

void
irt_em_look_everywhere(struct irt_em *em)
{
    memset(em->from, 0, (size_t)em->answers->people);
    memset(em->to, em->points, (size_t)em->answers->people);
}

double
irt_em_expect(struct irt_em *em, const double *x)
{
    double total = 0;

    fill_tables(em, x);
    join_tables(em);
    jobs_run(em->jobs, IRT_CHUNKS, expect_chunk, em);
    hand_on(em);
    for (int chunk = 0; chunk < IRT_CHUNKS; chunk++)
        total += em->log_likelihood[chunk];
    return total;
}
