/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Readers: connections of their own, opened when first needed, at most connections_max.
 * In the write-ahead log mode they see the last commit as of their first statement and
 * never wait for the writer.
 */
#include "storage/driver_sqlite.h"

/* A broken one, or one with a transaction that cannot be ended, is not used again. */
static void
reader_give(struct sqlite_database *d, struct sqlite_conn *c)
{
    if (c->broken || sqlite_conn_in_transaction(c)) {
        sqlite_conn_close(c);
        c = NULL;
    }
    pool_give(&d->readers, c);
}

static enum err
reader_take(struct sqlite_database *d, struct ctx *ctx, struct sqlite_conn **ret_conn)
{
    void *taken = NULL;
    enum err e = pool_take(&d->readers, &taken);

    if (e != OK)
        return fail(ctx, e, "read: all %d connections are in use", d->readers.max);
    if (taken != NULL && ((struct sqlite_conn *)taken)->tables_as_of != atomic_load(&d->migrated)) {
        sqlite_conn_close(taken);
        taken = NULL;
    }
    if (taken != NULL) {
        *ret_conn = taken;
        return OK;
    }
    e = sqlite_conn_open(d, ctx, false, ret_conn);
    if (e != OK)
        pool_give(&d->readers, NULL);
    return e;
}

enum err
sqlite_read(struct database *database, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    struct sqlite_database *d = (struct sqlite_database *)(void *)database;
    struct sqlite_conn *c = NULL;
    const char *why = "";
    enum err e;

    TRY(reader_take(d, ctx, &c));
    assert(c != NULL);
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
    struct sqlite_conn *c;

    while ((c = pool_take_free(&d->readers)) != NULL)
        sqlite_conn_close(c);
    pool_done(&d->readers);
}
