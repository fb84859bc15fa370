/* SPDX-License-Identifier: EUPL-1.2 */
/* The oracle of test_search_naive.c: what fits a query, written from engine/search.h alone. */
#ifndef KC_TESTS_NAIVE_SEARCH_H
#define KC_TESTS_NAIVE_SEARCH_H

#include <math.h>

#include "engine/index.h"
#include "engine/search.h"
#include "engine/search_weights.h"
#include "unit/engine/given_catalogue.h"

/*
 * The invented words of given_word() are left alone by
 * stemming and compounds, so "the word stands in it" is a plain comparison.
 */
static inline int
naive_count_in(struct slice text, struct slice word)
{
    struct slice w;
    int n = 0;

    while (slice_next(&text, ' ', &w))
        n += slice_eq(w, word);
    return n;
}

static inline bool
naive_has_word(const struct module *m, struct slice word)
{
    return naive_count_in(m->title, word) + naive_count_in(m->summary, word) +
               naive_count_in(m->description, word) >
           0;
}

/* Whether two words follow each other in one text. */
static inline bool
naive_has_pair(const struct module *m, const struct slice *pair)
{
    const struct slice texts[] = {m->title, m->summary, m->description};

    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct slice rest = texts[i];
        struct slice before = SLICE("");
        struct slice w;

        for (; slice_next(&rest, ' ', &w); before = w) {
            if (slice_eq(before, pair[0]) && slice_eq(w, pair[1]))
                return true;
        }
    }
    return false;
}

struct naive_query {
    struct search_query q;
    struct slice words[5]; /* those of a phrase too */
    int words_len;
    struct slice pair[2]; /* a phrase, or empty */
    struct slice without; /* or empty */
    struct slice without_pair[2];
};

static inline int
naive_level(const struct module *m)
{
    int level = 0;

    for (int i = 0; i < m->gives_len; i++)
        level = m->gives[i].to > level ? m->gives[i].to : level;
    return level;
}

static inline int
naive_price_band(int64_t cents)
{
    return cents <= 0        ? 0
           : cents <= 10000  ? 1
           : cents <= 25000  ? 2
           : cents <= 50000  ? 3
           : cents <= 100000 ? 4
                             : 5;
}

/* -1: not known. */
static inline int
naive_state(const struct given *g, const struct module *m, const struct run *r)
{
    int state = m->format == FORMAT_IN_PERSON ? g->providers[m->provider.n - 1].state : -1;

    if (r && r->venue.n != 0)
        state = g->venues[r->venue.n - 1].state;
    else if (m->format != FORMAT_IN_PERSON)
        return 0;
    return state > 0 ? state : -1;
}

/* Wishes, by facet: of the module itself, and of one of its runs (or NULL: self-paced). */
static inline bool
naive_module_keeps(const struct given *g, const struct search_query *q, const struct module *m,
                   int facet)
{
    uint64_t topics = m->topics;
    bool competence = false;
    bool area = false;
    bool band = false;
    bool asks = false;

    for (int i = 0; i < m->gives_len; i++) {
        int id = m->gives[i].competence.n;

        if (m->topics == 0)
            topics |= g->framework.by_id[id]->topics;
        competence |= q->competences[id / 64] >> (id % 64) & 1;
        area |= q->areas >> g->framework.by_id[id]->area & 1;
        for (int level = m->gives[i].from + 1; level <= m->gives[i].to; level++)
            band |= q->bands >> ((level - 1) / 2) & 1;
    }
    for (size_t i = 0; i < ARRAY_LEN(q->competences); i++)
        asks |= q->competences[i] != 0;
    switch (facet) {
    case FACET_TOPIC:
        return q->topics == 0 || (topics & q->topics);
    case FACET_AREA:
        return q->areas == 0 || area;
    case FACET_COMPETENCE:
        return !asks || competence;
    case FACET_FORMAT:
        return q->formats == 0 || (q->formats >> m->format & 1);
    case FACET_BAND:
        return q->bands == 0 || band;
    case FACET_PRICE:
        return m->price.n <= q->price_max.n;
    case FACET_HOURS:
        return (q->minutes_min == 0 && q->minutes_max == MODULE_MINUTES_MAX) ||
               (m->minutes > 0 && m->minutes >= q->minutes_min && m->minutes <= q->minutes_max);
    case FACET_LANGUAGE:
        for (int i = 0; i < q->languages_len; i++) {
            if (slice_eq(q->languages[i], m->language))
                return true;
        }
        return q->languages_len == 0;
    case FACET_PROVIDER:
        for (int i = 0; i < q->providers_len; i++) {
            if (q->providers[i].n == m->provider.n)
                return true;
        }
        return q->providers_len == 0;
    case FACET_LEVEL:
        return q->levels == 0 || (q->levels >> naive_level(m) & 1);
    case FACET_PRICE_BAND:
        return q->price_bands == 0 || (q->price_bands >> naive_price_band(m->price.n) & 1);
    case FACET_CERTIFIED:
        return !q->certified ||
               (m->certification.by.len > 0 && m->certification.valid_until.n >= GIVEN_TODAY);
    default:
        return true;
    }
}

static inline bool
naive_is_open(const struct run *r)
{
    return r->first.n >= GIVEN_TODAY || (r->sessions_len == 0 && r->last.n >= GIVEN_TODAY);
}

static inline double
naive_km(const struct given *g, const struct search_query *q, const struct run *r)
{
    const struct venue *v = r && r->venue.n ? &g->venues[r->venue.n - 1] : NULL;

    return v && v->position.known && q->place.known
               ? position_distance_m(q->place, v->position) / 1000
               : -1;
}

static inline uint32_t
naive_access(const struct given *g, const struct module *m, const struct run *r)
{
    return m->accessibility | (r && r->venue.n ? g->venues[r->venue.n - 1].accessibility : 0);
}

static inline bool
naive_run_keeps(const struct given *g, const struct search_query *q, const struct module *m,
                const struct run *r, int facet)
{
    bool local = m->format == FORMAT_IN_PERSON || (r && r->venue.n != 0);
    double km = naive_km(g, q, r);
    int state;

    switch (facet) {
    case FACET_START:
        return !r ||
               (r->first.n >= q->from.n && r->first.n <= q->start_by.n && r->last.n <= q->until.n);
    case FACET_DISTANCE:
        if (!local)
            return !q->on_site_only;
        return !q->place.known || q->radius_km == DISTANCE_KM_MAX ||
               (km >= 0 && km <= q->radius_km);
    case FACET_STATE:
        state = naive_state(g, m, r);
        return q->states == 0 || (state >= 0 && (q->states >> state & 1));
    case FACET_SEATS:
        return !q->free_seats || !r || r->taken < r->seats;
    case FACET_ACCESSIBILITY:
        return (q->accessibility & ~naive_access(g, m, r)) == 0;
    default:
        return true;
    }
}

/* The facets in which a module with this run breaks a wish, as bits. */
static inline uint32_t
naive_fails(const struct given *g, const struct search_query *q, const struct module *m,
            const struct run *r)
{
    uint32_t fails = 0;

    for (int f = 0; f < FACETS; f++) {
        if (!naive_module_keeps(g, q, m, f) || !naive_run_keeps(g, q, m, r, f))
            fails |= FACET_BIT(f);
    }
    return fails;
}

/* The runs to try: the open ones, or the module itself. */
static inline int
naive_runs(const struct module *m, const struct run **ret_runs)
{
    int n = 0;

    if (m->self_paced) {
        ret_runs[0] = NULL;
        return 1;
    }
    for (int i = 0; i < m->runs_len; i++) {
        if (naive_is_open(&m->runs[i]))
            ret_runs[n++] = &m->runs[i];
    }
    return n;
}

/* Whether the module has the value of a facet, in this run. */
static inline bool
naive_has_value(const struct given *g, const struct search_query *q, const struct module *m,
                const struct run *r, int facet, int64_t value)
{
    struct search_query only = search_query_init(SLICE(""));
    double km = naive_km(g, q, r);
    struct provider_id provider = {value};

    switch (facet) {
    case FACET_TOPIC:
        only.topics = UINT64_C(1) << value;
        break;
    case FACET_AREA:
        only.areas = (uint8_t)(1u << value);
        break;
    case FACET_COMPETENCE:
        only.competences[value / 64] = UINT64_C(1) << (value % 64);
        break;
    case FACET_FORMAT:
        only.formats = (uint8_t)(1u << value);
        break;
    case FACET_BAND:
        only.bands = (uint8_t)(1u << value);
        break;
    case FACET_PRICE:
        only.price_max.n = value;
        break;
    case FACET_HOURS:
        only.minutes_max = (int32_t)value;
        break;
    case FACET_START:
        return !r || r->first.n <= GIVEN_TODAY + value;
    case FACET_DISTANCE:
        return km >= 0 && km <= (double)value;
    case FACET_SEATS:
        return !r || r->taken < r->seats;
    case FACET_ACCESSIBILITY:
        return naive_access(g, m, r) >> value & 1;
    case FACET_PROVIDER:
        only.providers = &provider;
        only.providers_len = 1;
        break;
    case FACET_STATE:
        return naive_state(g, m, r) == value;
    case FACET_LEVEL:
        only.levels = (uint16_t)(1u << value);
        break;
    case FACET_PRICE_BAND:
        only.price_bands = (uint8_t)(1u << value);
        break;
    default:
        only.certified = true;
    }
    return naive_module_keeps(g, &only, m, facet);
}

static inline bool
naive_text_fits(const struct naive_query *n, const struct module *m)
{
    for (int i = 0; i < n->words_len; i++) {
        if (!naive_has_word(m, n->words[i]))
            return false;
    }
    return (n->pair[0].len == 0 || naive_has_pair(m, n->pair)) &&
           (n->without.len == 0 || !naive_has_word(m, n->without)) &&
           (n->without_pair[0].len == 0 || !naive_has_pair(m, n->without_pair));
}

/* A module that fits the text, with how each of its runs stands. */
struct naive_hit {
    const struct module *m;
    const struct run *runs[8];
    uint32_t fails[8];
    int runs_len;
    bool hit;
    double score;
};

static inline uint32_t
naive_count(const struct given *g, const struct naive_query *n, const struct naive_hit *hits,
            int len, int facet, const struct search_value *v)
{
    uint32_t own = facet == FACET_ACCESSIBILITY ? 0 : FACET_BIT(facet);
    uint32_t count = 0;

    for (int i = 0; i < len; i++) {
        const struct naive_hit *h = &hits[i];
        bool any = false;

        for (int k = 0; k < h->runs_len && !any; k++)
            any = (h->fails[k] & ~own) == 0 &&
                  (facet == FACET_LANGUAGE
                       ? slice_eq(h->m->language, v->code)
                       : naive_has_value(g, &n->q, h->m, h->runs[k], facet, v->value));
        count += any;
    }
    return count;
}

/* Of all modules on offer: how many, and how long their texts are. */
struct naive_means {
    double offered;
    double title;
    double text;
};

static inline double
naive_words(struct slice text)
{
    struct slice w;
    double n = 0;

    while (slice_next(&text, ' ', &w))
        n += w.len > 0;
    return n;
}

static inline struct naive_means
naive_means(const struct given *g)
{
    struct naive_means means = {0};

    for (int i = 0; i < g->modules_len; i++) {
        const struct module *m = &g->modules[i];
        const struct run *runs[MODULE_RUNS_MAX];

        if (m->gone || naive_runs(m, runs) == 0)
            continue;
        means.offered++;
        means.title += naive_words(m->title);
        means.text += naive_words(m->summary) + naive_words(m->description);
    }
    means.title = (double)index_mean((uint64_t)means.title, (uint32_t)means.offered);
    means.text = (double)index_mean((uint64_t)means.text, (uint32_t)means.offered);
    return means;
}

/* BM25F of one word, as engine/search.h says. */
static inline double
naive_points(const struct naive_means *means, double holding, const struct module *m,
             struct slice word)
{
    double title_b = (double)SEARCH_TITLE_B;
    double text_b = (double)SEARCH_TEXT_B;
    double title = (double)SEARCH_TITLE_WEIGHT /
                   (1 - title_b + title_b * naive_words(m->title) / means->title);
    double length = naive_words(m->summary) + naive_words(m->description);
    double text = (double)SEARCH_TEXT_WEIGHT / (1 - text_b + text_b * length / means->text);
    double tf = title * naive_count_in(m->title, word) +
                text * (naive_count_in(m->summary, word) + naive_count_in(m->description, word));
    double idf = log(1 + (means->offered - holding + 0.5) / (holding + 0.5));

    return (idf < 1.0 / 64 ? 1.0 / 64 : idf) * tf / ((double)SEARCH_K1 + tf);
}

static inline double
naive_bonus(const struct module *m)
{
    const struct run *runs[MODULE_RUNS_MAX];
    int len = naive_runs(m, runs);
    bool seat = false;

    for (int i = 0; i < len; i++)
        seat |= runs[i] == NULL || runs[i]->taken < runs[i]->seats;
    return (seat ? (double)SEARCH_SEAT_FACTOR : 1) *
           (m->certification.by.len > 0 && m->certification.valid_until.n >= GIVEN_TODAY
                ? (double)SEARCH_CERTIFIED_FACTOR
                : 1);
}

/* The modules that fit the text; gives their number. */
static inline int
naive_scan(const struct given *g, const struct naive_query *n, const struct naive_means *means,
           struct naive_hit *hits)
{
    double holding[5] = {0};
    int len = 0;

    for (int i = 0; i < g->modules_len; i++) {
        const struct run *runs[MODULE_RUNS_MAX];

        for (int w = 0; w < n->words_len; w++)
            holding[w] += !g->modules[i].gone && naive_runs(&g->modules[i], runs) > 0 &&
                          naive_has_word(&g->modules[i], n->words[w]);
    }
    for (int i = 0; i < g->modules_len; i++) {
        struct naive_hit *h = &hits[len];
        const struct module *m = &g->modules[i];

        if (m->gone || !naive_text_fits(n, m))
            continue;
        *h = (struct naive_hit){.m = m};
        h->runs_len = naive_runs(m, h->runs);
        for (int k = 0; k < h->runs_len; k++) {
            h->fails[k] = naive_fails(g, &n->q, m, h->runs[k]);
            h->hit |= h->fails[k] == 0;
        }
        for (int w = 0; w < n->words_len; w++)
            h->score += naive_points(means, holding[w], m, n->words[w]);
        h->score *= naive_bonus(m);
        len++;
    }
    return len;
}

#endif
