/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/filter.h"

enum { METRES = 1000 };

static const uint32_t RUN_FACETS = FACET_BIT(FACET_START) | FACET_BIT(FACET_DISTANCE) |
                                   FACET_BIT(FACET_SEATS) | FACET_BIT(FACET_ACCESSIBILITY);
/* All chosen values must hold, so its counts obey its own filter as well. */
static const uint32_t OWN_FILTER_COUNTS = FACET_BIT(FACET_ACCESSIBILITY);

enum err
filter_init(struct arena *arena, const struct catalogue *c, const struct search_query *q,
            struct filter *ret_filter)
{
    const struct catalogue_columns *columns = c->columns;
    struct filter f = {.c = c, .q = q};

    f.languages = arena_array(arena, bool, (size_t)columns->languages_len);
    f.providers = arena_array(arena, bool, (size_t)c->providers_len);
    f.km = arena_array(arena, float, (size_t)c->venues_len);
    f.km_known = arena_array(arena, bool, (size_t)c->venues_len);
    if (f.languages == NULL || f.providers == NULL || f.km == NULL || f.km_known == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < columns->languages_len; i++) {
        f.languages[i] = q->languages_len == 0;
        for (int k = 0; k < q->languages_len; k++)
            f.languages[i] |= slice_eq(columns->languages[i], q->languages[k]);
    }
    for (int i = 0; i < c->providers_len; i++)
        f.providers[i] = q->providers_len == 0;
    for (int k = 0; k < q->providers_len; k++) {
        const struct provider *p = catalogue_provider(c, q->providers[k]);

        if (p != NULL)
            f.providers[p - c->providers] = true;
    }
    *ret_filter = f;
    return OK;
}

static bool
competences_fit(const struct search_query *q, const uint64_t *gives)
{
    uint64_t asked = 0;
    uint64_t common = 0;

    for (int i = 0; i < COMPETENCE_WORDS; i++) {
        asked |= q->competences[i];
        common |= q->competences[i] & gives[i];
    }
    return asked == 0 || common != 0;
}

static bool
hours_fit(const struct search_query *q, int32_t minutes)
{
    if (q->minutes_min == 0 && q->minutes_max == MODULE_MINUTES_MAX)
        return true;
    return minutes > 0 && minutes >= q->minutes_min && minutes <= q->minutes_max;
}

static uint32_t
module_fails(const struct filter *f, uint32_t slot)
{
    const struct search_query *q = f->q;
    const struct column_row *row = &f->c->columns->rows[slot];
    uint32_t fails = 0;

    if (q->topics != 0 && (q->topics & row->topics) == 0)
        fails |= FACET_BIT(FACET_TOPIC);
    if (q->areas != 0 && (q->areas & row->areas) == 0)
        fails |= FACET_BIT(FACET_AREA);
    if (!competences_fit(q, f->c->columns->competences[slot]))
        fails |= FACET_BIT(FACET_COMPETENCE);
    if (q->formats != 0 && (q->formats & 1u << row->format) == 0)
        fails |= FACET_BIT(FACET_FORMAT);
    if (q->bands != 0 && (q->bands & row->bands) == 0)
        fails |= FACET_BIT(FACET_BAND);
    if (row->price_cents > q->price_max.n)
        fails |= FACET_BIT(FACET_PRICE);
    if (!hours_fit(q, row->minutes))
        fails |= FACET_BIT(FACET_HOURS);
    if (!f->languages[row->language])
        fails |= FACET_BIT(FACET_LANGUAGE);
    if (!f->providers[row->provider])
        fails |= FACET_BIT(FACET_PROVIDER);
    if (q->certified && (row->flags & COLUMN_CERTIFIED) == 0)
        fails |= FACET_BIT(FACET_CERTIFIED);
    return fails;
}

static float
km_to(struct filter *f, uint32_t venue)
{
    struct position at = f->c->venues[venue].position;

    if (!f->km_known[venue]) {
        f->km_known[venue] = true;
        f->km[venue] = at.known && f->q->place.known
                           ? (float)(position_distance_m(f->q->place, at) / METRES)
                           : -1;
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
run_judge(struct filter *f, const struct module *m, const struct column_run *at)
{
    const struct search_query *q = f->q;
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
filter_judge(struct filter *f, uint32_t slot, struct filter_verdict *ret_verdict)
{
    const struct module *m = f->c->modules[slot];
    const struct column_row *row = &f->c->columns->rows[slot];
    struct filter_verdict *v = ret_verdict;

    v->fails = module_fails(f, slot);
    v->runs_len = 0;
    v->counts = 0;
    v->hit = false;
    if (v->fails != 0 && !is_one_bit(v->fails))
        return;
    if (row->flags & COLUMN_SELF_PACED)
        v->runs[v->runs_len++] = run_judge(f, m, NULL);
    for (uint32_t i = 0; i < row->runs_len; i++)
        v->runs[v->runs_len++] = run_judge(f, m, &f->c->columns->runs[row->runs_at + i]);
    v->counts = facets_counting(v);
    for (int i = 0; i < v->runs_len && v->fails == 0; i++)
        v->hit |= (v->runs[i].fails & RUN_FACETS) == 0;
}
