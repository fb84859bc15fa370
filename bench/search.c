/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast the search is: bench_search OFFERS.tsv QUERIES.tsv PASSES LATENCIES ANSWERS [page], with
 * the files of ../shared/bench (gen_catalogue.py | offers_tsv.py, gen_queries.py).
 *
 * Each query: all its words, its filters, the best 20 and the exact counts of six facets. The
 * generator's facets are facets of the product: cat -> topic, state -> Land, lang -> language,
 * level -> level, band -> price band; fmt, of which the product has five and the generator six,
 * -> provider. With "page": as the page of results asks, all facets, snippets of the hits,
 * and fewer words when no block has all.
 *
 * LATENCIES gets lines "pass query microseconds hits" as the peers write them; the first pass is
 * not written. ANSWERS gets hits and counts in the form of search_ref.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/search.h"
#include "unit/engine/given_catalogue.h"

enum {
    LINE_BYTES_MAX = 65536,
    COLUMNS = 15,
    QUERIES_MAX = 1000,
    CATEGORIES = 48,
    KINDS = 6,
    STATES = 17,
    ONLINE = 16,
    FIRST_DAY = 20454
};

struct question {
    int number;
    struct search_query q;
};

static struct topic topics[CATEGORIES];
static const char *const LANGUAGES[] = {"de", "en", "de-leicht", "fr", "tr", "uk"};

/* The facets of the generator, in its order. */
static const enum search_facet_kind FACET[] = {FACET_TOPIC,    FACET_PROVIDER, FACET_STATE,
                                               FACET_LANGUAGE, FACET_LEVEL,    FACET_PRICE_BAND};

static double
now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct slice
kept(struct given *g, struct slice s)
{
    struct slice copy;

    if (arena_copy(g->arena, s, &copy) != OK)
        abort();
    return copy;
}

static int
number(struct slice s)
{
    int64_t n = 0;

    return slice_int(s, INT32_MIN, INT32_MAX, &n) == OK ? (int)n : 0;
}

/* One dated run at the venue of its Land, or online; none: self-paced. */
static void
run_add(struct given *g, struct module *m, int state, int first, int last)
{
    struct run *r;

    m->self_paced = first == 0;
    if (first == 0)
        return;
    r = m->runs = arena_array(g->arena, struct run, 1);
    m->runs_len = 1;
    r->id.n = m->id.n;
    r->module = m->id;
    r->code = SLICE("R");
    r->first.n = first;
    r->last.n = last;
    r->seats = 20;
    r->taken = (int32_t)(m->id.n % 21);
    r->venue.n = state == ONLINE ? 0 : state + 1;
}

/* Columns: id cat fmt state lang level band price hours lat lon first last title text */
static void
offer_add(struct given *g, struct slice line)
{
    static const enum module_format FORMAT[KINDS] = {FORMAT_IN_PERSON, FORMAT_LIVE_ONLINE,
                                                     FORMAT_ON_DEMAND, FORMAT_IN_PERSON,
                                                     FORMAT_IN_PERSON, FORMAT_MOOC};
    struct slice column[COLUMNS];
    struct text code = text_init(g->arena, 64);
    struct module *m;
    int level;

    for (int i = 0; i < COLUMNS; i++) {
        if (!slice_next(&line, '\t', &column[i]))
            abort();
    }
    m = given_module(g, "", "", "");
    text_printf(&code, "o%08d", g->modules_len);
    if (text_end(&code, &m->code) != OK)
        abort();
    level = number(column[5]);
    m->title = kept(g, column[13]);
    m->description = kept(g, column[14]);
    m->topics = UINT64_C(1) << (1 + number(column[1]));
    m->format = FORMAT[number(column[2])];
    m->provider.n = 1 + number(column[2]);
    m->language = slice_of(LANGUAGES[number(column[4])]);
    m->gives = arena_array(g->arena, struct module_gain, 1);
    m->gives_len = level > 0;
    m->gives[0] = (struct module_gain){{(uint16_t)(1 + number(column[1]) % GIVEN_COMPETENCES)},
                                       (uint8_t)(level - 1),
                                       (uint8_t)level};
    m->price.n = number(column[7]);
    m->minutes = 60 * number(column[8]);
    run_add(g, m, number(column[3]), number(column[11]), number(column[12]));
}

/* The value of a facet as the generator numbers it. */
static int
value_of(enum search_facet_kind facet, const struct search_value *v)
{
    if (facet == FACET_LANGUAGE) {
        for (int i = 0; i < KINDS; i++) {
            if (slice_is(v->code, LANGUAGES[i]))
                return i;
        }
    }
    if (facet == FACET_STATE)
        return v->value == 0 ? ONLINE : (int)v->value - 1;
    return (int)v->value - (facet == FACET_TOPIC || facet == FACET_PROVIDER);
}

static void
filter_set(struct search_query *q, struct slice facet, int value)
{
    static const struct provider_id PROVIDERS[KINDS] = {{1}, {2}, {3}, {4}, {5}, {6}};

    if (slice_is(facet, "cat"))
        q->topics = UINT64_C(1) << (1 + value);
    else if (slice_is(facet, "lang"))
        q->languages[q->languages_len++] = slice_of(LANGUAGES[value]);
    else if (slice_is(facet, "level"))
        q->levels = (uint16_t)(1u << value);
    else if (slice_is(facet, "band"))
        q->price_bands = (uint8_t)(1u << value);
    else if (slice_is(facet, "state"))
        q->states = 1u << (value == ONLINE ? 0 : value + 1);
    else if (slice_is(facet, "fmt")) {
        q->providers = &PROVIDERS[value];
        q->providers_len = 1;
    } else
        abort();
}

static void
question_read(struct given *g, struct slice line, bool page, struct question *question)
{
    struct search_query *q = &question->q;
    struct slice part;
    struct slice filter;

    (void)slice_next(&line, '\t', &part);
    question->number = number(part);
    (void)slice_next(&line, '\t', &part);
    *q = search_query_init(kept(g, part));
    if (!page) {
        q->strict = true;
        q->plain = true;
        q->facets = 0;
        for (size_t i = 0; i < ARRAY_LEN(FACET); i++)
            q->facets |= FACET_BIT(FACET[i]);
    }
    (void)slice_next(&line, '\t', &part);
    while (!slice_is(part, "-") && slice_next(&part, ',', &filter)) {
        size_t at = slice_find_char(filter, '=');

        filter_set(q, slice_sub(filter, 0, at), number(slice_sub(filter, at + 1, filter.len)));
    }
}

static struct slice
line_read(FILE *f, char *buffer)
{
    struct slice line = {buffer, 0};

    if (fgets(buffer, LINE_BYTES_MAX, f) == NULL)
        return line;
    line.len = strlen(buffer);
    while (line.len > 0 && buffer[line.len - 1] == '\n')
        line.len--;
    return line;
}

static int
count_lines(const char *path, char *buffer)
{
    FILE *f = fopen(path, "r");
    int n = 0;

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    while (line_read(f, buffer).len > 0)
        n++;
    (void)fclose(f);
    return n;
}

static void
answer_write(FILE *f, int number_of_query, const struct search_result *r)
{
    (void)fprintf(f, "%d\t%u", number_of_query, r->total);
    for (size_t i = 0; i < ARRAY_LEN(FACET); i++) {
        const struct search_facet *facet = &r->facets[FACET[i]];
        uint32_t counts[64] = {0};
        char separator = '\t';

        for (int v = 0; v < facet->values_len; v++)
            counts[value_of(FACET[i], &facet->values[v])] = facet->values[v].count;
        for (int v = 0; v < 64; v++) {
            if (counts[v] == 0)
                continue;
            (void)fprintf(f, "%c%d:%u", separator, v, counts[v]);
            separator = ',';
        }
        if (separator == '\t')
            (void)fputs("\t-", f);
    }
    (void)fputc('\n', f);
}

static void
ask_all(const struct catalogue *c, const struct question *questions, int len, int passes,
        char **paths)
{
    struct arena *a = arena_open((size_t)1 << 30);
    FILE *latencies = fopen(paths[0], "w");
    FILE *answers = fopen(paths[1], "w");

    if (latencies == NULL || answers == NULL) {
        perror(paths[0]);
        exit(1);
    }
    for (int pass = 0; pass <= passes; pass++) {
        for (int i = 0; i < len; i++) {
            struct search_result r;
            double begun = now_ms();
            double took;

            if (search_run(a, c, &questions[i].q, &r) != OK)
                abort();
            took = now_ms() - begun;
            if (pass > 0)
                (void)fprintf(latencies, "%d %d %.2f %u\n", pass, questions[i].number, took * 1e3,
                              r.total);
            else
                answer_write(answers, questions[i].number, &r);
            arena_reset(a);
        }
    }
    (void)fclose(latencies);
    (void)fclose(answers);
    arena_close(a);
}

static struct catalogue_source
source_of(struct given *g)
{
    struct catalogue_source source = given_source(g);

    for (int i = 0; i < CATEGORIES; i++)
        topics[i] = (struct topic){.id = {(uint8_t)(i + 1)},
                                   .code = given_text(g, "k", i),
                                   .name_de = given_text(g, "Kategorie", i)};
    source.topics = topics;
    source.topics_len = CATEGORIES;
    source.today.n = FIRST_DAY;
    for (int i = 0; i < ONLINE; i++)
        g->venues[i].state = (uint8_t)(i + 1);
    return source;
}

int
main(int argc, char **argv)
{
    static char buffer[LINE_BYTES_MAX];
    static struct question questions[QUERIES_MAX];
    bool page = argc > 6 && strcmp(argv[6], "page") == 0;
    struct catalogue_source source;
    const struct catalogue *c;
    struct slice line;
    struct given *g;
    double begun;
    size_t before;
    FILE *f;
    int len = 0;

    if (argc < 6) {
        (void)fprintf(stderr, "bench_search OFFERS QUERIES PASSES LATENCIES ANSWERS [page]\n");
        return 2;
    }
    g = given_open(1, count_lines(argv[1], buffer));
    f = fopen(argv[1], "r");
    while (f != NULL && (line = line_read(f, buffer)).len > 0)
        offer_add(g, line);
    f = fopen(argv[2], "r");
    while (f != NULL && len < QUERIES_MAX && (line = line_read(f, buffer)).len > 0)
        question_read(g, line, page, &questions[len++]);
    source = source_of(g);
    before = arena_used_bytes(g->arena);
    begun = now_ms();
    if (catalogue_build(g->arena, &source, &c) != OK)
        abort();
    (void)fprintf(stderr, "%u blocks: built in %.0f ms; the snapshot takes %.1f MB\n",
                  c->modules_len, now_ms() - begun,
                  (double)(arena_used_bytes(g->arena) - before) / 1e6);
    ask_all(c, questions, len, atoi(argv[3]), argv + 4);
    given_close(g);
    return 0;
}
