/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast the search is: bench_search OFFERS.tsv QUERIES.tsv [ROUNDS], with the files of
 * ../shared/bench (gen_catalogue.py | offers_tsv.py, gen_queries.py). Each query has all its words
 * required, its filters for category, language and level applied, all facets counted and the
 * first 20 blocks dressed with snippets. Figures of ours alone: not the peers' work one to one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/search.h"
#include "unit/engine/given_catalogue.h"

enum { LINE_BYTES_MAX = 65536, COLUMNS = 15, QUERIES_MAX = 1000, CATEGORIES = 48 };

struct question {
    struct search_query q;
    double ms;
};

static struct topic topics[CATEGORIES];

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

static const char *const LANGUAGES[] = {"de", "en", "de-leicht", "fr", "tr", "uk"};

/* Columns: id cat fmt state lang level band price hours lat lon first last title text */
static void
offer_add(struct given *g, struct slice line)
{
    static const enum module_format FORMAT[] = {FORMAT_IN_PERSON,   FORMAT_LIVE_ONLINE,
                                                FORMAT_ON_DEMAND,   FORMAT_FOLLOW_UP,
                                                FORMAT_LIVE_ONLINE, FORMAT_MOOC};
    struct slice column[COLUMNS];
    struct text code = text_init(g->arena, 64);
    struct module *m;

    for (int i = 0; i < COLUMNS; i++) {
        if (!slice_next(&line, '\t', &column[i]))
            abort();
    }
    m = given_module(g, "", "", "");
    text_printf(&code, "o%08d", g->modules_len);
    if (text_end(&code, &m->code) != OK)
        abort();
    m->title = kept(g, column[13]);
    m->description = kept(g, column[14]);
    m->topics = UINT64_C(1) << (1 + number(column[1]));
    m->format = FORMAT[number(column[2])];
    m->language = slice_of(LANGUAGES[number(column[4])]);
    m->gives = arena_array(g->arena, struct module_gain, 1);
    m->gives[0] = (struct module_gain){{(uint16_t)(1 + number(column[1]) % GIVEN_COMPETENCES)},
                                       (uint8_t)(number(column[5]) > 0 ? number(column[5]) - 1 : 0),
                                       (uint8_t)(number(column[5]) > 0 ? number(column[5]) : 1)};
    m->gives_len = 1;
    m->price.n = number(column[7]);
    m->minutes = 60 * number(column[8]);
    m->provider.n = 1 + g->modules_len % GIVEN_PROVIDERS;
}

static void
question_read(struct given *g, struct slice line, struct question *question)
{
    struct slice part;
    struct slice filter;

    (void)slice_next(&line, '\t', &part);
    (void)slice_next(&line, '\t', &part);
    question->q = search_query_init(kept(g, part));
    question->q.strict = true;
    (void)slice_next(&line, '\t', &part);
    while (slice_next(&part, ',', &filter)) {
        size_t at = slice_find_char(filter, '=');
        int value = number(slice_sub(filter, at + 1, filter.len));

        if (slice_starts(filter, SLICE("cat=")))
            question->q.topics = UINT64_C(1) << (1 + value);
        if (slice_starts(filter, SLICE("lang=")))
            question->q.languages[question->q.languages_len++] = slice_of(LANGUAGES[value]);
        if (slice_starts(filter, SLICE("level=")) && value > 0)
            question->q.bands = (uint8_t)(1u << competence_band((uint8_t)value));
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

static int
question_cmp(const void *pa, const void *pb)
{
    const struct question *a = pa;
    const struct question *b = pb;

    return (a->ms > b->ms) - (a->ms < b->ms);
}

static void
ask_all(const struct catalogue *c, struct question *questions, int len, int rounds)
{
    struct arena *a = arena_open((size_t)1 << 30);
    uint64_t hits = 0;
    double sum = 0;

    for (int i = 0; i < len; i++) {
        struct search_result r;

        questions[i].ms = 1e9;
        for (int k = 0; k < rounds; k++) {
            double begun = now_ms();
            double took;

            if (search_run(a, c, &questions[i].q, &r) != OK)
                abort();
            took = now_ms() - begun;
            if (took < questions[i].ms)
                questions[i].ms = took;
            arena_reset(a);
        }
        hits += r.total;
        sum += questions[i].ms;
    }
    qsort(questions, (size_t)len, sizeof *questions, question_cmp);
    (void)printf("%d queries, best of %d: mean %.3f ms, median %.3f, 99 %% %.3f, most %.3f; %.0f "
                 "hits on average\n",
                 len, rounds, sum / len, questions[len / 2].ms, questions[len * 99 / 100].ms,
                 questions[len - 1].ms, (double)hits / len);
    arena_close(a);
}

int
main(int argc, char **argv)
{
    static char buffer[LINE_BYTES_MAX];
    static struct question questions[QUERIES_MAX];
    struct catalogue_source source;
    const struct catalogue *c;
    struct slice line;
    struct given *g;
    double begun;
    size_t before;
    FILE *f;
    int len = 0;

    if (argc < 3) {
        (void)fprintf(stderr, "bench_search OFFERS.tsv QUERIES.tsv [ROUNDS]\n");
        return 2;
    }
    g = given_open(1, count_lines(argv[1], buffer));
    f = fopen(argv[1], "r");
    while (f != NULL && (line = line_read(f, buffer)).len > 0)
        offer_add(g, line);
    f = fopen(argv[2], "r");
    while (f != NULL && len < QUERIES_MAX && (line = line_read(f, buffer)).len > 0)
        question_read(g, line, &questions[len++]);
    source = given_source(g);
    for (int i = 0; i < CATEGORIES; i++)
        topics[i] = (struct topic){.id = {(uint8_t)(i + 1)},
                                   .code = given_text(g, "k", i),
                                   .name_de = given_text(g, "Kategorie", i)};
    source.topics = topics;
    source.topics_len = CATEGORIES;
    before = arena_used_bytes(g->arena);
    begun = now_ms();
    if (catalogue_build(g->arena, &source, &c) != OK)
        abort();
    (void)printf("%u modules: built in %.0f ms; the snapshot takes %.1f MB beside the texts\n",
                 c->modules_len, now_ms() - begun,
                 (double)(arena_used_bytes(g->arena) - before) / 1e6);
    ask_all(c, questions, len, argc > 3 ? atoi(argv[3]) : 5);
    given_close(g);
    return 0;
}
