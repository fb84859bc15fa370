/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast one person is matched: bench_match OFFERS.jsonl PEOPLE.tsv [PEOPLE [PLAIN]]
 *
 * The best 20 with all reasons, the best 20 in brief, and the same by judging every block (the
 * first PLAIN people), which must agree. Prints one line per way: name, median, mean and 99th
 * percentile in milliseconds of processor time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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
offers_read(struct ctx *ctx, struct arena *arena, const char *path)
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
    return c;
}

struct people {
    struct person_line *at;
    int len;
    struct crowd *crowd;
};

static struct people
people_read(struct ctx *ctx, struct arena *arena, const char *path, int max)
{
    static char line[LINE_BYTES_MAX];
    struct people p = {arena_array(arena, struct person_line, (size_t)max), 0, crowd_open(arena)};
    FILE *f = file_open(path);

    while (p.len < max && fgets(line, sizeof line, f) != NULL) {
        struct slice text;

        BENCH_MUST(arena_copy(arena, slice_trim(slice_of(line)), &text));
        BENCH_MUST(person_line_read(ctx, text, (struct day){FIRST_DAY}, &p.at[p.len]));
        BENCH_MUST(crowd_count(ctx, p.crowd, &p.at[p.len]));
        p.len++;
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

int
main(int argc, char **argv)
{
    struct ctx ctx = {.arena = arena_open(SCRATCH_BYTES)};
    struct arena *arena = arena_open((size_t)16 << 30);
    int plain = argc > 4 ? atoi(argv[4]) : 50;
    const struct catalogue *c;
    struct people people;

    if (argc < 3) {
        (void)fprintf(stderr, "bench_match OFFERS.jsonl PEOPLE.tsv [PEOPLE [PLAIN]]\n");
        return 2;
    }
    c = offers_read(&ctx, arena, argv[1]);
    people = people_read(&ctx, arena, argv[2], argc > 3 ? atoi(argv[3]) : 2000);
    (void)measure(c, &people, people.len < 100 ? people.len : 100, WAY_LIST); /* warm */
    for (int i = 0; i < REPEATS; i++) {
        (void)measure(c, &people, people.len, WAY_LIST);
        (void)measure(c, &people, people.len, WAY_BRIEF);
    }
    if (plain > people.len)
        plain = people.len;
    if (plain > 0 &&
        measure(c, &people, plain, WAY_PLAIN) != measure(c, &people, plain, WAY_BRIEF)) {
        (void)printf("# DIFFERENT from judging every block\n");
        return 1;
    }
    return 0;
}
