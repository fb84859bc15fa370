/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Coordinate ascent over the factors of a multiplicative model; engine/match_learn.h tells the
 * model and its sources. Every pass adds up over the rows in their order, so that the
 * sums, and with them the model, are the same every time (LEARN-8).
 */
#include "engine/match_learn.h"

#include <math.h>
#include <stdlib.h>

const struct match_learning MATCH_LEARNING = {
    .worth = {[DEED_OPENED] = 0.25, [DEED_KEPT] = 0.5, [DEED_BOOKED] = 0.75, [DEED_COMPLETED] = 1},
    .prior = 2,
    .examination_min = 0.02,
    .doubling_min = 5,
    .doubling_max = 30,
    .rounds_max = 60,
    .change_min = 0.0005,
};

/* One kind of factor: a value for each of its levels. */
struct factors {
    double *factor;
    double *worth;    /* scratch of one pass */
    double *expected; /* likewise, without the factor itself */
    uint32_t *people; /* sessions that saw it */
    uint32_t len;
};

enum { BY_OVERLAP, BY_FORMAT, BY_PROVIDER, BY_MODULE, KINDS };
enum { SCORES = 101 };

struct learner {
    const struct experience_events *events;
    const struct match_learning *how;
    struct factors kinds[KINDS];
    double examination[EXPERIENCE_POSITIONS_MAX];
    int positions;
    double a;
    double b;              /* per point */
    double appeal[SCORES]; /* exp(a + b × score) */
    double change;         /* the largest of this round */
};

static uint32_t
level_of(const struct experience_row *row, int kind)
{
    switch (kind) {
    case BY_OVERLAP:
        return row->overlap;
    case BY_FORMAT:
        return row->format;
    case BY_PROVIDER:
        return row->provider;
    default:
        return row->module;
    }
}

static double
expectation(const struct learner *l, const struct experience_row *row)
{
    double e = l->appeal[row->score] * l->examination[row->position - 1];

    for (int kind = 0; kind < KINDS; kind++)
        e *= l->kinds[kind].factor[level_of(row, kind)];
    return e;
}

static void
note_change(struct learner *l, double before, double after)
{
    double change = fabs(log(after / before));

    if (change > l->change)
        l->change = change;
}

static void
appeal_fill(struct learner *l)
{
    for (int score = 0; score < SCORES; score++)
        l->appeal[score] = exp(l->a + l->b * score);
}

/* Scale all of it so that expectations and worth have the same sum. */
static void
base_scale(struct learner *l)
{
    double worth = 0;
    double expected = 0;

    for (size_t i = 0; i < l->events->rows_len; i++) {
        worth += l->how->worth[l->events->rows[i].deed];
        expected += expectation(l, &l->events->rows[i]);
    }
    l->a += log(worth / expected);
    appeal_fill(l);
}

/*
 * One step of Newton's method for the slope b; the quasi-likelihood of a log-linear mean is
 * concave. b stays where doublings are believable.
 */
static void
base_update(struct learner *l)
{
    double gradient[2] = {0};
    double hessian[3] = {0};
    double b = l->b;
    double det;

    for (size_t i = 0; i < l->events->rows_len; i++) {
        const struct experience_row *row = &l->events->rows[i];
        double e = expectation(l, row);
        double rest = l->how->worth[row->deed] - e;

        gradient[0] += rest;
        gradient[1] += rest * row->score;
        hessian[0] += e;
        hessian[1] += e * row->score;
        hessian[2] += e * row->score * row->score;
    }
    det = hessian[0] * hessian[2] - hessian[1] * hessian[1];
    if (det > 1e-9 * hessian[0] * hessian[2])
        b += (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / det;
    b = fmax(log(2) / l->how->doubling_max, fmin(log(2) / l->how->doubling_min, b));
    note_change(l, exp(l->b * 10), exp(b * 10));
    l->b = b;
    appeal_fill(l);
    base_scale(l);
}

/* Drawn to 1 by the prior (LEARN-6). */
static void
factors_update(struct learner *l, int kind)
{
    struct factors *f = &l->kinds[kind];

    for (uint32_t k = 0; k < f->len; k++)
        f->worth[k] = f->expected[k] = 0;
    for (size_t i = 0; i < l->events->rows_len; i++) {
        const struct experience_row *row = &l->events->rows[i];
        uint32_t k = level_of(row, kind);

        f->worth[k] += l->how->worth[row->deed];
        f->expected[k] += expectation(l, row) / f->factor[k];
    }
    for (uint32_t k = 0; k < f->len; k++) {
        double factor = (f->worth[k] + l->how->prior) / (f->expected[k] + l->how->prior);

        note_change(l, f->factor[k], factor);
        f->factor[k] = factor;
    }
}

/* LEARN-5. Least squares under "non-increasing": neighbours that rise become their weighted mean.
 */
static void
make_non_increasing(double *value, double *weight, int len)
{
    double mean[EXPERIENCE_POSITIONS_MAX];
    double sum[EXPERIENCE_POSITIONS_MAX];
    int members[EXPERIENCE_POSITIONS_MAX];
    int pools = 0;

    for (int k = 0; k < len; k++) {
        mean[pools] = value[k];
        sum[pools] = weight[k];
        members[pools++] = 1;
        while (pools > 1 && mean[pools - 1] > mean[pools - 2]) {
            int p = --pools;

            mean[p - 1] = (mean[p - 1] * sum[p - 1] + mean[p] * sum[p]) / (sum[p - 1] + sum[p]);
            sum[p - 1] += sum[p];
            members[p - 1] += members[p];
        }
    }
    for (int p = 0, k = 0; p < pools; p++) {
        for (int i = 0; i < members[p]; i++)
            value[k++] = mean[p];
    }
}

static void
examination_update(struct learner *l)
{
    double value[EXPERIENCE_POSITIONS_MAX] = {0};
    double weight[EXPERIENCE_POSITIONS_MAX] = {0};
    double first;

    if (l->how->without_positions)
        return;
    for (size_t i = 0; i < l->events->rows_len; i++) {
        const struct experience_row *row = &l->events->rows[i];
        int k = row->position - 1;

        value[k] += l->how->worth[row->deed];
        weight[k] += expectation(l, row) / l->examination[k];
    }
    for (int k = 0; k < l->positions; k++) {
        weight[k] += l->how->prior;
        value[k] = (value[k] + l->how->prior * l->examination[k]) / weight[k];
    }
    make_non_increasing(value, weight, l->positions);
    first = value[0];
    for (int k = 0; k < l->positions; k++) {
        double e = fmax(l->how->examination_min, value[k] / first);

        note_change(l, l->examination[k], e);
        l->examination[k] = e;
    }
    l->a += log(first);
    appeal_fill(l);
}

static int
u64_cmp(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa;
    uint64_t b = *(const uint64_t *)pb;

    return (a > b) - (a < b);
}

/* How many different sessions saw each level; `pairs` has room for one per row. */
static void
people_count(struct learner *l, int kind, uint64_t *pairs)
{
    size_t len = l->events->rows_len;

    for (size_t i = 0; i < len; i++) {
        const struct experience_row *row = &l->events->rows[i];

        pairs[i] = (uint64_t)level_of(row, kind) << 32 | row->session;
    }
    qsort(pairs, len, sizeof *pairs, u64_cmp);
    for (size_t i = 0; i < len; i++) {
        if (i == 0 || pairs[i] != pairs[i - 1])
            l->kinds[kind].people[pairs[i] >> 32]++;
    }
}

static enum err
learner_init(struct arena *arena, struct learner *l)
{
    const uint32_t lens[KINDS] = {OVERLAPS, FORMATS, l->events->providers_len,
                                  l->events->modules_len};
    uint64_t *pairs = arena_array(arena, uint64_t, l->events->rows_len);
    double worth = 0;

    for (int kind = 0; kind < KINDS; kind++) {
        struct factors *f = &l->kinds[kind];

        f->len = lens[kind];
        f->factor = arena_array(arena, double, f->len);
        f->worth = arena_array(arena, double, f->len);
        f->expected = arena_array(arena, double, f->len);
        f->people = arena_array(arena, uint32_t, f->len);
        if (!f->factor || !f->worth || !f->expected || !f->people || !pairs)
            return ERR_LIMIT;
        for (uint32_t k = 0; k < f->len; k++)
            f->factor[k] = 1;
        people_count(l, kind, pairs);
    }
    for (size_t i = 0; i < l->events->rows_len; i++) {
        const struct experience_row *row = &l->events->rows[i];

        worth += l->how->worth[row->deed];
        l->positions = row->position > l->positions ? row->position : l->positions;
    }
    if (worth <= 0 || l->events->sessions_len < EXPERIENCE_PEOPLE_MIN)
        return ERR_NOT_FOUND;
    for (int k = 0; k < l->positions; k++)
        l->examination[k] = 1;
    l->a = log(worth / (double)l->events->rows_len);
    l->b = 0;
    appeal_fill(l);
    return OK;
}

static int32_t
milli_of(const struct learner *l, int kind, uint32_t level)
{
    const struct factors *f = &l->kinds[kind];
    double milli = log(f->factor[level]) / l->b * 1000;

    if (f->people[level] < EXPERIENCE_PEOPLE_MIN) /* LEARN-3 */
        return 0;
    return (int32_t)lround(fmax(-EXPERIENCE_MILLI_MAX, fmin(EXPERIENCE_MILLI_MAX, milli)));
}

static int
effect_cmp(const void *pa, const void *pb)
{
    const struct experience_effect *a = pa;
    const struct experience_effect *b = pb;

    return slice_cmp(a->code, b->code);
}

/* Levels that enough people saw and that move the score at all, by code. */
static enum err
effects_list(struct arena *arena, const struct learner *l, int kind, const struct slice *codes,
             struct experience_effect **ret_effects)
{
    const struct factors *f = &l->kinds[kind];
    struct experience_effect *effects = arena_array(arena, struct experience_effect, f->len);
    int len = 0;

    if (effects == NULL)
        return ERR_LIMIT;
    for (uint32_t k = 0; k < f->len; k++) {
        int32_t milli = milli_of(l, kind, k);

        if (milli != 0)
            effects[len++] = (struct experience_effect){codes[k], milli, f->people[k]};
    }
    qsort(effects, (size_t)len, sizeof *effects, effect_cmp);
    *ret_effects = effects;
    return OK;
}

static int
effects_len(const struct learner *l, int kind)
{
    int len = 0;

    for (uint32_t k = 0; k < l->kinds[kind].len; k++)
        len += milli_of(l, kind, k) != 0;
    return len;
}

static enum err
model_of(struct arena *arena, const struct learner *l, struct experience_model *m)
{
    const struct experience_events *events = l->events;

    *m = (struct experience_model){
        .first = events->first,
        .last = events->last,
        .lists = events->lists_len,
        .lists_ignored = events->lists_ignored,
        .people = events->sessions_len,
        .events_checksum = events->checksum,
        .positions = l->positions,
        .doubling_milli = (int32_t)lround(log(2) / l->b * 1000),
        .providers_len = effects_len(l, BY_PROVIDER),
        .modules_len = effects_len(l, BY_MODULE),
    };
    for (size_t i = 0; i < events->rows_len; i++)
        m->deeds[events->rows[i].deed]++;
    for (int k = 0; k < l->positions; k++)
        m->examination_milli[k] = (int32_t)lround(l->examination[k] * 1000);
    for (uint32_t k = 0; k < OVERLAPS; k++)
        m->overlap_milli[k] = milli_of(l, BY_OVERLAP, k);
    for (uint32_t k = 0; k < FORMATS; k++)
        m->format_milli[k] = milli_of(l, BY_FORMAT, k);
    TRY(effects_list(arena, l, BY_PROVIDER, events->providers, &m->providers));
    return effects_list(arena, l, BY_MODULE, events->modules, &m->modules);
}

enum err
match_learn(struct arena *arena, const struct experience_events *events,
            const struct match_learning *how, struct experience_model *ret_model)
{
    struct learner *l = arena_new(arena, struct learner);
    struct experience_model model;

    if (l == NULL)
        return ERR_LIMIT;
    l->events = events;
    l->how = how;
    TRY(learner_init(arena, l));
    for (int round = 0; round < how->rounds_max; round++) {
        l->change = 0;
        base_update(l);
        examination_update(l);
        for (int kind = 0; kind < KINDS; kind++)
            factors_update(l, kind);
        if (l->change < how->change_min)
            break;
    }
    TRY(model_of(arena, l, &model));
    assert(experience_model_is_sound(&model));
    *ret_model = model;
    return OK;
}
