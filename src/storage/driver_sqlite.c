/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/driver_sqlite.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/steady_wait.h"

/* Below this, STRICT tables or RETURNING are missing. */
enum { SQLITE_VERSION_MIN = 3037000 };

static void
sqlite_close(struct database *database)
{
    struct sqlite_database *d = (struct sqlite_database *)(void *)database;

    sqlite_writer_stop(d);
    sqlite_readers_close(d);
    pthread_cond_destroy(&d->work);
    pthread_mutex_destroy(&d->lock);
    free(d->path);
    free(d);
}

static enum err
sqlite_open(struct ctx *ctx, const char *where, const struct db_options *options,
            struct database **ret_database)
{
    struct sqlite_database *d;
    enum err e;

    if (sqlite3_libversion_number() < SQLITE_VERSION_MIN || sqlite3_threadsafe() == 0)
        return fail(ctx, ERR_IO, "open the SQLite file: SQLite %s is too old or not thread-safe",
                    sqlite3_libversion());
    d = calloc(1, sizeof *d);
    if (d == NULL)
        return fail(ctx, ERR_LIMIT, "open the SQLite file: no memory");
    driver_init(&d->database, &driver_sqlite, options);
    pthread_mutex_init(&d->lock, NULL);
    steady_cond_init(&d->work);
    d->path = strdup(where);
    e = pool_init(&d->readers, options->connections_max, options->wait_ms_max);
    if (d->path == NULL || e != OK)
        e = fail(ctx, ERR_LIMIT, "open the SQLite file: no memory");
    else
        e = sqlite_writer_start(d, ctx);
    if (e != OK) {
        sqlite_close(&d->database);
        return e;
    }
    *ret_database = &d->database;
    return OK;
}

static void
sqlite_health(struct database *database, struct db_health *ret_health)
{
    struct sqlite_database *d = (struct sqlite_database *)(void *)database;
    int64_t refused = 0;

    pthread_mutex_lock(&d->lock);
    ret_health->writable = !d->read_only;
    (void)snprintf(ret_health->reason, sizeof ret_health->reason, "%s", d->reason);
    ret_health->commits = d->commits;
    ret_health->use_cases = d->use_cases;
    ret_health->busy = d->busy;
    ret_health->waiting = d->waiting;
    pthread_mutex_unlock(&d->lock);
    pool_count(&d->readers, &ret_health->connections_in_use, &refused);
    ret_health->busy += refused;
}

static enum err
sqlite_migrate(struct db *db, const struct migration *m)
{
    struct sqlite_conn *c = (struct sqlite_conn *)(void *)db;
    struct sqlite_database *d = (struct sqlite_database *)(void *)db->database;
    const char *why = "";
    bool guards = !db->database->options.control_without_reach;
    enum err e = guards ? sqlite_reach_unguard(c) : OK;

    if (e == OK)
        e = sqlite_conn_exec(c, m->sqlite, &why);
    if (e == OK && guards)
        e = sqlite_reach_guard(c, true);
    (void)atomic_fetch_add(&d->migrated, 1); /* readers look at the tables anew */
    if (e == OK)
        return OK;
    db->failure = db->failure == OK ? e : db->failure;
    return fail(db->ctx, e, "migration %04d_%s: %s", m->number, m->name, why);
}

const struct driver driver_sqlite = {
    .kind = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .write = sqlite_write,
    .read = sqlite_read,
    .scrub = sqlite_scrub,
    .health = sqlite_health,
    .migrate = sqlite_migrate,
    .stmt_open = sqlite_stmt_open,
    .stmt_close = sqlite_stmt_close,
    .stmt_reset = sqlite_stmt_reset,
    .bind_int = sqlite_bind_int,
    .bind_real = sqlite_bind_real,
    .bind_text = sqlite_bind_text,
    .bind_bytes = sqlite_bind_bytes,
    .bind_null = sqlite_bind_null,
    .step = sqlite_step,
    .column_int = sqlite_column_int,
    .column_real = sqlite_column_real,
    .column_is_null = sqlite_column_is_null,
    .column_copy = sqlite_column_copy,
};
