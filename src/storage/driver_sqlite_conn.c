/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/driver_sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * After a failure of the disk or file, SQLite can no longer say what is durable (an fsync
 * that failed once may "succeed" the next time although the pages are lost), so the
 * connection counts as broken and the writer stops.
 */
static enum err
broken(struct sqlite_conn *c, enum err kind)
{
    if (!c->broken)
        (void)snprintf(c->why, sizeof c->why, "%s", sqlite3_errmsg(c->handle));
    c->broken = true;
    return kind;
}

/* Which rule of a table was broken. */
static enum err
constraint_failure(int result)
{
    switch (result) {
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
        return ERR_INVALID;
    default:
        return ERR_CONFLICT;
    }
}

/* Of an extended result code. */
enum err
sqlite_conn_failure(struct sqlite_conn *c, int result)
{
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_CONSTRAINT:
        return constraint_failure(result);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
        return ERR_BUSY;
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    case SQLITE_AUTH:
        return ERR_DENIED; /* a row of an organisation that is not reached */
    case SQLITE_READONLY:
        return c->db.writing ? broken(c, ERR_IO) : ERR_DENIED;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
        return broken(c, ERR_IO);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return broken(c, ERR_CORRUPT);
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
        return ERR_CORRUPT; /* a statement that does not fit the tables */
    default:
        return ERR_IO;
    }
}

enum err
sqlite_conn_exec(struct sqlite_conn *c, const char *words, const char **ret_why)
{
    int result = sqlite3_exec(c->handle, words, NULL, NULL, NULL);

    if (result == SQLITE_OK)
        return OK;
    if (ret_why != NULL)
        *ret_why = sqlite3_errmsg(c->handle);
    return sqlite_conn_failure(c, sqlite3_extended_errcode(c->handle));
}

bool
sqlite_conn_in_transaction(const struct sqlite_conn *c)
{
    return sqlite3_get_autocommit(c->handle) == 0;
}

/* A PRAGMA may be ignored without a word; so its value is read back. */
static bool
pragma_is(struct sqlite_conn *c, const char *words, const char *want)
{
    sqlite3_stmt *s = NULL;
    bool same = false;

    if (sqlite3_prepare_v2(c->handle, words, -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW) {
        const char *got = (const char *)sqlite3_column_text(s, 0);

        same = got != NULL && strcmp(got, want) == 0;
    }
    return sqlite3_finalize(s) == SQLITE_OK && same;
}

static enum err
conn_configure(struct sqlite_conn *c, struct ctx *ctx, const struct db_options *o, bool writer)
{
    /* secure_delete: what a person deletes is overwritten in the file. */
    static const char *const words[] = {
        "PRAGMA synchronous=FULL",   "PRAGMA foreign_keys=ON",   "PRAGMA secure_delete=ON",
        "PRAGMA cell_size_check=ON", "PRAGMA temp_store=MEMORY",
    };
    const char *why = "";

    (void)sqlite3_extended_result_codes(c->handle, 1);
    (void)sqlite3_busy_timeout(c->handle, o->wait_ms_max);
    (void)sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (writer && !pragma_is(c, "PRAGMA journal_mode=WAL", "wal")) {
        why = sqlite3_errmsg(c->handle);
        return fail(ctx,
                    sqlite_conn_failure(c, sqlite3_extended_errcode(c->handle)) == OK
                        ? ERR_IO
                        : sqlite_conn_failure(c, sqlite3_extended_errcode(c->handle)),
                    "open the SQLite file: no write-ahead log: %s", why);
    }
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        enum err e = sqlite_conn_exec(c, words[i], &why);

        if (e != OK)
            return fail(ctx, e, "open the SQLite file: %s: %s", words[i], why);
    }
    if (o->control_without_secure_delete)
        TRY(sqlite_conn_exec(c, "PRAGMA secure_delete=OFF", NULL));
    if (!pragma_is(c, "PRAGMA synchronous", "2") || !pragma_is(c, "PRAGMA foreign_keys", "1"))
        return fail(ctx, ERR_IO, "open the SQLite file: this SQLite ignores its settings");
    if (!o->control_without_reach && sqlite_reach_guard(c, writer) != OK)
        return fail(ctx, ERR_IO, "open the SQLite file: views of organisations: %s",
                    sqlite3_errmsg(c->handle));
    if (!writer)
        TRY(sqlite_conn_exec(c, "PRAGMA query_only=ON", NULL));
    return OK;
}

enum err
sqlite_conn_empty_log(struct sqlite_conn *c, int wait_ms, int wait_ms_max)
{
    int result;

    (void)sqlite3_busy_timeout(c->handle, wait_ms);
    result = sqlite3_wal_checkpoint_v2(c->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    (void)sqlite3_busy_timeout(c->handle, wait_ms_max);
    return sqlite_conn_failure(c, result);
}

/* Limits what the disk seems to hold; SQLite has no function for it, only the PRAGMA. */
static enum err
pages_limit(struct sqlite_conn *c, int pages_max)
{
    char words[64];

    (void)sqlite3_snprintf(sizeof words, words, "PRAGMA max_page_count=%d", pages_max);
    return sqlite_conn_exec(c, words, NULL);
}

/* The file holds data of people: nobody but its owner may read it. */
static void
make_private(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (file >= 0)
        (void)close(file);
}

enum err
sqlite_conn_open(struct sqlite_database *d, struct ctx *ctx, bool writer,
                 struct sqlite_conn **ret_conn)
{
    struct sqlite_conn *c;
    enum err e;

    if (d->database.options.must_exist && access(d->path, F_OK) != 0)
        return fail(ctx, ERR_NOT_FOUND,
                    "there is no SQLite file %s; is the setting database right? "
                    "\"kommunalcampus migrate\" makes a new one",
                    d->path);
    c = calloc(1, sizeof *c);
    if (c == NULL)
        return fail(ctx, ERR_LIMIT, "open the SQLite file: no memory");
    c->db.database = &d->database;
    c->tables_as_of = atomic_load(&d->migrated);
    c->cache = calloc(d->database.queries_len, sizeof *c->cache);
    if (writer)
        make_private(d->path);
    if (c->cache == NULL ||
        sqlite3_open_v2(d->path, &c->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL) != SQLITE_OK) {
        e = fail(ctx, ERR_IO, "open the SQLite file %s: %s", d->path,
                 c->handle != NULL ? sqlite3_errmsg(c->handle) : "no memory");
        sqlite_conn_close(c);
        return e;
    }
    e = conn_configure(c, ctx, &d->database.options, writer);
    if (e == OK && writer && d->database.options.sqlite_pages_max > 0)
        e = pages_limit(c, d->database.options.sqlite_pages_max);
    if (e != OK) {
        sqlite_conn_close(c);
        return e;
    }
    *ret_conn = c;
    return OK;
}

void
sqlite_conn_close(struct sqlite_conn *c)
{
    if (c == NULL)
        return;
    if (c->cache != NULL)
        sqlite_cache_drop(c);
    (void)sqlite3_close(c->handle);
    free(c->cache);
    free(c);
}
