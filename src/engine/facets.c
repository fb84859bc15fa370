/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/facets.h"

#include <stdlib.h>
#include <string.h>

const int64_t SEARCH_PRICE_STEPS[SEARCH_STEPS] = {0, 10000, 25000, 50000};
const int64_t SEARCH_MINUTES_STEPS[SEARCH_STEPS] = {240, 480, 960, 2400};
const int64_t SEARCH_DAYS_STEPS[SEARCH_STEPS] = {30, 60, 90, 180};
const int64_t SEARCH_KM_STEPS[SEARCH_STEPS] = {10, 25, 50, 100};

enum err
facets_init(struct arena *arena, const struct catalogue *c, struct facet_counts **ret_counts)
{
    struct facet_counts *counts = arena_new(arena, struct facet_counts);

    if (counts == NULL)
        return ERR_LIMIT;
    counts->providers = arena_array(arena, uint32_t, (size_t)c->providers_len);
    if (counts->providers == NULL)
        return ERR_LIMIT;
    *ret_counts = counts;
    return OK;
}

static void
bits_count(uint32_t *counts, uint64_t bits)
{
    for (; bits != 0; bits &= bits - 1)
        counts[__builtin_ctzll(bits)]++;
}

/* Steps are "at most": each that `value` does not exceed. */
static void
steps_count(uint32_t *counts, const int64_t *steps, int64_t value)
{
    for (int i = 0; i < SEARCH_STEPS; i++)
        counts[i] += value <= steps[i];
}

static void
module_count(struct facet_counts *n, const struct filter *f, uint32_t slot, uint32_t facets)
{
    const struct column_row *row = &f->c->columns->rows[slot];
    const uint64_t *competences = f->c->columns->competences[slot];

    if (facets & FACET_BIT(FACET_TOPIC))
        bits_count(n->topics, row->topics);
    if (facets & FACET_BIT(FACET_AREA))
        bits_count(n->areas, row->areas);
    for (int i = 0; (facets & FACET_BIT(FACET_COMPETENCE)) && i < COMPETENCE_WORDS; i++)
        bits_count(n->competences + 64 * i, competences[i]);
    if (facets & FACET_BIT(FACET_FORMAT))
        n->formats[row->format]++;
    if (facets & FACET_BIT(FACET_BAND))
        bits_count(n->bands, row->bands);
    if (facets & FACET_BIT(FACET_PRICE))
        steps_count(n->steps[FACET_PRICE], SEARCH_PRICE_STEPS, row->price_cents);
    if ((facets & FACET_BIT(FACET_HOURS)) && row->minutes > 0)
        steps_count(n->steps[FACET_HOURS], SEARCH_MINUTES_STEPS, row->minutes);
    if (facets & FACET_BIT(FACET_LANGUAGE))
        n->languages[row->language]++;
    if (facets & FACET_BIT(FACET_PROVIDER))
        n->providers[row->provider]++;
    if ((facets & FACET_BIT(FACET_CERTIFIED)) && (row->flags & COLUMN_CERTIFIED))
        n->certified++;
}

/* Whether this run, its own facet aside, fits. */
static bool
run_counts(const struct filter_verdict *v, const struct filter_run *r, enum search_facet_kind facet)
{
    return (v->counts & FACET_BIT(facet)) != 0 && ((v->fails | r->fails) & ~FACET_BIT(facet)) == 0;
}

/* The best of the runs that count: earliest, nearest, with a seat. */
static void
runs_count(struct facet_counts *n, const struct filter *f, const struct filter_verdict *v)
{
    int64_t days = INT64_MAX;
    int64_t metres = INT64_MAX;
    bool seat = false;
    uint32_t access = 0;

    for (int i = 0; i < v->runs_len; i++) {
        const struct filter_run *r = &v->runs[i];
        int64_t in_days = r->at == NULL ? 0 : r->at->first - f->c->today.n;
        int64_t away = (int64_t)((double)r->km * 1000);

        if (run_counts(v, r, FACET_START) && in_days < days)
            days = in_days;
        if (run_counts(v, r, FACET_DISTANCE) && r->km >= 0 && away < metres)
            metres = away;
        seat |= run_counts(v, r, FACET_SEATS) && r->seat_free;
        if ((v->counts & FACET_BIT(FACET_ACCESSIBILITY)) && (v->fails | r->fails) == 0)
            access |= r->accessibility;
    }
    steps_count(n->steps[FACET_START], SEARCH_DAYS_STEPS, days);
    for (int i = 0; i < SEARCH_STEPS; i++)
        n->steps[FACET_DISTANCE][i] += metres <= SEARCH_KM_STEPS[i] * 1000;
    n->seats += seat;
    bits_count(n->accessibility, access);
}

void
facets_add(struct facet_counts *counts, const struct filter *f, uint32_t slot,
           const struct filter_verdict *v)
{
    if (v->counts == 0)
        return;
    module_count(counts, f, slot, v->counts);
    runs_count(counts, f, v);
}

/* A facet being listed: room for all its values. */
struct listing {
    struct search_facet *facet;
    int max;
};

static enum err
list_begin(struct arena *arena, struct search_facet *facet, int max, struct listing *ret_listing)
{
    facet->values = arena_array(arena, struct search_value, (size_t)max);
    facet->values_len = 0;
    if (facet->values == NULL)
        return ERR_LIMIT;
    *ret_listing = (struct listing){facet, max};
    return OK;
}

static void
list_put(struct listing *l, struct search_value v)
{
    if (v.count == 0 && !v.chosen)
        return;
    assert(l->facet->values_len < l->max);
    l->facet->values[l->facet->values_len++] = v;
}

static enum err
topics_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
            struct search_facet *facets)
{
    const struct catalogue *c = f->c;
    struct listing l;

    TRY(list_begin(arena, &facets[FACET_TOPIC], c->topics_len, &l));
    for (int i = 0; i < c->topics_len; i++)
        list_put(&l, (struct search_value){.value = c->topics[i].id.n,
                                           .code = c->topics[i].code,
                                           .name = c->topics[i].name_de,
                                           .count = n->topics[c->topics[i].id.n],
                                           .chosen = f->q->topics & topic_bit(c->topics[i].id)});
    TRY(list_begin(arena, &facets[FACET_COMPETENCE], c->framework->competences_len, &l));
    for (int i = 0; i < c->framework->competences_len; i++) {
        const struct competence *k = &c->framework->competences[i];
        uint64_t bit = UINT64_C(1) << (k->id.n % 64);

        list_put(&l, (struct search_value){.value = k->id.n,
                                           .code = k->code,
                                           .name = k->name_de,
                                           .count = n->competences[k->id.n],
                                           .chosen = f->q->competences[k->id.n / 64] & bit});
    }
    return OK;
}

struct small_facet {
    enum search_facet_kind kind;
    int values;
    const uint32_t *counts;
    uint64_t chosen; /* bits */
    const char *(*code)(int value);
};

static const char *
area_code(int v)
{
    return competence_area_code((enum competence_area)v);
}

static const char *
format_code(int v)
{
    return module_format_code((enum module_format)v);
}

static const char *
access_code(int v)
{
    return accessibility_code((enum accessibility)v);
}

static const char *
band_code(int v)
{
    static const char *const CODES[BANDS] = {"1", "2", "3", "4"};

    return CODES[v];
}

static enum err
small_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
           struct search_facet *facets)
{
    const struct small_facet small[] = {
        {FACET_AREA, AREAS, n->areas, f->q->areas, area_code},
        {FACET_FORMAT, FORMATS, n->formats, f->q->formats, format_code},
        {FACET_BAND, BANDS, n->bands, f->q->bands, band_code},
        {FACET_ACCESSIBILITY, ACCESSIBILITIES, n->accessibility, f->q->accessibility, access_code},
    };
    struct listing l;

    for (size_t i = 0; i < ARRAY_LEN(small); i++) {
        TRY(list_begin(arena, &facets[small[i].kind], small[i].values, &l));
        for (int v = 0; v < small[i].values; v++)
            list_put(&l, (struct search_value){.value = v,
                                               .code = slice_of(small[i].code(v)),
                                               .count = small[i].counts[v],
                                               .chosen = small[i].chosen >> v & 1});
    }
    TRY(list_begin(arena, &facets[FACET_SEATS], 1, &l));
    list_put(&l, (struct search_value){.value = 1, .count = n->seats, .chosen = f->q->free_seats});
    TRY(list_begin(arena, &facets[FACET_CERTIFIED], 1, &l));
    list_put(&l,
             (struct search_value){.value = 1, .count = n->certified, .chosen = f->q->certified});
    return OK;
}

static enum err
steps_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
           struct search_facet *facets)
{
    const struct search_query *q = f->q;
    const struct {
        enum search_facet_kind kind;
        const int64_t *steps;
        int64_t chosen;
    } stepped[] = {
        {FACET_PRICE, SEARCH_PRICE_STEPS, q->price_max.n},
        {FACET_HOURS, SEARCH_MINUTES_STEPS, q->minutes_max},
        {FACET_START, SEARCH_DAYS_STEPS, (int64_t)q->start_by.n - f->c->today.n},
        {FACET_DISTANCE, SEARCH_KM_STEPS, q->radius_km},
    };
    struct listing l;

    for (size_t i = 0; i < ARRAY_LEN(stepped); i++) {
        TRY(list_begin(arena, &facets[stepped[i].kind], SEARCH_STEPS, &l));
        for (int v = 0; v < SEARCH_STEPS; v++)
            list_put(&l, (struct search_value){.value = stepped[i].steps[v],
                                               .count = n->steps[stepped[i].kind][v],
                                               .chosen = stepped[i].steps[v] == stepped[i].chosen});
    }
    return OK;
}

static int
value_cmp(const void *pa, const void *pb)
{
    const struct search_value *a = pa;
    const struct search_value *b = pb;
    int c = slice_cmp(a->name, b->name);

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return c != 0 ? c : (a->value > b->value) - (a->value < b->value);
}

static enum err
names_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
           struct search_facet *facets)
{
    const struct catalogue_columns *columns = f->c->columns;
    struct search_facet *providers = &facets[FACET_PROVIDER];
    struct listing l;

    TRY(list_begin(arena, &facets[FACET_LANGUAGE], columns->languages_len, &l));
    for (int i = 0; i < columns->languages_len; i++)
        list_put(&l, (struct search_value){.code = columns->languages[i],
                                           .count = n->languages[i],
                                           .chosen = f->q->languages_len > 0 && f->languages[i]});
    TRY(list_begin(arena, providers, f->c->providers_len, &l));
    for (int i = 0; i < f->c->providers_len; i++)
        list_put(&l, (struct search_value){.value = f->c->providers[i].id.n,
                                           .code = f->c->providers[i].code,
                                           .name = f->c->providers[i].name,
                                           .count = n->providers[i],
                                           .chosen = f->q->providers_len > 0 && f->providers[i]});
    if (providers->values_len > 1)
        qsort(providers->values, (size_t)providers->values_len, sizeof *providers->values,
              value_cmp);
    return OK;
}

enum err
facets_list(struct arena *arena, const struct facet_counts *counts, const struct filter *f,
            struct search_facet ret_facets[FACETS])
{
    TRY(topics_list(arena, counts, f, ret_facets));
    TRY(small_list(arena, counts, f, ret_facets));
    TRY(steps_list(arena, counts, f, ret_facets));
    return names_list(arena, counts, f, ret_facets);
}
