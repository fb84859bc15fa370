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
#include "engine/postings.h"
#include "unit/engine/naive_search.h"

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
    run_queries(25, 3000, 188, leave_as_is, &t); /* more than a batch, more than a page */
    run_queries(26, 64 * MAP_WORDS + 2000, 20, leave_as_is, &t); /* more than a map */
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
