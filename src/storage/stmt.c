/* SPDX-License-Identifier: EUPL-1.2 */
/* What both databases share: kinds are compared, text is checked, failures stick. */
#include "storage/stmt.h"

#include <stdio.h>

#include "base/unicode.h"
#include "storage/driver.h"
#include "storage/reach.h"

static const struct driver *
driver_of(const struct stmt *q)
{
    return q->db->database->driver;
}

static void
find_query(struct stmt *q, int query)
{
    const struct database *d = q->db->database;

    assert(query >= 0);
    if (query < QUERY_MORE) {
        q->index = (size_t)query;
        assert(q->index < d->queries->len);
        q->text = &d->queries->at[q->index];
    } else {
        size_t more = (size_t)query - QUERY_MORE;

        assert(more < d->more_queries->len);
        q->index = d->queries->len + more;
        q->text = &d->more_queries->at[more];
    }
}

/* A statement that meets rows of organisations, in a use case that is for none of them. */
static enum err
refuse_for_nobody(struct stmt *q)
{
    const struct reach *r = &q->db->ctx->reach;
    struct slice rest = slice_of(q->text->tenant_tables);
    struct slice table;
    char why[200];

    while (r->organisations_len == 0 && slice_next(&rest, ' ', &table)) {
        if (reach_opens(r, table))
            continue;
        (void)snprintf(why, sizeof why,
                       "table %.*s belongs to organisations, and nobody said for which this is "
                       "(storage/reach.h, across.def)",
                       SLICE_ARG(table));
        return driver_stmt_failed(q, ERR_DENIED, why);
    }
    return OK;
}

struct stmt
stmt_init(struct db *db, int query)
{
    struct stmt q = {.db = db};

    assert(db->ctx != NULL);
    find_query(&q, query);
    q.failure = db->failure; /* after one failure nothing more is tried */
    db->stmts_open++;
    if (q.failure == OK && q.text->tenant_tables != NULL &&
        !db->database->options.control_without_reach)
        q.failure = refuse_for_nobody(&q);
    if (q.failure == OK)
        q.failure = driver_of(&q)->stmt_open(&q);
    return q;
}

void
stmt_done(struct stmt *q)
{
    if (q->db == NULL)
        return;
    if (q->handle != NULL)
        driver_of(q)->stmt_close(q);
    q->db->stmts_open--;
    *q = (struct stmt){.db = NULL};
}

/* Whether the value may be handed to the driver. */
static bool
bind_begin(struct stmt *q, int param, char kind)
{
    assert(param >= 1 && (size_t)param <= q->text->params_len);
    assert(!q->running);
    assert(kind == 0 || q->text->params[param - 1] == kind ||
           (kind == 't' && q->text->params[param - 1] == 'j'));
    q->bound |= UINT64_C(1) << (param - 1);
    return q->failure == OK;
}

void
stmt_bind_int(struct stmt *q, int param, int64_t n)
{
    if (bind_begin(q, param, 'i'))
        q->failure = driver_of(q)->bind_int(q, param, n);
}

void
stmt_bind_real(struct stmt *q, int param, double n)
{
    if (bind_begin(q, param, 'r'))
        q->failure = driver_of(q)->bind_real(q, param, n);
}

void
stmt_bind_text(struct stmt *q, int param, struct slice text)
{
    if (!bind_begin(q, param, 't'))
        return;
    if (text.len > DB_TEXT_BYTES_MAX)
        (void)driver_stmt_failed(q, ERR_LIMIT, "a text is longer than DB_TEXT_BYTES_MAX");
    else if (!unicode_is_valid(text))
        (void)driver_stmt_failed(q, ERR_INVALID, "a text is not valid UTF-8, or holds NUL");
    else
        q->failure = driver_of(q)->bind_text(q, param, text);
}

void
stmt_bind_bytes(struct stmt *q, int param, struct slice bytes)
{
    if (!bind_begin(q, param, 'b'))
        return;
    if (bytes.len > DB_TEXT_BYTES_MAX)
        (void)driver_stmt_failed(q, ERR_LIMIT, "bytes are longer than DB_TEXT_BYTES_MAX");
    else
        q->failure = driver_of(q)->bind_bytes(q, param, bytes);
}

void
stmt_bind_null(struct stmt *q, int param)
{
    if (bind_begin(q, param, 0))
        q->failure = driver_of(q)->bind_null(q, param);
}

void
stmt_bind_ref(struct stmt *q, int param, int64_t key)
{
    if (key == 0)
        stmt_bind_null(q, param);
    else
        stmt_bind_int(q, param, key);
}

void
stmt_bind_text_or_null(struct stmt *q, int param, struct slice text)
{
    if (text.len == 0)
        stmt_bind_null(q, param);
    else
        stmt_bind_text(q, param, text);
}

static bool
all_bound(const struct stmt *q)
{
    return q->bound == (UINT64_C(1) << q->text->params_len) - 1;
}

enum err
stmt_run(struct stmt *q, int64_t *ret_rows)
{
    int64_t rows = 0;
    bool row = true;

    assert(!q->running && all_bound(q));
    if (ret_rows == NULL && q->text->columns_len == 0 && driver_of(q)->run_later != NULL) {
        if (q->failure == OK)
            q->failure = driver_of(q)->run_later(q);
        stmt_reset(q);
        return q->failure;
    }
    while (q->failure == OK && row)
        q->failure = driver_of(q)->step(q, &row, &rows);
    stmt_reset(q);
    if (q->failure == OK && ret_rows != NULL)
        *ret_rows = rows;
    return q->failure;
}

enum err
stmt_next(struct stmt *q, bool *ret_row)
{
    int64_t rows = 0;
    bool row = false;

    assert(q->running || all_bound(q));
    q->running = true;
    if (q->failure == OK)
        q->failure = driver_of(q)->step(q, &row, &rows);
    q->on_row = q->failure == OK && row;
    if (!q->on_row)
        stmt_reset(q);
    TRY(q->failure);
    *ret_row = row;
    return OK;
}

enum err
stmt_run_id(struct stmt *q, int64_t *ret_id)
{
    bool row = false;

    TRY(stmt_next(q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_id = stmt_int(q, 0);
    stmt_reset(q);
    return OK;
}

void
stmt_reset(struct stmt *q)
{
    q->running = false;
    q->on_row = false;
    q->bound = 0;
    if (q->handle != NULL)
        driver_of(q)->stmt_reset(q);
}

static void
column_check(const struct stmt *q, int column, char kind)
{
    assert(q->on_row);
    assert(column >= 0 && (size_t)column < q->text->columns_len);
    assert(kind == 0 || q->text->columns[column] == kind ||
           (kind == 't' && q->text->columns[column] == 'j'));
}

int64_t
stmt_int(struct stmt *q, int column)
{
    column_check(q, column, 'i');
    return driver_of(q)->column_int(q, column);
}

double
stmt_real(struct stmt *q, int column)
{
    column_check(q, column, 'r');
    return driver_of(q)->column_real(q, column);
}

bool
stmt_is_null(struct stmt *q, int column)
{
    column_check(q, column, 0);
    return driver_of(q)->column_is_null(q, column);
}

static enum err
column_copy(struct stmt *q, int column, struct arena *a, struct slice *ret_copy)
{
    enum err e = driver_of(q)->column_copy(q, column, a, ret_copy);

    return e == OK ? OK : driver_stmt_failed(q, e, "the rows do not fit into the arena");
}

enum err
stmt_text(struct stmt *q, int column, struct arena *a, struct slice *ret_text)
{
    column_check(q, column, 't');
    return column_copy(q, column, a, ret_text);
}

enum err
stmt_bytes(struct stmt *q, int column, struct arena *a, struct slice *ret_bytes)
{
    column_check(q, column, 'b');
    return column_copy(q, column, a, ret_bytes);
}
