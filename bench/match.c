/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast one person is matched: bench_match OFFERS.jsonl PEOPLE.tsv [PEOPLE [PLAIN]]
 *
 * The best 20 with all reasons, the best 20 in brief, and the same by judging every block (PLAIN of
 * the people), which must agree. Everybody in the file counts for the employers' targets; those who
 * are asked are spread over it. Prints one line per way: name, median, mean and 99th percentile in
 * milliseconds of processor time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/match_index.h"
#include "exchange/offer_lines.h"
#include "service/match_crowd.h"

enum { LINE_BYTES_MAX = 1 << 20, REPEATS = 5, SCRATCH_BYTES = 1 << 30, FIRST_DAY = 20454 };

#define BENCH_MUST(e)                                                                              \
    do {                                                                                           \
        if ((e) != OK) {                                                                           \
            (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #e);                          \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static double
cpu_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
double_cmp(const void *pa, const void *pb)
{
    const double *a = pa;
    const double *b = pb;

    return (*a > *b) - (*a < *b);
}

static FILE *
file_open(const char *path)
{
    FILE *f = fopen(path, "r");

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    return f;
}

static const struct catalogue *
offers_read(struct ctx *ctx, struct arena *arena, const char *path, size_t *ret_runs)
{
    static char line[LINE_BYTES_MAX];
    FILE *f = file_open(path);
    struct offer_set set;
    const struct catalogue *c;

    BENCH_MUST(offer_set_init(ctx, arena, &set));
    while (fgets(line, sizeof line, f) != NULL) {
        BENCH_MUST(offer_set_line(ctx, &set, slice_of(line)));
        arena_reset(ctx->arena);
    }
    (void)fclose(f);
    BENCH_MUST(catalogue_build(arena,
                               &(struct catalogue_source){.framework = &set.framework,
                                                          .topics = set.topics,
                                                          .topics_len = OFFER_TOPICS,
                                                          .providers = set.providers,
                                                          .providers_len = (int)set.providers_len,
                                                          .venues = set.venues,
                                                          .venues_len = (int)set.venues_len,
                                                          .modules = set.modules,
                                                          .modules_len = (int)set.modules_len,
                                                          .today = {FIRST_DAY}},
                               &c));
    (void)printf("# %u blocks, %lld runs\n", c->modules_len, (long long)set.runs_len);
    *ret_runs = 0;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        *ret_runs += c->match->rows[slot].runs_len;
    return c;
}

struct people {
    struct person_line *at;
    int len;
    struct crowd *crowd;
};

/* All of them count for the employers; every so many is asked. */
static struct people
people_read(struct ctx *ctx, struct arena *arena, const char *path, int max)
{
    static char line[LINE_BYTES_MAX];
    struct people p = {arena_array(arena, struct person_line, (size_t)max), 0, crowd_open(arena)};
    FILE *f = file_open(path);
    int all = 0;
    int step;

    while (fgets(line, sizeof line, f) != NULL)
        all++;
    step = all > max ? all / max : 1;
    rewind(f);
    for (int i = 0; fgets(line, sizeof line, f) != NULL; i++) {
        struct person_line *person = &p.at[p.len < max ? p.len : max - 1];
        struct person_line other;
        struct slice text;

        BENCH_MUST(arena_copy(arena, slice_trim(slice_of(line)), &text));
        if (i % step != 0 || p.len == max)
            person = &other;
        else
            p.len++;
        BENCH_MUST(person_line_read(ctx, text, (struct day){FIRST_DAY}, person));
        BENCH_MUST(crowd_count(ctx, p.crowd, person));
    }
    (void)fclose(f);
    crowd_settle(p.crowd, (struct day){FIRST_DAY});
    return p;
}

enum way { WAY_LIST, WAY_BRIEF, WAY_PLAIN, WAYS };

static const char *const WAY_NAMES[WAYS] = {"list", "brief", "plain"};

/* One person, one way; answers a checksum of the list. */
static uint64_t
ask_once(struct arena *a, const struct catalogue *c, const struct match_ask *ask, enum way way)
{
    struct match_briefs briefs;
    struct match_list list;
    uint64_t sum = 0;

    if (way == WAY_LIST) {
        BENCH_MUST(match_find(a, c, ask, &list));
        for (int i = 0; i < list.len; i++)
            sum = sum * 1000003 + catalogue_slot(c, list.matches[i].module) * 31 +
                  list.matches[i].fused;
        return sum;
    }
    BENCH_MUST(match_best(a, c, ask, way == WAY_PLAIN, &briefs));
    for (int i = 0; i < briefs.len; i++)
        sum = sum * 1000003 + briefs.at[i].slot * 31 + briefs.at[i].fused;
    return sum;
}

static uint64_t
measure(const struct catalogue *c, const struct people *people, int len, enum way way)
{
    struct arena *a = arena_open(SCRATCH_BYTES);
    double *ms = malloc((size_t)len * sizeof *ms);
    double total = 0;
    uint64_t sum = 0;

    for (int i = 0; i < len; i++) {
        struct match_context context;
        struct match_ask ask = crowd_ask(people->crowd, &people->at[i], 20, &context);
        double begun = cpu_ms();

        sum = sum * 31 + ask_once(a, c, &ask, way);
        ms[i] = cpu_ms() - begun;
        total += ms[i];
        arena_reset(a);
    }
    qsort(ms, (size_t)len, sizeof *ms, double_cmp);
    (void)printf("%s\t%.4f\t%.4f\t%.4f\t%d\n", WAY_NAMES[way], ms[len / 2], total / len,
                 ms[(size_t)len * 99 / 100], len);
    (void)fflush(stdout);
    free(ms);
    arena_close(a);
    return sum;
}

/*
 * What brute force cannot fall below, for one person: `read` only reads every row, hint and run
 * once; `dense` asks of every block format, price and free weeks, and adds up the levels closed:
 * one side in whole numbers, without the way, the half days and all the rest.
 */
static uint64_t
roof_read(const struct catalogue *c, size_t runs)
{
    const struct match_index *x = c->match;
    const uint64_t *parts[] = {(const uint64_t *)x->hints, (const uint64_t *)x->rows,
                               (const uint64_t *)x->runs};
    size_t words[] = {c->modules_len * sizeof *x->hints / 8, c->modules_len * sizeof *x->rows / 8,
                      runs * sizeof *x->runs / 8};
    uint64_t sum[4] = {0};

    for (int part = 0; part < 3; part++) {
        for (size_t i = 0; i + 4 <= words[part]; i += 4) {
            for (size_t k = 0; k < 4; k++)
                sum[k] += parts[part][i + k];
        }
    }
    return sum[0] + sum[1] + sum[2] + sum[3];
}

static uint64_t
roof_dense(const struct catalogue *c, const struct situation *s, const struct job_profile *job)
{
    const struct match_index *x = c->match;
    uint8_t needed[COMPETENCES_MAX] = {0};
    uint64_t found = 0;
    int best = 0;

    for (int i = 0; job != NULL && i < job->targets_len; i++)
        needed[job->targets[i].competence.n] = job->targets[i].level;
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        const struct match_hint *h = &x->hints[slot];
        int closed = 0;

        if ((s->formats >> (h->flags & MATCH_HINT_FORMAT) & 1) == 0 ||
            x->rows[slot].price_cents > s->budget.n || h->starts == 0)
            continue;
        for (int i = 0; i < h->gains_len && h->gains_len <= MATCH_HINT_GAINS; i++) {
            const struct module_gain *g = &x->steps[h->gains.few[i]];
            int held = s->rating[g->competence.n] <= LEVEL_MAX ? s->rating[g->competence.n] : 0;
            int from = held > g->from ? held : g->from;
            int to = g->to < needed[g->competence.n] ? g->to : needed[g->competence.n];

            closed += to > from ? to - from : 0;
        }
        if (closed >= best) {
            best = closed;
            found = found * 31 + slot;
        }
    }
    return found;
}

static uint64_t
roof_measure(const struct catalogue *c, const struct people *people, size_t runs)
{
    int len = people->len < 200 ? people->len : 200;
    uint64_t sum = 0;
    double begun = cpu_ms();
    double read;

    for (int i = 0; i < len; i++)
        sum += roof_read(c, runs);
    read = (cpu_ms() - begun) / len;
    begun = cpu_ms();
    for (int i = 0; i < len; i++)
        sum += roof_dense(c, &people->at[i].situation, &people->at[i].profile);
    (void)printf("read\t%.4f\t%.4f\t0\t%d\n", read, read, len);
    (void)printf("dense\t%.4f\t%.4f\t0\t%d\n", (cpu_ms() - begun) / len, (cpu_ms() - begun) / len,
                 len);
    return sum;
}

int
main(int argc, char **argv)
{
    struct ctx ctx = {.arena = arena_open(SCRATCH_BYTES)};
    struct arena *arena = arena_open((size_t)16 << 30);
    int plain = argc > 4 ? atoi(argv[4]) : 50;
    const struct catalogue *c;
    struct people people;
    size_t runs;

    if (argc < 3) {
        (void)fprintf(stderr, "bench_match OFFERS.jsonl PEOPLE.tsv [PEOPLE [PLAIN]]\n");
        return 2;
    }
    c = offers_read(&ctx, arena, argv[1], &runs);
    people = people_read(&ctx, arena, argv[2], argc > 3 ? atoi(argv[3]) : 2000);
    (void)measure(c, &people, people.len < 100 ? people.len : 100, WAY_LIST); /* warm */
    for (int i = 0; i < REPEATS; i++) {
        (void)measure(c, &people, people.len, WAY_LIST);
        (void)measure(c, &people, people.len, WAY_BRIEF);
    }
    /* The sum keeps the compiler from leaving the work out. */
    (void)printf("# checksum of the roofs %016llx\n",
                 (unsigned long long)roof_measure(c, &people, runs));
    if (plain > people.len)
        plain = people.len;
    if (plain > 0 &&
        measure(c, &people, plain, WAY_PLAIN) != measure(c, &people, plain, WAY_BRIEF)) {
        (void)printf("# DIFFERENT from judging every block\n");
        return 1;
    }
    return 0;
}
