/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/driver_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
postgres_close(struct database *database)
{
    struct postgres_database *d = (struct postgres_database *)(void *)database;
    struct postgres_conn *c;

    while ((c = pool_take_free(&d->pool)) != NULL)
        postgres_conn_close(c);
    pool_done(&d->pool);
    pthread_mutex_destroy(&d->lock);
    free(d->conninfo);
    free(d);
}

/* libpq's own parser says whether it is a setting at all; its message may hold the password. */
static bool
is_conninfo(const char *where)
{
    PQconninfoOption *options = PQconninfoParse(where, NULL);
    bool is = options != NULL;

    PQconninfoFree(options);
    return is;
}

/* One connection at once, so that a wrong setting is found at the start. */
static enum err
connect_first(struct postgres_database *d, struct ctx *ctx)
{
    void *none = NULL;
    struct postgres_conn *c = NULL;
    enum err e;

    TRY(pool_take(&d->pool, &none));
    e = postgres_conn_open(d, ctx, &c);
    pool_give(&d->pool, c);
    return e;
}

static enum err
postgres_open(struct ctx *ctx, const char *where, const struct db_options *options,
              struct database **ret_database)
{
    struct postgres_database *d;
    enum err e;

    if (!is_conninfo(where))
        return fail(ctx, ERR_INVALID,
                    "database setting: libpq does not understand what stands "
                    "behind postgres:");
    if (PQisthreadsafe() == 0)
        return fail(ctx, ERR_IO, "connect to PostgreSQL: this libpq is not thread-safe");
    d = calloc(1, sizeof *d);
    if (d == NULL)
        return fail(ctx, ERR_LIMIT, "connect to PostgreSQL: no memory");
    driver_init(&d->database, &driver_postgres, options);
    pthread_mutex_init(&d->lock, NULL);
    d->conninfo = strdup(where);
    e = pool_init(&d->pool, options->connections_max, options->wait_ms_max);
    if (d->conninfo == NULL || e != OK)
        e = fail(ctx, ERR_LIMIT, "connect to PostgreSQL: no memory");
    else
        e = connect_first(d, ctx);
    if (e != OK) {
        postgres_close(&d->database);
        return e;
    }
    *ret_database = &d->database;
    return OK;
}

static void
postgres_health(struct database *database, struct db_health *ret_health)
{
    struct postgres_database *d = (struct postgres_database *)(void *)database;

    pthread_mutex_lock(&d->lock);
    ret_health->writable = !d->unreachable;
    (void)snprintf(ret_health->reason, sizeof ret_health->reason, "%s", d->reason);
    ret_health->commits = d->commits;
    ret_health->use_cases = d->use_cases;
    ret_health->retries = d->retries;
    ret_health->reconnects = d->reconnects;
    ret_health->unknown = d->unknown;
    pthread_mutex_unlock(&d->lock);
    pool_count(&d->pool, &ret_health->connections_in_use, &ret_health->busy);
}

/* Policies for tables of organisations that have none yet; from migration 0029 on. */
static const char PROTECT[] = "DO $$ BEGIN IF to_regproc('kc_protect') IS NOT NULL THEN "
                              "PERFORM kc_protect(); END IF; END $$";

/* Statements prepared against the old tables are forgotten. */
static enum err
postgres_migrate(struct db *db, const struct migration *m)
{
    struct postgres_conn *c = (struct postgres_conn *)(void *)db;
    enum err e = postgres_settle(c);

    if (e == OK)
        e = postgres_conn_exec(c, m->postgres);
    if (e == OK)
        e = postgres_conn_exec(c, PROTECT);
    if (e == OK)
        e = postgres_conn_exec(c, "DEALLOCATE ALL");
    if (e == OK) {
        memset(c->prepared, 0, db->database->queries_len * sizeof *c->prepared);
        return OK;
    }
    db->failure = db->failure == OK ? e : db->failure;
    return fail(db->ctx, e, "migration %04d_%s: %s", m->number, m->name, postgres_conn_why(c));
}

const struct driver driver_postgres = {
    .kind = DB_POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .write = postgres_write,
    .read = postgres_read,
    .scrub = postgres_scrub,
    .health = postgres_health,
    .migrate = postgres_migrate,
    .stmt_open = postgres_stmt_open,
    .stmt_close = postgres_stmt_close,
    .stmt_reset = postgres_stmt_reset,
    .bind_int = postgres_bind_int,
    .bind_real = postgres_bind_real,
    .bind_text = postgres_bind_text,
    .bind_bytes = postgres_bind_bytes,
    .bind_null = postgres_bind_null,
    .step = postgres_step,
    .run_later = postgres_run_later,
    .column_int = postgres_column_int,
    .column_real = postgres_column_real,
    .column_is_null = postgres_column_is_null,
    .column_copy = postgres_column_copy,
};
