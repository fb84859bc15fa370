/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan solver alone, for bench/plan.sh: bench_plan PROBLEM.json [--seconds S] [--nodes N]
 *
 * Prints the solution (kommunalcampus-plan/1) to standard output and the processor
 * seconds of the whole process, reading included, to standard error. S counts from when the
 * problem is read and may be a fraction.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/plan_solve.h"
#include "exchange/plan_json.h"

static double
seconds_of(clockid_t clock)
{
    struct timespec t = {0};

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool
is_time_left(void *end)
{
    return seconds_of(CLOCK_MONOTONIC) < *(const double *)end;
}

static struct slice
read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    char piece[65536];
    struct text t = text_init(a, PLAN_JSON_BYTES_MAX);
    struct slice bytes = {NULL, 0};
    size_t len;

    while (f != NULL && (len = fread(piece, 1, sizeof piece, f)) > 0)
        text_put(&t, (struct slice){piece, len});
    if (f == NULL || text_end(&t, &bytes) != OK) {
        (void)fprintf(stderr, "bench_plan: cannot read %s\n", path);
        exit(1);
    }
    (void)fclose(f);
    return bytes;
}

int
main(int argc, char **argv)
{
    struct arena *a = arena_open((size_t)2 << 30);
    struct arena *files = arena_open((size_t)1 << 28);
    struct ctx ctx = {.arena = a};
    double start = seconds_of(CLOCK_MONOTONIC);
    double end = start + 3600;
    struct plan_limits limits = {.go_on = is_time_left, .go_on_arg = &end};
    struct text t = text_init(a, PLAN_JSON_BYTES_MAX);
    struct plan_result result;
    struct plan_file file;
    struct slice out;

    for (int i = 2; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seconds") == 0)
            end = start + atof(argv[i + 1]);
        if (strcmp(argv[i], "--nodes") == 0)
            limits.nodes_max = atoll(argv[i + 1]);
    }
    if (argc < 2 || plan_json_read(&ctx, read_file(files, argv[1]), &file) != OK)
        return 1;
    end += seconds_of(CLOCK_MONOTONIC) - start;
    start = seconds_of(CLOCK_MONOTONIC);
    if (plan_solve(a, &file.problem, &limits, &result) != OK) {
        (void)fprintf(stderr, "bench_plan: no\n");
        return 1;
    }
    plan_json_write(&t, &file, &result, seconds_of(CLOCK_MONOTONIC) - start);
    if (text_end(&t, &out) != OK)
        return 1;
    (void)printf("%.*s\n", SLICE_ARG(out));
    (void)fprintf(stderr, "%.6f\n", seconds_of(CLOCK_PROCESS_CPUTIME_ID));
    arena_close(files);
    arena_close(a);
    return 0;
}
