/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How well job advertisements are read: bench_advert FOLDER [--least PRECISION RECALL LEVELS];
 * docs/performance.md, "Job advertisements". Prints Markdown tables.
 *
 * FOLDER holds advertisements (NAME.txt, German, invented) and judged.tsv: name, competence, level,
 * as judged by hand. Names that begin with "tune" were looked at while the phrases were written,
 * those with "test" were not. Proposed counts what is more than a hint.
 *
 *   precision  of the competences proposed, those that are judged to be asked for
 *   recall     of the competences judged to be asked for, those proposed
 *   levels     of the competences that are both, those with the judged level; within one of it
 *
 * Baseline: BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) of the advertisement as a query
 * over the texts of the competences (name, description, bands) by stems; the best k are proposed,
 * at the level judged most often, k and level chosen on "tune". --least: exit 1 when our figures on
 * "test" are lower, in percent; levels are exact ones.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/stem.h"
#include "engine/tokens.h"
#include "engine/words.h"
#include "service/advert_service.h"

enum { ADVERTS_MAX = 200, FILE_BYTES_MAX = 65536, ARENA_BYTES = 512 << 20, K_MAX = 25 };

struct advert {
    char name[64];
    struct slice text;
    uint8_t judged[COMPETENCES_MAX]; /* level; 0: not asked for */
    uint8_t ours[COMPETENCES_MAX];
    double bm25[COMPETENCES_MAX];
    bool test;
};

struct bench {
    struct arena *arena;
    struct ctx ctx;
    struct advert_base base;
    struct advert adverts[ADVERTS_MAX];
    int len;
};

struct figures {
    int proposed, asked, both, exact, near;
};

static void
must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "bench_advert: %s\n", what);
    exit(2);
}

/* --- data ---------------------------------------------------------------- */

static struct slice
file_read(struct bench *b, const char *path)
{
    char *bytes = arena_alloc(b->arena, FILE_BYTES_MAX, 1);
    FILE *f = fopen(path, "re");
    size_t len;

    must(f != NULL && bytes != NULL, path);
    len = fread(bytes, 1, FILE_BYTES_MAX, f);
    must(len < FILE_BYTES_MAX, "a file is too large");
    (void)fclose(f);
    return (struct slice){bytes, len};
}

static struct advert *
advert_of(struct bench *b, const char *folder, struct slice name)
{
    char path[512];
    struct advert *a;

    for (int i = 0; i < b->len; i++) {
        if (slice_is(name, b->adverts[i].name))
            return &b->adverts[i];
    }
    must(b->len < ADVERTS_MAX && name.len < sizeof a->name, "too many advertisements");
    a = &b->adverts[b->len++];
    memcpy(a->name, name.at, name.len);
    a->test = slice_starts(name, SLICE("test"));
    (void)snprintf(path, sizeof path, "%s/%s.txt", folder, a->name);
    a->text = file_read(b, path);
    return a;
}

static void
judged_read(struct bench *b, const char *folder)
{
    char path[512];
    struct slice rest;
    struct slice line;

    (void)snprintf(path, sizeof path, "%s/judged.tsv", folder);
    rest = file_read(b, path);
    while (slice_next(&rest, '\n', &line)) {
        struct slice name = {0};
        struct slice code = {0};
        const struct competence *c;
        int64_t level = 0;

        must(slice_next(&line, '\t', &name) && slice_next(&line, '\t', &code) &&
                 slice_int(line, 1, LEVEL_MAX, &level) == OK,
             "judged.tsv has a wrong line");
        c = framework_by_code(b->base.framework, code);
        must(c != NULL, "judged.tsv has an unknown competence");
        advert_of(b, folder, name)->judged[c->id.n] = (uint8_t)level;
    }
}

/* --- ours ---------------------------------------------------------------- */

static void
read_ours(struct bench *b, struct advert *a)
{
    struct advert_proposal p;

    enum err e = advert_propose(&b->ctx, &b->base, a->text, &p);

    must(e == OK, ctx_message(&b->ctx, e));
    for (int i = 0; i < p.seen; i++)
        a->ours[p.needs[i].competence->id.n] = p.needs[i].level;
}

/* --- baseline ------------------------------------------------------------ */

struct bm25 {
    struct words stems;
    uint32_t *docs[COMPETENCES_MAX]; /* stem numbers */
    int docs_len[COMPETENCES_MAX];
    double mean;
    int len;
};

static int
stems_put(struct bm25 *m, struct stem *stem, struct slice text, uint32_t *numbers, int len)
{
    struct tokens tokens = tokens_init(text);
    struct token t;

    while (tokens_next(&tokens, &t)) {
        if (token_is_stop_word(token_word(&t)))
            continue;
        must(words_add(&m->stems, stem_word(stem, token_word(&t)), &numbers[len]) == OK, "memory");
        len++;
    }
    return len;
}

static void
bm25_build(struct bench *b, struct stem *stem, struct bm25 *m)
{
    const struct framework *f = b->base.framework;

    m->stems = words_init(b->arena);
    m->len = f->competences_len;
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];
        uint32_t *numbers = arena_array(b->arena, uint32_t, 4000);
        int len;

        must(numbers != NULL, "memory");
        len = stems_put(m, stem, c->name_de, numbers, 0);
        len = stems_put(m, stem, c->description, numbers, len);
        for (int k = 0; k < BANDS; k++)
            len = stems_put(m, stem, c->band_text[k], numbers, len);
        m->docs[i] = numbers;
        m->docs_len[i] = len;
        m->mean += (double)len / f->competences_len;
    }
}

static int
times(const struct bm25 *m, int doc, uint32_t stem)
{
    int n = 0;

    for (int i = 0; i < m->docs_len[doc]; i++)
        n += m->docs[doc][i] == stem;
    return n;
}

static void
bm25_read(struct bench *b, struct stem *stem, struct bm25 *m, struct advert *a)
{
    uint32_t *query = arena_array(b->arena, uint32_t, 20000);
    int len;

    must(query != NULL, "memory");
    len = stems_put(m, stem, a->text, query, 0);
    for (int q = 0; q < len; q++) {
        int with = 0;
        bool again = false;

        for (int i = 0; i < q && !again; i++)
            again = query[i] == query[q];
        for (int d = 0; d < m->len; d++)
            with += times(m, d, query[q]) > 0;
        for (int d = 0; d < m->len && with > 0 && !again; d++) {
            double tf = times(m, d, query[q]);
            double idf = log(1 + (m->len - with + 0.5) / (with + 0.5));

            a->bm25[b->base.framework->competences[d].id.n] +=
                idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * m->docs_len[d] / m->mean));
        }
    }
}

/* --- figures ------------------------------------------------------------- */

static void
count(struct figures *f, const uint8_t *proposed, const uint8_t *judged)
{
    for (int c = 0; c < COMPETENCES_MAX; c++) {
        int off = abs(proposed[c] - judged[c]);

        f->proposed += proposed[c] > 0;
        f->asked += judged[c] > 0;
        if (proposed[c] == 0 || judged[c] == 0)
            continue;
        f->both++;
        f->exact += off == 0;
        f->near += off <= 1;
    }
}

static struct figures
count_ours(const struct bench *b, bool test)
{
    struct figures f = {0};

    for (int i = 0; i < b->len; i++) {
        if (b->adverts[i].test == test)
            count(&f, b->adverts[i].ours, b->adverts[i].judged);
    }
    return f;
}

static struct figures
count_bm25(const struct bench *b, bool test, int k, uint8_t level)
{
    struct figures f = {0};

    for (int i = 0; i < b->len; i++) {
        const struct advert *a = &b->adverts[i];
        uint8_t proposed[COMPETENCES_MAX] = {0};

        if (a->test != test)
            continue;
        for (int n = 0; n < k; n++) {
            int best = 0;

            for (int c = 1; c < COMPETENCES_MAX; c++) {
                if (proposed[c] == 0 && a->bm25[c] > a->bm25[best])
                    best = c;
            }
            if (best > 0)
                proposed[best] = level;
        }
        count(&f, proposed, a->judged);
    }
    return f;
}

static double
percent(int part, int of)
{
    return of > 0 ? 100.0 * part / of : 0;
}

static double
f1(const struct figures *f)
{
    return percent(2 * f->both, f->proposed + f->asked);
}

static void
print_row(const char *name, const struct figures *f)
{
    printf("| %s | %.0f %% | %.0f %% | %.0f %% | %.0f %% | %.0f %% |\n", name,
           percent(f->both, f->proposed), percent(f->both, f->asked), f1(f),
           percent(f->exact, f->both), percent(f->near, f->both));
}

/* Chosen on the advertisements for tuning. */
static void
choose(const struct bench *b, int *ret_k, uint8_t *ret_level)
{
    int levels[LEVEL_MAX + 1] = {0};
    double best = -1;

    *ret_k = 1;
    *ret_level = 1;
    for (int i = 0; i < b->len; i++) {
        for (int c = 0; c < COMPETENCES_MAX && !b->adverts[i].test; c++)
            levels[b->adverts[i].judged[c]]++;
    }
    for (int l = 1; l <= LEVEL_MAX; l++) {
        if (levels[l] > levels[*ret_level])
            *ret_level = (uint8_t)l;
    }
    for (int k = 1; k <= K_MAX; k++) {
        struct figures f = count_bm25(b, false, k, *ret_level);

        if (f1(&f) > best) {
            best = f1(&f);
            *ret_k = k;
        }
    }
}

static void
print_faults(const struct bench *b)
{
    for (int i = 0; i < b->len; i++) {
        const struct advert *a = &b->adverts[i];

        if (a->test)
            continue;
        printf("%s:", a->name);
        for (int k = 0; k < b->base.framework->competences_len; k++) {
            const struct competence *c = &b->base.framework->competences[k];
            int ours = a->ours[c->id.n];
            int judged = a->judged[c->id.n];

            if (ours > 0 && judged == 0)
                printf(" +%.*s", SLICE_ARG(c->code));
            else if (ours == 0 && judged > 0)
                printf(" -%.*s", SLICE_ARG(c->code));
            else if (ours != judged)
                printf(" %.*s:%d/%d", SLICE_ARG(c->code), ours, judged);
        }
        printf("\n");
    }
}

static void
print_tables(const struct bench *b)
{
    int k = 0;
    uint8_t level = 0;

    choose(b, &k, &level);
    for (int test = 0; test < 2; test++) {
        struct figures ours = count_ours(b, test);
        struct figures base = count_bm25(b, test, k, level);

        printf("\n%s: %d competences asked for\n\n", test ? "test" : "tune", ours.asked);
        printf("| | precision | recall | F1 | level right | within one |\n"
               "| --- | --- | --- | --- | --- | --- |\n");
        print_row("phrases (ours)", &ours);
        print_row("BM25, constant level", &base);
        if (test)
            printf("\nBM25 proposes %d competences, at level %d.\n", k, level);
    }
}

int
main(int argc, char **argv)
{
    struct bench *b = calloc(1, sizeof *b);
    struct bm25 *m = calloc(1, sizeof *m);
    struct stem *stem = stem_open();
    struct figures f;
    bool low = false;

    must(argc >= 2 && b != NULL && m != NULL && stem != NULL, "usage: bench_advert FOLDER");
    b->arena = arena_open(ARENA_BYTES);
    b->ctx.arena = b->arena;
    must(b->arena != NULL && advert_library(&b->ctx, &b->base) == OK, "no library");
    judged_read(b, argv[1]);
    bm25_build(b, stem, m);
    for (int i = 0; i < b->len; i++) {
        read_ours(b, &b->adverts[i]);
        bm25_read(b, stem, m, &b->adverts[i]);
    }
    if (argc > 2 && strcmp(argv[2], "--faults") == 0)
        print_faults(b);
    print_tables(b);
    f = count_ours(b, true);
    if (argc == 6 && strcmp(argv[2], "--least") == 0)
        low = percent(f.both, f.proposed) < atof(argv[3]) ||
              percent(f.both, f.asked) < atof(argv[4]) || percent(f.exact, f.both) < atof(argv[5]);
    if (low)
        printf("\nlower than asked for\n");
    arena_close(b->arena);
    stem_close(stem);
    free(m);
    free(b);
    return low;
}
