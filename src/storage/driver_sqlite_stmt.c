/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each query is prepared once per connection and kept. When it is wanted while it is
 * still in use (a loop in a loop), a second one is prepared and thrown away after.
 */
#include "storage/driver_sqlite.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct sqlite_conn *
conn_of(const struct stmt *q)
{
    return (struct sqlite_conn *)(void *)q->db;
}

static struct sqlite_cached *
cached_of(const struct stmt *q)
{
    return &conn_of(q)->cache[q->index];
}

static enum err
failed(struct stmt *q, int result)
{
    struct sqlite_conn *c = conn_of(q);

    return driver_stmt_failed(q, sqlite_conn_failure(c, result), sqlite3_errmsg(c->handle));
}

/* The database's own count of parameters and columns, and their names, against ours. */
static enum err
compare(struct stmt *q, sqlite3_stmt *s)
{
    char why[200];

    if ((size_t)sqlite3_bind_parameter_count(s) != q->text->params_len) {
        (void)snprintf(why, sizeof why, "it takes %d parameters, declared are %zu",
                       sqlite3_bind_parameter_count(s), q->text->params_len);
        return driver_stmt_failed(q, ERR_CORRUPT, why);
    }
    if ((size_t)sqlite3_column_count(s) != q->text->columns_len) {
        (void)snprintf(why, sizeof why, "it answers %d columns, declared are %zu",
                       sqlite3_column_count(s), q->text->columns_len);
        return driver_stmt_failed(q, ERR_CORRUPT, why);
    }
    for (size_t i = 0; i < q->text->columns_len; i++) {
        struct slice want = driver_column_name(q->text, i);
        const char *got = sqlite3_column_name(s, (int)i);

        if (got == NULL || !slice_is(want, got)) {
            (void)snprintf(why, sizeof why, "column %zu is called %s, declared is %.*s", i,
                           got != NULL ? got : "?", SLICE_ARG(want));
            return driver_stmt_failed(q, ERR_CORRUPT, why);
        }
    }
    return OK;
}

enum err
sqlite_stmt_open(struct stmt *q)
{
    struct sqlite_cached *cached = cached_of(q);
    sqlite3_stmt *s = NULL;
    int result;

    if (cached->stmt != NULL && !cached->taken) {
        cached->taken = true;
        q->handle = cached->stmt;
        return OK;
    }
    result = sqlite3_prepare_v3(conn_of(q)->handle, q->text->sqlite, -1, SQLITE_PREPARE_PERSISTENT,
                                &s, NULL);
    if (result != SQLITE_OK)
        return failed(q, result);
    if (compare(q, s) != OK) {
        (void)sqlite3_finalize(s);
        return q->failure;
    }
    if (cached->stmt == NULL) {
        cached->stmt = s;
        cached->taken = true;
    }
    q->handle = s;
    return OK;
}

void
sqlite_stmt_close(struct stmt *q)
{
    struct sqlite_cached *cached = cached_of(q);

    if (cached->stmt == q->handle) {
        sqlite_stmt_reset(q);
        cached->taken = false;
    } else {
        (void)sqlite3_finalize(q->handle);
    }
}

/* The answer of sqlite3_reset() repeats the last step's failure, which was told already. */
void
sqlite_stmt_reset(struct stmt *q)
{
    (void)sqlite3_reset(q->handle);
    (void)sqlite3_clear_bindings(q->handle);
}

void
sqlite_cache_drop(struct sqlite_conn *c)
{
    for (size_t i = 0; i < c->db.database->queries_len; i++) {
        (void)sqlite3_finalize(c->cache[i].stmt);
        c->cache[i] = (struct sqlite_cached){NULL, false};
    }
}

static enum err
bound(struct stmt *q, int result)
{
    return result == SQLITE_OK ? OK : failed(q, result);
}

enum err
sqlite_bind_int(struct stmt *q, int param, int64_t n)
{
    return bound(q, sqlite3_bind_int64(q->handle, param, n));
}

enum err
sqlite_bind_real(struct stmt *q, int param, double n)
{
    return bound(q, sqlite3_bind_double(q->handle, param, n));
}

enum err
sqlite_bind_text(struct stmt *q, int param, struct slice text)
{
    return bound(q, sqlite3_bind_text(q->handle, param, text.at != NULL ? text.at : "",
                                      (int)text.len, SQLITE_TRANSIENT));
}

enum err
sqlite_bind_bytes(struct stmt *q, int param, struct slice bytes)
{
    return bound(q, sqlite3_bind_blob(q->handle, param, bytes.at != NULL ? bytes.at : "",
                                      (int)bytes.len, SQLITE_TRANSIENT));
}

enum err
sqlite_bind_null(struct stmt *q, int param)
{
    return bound(q, sqlite3_bind_null(q->handle, param));
}

enum err
sqlite_step(struct stmt *q, bool *ret_row, int64_t *ret_rows_changed)
{
    int result = sqlite3_step(q->handle);

    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return failed(q, result);
    *ret_row = result == SQLITE_ROW;
    if (result == SQLITE_DONE)
        *ret_rows_changed =
            sqlite3_stmt_readonly(q->handle) ? 0 : sqlite3_changes64(conn_of(q)->handle);
    return OK;
}

int64_t
sqlite_column_int(struct stmt *q, int column)
{
    return sqlite3_column_int64(q->handle, column);
}

double
sqlite_column_real(struct stmt *q, int column)
{
    return sqlite3_column_double(q->handle, column);
}

bool
sqlite_column_is_null(struct stmt *q, int column)
{
    return sqlite3_column_type(q->handle, column) == SQLITE_NULL;
}

enum err
sqlite_column_copy(struct stmt *q, int column, struct arena *a, struct slice *ret_copy)
{
    const char *at = sqlite3_column_blob(q->handle, column);
    size_t len = (size_t)sqlite3_column_bytes(q->handle, column);

    if (at == NULL || len == 0) {
        *ret_copy = (struct slice){"", 0};
        return OK;
    }
    return arena_copy(a, (struct slice){at, len}, ret_copy);
}
