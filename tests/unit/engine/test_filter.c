/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/filter.h"

#include "check.h"
#include "unit/engine/given_catalogue.h"

/*
 * The oracle: a naive scan over all modules. The invented words of given_word() are left alone by
 * stemming and compounds, so "the word stands in it" is a plain comparison.
 */
static bool
naive_has_word(const struct given *g, const struct module *m, struct slice word)
{
    const struct slice texts[] = {m->title, m->summary, m->description};

    (void)g;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct slice rest = texts[i];
        struct slice w;

        while (slice_next(&rest, ' ', &w)) {
            if (slice_eq(w, word))
                return true;
        }
    }
    return false;
}

struct naive_query {
    struct search_query q;
    struct slice words[3];
    int words_len;
    struct slice without; /* or empty */
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

/* Whether everything but `without` (-1: nothing) is kept, by one and the same run. */
static bool
naive_fits(const struct given *g, const struct search_query *q, const struct module *m,
           const struct run *r, int without)
{
    for (int f = 0; f < FACETS; f++) {
        if (f != without && (!naive_module_keeps(g, q, m, f) || !naive_run_keeps(g, q, m, r, f)))
            return false;
    }
    return true;
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
naive_text_fits(const struct given *g, const struct naive_query *n, const struct module *m)
{
    for (int i = 0; i < n->words_len; i++) {
        if (!naive_has_word(g, m, n->words[i]))
            return false;
    }
    return n->without.len == 0 || !naive_has_word(g, m, n->without);
}

static uint32_t
naive_count(const struct given *g, const struct naive_query *n, const bool *text_fits, int facet,
            const struct search_value *v)
{
    int own = facet == FACET_ACCESSIBILITY ? -1 : facet;
    uint32_t count = 0;

    for (int i = 0; i < g->modules_len; i++) {
        const struct run *runs[MODULE_RUNS_MAX];
        const struct module *m = &g->modules[i];
        int runs_len = text_fits[i] ? naive_runs(m, runs) : 0;
        bool any = false;

        for (int k = 0; k < runs_len; k++)
            any |=
                naive_fits(g, &n->q, m, runs[k], own) &&
                (facet == FACET_LANGUAGE ? slice_eq(m->language, v->code)
                                         : naive_has_value(g, &n->q, m, runs[k], facet, v->value));
        count += any;
    }
    return count;
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

static struct naive_query
given_query(struct given *g)
{
    struct naive_query n = given_filters(g);
    struct text t = text_init(g->arena, 1000);
    const struct module *m = &g->modules[given_below(g, g->modules_len)];
    struct slice rest = m->title;

    while (n.words_len < given_below(g, 4) && slice_next(&rest, ' ', &n.words[n.words_len])) {
        text_put(&t, n.words[n.words_len++]);
        text_putc(&t, ' ');
    }
    if (given_chance(g, 10)) {
        n.without = given_word(g, given_below(g, 20));
        text_putc(&t, '-');
        text_put(&t, n.without);
    }
    if (t.len > 0)
        assert_int_equal(text_end(&t, &n.q.text), OK);
    n.q.sort = (enum search_sort)given_below(g, SEARCH_SORTS);
    if (n.q.sort == SEARCH_DISTANCE && !n.q.place.known)
        n.q.sort = SEARCH_RELEVANCE;
    n.q.limit = SEARCH_PAGE_MAX;
    n.q.strict = true;
    return n;
}

static void
check_against_scan(const struct given *g, const struct naive_query *n,
                   const struct search_result *r)
{
    bool text_fits[1000];
    uint32_t total = 0;
    bool all_found = r->words_found == r->words && r->corrections_len == 0;

    /* A word of a block that is not offered may be nowhere: then others are shown, and that is
     * said. */
    if (!all_found)
        return;
    for (int i = 0; i < g->modules_len; i++) {
        const struct module *m = &g->modules[i];
        const struct run *runs[MODULE_RUNS_MAX];
        int runs_len = naive_runs(m, runs);
        bool hit = false;

        text_fits[i] = !m->gone && naive_text_fits(g, n, m);
        for (int k = 0; k < runs_len; k++)
            hit |= text_fits[i] && naive_fits(g, &n->q, m, runs[k], -1);
        total += hit;
        for (int h = 0; h < r->hits_len; h++) {
            if (r->hits[h].module == m && !hit)
                fail_msg("%.*s is no hit", SLICE_ARG(m->code));
        }
    }
    assert_int_equal(r->total, total);
    assert_int_equal(r->hits_len, total < SEARCH_PAGE_MAX ? total : SEARCH_PAGE_MAX);
    for (int f = 0; f < FACETS; f++) {
        if ((n->q.facets & FACET_BIT(f)) == 0)
            assert_int_equal(r->facets[f].values_len, 0);
        for (int v = 0; v < r->facets[f].values_len; v++) {
            const struct search_value *value = &r->facets[f].values[v];
            uint32_t want = naive_count(g, n, text_fits, f, value);

            if (value->count != want)
                fail_msg("facet %d value %lld (%.*s): %u, wanted %u", f, (long long)value->value,
                         SLICE_ARG(value->code), value->count, want);
        }
    }
}

static void
hits_and_facet_counts_are_those_of_a_naive_scan(void **state)
{
    int hits = 0;
    int checked = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct given *g = given_open(seed, 200);
        const struct catalogue *c;

        for (int i = 0; i < 200; i++)
            given_random_module(g);
        c = given_catalogue(g);
        for (int i = 0; i < 220; i++) {
            struct naive_query n = given_query(g);
            struct arena *a = arena_open(64 << 20);
            struct search_result r;

            assert_int_equal(search_run(a, c, &n.q, &r), OK);
            check_against_scan(g, &n, &r);
            checked += r.words_found == r.words && r.corrections_len == 0;
            hits += r.total > 0;
            arena_close(a);
        }
        given_close(g);
    }
    print_message("1100 queries, %d compared, %d with hits\n", checked, hits);
    assert_true(checked >= 1000 && hits >= 300);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_and_facet_counts_are_those_of_a_naive_scan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
