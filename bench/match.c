/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast one person is matched: bench_match [MODULES [PEOPLE]], on invented modules (about 1.5
 * runs each) and people. Each person's best 20 with all reasons; medians over the people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/match.h"
#include "unit/engine/given_situation.h"

static double
now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
double_cmp(const void *pa, const void *pb)
{
    const double *a = pa;
    const double *b = pb;

    return (*a > *b) - (*a < *b);
}

int
main(int argc, char **argv)
{
    int modules = argc > 1 ? atoi(argv[1]) : 100000;
    int people = argc > 2 ? atoi(argv[2]) : 200;
    struct given *g = given_open(1, modules);
    double *ms = arena_array(g->arena, double, (size_t)people);
    const struct catalogue *c;
    double begun = now_ms();
    int64_t fitting = 0;

    for (int i = 0; i < modules; i++)
        given_random_module(g);
    begun = now_ms();
    c = given_catalogue(g);
    (void)printf("%d modules, %u offered; snapshot built in %.0f ms\n", modules, c->offered_len,
                 now_ms() - begun);
    for (int i = 0; i < people; i++) {
        struct situation s = given_random_situation(g);
        struct arena *a = arena_open((size_t)1 << 30);
        struct match_list list;

        begun = now_ms();
        if (match_list(a, c, &s, 20, &list) != OK)
            abort();
        ms[i] = now_ms() - begun;
        fitting += list.fitting;
        arena_close(a);
    }
    qsort(ms, (size_t)people, sizeof *ms, double_cmp);
    (void)printf("one person, best 20 with reasons: median %.3f ms, 99 %% %.3f ms (%d people, "
                 "%lld fit on average)\n",
                 ms[people / 2], ms[people * 99 / 100], people, (long long)(fitting / people));
    given_close(g);
    return 0;
}
