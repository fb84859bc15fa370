/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue snapshot:
 *
 *   bench_snapshot build OFFERS.jsonl N [SYNONYMS]   from modules in memory: seconds and bytes
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/jobs.h"
#include "offers.h"

static double
seconds(clockid_t clock)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct slice
file_read(struct arena *a, const char *path)
{
    static char buffer[1 << 20];
    FILE *f = fopen(path, "r");
    struct slice s;

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    s = (struct slice){buffer, fread(buffer, 1, sizeof buffer, f)};
    (void)fclose(f);
    OFFERS_MUST(arena_copy(a, s, &s));
    return s;
}

/* Pieces on two threads: the caller and one more. */
struct half {
    int pieces;
    job_run *job;
    void *arg;
};

static void *
half_run(void *arg)
{
    const struct half *h = arg;

    for (int i = 1; i < h->pieces; i += 2)
        h->job(h->arg, i);
    return NULL;
}

static void
both_run(void *of, int pieces, job_run *job, void *arg)
{
    struct half h = {pieces, job, arg};
    pthread_t thread;

    (void)of;
    if (pthread_create(&thread, NULL, half_run, &h) != 0)
        abort();
    for (int i = 0; i < pieces; i += 2)
        job(arg, i);
    (void)pthread_join(thread, NULL);
}

static const struct jobs BOTH = {2, NULL, both_run};

static int
build(char **args)
{
    struct offers *o = offers_read(args[0], atoi(args[1]));
    struct arena *arena = arena_open((size_t)16 << 30);
    const struct catalogue *c;
    struct catalogue_source source;
    double wall;
    double cpu;

    if (args[2] != NULL)
        o->synonyms = file_read(o->arena, args[2]);
    source = offers_source(o);
    source.threads = getenv("KC_ONE_THREAD") ? NULL : &BOTH;
    (void)fprintf(stderr, "%d offers read\n", o->modules_len);
    wall = seconds(CLOCK_MONOTONIC);
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    OFFERS_MUST(catalogue_build(arena, &source, &c));
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    (void)printf("%u blocks, %u offered: %.2f s, %.2f s of processor time, %.0f MB beside %.0f MB "
                 "of modules\n",
                 c->modules_len, c->offered_len, wall, cpu, (double)arena_used_bytes(arena) / 1e6,
                 (double)arena_used_bytes(o->arena) / 1e6);
    arena_close(arena);
    arena_close(o->arena);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv + 2);
    (void)fprintf(stderr, "bench_snapshot build OFFERS.jsonl N [SYNONYMS]\n");
    return 2;
}
