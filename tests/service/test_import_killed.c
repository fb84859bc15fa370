/* SPDX-License-Identifier: EUPL-1.2 */
/* Processes killed in the middle of an import: fully as before, or fully imported. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "service/feed.h"
#include "service/suite.h"

static struct slice
long_page(struct given *g, int version)
{
    enum { COURSES = 150 };
    struct feed_course *courses = arena_array(g->arena, struct feed_course, COURSES + 1);
    char *ids = arena_array(g->arena, char, COURSES * 8);
    char *names = arena_array(g->arena, char, COURSES * 24);

    for (int i = 0; i < COURSES; i++) {
        (void)snprintf(ids + 8 * i, 8, "k%d", i);
        (void)snprintf(names + 24 * i, 24, "Kurs %d Stand %d", i, version);
        courses[i] = (struct feed_course){ids + 8 * i, names + 24 * i};
    }
    return feed_page(g, (struct feed_links){NULL, NULL, NULL}, courses);
}

/* In a child with a database of its own, until it is done or killed. */
static void
import_in_child(const struct given *g, struct slice page)
{
    struct arena *arena = arena_open((size_t)1 << 30);
    struct ctx ctx = {.arena = arena, .now = g->ctx.now};
    const struct import_feed feed = {SLICE("f"), SLICE("f"), &page, 1};
    struct import_feed_result r;
    struct database *database = NULL;

    if (db_open(&ctx, slice_of(g->setting), NULL, &database) != OK ||
        import_moochub(&ctx, database, &feed, &r) != OK)
        _exit(1);
    _exit(0);
}

enum { LONGEST_US = 900000 };

static void
a_killed_import_is_there_whole_or_not_at_all(void **state)
{
    struct given *g = *state;
    int whole = 0;
    int nothing = 0;
    long longest_us = 20000; /* doubled until one import gets through before it is killed */

    for (int i = 0; i < 24; i++) {
        struct timespec pause = {0, (long)given_below(g, (uint64_t)longest_us) * 1000};
        struct given_state before;
        struct given_state after;
        struct given_state again;
        struct slice page;
        int status;
        pid_t child;

        (void)given_later(g, i);
        page = long_page(g, i);
        before = given_look(g);
        db_close(g->database);
        g->database = NULL;
        (void)fflush(NULL);
        child = fork();
        if (child == 0)
            import_in_child(g, page);
        assert_true(child > 0);
        (void)nanosleep(&pause, NULL); /* when to strike, not a wait for something */
        (void)kill(child, SIGKILL);
        (void)waitpid(child, &status, 0);
        given_reopen(g);
        (void)given_later(g, i);
        after = given_look(g);
        if (given_same(&before, &after)) {
            nothing++;
            if (whole == 0 && longest_us < LONGEST_US)
                longest_us *= 2;
            continue;
        }
        /* Then it is all of it: the same again changes nothing. */
        page = long_page(g, i);
        (void)feed_import(g, "f", &page, 1);
        again = given_look(g);
        if (!given_same(&after, &again))
            fail_msg("attempt %d left half an import: %d modules", i, after.modules);
        whole++;
    }
    print_message("killed 24 times: %d whole, %d nothing\n", whole, nothing);
    assert_true(nothing > 0);
}

int
suite_killed(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_killed_import_is_there_whole_or_not_at_all, given_seeded,
                                        given_done),
    };

    return cmocka_run_group_tests_name("killed imports", tests, NULL, NULL);
}
