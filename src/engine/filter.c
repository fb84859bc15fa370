/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/filter.h"

#include <string.h>

#include "engine/wide.h"

enum { METRES = 1000 };

/* All chosen values must hold, so its counts obey its own filter as well. */
static const uint32_t OWN_FILTER_COUNTS = FACET_BIT(FACET_ACCESSIBILITY);

static uint64_t
languages_chosen(const struct catalogue_columns *columns, const struct search_query *q)
{
    uint64_t chosen = 0;

    for (int i = 0; i < columns->languages_len; i++) {
        for (int k = 0; k < q->languages_len; k++)
            chosen |= (uint64_t)slice_eq(columns->languages[i], q->languages[k]) << i;
    }
    return chosen;
}

/* Whether the place of the run, its date, or anything else of it must be looked at. */
static bool
is_by_run(const struct search_query *q)
{
    const uint32_t runs = FACET_BIT(FACET_START) | FACET_BIT(FACET_SEATS) |
                          FACET_BIT(FACET_ACCESSIBILITY) | FACET_BIT(FACET_DISTANCE);

    if (q->from.n > DAY_MIN || q->start_by.n < DAY_MAX || q->until.n < DAY_MAX || q->on_site_only ||
        q->free_seats || q->accessibility != 0 || q->sort == SEARCH_DISTANCE)
        return true;
    if (q->place.known &&
        (q->radius_km < DISTANCE_KM_MAX || (q->facets & FACET_BIT(FACET_DISTANCE))))
        return true;
    /* Of a Land alone, the union over the runs says all but what else the run in it offers. */
    return q->states != 0 && ((q->facets & runs) || q->sort == SEARCH_DATE);
}

static enum err
denied_init(struct arena *arena, struct filter *f, enum search_facet_kind facet)
{
    const struct column_sets *s = &f->c->columns->sets[facet];

    f->of_modules |= FACET_BIT(facet);
    if (s->raw != NULL)
        return OK;
    f->denied[facet] = arena_array(arena, uint8_t, s->sets_len);
    if (f->denied[facet] == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < s->sets_len; i++)
        f->denied[facet][i] = (s->sets[i] & f->chosen[facet]) == 0;
    return OK;
}

static enum err
providers_init(struct arena *arena, struct filter *f)
{
    bool *chosen;

    if (f->q->providers_len == 0)
        return OK;
    chosen = arena_array(arena, bool, (size_t)f->c->providers_len);
    if (chosen == NULL)
        return ERR_LIMIT;
    for (int k = 0; k < f->q->providers_len; k++) {
        const struct provider *p = catalogue_provider(f->c, f->q->providers[k]);

        if (p != NULL)
            chosen[p - f->c->providers] = true;
    }
    f->providers = chosen;
    f->of_modules |= FACET_BIT(FACET_PROVIDER);
    if (f->c->columns->sets[FACET_PROVIDER].sets == NULL)
        return OK;
    for (int i = 0; i < f->c->providers_len; i++)
        f->chosen[FACET_PROVIDER] |= (uint64_t)chosen[i] << i;
    return denied_init(arena, f, FACET_PROVIDER);
}

/* Filters that are "one of these values". */
static enum err
choices_init(struct arena *arena, struct filter *f)
{
    const struct search_query *q = f->q;
    const struct {
        enum search_facet_kind facet;
        bool active;
        uint64_t chosen;
    } choices[] = {
        {FACET_TOPIC, q->topics != 0, q->topics},
        {FACET_AREA, q->areas != 0, q->areas},
        {FACET_FORMAT, q->formats != 0, q->formats},
        {FACET_BAND, q->bands != 0, q->bands},
        {FACET_LANGUAGE, q->languages_len > 0, languages_chosen(f->c->columns, q)},
        {FACET_CERTIFIED, q->certified, 2},
        {FACET_LEVEL, q->levels != 0, q->levels},
        {FACET_PRICE_BAND, q->price_bands != 0, q->price_bands},
        {FACET_STATE, q->states != 0 && !f->by_run, q->states},
    };

    for (size_t i = 0; i < ARRAY_LEN(choices); i++) {
        f->chosen[choices[i].facet] = choices[i].chosen;
        if (choices[i].active)
            TRY(denied_init(arena, f, choices[i].facet));
    }
    return OK;
}

enum err
filter_init(struct arena *arena, const struct catalogue *c, const struct search_query *q,
            struct filter *ret_filter)
{
    struct filter f = {.c = c, .q = q, .by_run = is_by_run(q)};

    TRY(providers_init(arena, &f));
    TRY(choices_init(arena, &f));
    if (q->price_max.n < CENTS_MAX)
        f.of_modules |= FACET_BIT(FACET_PRICE);
    if (q->minutes_min > 0 || q->minutes_max < MODULE_MINUTES_MAX)
        f.of_modules |= FACET_BIT(FACET_HOURS);
    for (int i = 0; i < COMPETENCE_WORDS; i++)
        f.of_modules |= q->competences[i] != 0 ? FACET_BIT(FACET_COMPETENCE) : 0;
    if (q->place.known) {
        f.km = arena_array(arena, float, (size_t)c->venues_len);
        f.km_known = arena_array(arena, bool, (size_t)c->venues_len);
        if (f.km == NULL || f.km_known == NULL)
            return ERR_LIMIT;
    }
    *ret_filter = f;
    return OK;
}

static bool
competences_fit(const struct search_query *q, const uint64_t *gives)
{
    uint64_t common = 0;

    for (int i = 0; i < COMPETENCE_WORDS; i++)
        common |= q->competences[i] & gives[i];
    return common != 0;
}

/* Filters that are no choice of values: whether one module breaks them. */
static bool
row_breaks(const struct filter *f, uint32_t slot, enum search_facet_kind facet)
{
    const struct search_query *q = f->q;
    const struct column_row *row = &f->c->columns->rows[slot];

    if (facet == FACET_PRICE)
        return row->price_cents > q->price_max.n;
    if (facet == FACET_HOURS)
        return row->minutes <= 0 || row->minutes < q->minutes_min || row->minutes > q->minutes_max;
    if (facet == FACET_COMPETENCE)
        return !competences_fit(q, f->c->columns->competences[slot]);
    return (f->c->columns->sets[facet].raw[slot] & f->chosen[facet]) == 0;
}

/* One facet of a batch: its bit into `fails` where it is broken. */
static void
facet_judge(const struct filter *f, enum search_facet_kind facet, const uint32_t *slots,
            uint32_t len, uint32_t *fails)
{
    const struct column_sets *s = &f->c->columns->sets[facet];
    const uint8_t *denied = f->denied[facet];

    for (uint32_t i = 0; denied != NULL && s->narrow != NULL && i < len; i++)
        fails[i] |= (uint32_t)denied[s->narrow[slots[i]]] << facet;
    for (uint32_t i = 0; denied != NULL && s->wide != NULL && i < len; i++)
        fails[i] |= (uint32_t)denied[s->wide[slots[i]]] << facet;
    if (facet == FACET_PROVIDER && denied == NULL) {
        for (uint32_t i = 0; i < len; i++)
            fails[i] |= (uint32_t)!f->providers[f->c->columns->providers[slots[i]]] << facet;
        return;
    }
    for (uint32_t i = 0; denied == NULL && i < len; i++)
        fails[i] |= (uint32_t)row_breaks(f, slots[i], facet) << facet;
}

void
filter_modules(const struct filter *f, const uint32_t *slots, uint32_t len, uint32_t *ret_fails)
{
    memset(ret_fails, 0, len * sizeof *ret_fails);
    for (uint32_t left = f->of_modules; left != 0; left &= left - 1)
        facet_judge(f, (enum search_facet_kind)__builtin_ctz(left), slots, len, ret_fails);
}

/* Slots of the words of `map` that have a chosen value. */
WIDE static void
allowed_of(const struct filter *f, enum search_facet_kind facet, const struct map *map,
           uint64_t *ret_words)
{
    const struct column_sets *s = &f->c->columns->sets[facet];

    memset(ret_words, 0, map->len * sizeof *ret_words);
    for (uint32_t i = 0; i < s->sets_len; i++) {
        const uint64_t *bits = s->bits + (size_t)i * s->bits_words + map->first;

        if (f->denied[facet][i])
            continue;
        for (uint32_t w = 0; w < map->len; w++)
            ret_words[w] |= bits[w];
    }
}

WIDE static void
words_and(uint64_t *to, const uint64_t *words, uint32_t len, uint64_t flip)
{
    for (uint32_t w = 0; w < len; w++)
        to[w] &= words[w] ^ flip;
}

bool
filter_map(const struct filter *f, const struct map *map, struct filter_maps *ret_maps)
{
    struct filter_maps *m = ret_maps;
    uint64_t allowed[FILTER_MAPS_MAX][MAP_WORDS];

    m->len = 0;
    if (f->by_run)
        return false;
    for (uint32_t left = f->of_modules; left != 0; left &= left - 1) {
        int facet = __builtin_ctz(left);

        if (m->len == FILTER_MAPS_MAX || f->denied[facet] == NULL ||
            f->c->columns->sets[facet].bits == NULL)
            return false;
        m->facets[m->len++] = (enum search_facet_kind)facet;
    }
    m->hits = *map;
    for (int i = 0; i < m->len; i++) {
        allowed_of(f, m->facets[i], map, allowed[i]);
        m->near[i] = *map;
        words_and(m->hits.words, allowed[i], map->len, 0);
    }
    for (int i = 0; i < m->len; i++) {
        for (int k = 0; k < m->len; k++)
            words_and(m->near[i].words, allowed[k], map->len, k == i ? ~UINT64_C(0) : 0);
    }
    return true;
}

static float
km_to(struct filter *f, uint32_t venue)
{
    struct position at = f->c->venues[venue].position;

    if (!f->q->place.known)
        return -1;
    if (!f->km_known[venue]) {
        f->km_known[venue] = true;
        f->km[venue] = at.known ? (float)(position_distance_m(f->q->place, at) / METRES) : -1;
    }
    return f->km[venue];
}

static bool
distance_fits(const struct search_query *q, const struct filter_run *r)
{
    if (!r->local)
        return !q->on_site_only;
    if (!q->place.known || q->radius_km == DISTANCE_KM_MAX)
        return true;
    return r->km >= 0 && r->km <= (float)q->radius_km;
}

static struct filter_run
run_judge(struct filter *f, uint32_t slot, const struct column_run *at)
{
    const struct search_query *q = f->q;
    const struct module *m = f->c->modules[slot];
    struct filter_run r = {
        .at = at, .accessibility = m->accessibility, .km = -1, .seat_free = true};

    r.local = module_format_is_local(m->format);
    if (at != NULL) {
        r.run = at->run;
        r.seat_free = at->seats_free > 0;
        if (at->first < q->from.n || at->first > q->start_by.n || at->last > q->until.n)
            r.fails |= FACET_BIT(FACET_START);
        if (at->venue != COLUMN_ONLINE) {
            r.local = true;
            r.km = km_to(f, at->venue);
            r.accessibility |= f->c->venues[at->venue].accessibility;
        }
    }
    r.state = column_run_state(f->c, &f->c->columns->rows[slot], at);
    if (q->states != 0 && (q->states & r.state) == 0)
        r.fails |= FACET_BIT(FACET_STATE);
    if (!distance_fits(q, &r))
        r.fails |= FACET_BIT(FACET_DISTANCE);
    if (q->free_seats && !r.seat_free)
        r.fails |= FACET_BIT(FACET_SEATS);
    if (q->accessibility & ~r.accessibility)
        r.fails |= FACET_BIT(FACET_ACCESSIBILITY);
    return r;
}

static bool
is_one_bit(uint32_t set)
{
    return set != 0 && (set & (set - 1)) == 0;
}

/* Facets f such that some run fails in nothing but f. */
static uint32_t
facets_counting(const struct filter_verdict *v)
{
    uint32_t all = (1u << FACETS) - 1;
    uint32_t counts = 0;

    for (int i = 0; i < v->runs_len; i++) {
        uint32_t fails = v->fails | v->runs[i].fails;

        if (fails == 0)
            return all;
        if (is_one_bit(fails))
            counts |= fails;
    }
    return counts & ~OWN_FILTER_COUNTS;
}

void
filter_judge(struct filter *f, uint32_t slot, uint32_t fails, struct filter_verdict *ret_verdict)
{
    const struct column_row *row = &f->c->columns->rows[slot];
    struct filter_verdict *v = ret_verdict;

    v->fails = fails;
    v->runs_len = 0;
    v->counts = 0;
    v->hit = false;
    if (v->fails != 0 && !is_one_bit(v->fails))
        return;
    if (row->flags & COLUMN_SELF_PACED)
        v->runs[v->runs_len++] = run_judge(f, slot, NULL);
    for (uint32_t i = 0; i < row->runs_len; i++)
        v->runs[v->runs_len++] = run_judge(f, slot, &f->c->columns->runs[row->runs_at + i]);
    v->counts = facets_counting(v);
    for (int i = 0; i < v->runs_len && v->fails == 0; i++)
        v->hit |= v->runs[i].fails == 0;
}
