/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/facets.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "domain/municipality.h"

enum err
facets_init(struct arena *arena, const struct filter *f, struct facet_counts *ret_counts)
{
    const struct catalogue_columns *columns = f->c->columns;
    struct facet_counts n = {.wanted = f->q->facets & FACETS_ALL};

    n.values = arena_alloc_many(arena, FACETS, sizeof *n.values, alignof(uint32_t));
    if (n.values == NULL)
        return ERR_LIMIT;
    for (uint32_t left = n.wanted & COLUMN_FACETS; left != 0; left &= left - 1) {
        int facet = __builtin_ctz(left);

        n.by_set[facet] =
            arena_array(arena, uint32_t, (size_t)columns->sets[facet].sets_len * FACET_LANES);
        if (n.by_set[facet] == NULL)
            return ERR_LIMIT;
    }
    if (n.wanted & FACET_BIT(FACET_COMPETENCE)) {
        n.competences = arena_array(arena, uint32_t, COMPETENCES_MAX);
        if (n.competences == NULL)
            return ERR_LIMIT;
    }
    if ((n.wanted & FACET_BIT(FACET_PROVIDER)) && columns->sets[FACET_PROVIDER].sets == NULL) {
        n.providers = arena_array(arena, uint32_t, (size_t)f->c->providers_len);
        if (n.providers == NULL)
            return ERR_LIMIT;
    }
    *ret_counts = n;
    return OK;
}

static void
bits_count(uint32_t *counts, uint64_t bits, uint32_t times)
{
    for (; bits != 0; bits &= bits - 1)
        counts[__builtin_ctzll(bits)] += times;
}

static void
narrow_count(uint32_t *counts, const uint8_t *numbers, const uint32_t *slots, uint32_t len)
{
    uint32_t i = 0;

    for (; i + FACET_LANES <= len; i += FACET_LANES) {
        counts[FACET_LANES * numbers[slots[i]]]++;
        counts[FACET_LANES * numbers[slots[i + 1]] + 1]++;
        counts[FACET_LANES * numbers[slots[i + 2]] + 2]++;
        counts[FACET_LANES * numbers[slots[i + 3]] + 3]++;
    }
    for (; i < len; i++)
        counts[FACET_LANES * numbers[slots[i]]]++;
}

/*
 * In a map, one set costs one step per 64 slots; in a list, one slot costs about three. So of many
 * hits few values are counted 64 at a time.
 */
static bool
is_counted_by_map(const struct column_sets *s, const struct map *map, uint32_t len)
{
    return s->bits != NULL && (uint64_t)map->len * s->sets_len < 3 * (uint64_t)len;
}

uint32_t
facets_count_map(struct facet_counts *counts, const struct filter *f, uint32_t facets,
                 const struct map *map, uint32_t len)
{
    uint32_t others = facets & counts->wanted;

    for (uint32_t left = others & COLUMN_FACETS; left != 0; left &= left - 1) {
        int facet = __builtin_ctz(left);
        const struct column_sets *s = &f->c->columns->sets[facet];
        const struct partition p = {s->bits, s->bits_words, s->sets_len};

        if (!is_counted_by_map(s, map, len))
            continue;
        postings_map_count(map, len, &p, FACET_LANES, counts->by_set[facet]);
        others &= ~FACET_BIT(facet);
    }
    return others;
}

static void
sets_count(struct facet_counts *n, const struct filter *f, int facet, const uint32_t *slots,
           uint32_t len)
{
    const struct column_sets *s = &f->c->columns->sets[facet];

    if (s->narrow != NULL)
        narrow_count(n->by_set[facet], s->narrow, slots, len);
    for (uint32_t i = 0; s->wide != NULL && i < len; i++)
        n->by_set[facet][FACET_LANES * s->wide[slots[i]] + i % FACET_LANES]++;
    for (uint32_t i = 0; s->raw != NULL && i < len; i++)
        bits_count(n->values[facet], s->raw[slots[i]], 1);
}

void
facets_count(struct facet_counts *counts, const struct filter *f, uint32_t facets,
             const uint32_t *slots, uint32_t len)
{
    const struct catalogue_columns *columns = f->c->columns;

    facets &= counts->wanted;
    for (uint32_t left = facets & COLUMN_FACETS; left != 0; left &= left - 1)
        sets_count(counts, f, __builtin_ctz(left), slots, len);
    for (uint32_t i = 0; (facets & FACET_BIT(FACET_COMPETENCE)) && i < len; i++) {
        for (int k = 0; k < COMPETENCE_WORDS; k++)
            bits_count(counts->competences + 64 * k, columns->competences[slots[i]][k], 1);
    }
    for (uint32_t i = 0;
         counts->providers != NULL && (facets & FACET_BIT(FACET_PROVIDER)) && i < len; i++)
        counts->providers[columns->providers[slots[i]]]++;
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
    float nearest = FLT_MAX;
    uint64_t seat = 0;
    uint32_t access = 0;
    uint32_t states = 0;

    for (int i = 0; i < v->runs_len; i++) {
        const struct filter_run *r = &v->runs[i];
        int64_t in_days = r->at == NULL ? 0 : r->at->first - f->c->today.n;

        if (run_counts(v, r, FACET_START) && in_days < days)
            days = in_days;
        if (run_counts(v, r, FACET_DISTANCE) && r->km >= 0 && r->km < nearest)
            nearest = r->km;
        if (run_counts(v, r, FACET_SEATS) && r->seat_free)
            seat = 2;
        if (run_counts(v, r, FACET_STATE))
            states |= r->state;
        if ((v->counts & FACET_BIT(FACET_ACCESSIBILITY)) && (v->fails | r->fails) == 0)
            access |= r->accessibility;
    }
    bits_count(n->values[FACET_START], column_steps(SEARCH_DAYS_STEPS, days), 1);
    for (int i = 0; i < SEARCH_STEPS; i++)
        n->values[FACET_DISTANCE][i] += nearest <= (float)SEARCH_KM_STEPS[i]; /* as the filter */
    bits_count(n->values[FACET_SEATS], seat, 1);
    bits_count(n->values[FACET_ACCESSIBILITY], access, 1);
    bits_count(n->values[FACET_STATE], states, 1);
}

void
facets_add(struct facet_counts *counts, const struct filter *f, uint32_t slot,
           const struct filter_verdict *v)
{
    if (v->counts == 0)
        return;
    facets_count(counts, f, v->counts & ~(uint32_t)FILTER_RUN_FACETS, &slot, 1);
    runs_count(counts, f, v);
}

/* What was counted by sets becomes counts of values. */
static void
values_sum(struct facet_counts *n, const struct filter *f)
{
    for (uint32_t left = n->wanted & COLUMN_FACETS; left != 0; left &= left - 1) {
        int facet = __builtin_ctz(left);
        const struct column_sets *s = &f->c->columns->sets[facet];

        for (uint32_t i = 0; i < s->sets_len; i++) {
            const uint32_t *lane = n->by_set[facet] + (size_t)i * FACET_LANES;
            uint32_t times = lane[0] + lane[1] + lane[2] + lane[3];

            if (times > 0)
                bits_count(n->values[facet], s->sets[i], times);
        }
    }
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
            struct search_facet *facet)
{
    const struct catalogue *c = f->c;
    struct listing l;

    TRY(list_begin(arena, facet, c->topics_len, &l));
    for (int i = 0; i < c->topics_len; i++) {
        const struct topic *t = &c->topics[i];
        uint32_t count = n->values[FACET_TOPIC][t->id.n];
        bool chosen = f->q->topics & topic_bit(t->id);

        if (count > 0 || chosen)
            list_put(&l, (struct search_value){t->id.n, t->code, t->name_de, count, chosen});
    }
    return OK;
}

static enum err
competences_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
                 struct search_facet *facet)
{
    const struct framework *framework = f->c->framework;
    struct listing l;

    TRY(list_begin(arena, facet, framework->competences_len, &l));
    for (int i = 0; i < framework->competences_len; i++) {
        const struct competence *k = &framework->competences[i];
        uint64_t bit = UINT64_C(1) << (k->id.n % 64);

        list_put(&l, (struct search_value){.value = k->id.n,
                                           .code = k->code,
                                           .name = k->name_de,
                                           .count = n->competences[k->id.n],
                                           .chosen = f->q->competences[k->id.n / 64] & bit});
    }
    return OK;
}

static struct slice
area_code(int v)
{
    return slice_of(competence_area_code((enum competence_area)v));
}

static struct slice
format_code(int v)
{
    return slice_of(module_format_code((enum module_format)v));
}

static struct slice
access_code(int v)
{
    return slice_of(accessibility_code((enum accessibility)v));
}

/* Two digits, as in official keys; "00" is online. */
static struct slice
number_code(int v)
{
    static const char CODES[] = "00010203040506070809101112131415161718";

    return (struct slice){CODES + 2 * v, 2};
}

static struct slice
band_code(int v)
{
    return (struct slice){number_code(v + 1).at + 1, 1};
}

static struct slice
digit_code(int v)
{
    return (struct slice){number_code(v).at + 1, 1};
}

static struct slice
no_code(int v)
{
    (void)v;
    return SLICE("");
}

static struct slice
no_name(int v)
{
    (void)v;
    return SLICE("");
}

static struct slice
state_of(int v)
{
    return state_name(number_code(v));
}

/* Facets whose values are a few numbers. */
struct small_facet {
    enum search_facet_kind kind;
    int from;
    int to; /* behind the last */
    struct slice (*code)(int value);
    struct slice (*name)(int value);
    uint64_t chosen; /* bits */
};

static enum err
small_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
           struct search_facet *facets)
{
    const struct search_query *q = f->q;
    const struct small_facet small[] = {
        {FACET_AREA, 0, AREAS, area_code, no_name, q->areas},
        {FACET_FORMAT, 0, FORMATS, format_code, no_name, q->formats},
        {FACET_BAND, 0, BANDS, band_code, no_name, q->bands},
        {FACET_ACCESSIBILITY, 0, ACCESSIBILITIES, access_code, no_name, q->accessibility},
        {FACET_SEATS, 1, 2, no_code, no_name, q->free_seats ? 2 : 0},
        {FACET_CERTIFIED, 1, 2, no_code, no_name, q->certified ? 2 : 0},
        {FACET_STATE, 0, SEARCH_STATES, number_code, state_of, q->states},
        {FACET_LEVEL, 0, SEARCH_LEVELS, digit_code, no_name, q->levels},
        {FACET_PRICE_BAND, 0, SEARCH_PRICE_BANDS, digit_code, no_name, q->price_bands},
    };
    struct listing l;

    for (size_t i = 0; i < ARRAY_LEN(small); i++) {
        const struct small_facet *s = &small[i];

        if ((n->wanted & FACET_BIT(s->kind)) == 0)
            continue;
        TRY(list_begin(arena, &facets[s->kind], s->to - s->from, &l));
        for (int v = s->from; v < s->to; v++) {
            if (n->values[s->kind][v] == 0 && (s->chosen >> v & 1) == 0)
                continue;
            list_put(&l, (struct search_value){.value = v,
                                               .code = s->code(v),
                                               .name = s->name(v),
                                               .count = n->values[s->kind][v],
                                               .chosen = s->chosen >> v & 1});
        }
    }
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
        enum search_facet_kind kind = stepped[i].kind;

        if ((n->wanted & FACET_BIT(kind)) == 0)
            continue;
        TRY(list_begin(arena, &facets[kind], SEARCH_STEPS, &l));
        for (int v = 0; v < SEARCH_STEPS; v++)
            list_put(&l, (struct search_value){.value = stepped[i].steps[v],
                                               .count = n->values[kind][v],
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
languages_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
               struct search_facet *facet)
{
    const struct catalogue_columns *columns = f->c->columns;
    struct listing l;

    TRY(list_begin(arena, facet, columns->languages_len, &l));
    for (int i = 0; i < columns->languages_len; i++)
        list_put(&l, (struct search_value){.code = columns->languages[i],
                                           .count = n->values[FACET_LANGUAGE][i],
                                           .chosen = f->chosen[FACET_LANGUAGE] >> i & 1});
    return OK;
}

static uint32_t
provider_count(const struct facet_counts *n, int provider)
{
    return n->providers != NULL ? n->providers[provider] : n->values[FACET_PROVIDER][provider];
}

static enum err
providers_list(struct arena *arena, const struct facet_counts *n, const struct filter *f,
               struct search_facet *facet)
{
    const struct catalogue *c = f->c;
    int len = 0;
    struct listing l;

    for (int i = 0; i < c->providers_len; i++)
        len += provider_count(n, i) > 0 || (f->providers != NULL && f->providers[i]);
    TRY(list_begin(arena, facet, len, &l));
    for (int i = 0; i < c->providers_len; i++)
        list_put(&l, (struct search_value){.value = c->providers[i].id.n,
                                           .code = c->providers[i].code,
                                           .name = c->providers[i].name,
                                           .count = provider_count(n, i),
                                           .chosen = f->providers != NULL && f->providers[i]});
    if (facet->values_len > 1)
        qsort(facet->values, (size_t)facet->values_len, sizeof *facet->values, value_cmp);
    return OK;
}

enum err
facets_list(struct arena *arena, struct facet_counts *counts, const struct filter *f,
            struct search_facet ret_facets[FACETS])
{
    values_sum(counts, f);
    if (counts->wanted & FACET_BIT(FACET_TOPIC))
        TRY(topics_list(arena, counts, f, &ret_facets[FACET_TOPIC]));
    if (counts->wanted & FACET_BIT(FACET_COMPETENCE))
        TRY(competences_list(arena, counts, f, &ret_facets[FACET_COMPETENCE]));
    if (counts->wanted & FACET_BIT(FACET_LANGUAGE))
        TRY(languages_list(arena, counts, f, &ret_facets[FACET_LANGUAGE]));
    if (counts->wanted & FACET_BIT(FACET_PROVIDER))
        TRY(providers_list(arena, counts, f, &ret_facets[FACET_PROVIDER]));
    TRY(small_list(arena, counts, f, ret_facets));
    return steps_list(arena, counts, f, ret_facets);
}
