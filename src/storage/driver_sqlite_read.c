/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Readers: connections of their own, opened when first needed, at most connections_max.
 * In the write-ahead log mode they see the last commit as of their first statement and
 * never wait for the writer.
 */
#include "storage/driver_sqlite.h"

#include <errno.h>
#include <time.h>

static struct timespec
deadline(int ms)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static enum err
reader_open(struct sqlite_database *d, struct ctx *ctx, struct sqlite_conn **ret_conn)
{
    enum err e = sqlite_conn_open(d, ctx, false, ret_conn);

    if (e == OK)
        return OK;
    pthread_mutex_lock(&d->lock);
    d->readers_open--;
    d->readers_used--;
    pthread_cond_signal(&d->reader_free);
    pthread_mutex_unlock(&d->lock);
    return e;
}

static enum err
reader_take(struct sqlite_database *d, struct ctx *ctx, struct sqlite_conn **ret_conn)
{
    struct timespec until = deadline(d->database.options.wait_ms_max);
    struct sqlite_conn *c;
    int waited = 0;

    pthread_mutex_lock(&d->lock);
    while (d->free == NULL && d->readers_open >= d->database.options.connections_max &&
           waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&d->reader_free, &d->lock, &until);
    c = d->free;
    if (c == NULL && d->readers_open >= d->database.options.connections_max) {
        d->busy++;
        pthread_mutex_unlock(&d->lock);
        return fail(ctx, ERR_BUSY, "read: all %d connections are in use",
                    d->database.options.connections_max);
    }
    d->readers_used++;
    if (c != NULL)
        d->free = c->next;
    else
        d->readers_open++;
    pthread_mutex_unlock(&d->lock);
    if (c == NULL)
        return reader_open(d, ctx, ret_conn);
    *ret_conn = c;
    return OK;
}

/* A broken one is not used again. */
static void
reader_give(struct sqlite_database *d, struct sqlite_conn *c)
{
    bool keep = !c->broken && !sqlite_conn_in_transaction(c);

    pthread_mutex_lock(&d->lock);
    d->readers_used--;
    if (keep) {
        c->next = d->free;
        d->free = c;
    } else {
        d->readers_open--;
    }
    pthread_cond_signal(&d->reader_free);
    pthread_mutex_unlock(&d->lock);
    if (!keep)
        sqlite_conn_close(c);
}

enum err
sqlite_read(struct database *database, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    struct sqlite_database *d = (struct sqlite_database *)(void *)database;
    struct sqlite_conn *c = NULL;
    const char *why = "";
    enum err e;

    TRY(reader_take(d, ctx, &c));
    e = sqlite_conn_exec(c, "BEGIN", &why);
    if (e != OK) {
        e = fail(ctx, e, "read from the SQLite file: %s", why);
        reader_give(d, c);
        return e;
    }
    driver_enter(&c->db, ctx, false);
    e = use_case(&c->db, arg);
    e = driver_leave(&c->db, e);
    if (sqlite_conn_in_transaction(c) && sqlite_conn_exec(c, "ROLLBACK", &why) != OK)
        c->broken = true;
    reader_give(d, c);
    return e;
}

void
sqlite_readers_close(struct sqlite_database *d)
{
    assert(d->readers_used == 0);
    while (d->free != NULL) {
        struct sqlite_conn *c = d->free;

        d->free = c->next;
        sqlite_conn_close(c);
    }
}
