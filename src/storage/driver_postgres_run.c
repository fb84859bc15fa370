/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Use cases. Writing is SERIALIZABLE, so that one written for SQLite, where writers come one after
 * the other, is right here too; the price is that the server may refuse one that raced with
 * another, and then it runs again, at most DB_RETRIES_MAX times.
 *
 * It runs again as well when the connection broke before COMMIT was sent: then the
 * server has rolled it back. When it broke after that, nobody knows, and the caller is
 * told so.
 */
#include "storage/driver_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "storage/reach.h"

static enum err
conn_take(struct postgres_database *d, struct ctx *ctx, struct postgres_conn **ret_conn)
{
    void *taken = NULL;
    enum err e = pool_take(&d->pool, &taken);

    if (e != OK)
        return fail(ctx, e, "database: all %d connections are in use", d->pool.max);
    if (taken != NULL) {
        *ret_conn = taken;
        return OK;
    }
    e = postgres_conn_open(d, ctx, ret_conn);
    if (e != OK)
        pool_give(&d->pool, NULL);
    return e;
}

/* When one connection broke, the others that lie idle most likely did too. */
static void
conn_give(struct postgres_database *d, struct postgres_conn *c)
{
    struct postgres_conn *idle;

    if (!c->lost && PQtransactionStatus(c->handle) == PQTRANS_IDLE) {
        pool_give(&d->pool, c);
        return;
    }
    postgres_conn_close(c);
    while ((idle = pool_take_free(&d->pool)) != NULL)
        postgres_conn_close(idle);
    pool_give(&d->pool, NULL);
    pthread_mutex_lock(&d->lock);
    d->reconnects++;
    pthread_mutex_unlock(&d->lock);
}

static enum err
outcome_unknown(struct postgres_database *d, struct ctx *ctx, const char *why)
{
    enum err e = fail(ctx, ERR_IO, "commit outcome unknown: %s", why);

    ctx->failure.outcome_unknown = true;
    pthread_mutex_lock(&d->lock);
    d->unknown++;
    pthread_mutex_unlock(&d->lock);
    return e;
}

static enum err
commit(struct postgres_database *d, struct postgres_conn *c, struct ctx *ctx)
{
    PGresult *r;
    bool committed;
    enum err e = OK;

    c->committing = true;
    c->commit_warned = false;
    r = PQexec(c->handle, "COMMIT");
    c->committing = false;
    committed = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!committed)
        e = PQresultStatus(r) == PGRES_COMMAND_OK ? ERR_IO : postgres_conn_failure(c, r);
    PQclear(r);
    if (c->lost)
        return outcome_unknown(d, ctx, postgres_conn_why(c));
    if (committed && c->commit_warned)
        return outcome_unknown(d, ctx, "the server warned that it may not be replicated");
    if (e != OK)
        return fail(ctx, e, "commit: %s", postgres_conn_why(c));
    return OK;
}

/*
 * Begin, and say for whom: in one message. The settings end with the transaction, so the next user
 * of the connection has none; nothing in them comes from outside, so nothing needs quoting.
 */
static enum err
begin(struct postgres_conn *c, const struct reach *reach, bool writing)
{
    static const char *const BEGIN[] = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                        "BEGIN ISOLATION LEVEL SERIALIZABLE"};
    char organisations[REACH_WORDS_BYTES];
    char tables[REACH_WORDS_BYTES];
    char words[2 * REACH_WORDS_BYTES + 200];

    if (reach->organisations_len == 0 && reach->across == 0)
        return postgres_conn_exec(c, BEGIN[writing]);
    reach_put_organisations(reach, organisations);
    reach_put_tables(reach, tables);
    (void)snprintf(words, sizeof words,
                   "%s; SELECT set_config('kc.tenant', '%s', true), "
                   "set_config('kc.across', '%s', true)",
                   BEGIN[writing], organisations, tables);
    return postgres_conn_exec(c, words);
}

/* One call of the use case in its transaction. */
static enum err
attempt(struct postgres_conn *c, struct ctx *ctx, db_use_case *use_case, void *arg, bool writing)
{
    struct postgres_database *d = (struct postgres_database *)(void *)c->db.database;
    enum err e = begin(c, &ctx->reach, writing);
    enum err settled;

    c->raced = false;
    if (e != OK)
        return fail(ctx, e, "begin: %s", postgres_conn_why(c));
    driver_enter(&c->db, ctx, writing);
    e = use_case(&c->db, arg);
    settled = postgres_settle(c);
    e = driver_leave(&c->db, e == OK ? settled : e);
    if (e == OK && writing)
        return commit(d, c, ctx);
    if (!c->lost && postgres_conn_exec(c, "ROLLBACK") != OK)
        c->lost = true;
    return e;
}

/* 1, 2, 4 ... 64 ms, less a part that differs between threads, so that they part. */
static void
back_off(int tries)
{
    struct timespec now;
    long ns = 1000000L << (tries < 6 ? tries : 6);

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    ns -= now.tv_nsec % (ns / 2);
    (void)nanosleep(&(struct timespec){0, ns}, NULL);
}

static enum err
run(struct postgres_database *d, struct ctx *ctx, db_use_case *use_case, void *arg, bool writing)
{
    struct arena_mark mark = arena_mark(ctx->arena);
    struct failure before = ctx->failure;

    for (int tries = 0;; tries++) {
        struct postgres_conn *c = NULL;
        bool again;
        enum err e;

        TRY(conn_take(d, ctx, &c));
        assert(c != NULL);
        e = attempt(c, ctx, use_case, arg, writing);
        again = e != OK && (c->lost || c->raced) && !ctx->failure.outcome_unknown;
        conn_give(d, c);
        pthread_mutex_lock(&d->lock);
        d->commits += e == OK && writing;
        d->use_cases += e == OK && writing;
        d->retries += again && tries < DB_RETRIES_MAX;
        pthread_mutex_unlock(&d->lock);
        if (!again || tries == DB_RETRIES_MAX)
            return e;
        arena_rewind(ctx->arena, mark);
        ctx->failure = before;
        back_off(tries);
    }
}

enum err
postgres_write(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    return run((struct postgres_database *)(void *)d, ctx, use_case, arg, true);
}

enum err
postgres_read(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    return run((struct postgres_database *)(void *)d, ctx, use_case, arg, false);
}

/* One statement each, outside of a transaction; what was done stays when a later one fails. */
enum err
postgres_scrub(struct database *database, struct ctx *ctx, const char *const *tables,
               size_t tables_len)
{
    struct postgres_database *d = (struct postgres_database *)(void *)database;
    struct postgres_conn *c = NULL;
    enum err e = OK;

    TRY(conn_take(d, ctx, &c));
    assert(c != NULL);
    for (size_t i = 0; i < tables_len && e == OK; i++) {
        char words[100];

        (void)snprintf(words, sizeof words, "VACUUM %s", tables[i]);
        e = postgres_conn_exec(c, words);
        if (e != OK)
            e = fail(ctx, e, "vacuum %s: %s", tables[i], postgres_conn_why(c));
    }
    conn_give(d, c);
    return e;
}
