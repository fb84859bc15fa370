/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search against a naive scan written from the contract, engine/search.h: 10,000 random queries
 * with words, phrases, exclusions and filters of every kind over random catalogues. Hits,
 * scores, order and every count must be the same. A search that forgets one filter, or one
 * order, must be noticed.
 */
#include "engine/search.h"

#include <math.h>

#include "check.h"
#include "engine/search_weights.h"
#include "unit/engine/given_catalogue.h"

/*
 * The invented words of given_word() are left alone by
 * stemming and compounds, so "the word stands in it" is a plain comparison.
 */
static int
naive_count_in(struct slice text, struct slice word)
{
    struct slice w;
    int n = 0;

    while (slice_next(&text, ' ', &w))
        n += slice_eq(w, word);
    return n;
}

static bool
naive_has_word(const struct module *m, struct slice word)
{
    return naive_count_in(m->title, word) + naive_count_in(m->summary, word) +
               naive_count_in(m->description, word) >
           0;
}

/* Whether two words follow each other in one text. */
static bool
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

static int
naive_level(const struct module *m)
{
    int level = 0;

    for (int i = 0; i < m->gives_len; i++)
        level = m->gives[i].to > level ? m->gives[i].to : level;
    return level;
}

static int
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
static int
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
static bool
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

static bool
naive_is_open(const struct run *r)
{
    return r->first.n >= GIVEN_TODAY || (r->sessions_len == 0 && r->last.n >= GIVEN_TODAY);
}

static double
naive_km(const struct given *g, const struct search_query *q, const struct run *r)
{
    const struct venue *v = r && r->venue.n ? &g->venues[r->venue.n - 1] : NULL;

    return v && v->position.known && q->place.known
               ? position_distance_m(q->place, v->position) / 1000
               : -1;
}

static uint32_t
naive_access(const struct given *g, const struct module *m, const struct run *r)
{
    return m->accessibility | (r && r->venue.n ? g->venues[r->venue.n - 1].accessibility : 0);
}

static bool
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
static uint32_t
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
static int
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
static bool
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

static bool
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

static uint32_t
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

static double
naive_words(struct slice text)
{
    struct slice w;
    double n = 0;

    while (slice_next(&text, ' ', &w))
        n += w.len > 0;
    return n;
}

static struct naive_means
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
    means.title /= means.offered;
    means.text /= means.offered;
    return means;
}

/* BM25F of one word, as engine/search.h says. */
static double
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

static double
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
static int
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

static struct naive_query
given_filters(struct given *g)
{
    struct naive_query n = {.q = search_query_init(SLICE(""))};
    struct search_query *q = &n.q;
    struct provider_id *providers = arena_array(g->arena, struct provider_id, 2);

    if (given_chance(g, 15))
        q->topics = given_random(g) & 0xfffe;
    if (given_chance(g, 10))
        q->areas = (uint8_t)(1 + given_below(g, 7));
    if (given_chance(g, 10))
        q->competences[0] = given_random(g) & given_random(g) & 0x1fffffe;
    if (given_chance(g, 20))
        q->formats = (uint8_t)(1 + given_below(g, 31));
    if (given_chance(g, 15))
        q->bands = (uint8_t)(1 + given_below(g, 15));
    if (given_chance(g, 20))
        q->price_max.n = given_chance(g, 30) ? 0 : 10000 * given_below(g, 8);
    if (given_chance(g, 15))
        q->from.n = GIVEN_TODAY + given_below(g, 60);
    if (given_chance(g, 15))
        q->start_by.n = GIVEN_TODAY + given_below(g, 150);
    if (given_chance(g, 10))
        q->until.n = GIVEN_TODAY + given_below(g, 300);
    if (given_chance(g, 40)) {
        q->place = (struct position){49400000 + given_below(g, 600000), 8600000, true};
        q->radius_km = given_chance(g, 50) ? DISTANCE_KM_MAX : given_below(g, 70);
    }
    q->on_site_only = given_chance(g, 5);
    if (given_chance(g, 10))
        q->minutes_min = 60 * given_below(g, 10);
    if (given_chance(g, 15))
        q->minutes_max = 60 * given_below(g, 40);
    q->free_seats = given_chance(g, 15);
    if (given_chance(g, 15)) {
        q->languages[0] = SLICE("de");
        q->languages[1] = SLICE("en");
        q->languages_len = 1 + given_below(g, 2);
    }
    if (given_chance(g, 15))
        q->accessibility = 1u << given_below(g, ACCESSIBILITIES);
    if (given_chance(g, 15)) {
        providers[0].n = 1 + given_below(g, GIVEN_PROVIDERS);
        providers[1].n = 1 + given_below(g, GIVEN_PROVIDERS);
        q->providers = providers;
        q->providers_len = 1 + given_below(g, 2);
    }
    q->certified = given_chance(g, 10);
    if (given_chance(g, 10))
        q->levels = (uint16_t)(given_random(g) & 0x1ff);
    if (given_chance(g, 10))
        q->price_bands = (uint8_t)(given_random(g) & 0x3f);
    if (given_chance(g, 15))
        q->states = (uint32_t)given_random(g) & 0x1f;
    if (given_chance(g, 50)) /* often as on a page without dates: modules are judged as a whole */
        q->facets = (uint32_t)given_random(g) & FACETS_ALL;
    return n;
}

/* Two words that stand together somewhere, or two from anywhere. */
static void
given_pair(struct given *g, struct slice *pair)
{
    struct slice rest = g->modules[given_below(g, g->modules_len)].description;
    struct slice w;

    for (int skip = given_below(g, 10); skip > 0 && slice_next(&rest, ' ', &w); skip--)
        continue;
    if (given_chance(g, 80) && slice_next(&rest, ' ', &pair[0]) && slice_next(&rest, ' ', &pair[1]))
        return;
    pair[0] = given_word(g, given_below(g, 20));
    pair[1] = given_word(g, given_below(g, 20));
}

static void
put_pair(struct text *t, const char *before, const struct slice *pair)
{
    text_printf(t, "%s\"%.*s %.*s\" ", before, SLICE_ARG(pair[0]), SLICE_ARG(pair[1]));
}

static struct naive_query
given_query(struct given *g, const int32_t *match)
{
    struct naive_query n = given_filters(g);
    struct text t = text_init(g->arena, 1000);
    struct slice rest = g->modules[given_below(g, g->modules_len)].title;

    while (n.words_len < given_below(g, 4) && slice_next(&rest, ' ', &n.words[n.words_len])) {
        text_put(&t, n.words[n.words_len++]);
        text_putc(&t, ' ');
    }
    if (given_chance(g, 20)) {
        given_pair(g, n.pair);
        n.words[n.words_len++] = n.pair[0];
        n.words[n.words_len++] = n.pair[1];
        put_pair(&t, "", n.pair);
    }
    if (given_chance(g, 10)) {
        n.without = given_word(g, given_below(g, 20));
        text_printf(&t, "-%.*s ", SLICE_ARG(n.without));
    }
    if (given_chance(g, 10)) {
        given_pair(g, n.without_pair);
        put_pair(&t, "-", n.without_pair);
    }
    if (t.len > 0)
        assert_int_equal(text_end(&t, &n.q.text), OK);
    n.q.sort = (enum search_sort)given_below(g, SEARCH_MATCH + 1);
    n.q.match = match;
    if (n.q.sort == SEARCH_DISTANCE && !n.q.place.known)
        n.q.sort = SEARCH_RELEVANCE;
    n.q.limit = SEARCH_PAGE_MAX;
    n.q.strict = true;
    n.q.plain = given_chance(g, 50);
    return n;
}

/* The first of a hit's fitting runs, the nearest when that is asked for. */
static int64_t
naive_key(const struct given *g, const struct catalogue *c, const struct search_query *q,
          const struct naive_hit *h)
{
    int64_t best = INT64_MAX;

    for (int k = 0; k < h->runs_len; k++) {
        int64_t day = h->runs[k] == NULL ? DAY_MAX : h->runs[k]->first.n;
        double km = naive_km(g, q, h->runs[k]);
        int64_t metres = km < 0 ? INT64_MAX : (int64_t)((double)(float)km * 1000);

        if (h->fails[k] != 0)
            continue;
        if (q->sort == SEARCH_DATE && day < best)
            best = day;
        if (q->sort == SEARCH_DISTANCE && metres < best)
            best = metres;
    }
    if (q->sort == SEARCH_PRICE)
        return h->m->price.n;
    if (q->sort == SEARCH_MATCH)
        return -q->match[catalogue_slot(c, h->m)];
    return q->sort == SEARCH_DATE || q->sort == SEARCH_DISTANCE ? best : 0;
}

static int64_t
naive_start(const struct module *m)
{
    const struct run *runs[MODULE_RUNS_MAX];
    int len = naive_runs(m, runs);
    int64_t start = DAY_MAX;

    for (int i = 0; i < len; i++)
        start = runs[i] == NULL ? DAY_MIN : runs[i]->first.n < start ? runs[i]->first.n : start;
    return start;
}

/* Whether a stands before b, by key, score, start, code. */
static bool
naive_before(const struct given *g, const struct catalogue *c, const struct search_query *q,
             const struct naive_hit *a, const struct naive_hit *b)
{
    int64_t ka = naive_key(g, c, q, a);
    int64_t kb = naive_key(g, c, q, b);
    int title = q->sort == SEARCH_TITLE ? slice_cmp(a->m->title, b->m->title) : 0;

    if (title != 0)
        return title < 0;
    if (ka != kb)
        return ka < kb;
    if (fabs(a->score - b->score) > 1e-9 && q->sort != SEARCH_TITLE)
        return a->score > b->score;
    if (naive_start(a->m) != naive_start(b->m) && q->sort != SEARCH_TITLE)
        return naive_start(a->m) < naive_start(b->m);
    return slice_cmp(a->m->code, b->m->code) < 0;
}

/* What is wrong with the hits: which they are, their scores, their order. */
static int
hits_wrong(const struct given *g, const struct catalogue *c, const struct naive_query *n,
           struct naive_hit *scan, int len, const struct search_result *r)
{
    struct naive_hit *shown[SEARCH_PAGE_MAX];
    int total = 0;
    int wrong = 0;

    for (int h = 0; h < r->hits_len; h++) {
        shown[h] = NULL;
        for (int i = 0; i < len; i++) {
            if (scan[i].m == r->hits[h].module && scan[i].hit)
                shown[h] = &scan[i];
        }
        if (shown[h] == NULL)
            return 1;
        wrong += fabs(r->hits[h].score - shown[h]->score) > 0.002 + 0.001 * shown[h]->score;
        shown[h]->score = r->hits[h].score; /* rounded as stated: the order is that of these */
    }
    for (int i = 0; i < len; i++)
        total += scan[i].hit;
    wrong += r->total != (uint32_t)total;
    wrong += r->hits_len != (total < SEARCH_PAGE_MAX ? total : SEARCH_PAGE_MAX);
    for (int h = 1; h < r->hits_len; h++)
        wrong += !naive_before(g, c, &n->q, shown[h - 1], shown[h]);
    for (int i = 0; i < len && r->hits_len == SEARCH_PAGE_MAX && wrong == 0; i++) {
        struct naive_hit worse = scan[i];
        bool is_shown = false;

        for (int h = 0; h < r->hits_len; h++)
            is_shown |= shown[h] == &scan[i];
        worse.score -= 0.004 + 0.002 * worse.score; /* rounding */
        wrong +=
            !is_shown && scan[i].hit && naive_before(g, c, &n->q, &worse, shown[r->hits_len - 1]);
    }
    return wrong;
}

static int
counts_wrong(const struct given *g, const struct naive_query *n, const struct naive_hit *scan,
             int len, const struct search_result *r)
{
    int wrong = 0;

    for (int f = 0; f < FACETS; f++) {
        if ((n->q.facets & FACET_BIT(f)) == 0)
            wrong += r->facets[f].values_len != 0;
        for (int v = 0; v < r->facets[f].values_len; v++) {
            const struct search_value *value = &r->facets[f].values[v];

            wrong += value->count != naive_count(g, n, scan, len, f, value);
        }
    }
    return wrong;
}

/* One way to break the query before the engine sees it: the scan must notice. */
static void
leave_as_is(struct search_query *q)
{
    (void)q;
}

static void
forget_the_price(struct search_query *q)
{
    q->price_max.n = CENTS_MAX;
}

static void
forget_the_language(struct search_query *q)
{
    q->languages_len = 0;
}

static void
forget_the_seats(struct search_query *q)
{
    q->free_seats = false;
}

static void
forget_the_order(struct search_query *q)
{
    q->sort = SEARCH_RELEVANCE;
}

struct tally {
    int queries;
    int compared; /* those whose words all stand somewhere */
    int with_hits;
    int wrong;
};

static void
run_queries(uint64_t seed, int modules, int queries, void (*spoil)(struct search_query *),
            struct tally *t)
{
    struct given *g = given_open(seed, modules);
    struct naive_hit *scan = arena_array(g->arena, struct naive_hit, (size_t)modules);
    int32_t *match = arena_array(g->arena, int32_t, (size_t)modules);
    struct arena *a = arena_open(64 << 20);
    struct naive_means means;
    const struct catalogue *c;

    for (int i = 0; i < modules; i++) {
        given_random_module(g);
        match[i] = given_below(g, 50);
    }
    c = given_catalogue(g);
    means = naive_means(g);
    for (int i = 0; i < queries; i++) {
        struct naive_query n = given_query(g, match);
        struct search_query asked = n.q;
        struct search_result r;
        int len;
        int wrong;

        spoil(&asked);
        assert_int_equal(search_run(a, c, &asked, &r), OK);
        t->queries++;
        /* A word of a block that is not offered may be nowhere: then others are taken for it. */
        if (r.words_found == r.words && r.corrections_len == 0) {
            len = naive_scan(g, &n, &means, scan);
            wrong = counts_wrong(g, &n, scan, len, &r) + hits_wrong(g, c, &n, scan, len, &r);
            t->wrong += wrong > 0;
            t->compared++;
            t->with_hits += r.total > 0;
            if (wrong > 0 && spoil == leave_as_is)
                print_error("seed %d, query %d: %.*s (sort %d): %d wrong\n", (int)seed, i,
                            SLICE_ARG(n.q.text), (int)n.q.sort, wrong);
        }
        arena_reset(a);
    }
    arena_close(a);
    given_close(g);
}

static void
ten_thousand_queries_answer_as_a_naive_scan_does(void **state)
{
    struct tally t = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= 24; seed++)
        run_queries(seed, seed % 3 == 0 ? 400 : 60, 408, leave_as_is, &t);
    run_queries(25, 3000, 208, leave_as_is, &t); /* more than a batch, more than a page */
    print_message("%d queries, %d compared, %d with hits, %d wrong\n", t.queries, t.compared,
                  t.with_hits, t.wrong);
    assert_int_equal(t.queries, 10000);
    assert_int_equal(t.wrong, 0);
    assert_true(t.compared >= 7500 && t.with_hits >= 2500);
}

static void
a_search_that_forgets_something_is_noticed(void **state)
{
    static void (*const SPOIL[])(struct search_query *) = {forget_the_price, forget_the_language,
                                                           forget_the_seats, forget_the_order};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(SPOIL); i++) {
        struct tally t = {0};

        run_queries(1, 200, 200, SPOIL[i], &t);
        assert_true(t.wrong > 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_queries_answer_as_a_naive_scan_does),
        cmocka_unit_test(a_search_that_forgets_something_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
