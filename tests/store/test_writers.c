/* SPDX-License-Identifier: EUPL-1.2 */
/* Many writers at once: nothing is lost, doubled or half done, and limits hold. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "suite.h"
#include "sync_calls.h"

enum { THREADS = 8, ROUNDS = 60, ACCOUNTS = 5, MONEY = 1000 };

struct writer {
    struct given *given;
    struct arena *arena;
    unsigned seed;
    int64_t moved[ACCOUNTS + 1]; /* by transfers that were answered OK */
    int answers[ERR_IO + 1];
};

static unsigned
next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16 & 0x7fff;
}

static void *
write_many(void *arg)
{
    struct writer *w = arg;

    for (int i = 0; i < ROUNDS; i++) {
        struct ctx ctx = {.arena = w->arena};
        struct transfer t = {.from = 1 + next_random(&w->seed) % ACCOUNTS,
                             .to = 1 + next_random(&w->seed) % ACCOUNTS,
                             .amount = 1 + next_random(&w->seed) % 50,
                             .fail_after = next_random(&w->seed) % 4 == 0};
        enum err e = db_write(w->given->database, &ctx, account_transfer, &t);

        w->answers[e]++;
        if (e == OK) {
            w->moved[t.from] -= t.amount;
            w->moved[t.to] += t.amount;
        }
        arena_reset(w->arena);
    }
    return NULL;
}

static enum err
money_of(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_MONEY);
    int64_t *money = arg; /* [0] is the id */

    stmt_bind_int(&q, 1, money[0]);
    return stmt_run_id(&q, &money[1]);
}

/* Runs the writers; answers how the accounts differ from what was acknowledged. */
static int64_t
storm(struct given *g, int *ret_answers)
{
    static struct writer writers[THREADS];
    pthread_t threads[THREADS];
    int64_t differs = 0;

    memset(writers, 0, sizeof writers);
    account_given(g, ACCOUNTS, MONEY);
    for (unsigned i = 0; i < THREADS; i++) {
        writers[i].given = g;
        writers[i].arena = arena_open(1 << 20);
        writers[i].seed = 42 + i;
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &writers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        arena_close(writers[i].arena);
        for (int e = 0; e <= ERR_IO; e++)
            ret_answers[e] += writers[i].answers[e];
    }
    for (int64_t id = 1; id <= ACCOUNTS; id++) {
        int64_t money[2] = {id, 0};
        int64_t want = MONEY;

        for (int i = 0; i < THREADS; i++)
            want += writers[i].moved[id];
        given_read(g, money_of, money, OK);
        differs += llabs(money[1] - want);
    }
    return differs;
}

static void
what_was_acknowledged_is_there_and_nothing_else(void **state)
{
    struct given *g = *state;
    int answers[ERR_IO + 1] = {0};
    struct db_health health;

    CHECK_INT("cents that differ", storm(g, answers), 0);
    CHECK_TRUE("some moved", answers[OK] > 0);
    CHECK_TRUE("some failed on purpose", answers[ERR_DENIED] > 0);
    CHECK_INT("only these answers",
              answers[OK] + answers[ERR_DENIED] + answers[ERR_INVALID] + answers[ERR_BUSY],
              THREADS * ROUNDS);
    db_health(g->database, &health);
    CHECK_TRUE("counted", health.writable && health.commits <= health.use_cases);
    print_message("    %lld use cases in %lld commits, %lld run again\n",
                  (long long)health.use_cases, (long long)health.commits,
                  (long long)health.retries);
}

/* The control: without savepoints the failing use cases must leave their first half behind. */
static void
without_savepoints_the_same_test_turns_red(void **state)
{
    struct given *g = *state;
    int answers[ERR_IO + 1] = {0};

    if (!given_is_sqlite())
        skip();
    assert_int_equal(given_reopen(g, &(struct db_options){.control_without_savepoints = true}), OK);
    CHECK_TRUE("cents that differ", storm(g, answers) > 0);
    CHECK_TRUE("failed on purpose", answers[ERR_DENIED] > 0);
}

/* A use case that holds the writer until it is let go. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool entered;
    bool open;
};

static enum err
wait_at_gate(struct db *db, void *arg)
{
    struct gate *gate = arg;

    (void)db;
    pthread_mutex_lock(&gate->lock);
    gate->entered = true;
    pthread_cond_broadcast(&gate->changed);
    while (!gate->open)
        pthread_cond_wait(&gate->changed, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
    return OK;
}

struct call {
    struct given *given;
    struct ctx ctx;
    db_use_case *use_case;
    void *arg;
    enum err answer;
    pthread_t thread;
};

static void *
call_main(void *arg)
{
    struct call *c = arg;

    c->answer = db_write(c->given->database, &c->ctx, c->use_case, c->arg);
    return NULL;
}

static void
call_start(struct call *c, struct given *g, db_use_case *use_case, void *arg)
{
    *c = (struct call){.given = g, .use_case = use_case, .arg = arg};
    c->ctx.arena = arena_open(1 << 20);
    assert_int_equal(pthread_create(&c->thread, NULL, call_main, c), 0);
}

static enum err
call_end(struct call *c)
{
    assert_int_equal(pthread_join(c->thread, NULL), 0);
    arena_close(c->ctx.arena);
    return c->answer;
}

static void
gate_close(struct gate *gate, struct call *c, struct given *g)
{
    *gate = (struct gate){.open = false};
    pthread_mutex_init(&gate->lock, NULL);
    pthread_cond_init(&gate->changed, NULL);
    call_start(c, g, wait_at_gate, gate);
    pthread_mutex_lock(&gate->lock);
    while (!gate->entered)
        pthread_cond_wait(&gate->changed, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
}

static void
gate_open(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->open = true;
    pthread_cond_broadcast(&gate->changed);
    pthread_mutex_unlock(&gate->lock);
}

static void
wait_until_waiting(struct given *g, int waiting)
{
    struct db_health health;

    do {
        db_health(g->database, &health);
        sched_yield();
    } while (health.waiting < waiting);
}

enum { GROUP = 10 };

/* Holds the writer, lets GROUP transfers gather (every third fails), and lets go. */
static void
run_group(struct given *g, struct db_health *ret_before, struct db_health *ret_after)
{
    struct transfer transfers[GROUP];
    struct call calls[GROUP];
    struct call holder;
    struct gate gate;

    account_given(g, 2, MONEY);
    db_health(g->database, ret_before);
    gate_close(&gate, &holder, g);
    for (int i = 0; i < GROUP; i++) {
        transfers[i] = (struct transfer){1, 2, 1, i % 3 == 0};
        call_start(&calls[i], g, account_transfer, &transfers[i]);
    }
    wait_until_waiting(g, GROUP);
    gate_open(&gate);
    CHECK_ERR("holder", call_end(&holder), OK);
    for (int i = 0; i < GROUP; i++)
        CHECK_ERR("in the group", call_end(&calls[i]), i % 3 == 0 ? ERR_DENIED : OK);
    db_health(g->database, ret_after);
}

static void
those_who_wait_share_one_commit_and_one_sync(void **state)
{
    struct given *g = *state;
    struct db_health before;
    struct db_health after;
    struct account_sum sum = {0};
    int64_t money[2] = {2, 0};

    if (!given_is_sqlite())
        skip();
    int syncs = sync_calls_count();

    run_group(g, &before, &after);
    CHECK_INT("commits", after.commits - before.commits, 1);
    CHECK_INT("use cases", after.use_cases - before.use_cases, 1 + GROUP - 4);
    CHECK_TRUE("synced, and not once each", sync_calls_count() > syncs);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 2 * MONEY);
    given_read(g, money_of, money, OK);
    CHECK_INT("moved", money[1], MONEY + GROUP - 4);
}

static void
each_acknowledged_write_was_synced(void **state)
{
    struct given *g = *state;

    if (!given_is_sqlite())
        skip();
    account_given(g, 2, MONEY);
    for (int i = 0; i < 20; i++) {
        struct transfer t = {1, 2, 1, false};
        int syncs = sync_calls_count();

        given_write(g, account_transfer, &t, OK);
        CHECK_TRUE("sync", sync_calls_count() > syncs);
    }
}

static void
a_full_queue_turns_away_and_loses_nothing(void **state)
{
    struct given *g = *state;
    struct transfer transfers[4];
    struct call calls[4];
    struct call holder;
    struct gate gate;
    struct account_sum sum = {0};
    struct db_health health;

    if (!given_is_sqlite())
        skip();
    assert_int_equal(given_reopen(g, &(struct db_options){.queue_max = 4}), OK);
    account_given(g, 2, MONEY);
    gate_close(&gate, &holder, g);
    for (int i = 0; i < 4; i++) {
        transfers[i] = (struct transfer){1, 2, 1, false};
        call_start(&calls[i], g, account_transfer, &transfers[i]);
    }
    wait_until_waiting(g, 4);
    given_write(g, account_transfer, &transfers[0], ERR_BUSY);
    gate_open(&gate);
    CHECK_ERR("holder", call_end(&holder), OK);
    for (int i = 0; i < 4; i++)
        CHECK_ERR("who waited", call_end(&calls[i]), OK);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 2 * MONEY);
    db_health(g->database, &health);
    CHECK_INT("turned away", health.busy, 1);
}

static enum err
read_inside(struct db *db, void *arg)
{
    struct given *g = arg;
    struct ctx other = {.arena = g->arena};
    struct account_sum sum;

    (void)db;
    return db_read(g->database, &other, account_total, &sum);
}

static void
an_exhausted_pool_answers_busy_in_time(void **state)
{
    struct given *g = *state;
    struct db_options one = {.connections_max = 1, .wait_ms_max = 30};
    struct account_sum sum = {0};
    struct db_health health;

    assert_int_equal(given_reopen(g, &one), OK);
    given_read(g, read_inside, g, ERR_BUSY);
    given_read(g, account_total, &sum, OK);
    db_health(g->database, &health);
    CHECK_INT("turned away", health.busy, 1);
    CHECK_INT("given back", health.connections_in_use, 0);
    one.connections_max = 2;
    assert_int_equal(given_reopen(g, &one), OK);
    given_read(g, read_inside, g, OK);
}

#define ACCOUNTED(test) cmocka_unit_test_setup_teardown(test, given_accounts, given_done)

int
suite_writers(void)
{
    const struct CMUnitTest tests[] = {
        ACCOUNTED(what_was_acknowledged_is_there_and_nothing_else),
        ACCOUNTED(without_savepoints_the_same_test_turns_red),
        ACCOUNTED(those_who_wait_share_one_commit_and_one_sync),
        ACCOUNTED(each_acknowledged_write_was_synced),
        ACCOUNTED(a_full_queue_turns_away_and_loses_nothing),
        ACCOUNTED(an_exhausted_pool_answers_busy_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
