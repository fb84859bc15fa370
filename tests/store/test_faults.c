/* SPDX-License-Identifier: EUPL-1.2 */
/* Disks that fail, processes that die, servers that go away: no acknowledged write is lost. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "account.h"
#include "cluster.h"
#include "suite.h"
#include "sync_calls.h"

static const char *
file_of(const struct given *g)
{
    return g->setting + strlen("sqlite:");
}

static enum err
add_big(struct db *db, void *arg)
{
    static char photo[20000];
    struct account a = {.name = slice_of(arg), .photo = {photo, sizeof photo}};

    return account_add(db, &a);
}

static void
a_full_disk_stops_writing_and_loses_nothing(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};
    struct db_health health;
    char name[32];
    int added = 0;
    enum err e = OK;

    if (!given_is_sqlite())
        skip();
    assert_int_equal(given_reopen(g, &(struct db_options){.sqlite_pages_max = 400}), OK);
    while (e == OK && added < 1000) {
        (void)snprintf(name, sizeof name, "big %d", added);
        e = db_write(g->database, given_ctx(g), add_big, name);
        added += e == OK;
    }
    CHECK_ERR("disk full", e, ERR_IO);
    CHECK_TRUE("some fitted", added > 0);
    db_health(g->database, &health);
    CHECK_TRUE("stopped", !health.writable && strstr(health.reason, "full") != NULL);
    given_write(g, account_add, &(struct account){.name = SLICE("tiny")}, ERR_IO);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("still readable", sum.accounts, added);
    assert_int_equal(given_reopen(g, NULL), OK);
    given_write(g, account_add, &(struct account){.name = SLICE("tiny")}, OK);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("all there", sum.accounts, added + 1);
}

static void
a_failed_sync_is_told_and_stops_writing(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};
    struct transfer t = {1, 2, 10, false};
    struct db_health health;

    if (!given_is_sqlite())
        skip();
    account_given(g, 2, 100);
    sync_calls_fail(true);
    enum err e = db_write(g->database, given_ctx(g), account_transfer, &t);

    sync_calls_fail(false);
    CHECK_ERR("failed sync", e, ERR_IO);
    db_health(g->database, &health);
    CHECK_TRUE("stopped", !health.writable && health.reason[0] != '\0');
    given_write(g, account_transfer, &t, ERR_IO); /* although the disk works again */
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 200);
    assert_int_equal(given_reopen(g, NULL), OK);
    given_write(g, account_transfer, &t, OK);
}

static void
another_programs_lock_is_waited_for_in_vain_only_so_long(void **state)
{
    struct given *g = *state;
    sqlite3 *other = NULL;
    struct account a = {.name = SLICE("x")};

    if (!given_is_sqlite())
        skip();
    assert_int_equal(given_reopen(g, &(struct db_options){.wait_ms_max = 30}), OK);
    assert_int_equal(sqlite3_open(file_of(g), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    given_write(g, account_add, &a, ERR_BUSY);
    given_write(g, account_add, &a, ERR_BUSY);
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    given_write(g, account_add, &a, OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
}

static void
a_file_that_is_no_database_is_refused_and_left_alone(void **state)
{
    struct given *g = *state;
    char path[700];
    char setting[800];
    char back[64] = "";
    struct database *d = NULL;

    if (!given_is_sqlite())
        skip();
    (void)snprintf(path, sizeof path, "%s.txt", file_of(g));
    (void)snprintf(setting, sizeof setting, "sqlite:%s", path);
    int file = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);

    assert_int_equal(write(file, "a letter to a friend, long enough", 33), 33);
    CHECK_ERR("open", db_open(given_ctx(g), slice_of(setting), NULL, &d), ERR_CORRUPT);
    assert_int_equal(pread(file, back, sizeof back, 0), 33);
    assert_string_equal(back, "a letter to a friend, long enough");
    (void)close(file);
}

static void
the_file_is_for_its_owner_alone(void **state)
{
    struct given *g = *state;
    struct stat st;

    if (!given_is_sqlite())
        skip();
    assert_int_equal(stat(file_of(g), &st), 0);
    CHECK_INT("mode", st.st_mode & 0777, 0600);
}

enum { CHILD_THREADS = 4, ACKNOWLEDGED_MIN = 60 };

struct child_thread {
    struct given *given;
    int number;
    int pipe;
};

/*
 * Adds accounts and tells each through the pipe, but only after db_write() answered OK. An
 * unknown outcome may be a write that is there and was never told: it is the thread's last,
 * so that a thread has at most one such write.
 */
static void *
child_write(void *arg)
{
    const struct child_thread *t = arg;
    struct arena *arena = arena_open(1 << 20);

    for (int i = 0; i < 100000; i++) {
        struct ctx ctx = {.arena = arena};
        char name[16];
        struct account a;

        memset(name, 0, sizeof name);
        (void)snprintf(name, sizeof name, "w%d-%d", t->number, i);
        a = (struct account){.name = slice_of(name), .money = 1};
        if (db_write(t->given->database, &ctx, account_add, &a) == OK) {
            if (write(t->pipe, name, sizeof name) != sizeof name)
                break;
        } else if (ctx.failure.outcome_unknown)
            break;
        arena_reset(arena);
    }
    return NULL;
}

static _Noreturn void
child_main(struct given *g, int pipe_end)
{
    struct child_thread threads[CHILD_THREADS];
    pthread_t ids[CHILD_THREADS];

    if (given_reopen(g, NULL) != OK)
        _exit(1);
    for (int i = 0; i < CHILD_THREADS; i++) {
        threads[i] = (struct child_thread){g, i, pipe_end};
        if (pthread_create(&ids[i], NULL, child_write, &threads[i]) != 0)
            _exit(1);
    }
    for (;;)
        pause();
}

static enum err
is_there(struct db *db, void *arg)
{
    struct account a = {.name = slice_of(arg)};

    return account_find(db, &a);
}

/*
 * Starts a process that writes, does something to it (or to the server) after at least
 * ACKNOWLEDGED_MIN writes, kills it, and looks for every acknowledged write.
 */
static void
kill_in_the_middle(struct given *g, void (*trouble)(void))
{
    static char names[20000][16];
    struct account_sum sum = {0};
    int ends[2];
    int len = 0;

    db_close(g->database); /* fork() copies no threads */
    g->database = NULL;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();

    if (child == 0) {
        (void)close(ends[0]);
        child_main(g, ends[1]);
    }
    (void)close(ends[1]);
    while (len < 20000 && read(ends[0], names[len], sizeof names[0]) == sizeof names[0]) {
        len++;
        if (len == ACKNOWLEDGED_MIN) {
            if (trouble != NULL)
                trouble();
            (void)kill(child, SIGKILL);
        }
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    (void)close(ends[0]);
    CHECK_TRUE("acknowledged", len >= ACKNOWLEDGED_MIN);
    assert_int_equal(given_reopen(g, NULL), OK);
    for (int i = 0; i < len; i++)
        given_read(g, is_there, names[i], OK);
    given_read(g, account_total, &sum, OK);
    CHECK_TRUE("and at most one more per thread",
               sum.accounts >= len && sum.accounts <= len + CHILD_THREADS);
    print_message("    %d acknowledged, %lld there\n", len, (long long)sum.accounts);
}

static void
a_killed_process_loses_no_acknowledged_write(void **state)
{
    kill_in_the_middle(*state, NULL);
}

static void
a_crashed_server_loses_no_acknowledged_write(void **state)
{
    if (given_is_sqlite())
        skip();
    kill_in_the_middle(*state, given_postgres_restart);
}

static void
the_pool_heals_after_the_server_came_back(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};
    struct transfer t = {1, 2, 1, false};
    struct db_health health;

    if (given_is_sqlite())
        skip();
    account_given(g, 2, 100);
    given_postgres_restart();
    given_write(g, account_transfer, &t, OK);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 200);
    cluster_stop();
    given_write(g, account_transfer, &t, ERR_IO);
    given_read(g, account_total, &sum, ERR_IO);
    CHECK_TRUE("known to have failed", !g->ctx.failure.outcome_unknown);
    db_health(g->database, &health);
    CHECK_TRUE("told", !health.writable && health.reason[0] != '\0');
    given_postgres_restart();
    given_write(g, account_transfer, &t, OK);
    db_health(g->database, &health);
    CHECK_TRUE("told", health.writable && health.reconnects > 0);
}

struct cutting {
    struct account account;
    int calls;
    int cut_until; /* the call after which the line holds */
};

static enum err
cut_and_add(struct db *db, void *arg)
{
    struct cutting *c = arg;

    TRY(account_add(db, &c->account));
    if (++c->calls <= c->cut_until) {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_TROUBLE_CUT);
        int64_t cut;

        TRY(stmt_run_id(&q, &cut));
    }
    return OK;
}

static void
a_line_cut_before_commit_is_tried_again_so_many_times(void **state)
{
    struct given *g = *state;
    struct cutting once = {.account = {.name = SLICE("once")}, .cut_until = 1};
    struct cutting always = {.account = {.name = SLICE("always")}, .cut_until = 1000};
    struct account_sum sum = {0};

    if (given_is_sqlite())
        skip();
    given_write(g, cut_and_add, &once, OK);
    CHECK_INT("calls", once.calls, 2);
    given_write(g, cut_and_add, &always, ERR_IO);
    CHECK_INT("calls", always.calls, DB_RETRIES_MAX + 1);
    CHECK_TRUE("known to have failed", !g->ctx.failure.outcome_unknown);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("accounts", sum.accounts, 1);
}

static void
a_line_cut_during_commit_is_an_unknown_outcome(void **state)
{
    struct given *g = *state;
    struct cutting c = {.account = {.name = SLICE("cut the line at commit")}};
    struct db_health health;

    if (given_is_sqlite())
        skip();
    given_write(g, cut_and_add, &c, ERR_IO);
    CHECK_INT("not tried again", c.calls, 1);
    CHECK_TRUE("flag", g->ctx.failure.outcome_unknown);
    CHECK_TRUE("text", strstr(g->ctx.failure.message, "commit outcome unknown") != NULL);
    db_health(g->database, &health);
    CHECK_INT("counted", health.unknown, 1);
}

static void *
write_one(void *arg)
{
    struct given *g = arg;
    struct account a = {.name = SLICE("perhaps replicated")};

    return db_write(g->database, given_ctx(g), account_add, &a) == ERR_IO ? g : NULL;
}

static void
a_commit_that_a_standby_did_not_confirm_is_an_unknown_outcome(void **state)
{
    struct given *g = *state;
    pthread_t thread;
    void *told = NULL;

    if (given_is_sqlite())
        skip();
    cluster_sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    cluster_sql("SELECT pg_reload_conf()");
    cluster_wait("SELECT current_setting('synchronous_standby_names') = 'nobody'");
    assert_int_equal(pthread_create(&thread, NULL, write_one, g), 0);
    cluster_wait("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    cluster_sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    assert_int_equal(pthread_join(thread, &told), 0);
    cluster_sql("ALTER SYSTEM RESET synchronous_standby_names");
    cluster_sql("SELECT pg_reload_conf()");
    cluster_wait("SELECT current_setting('synchronous_standby_names') = ''");
    CHECK_TRUE("ERR_IO", told == g);
    CHECK_TRUE("flag", g->ctx.failure.outcome_unknown);
}

#define ACCOUNTED(test) cmocka_unit_test_setup_teardown(test, given_accounts, given_done)

int
suite_faults(void)
{
    const struct CMUnitTest tests[] = {
        ACCOUNTED(a_full_disk_stops_writing_and_loses_nothing),
        ACCOUNTED(a_failed_sync_is_told_and_stops_writing),
        ACCOUNTED(another_programs_lock_is_waited_for_in_vain_only_so_long),
        ACCOUNTED(a_file_that_is_no_database_is_refused_and_left_alone),
        ACCOUNTED(the_file_is_for_its_owner_alone),
        ACCOUNTED(a_killed_process_loses_no_acknowledged_write),
        ACCOUNTED(a_crashed_server_loses_no_acknowledged_write),
        ACCOUNTED(the_pool_heals_after_the_server_came_back),
        ACCOUNTED(a_line_cut_before_commit_is_tried_again_so_many_times),
        ACCOUNTED(a_line_cut_during_commit_is_an_unknown_outcome),
        ACCOUNTED(a_commit_that_a_standby_did_not_confirm_is_an_unknown_outcome),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
