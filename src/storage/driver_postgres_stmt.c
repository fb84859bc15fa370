/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each query is prepared once per connection, with the types of its parameters from
 * the query file, and then described, so that what the server makes of it can be compared
 * with what the file declares. Values travel as text, bytes as they are.
 */
#include "storage/driver_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Object ids of types; fixed for all versions of PostgreSQL (pg_type.dat). */
enum {
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_JSON = 114,
    OID_FLOAT8 = 701,
    OID_VARCHAR = 1043,
};

static struct postgres_conn *
conn_of(const struct stmt *q)
{
    return (struct postgres_conn *)(void *)q->db;
}

static Oid
param_oid(char letter)
{
    switch (letter) {
    case 'i':
        return OID_INT8;
    case 'r':
        return OID_FLOAT8;
    case 'j':
        return OID_JSON;
    case 'b':
        return OID_BYTEA;
    default:
        return OID_TEXT;
    }
}

static bool
column_fits(char letter, Oid type)
{
    switch (letter) {
    case 'i':
        return type == OID_INT8 || type == OID_INT4 || type == OID_INT2;
    case 'r':
        return type == OID_FLOAT8;
    case 'j':
        return type == OID_JSON;
    case 'b':
        return type == OID_BYTEA;
    default:
        return type == OID_TEXT || type == OID_VARCHAR;
    }
}

static enum err
failed(struct stmt *q, const PGresult *r)
{
    struct postgres_conn *c = conn_of(q);
    enum err kind = postgres_conn_failure(c, r);

    return driver_stmt_failed(q, kind, postgres_conn_why(c));
}

static enum err
compare(struct stmt *q, const PGresult *r)
{
    char why[200];

    if ((size_t)PQnparams(r) != q->text->params_len) {
        (void)snprintf(why, sizeof why, "it takes %d parameters, declared are %zu", PQnparams(r),
                       q->text->params_len);
        return driver_stmt_failed(q, ERR_CORRUPT, why);
    }
    if ((size_t)PQnfields(r) != q->text->columns_len) {
        (void)snprintf(why, sizeof why, "it answers %d columns, declared are %zu", PQnfields(r),
                       q->text->columns_len);
        return driver_stmt_failed(q, ERR_CORRUPT, why);
    }
    for (size_t i = 0; i < q->text->columns_len; i++) {
        struct slice want = driver_column_name(q->text, i);

        if (!slice_is(want, PQfname(r, (int)i)) ||
            !column_fits(q->text->columns[i], PQftype(r, (int)i))) {
            (void)snprintf(why, sizeof why, "column %zu is %s of type %u, declared is %.*s (%c)", i,
                           PQfname(r, (int)i), PQftype(r, (int)i), SLICE_ARG(want),
                           q->text->columns[i]);
            return driver_stmt_failed(q, ERR_CORRUPT, why);
        }
    }
    return OK;
}

void
postgres_stmt_name(const struct stmt *q, char *ret_name, size_t bytes)
{
    (void)snprintf(ret_name, bytes, "q%zu", q->index);
}

static enum err
prepare(struct stmt *q)
{
    struct postgres_conn *c = conn_of(q);
    Oid types[STMT_PARAMS_MAX];
    char name[32];
    PGresult *r;
    enum err e = OK;

    TRY(postgres_settle(c));
    for (size_t i = 0; i < q->text->params_len; i++)
        types[i] = param_oid(q->text->params[i]);
    postgres_stmt_name(q, name, sizeof name);
    r = PQprepare(c->handle, name, q->text->postgres, (int)q->text->params_len, types);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        e = failed(q, r);
    PQclear(r);
    TRY(e);
    r = PQdescribePrepared(c->handle, name);
    e = PQresultStatus(r) == PGRES_COMMAND_OK ? compare(q, r) : failed(q, r);
    PQclear(r);
    c->prepared[q->index] = e == OK;
    if (e != OK && !c->lost) { /* so that it can be tried again under that name */
        (void)snprintf(name, sizeof name, "DEALLOCATE q%zu", q->index);
        if (postgres_conn_exec(c, name) != OK)
            c->lost = true;
    }
    return e;
}

/* Room for what is bound and answered: a spare one of the connection, or a new one. */
static struct postgres_stmt *
stmt_take(struct postgres_conn *c)
{
    struct postgres_stmt *s = c->spare;

    if (s != NULL) {
        c->spare = s->next;
        return s;
    }
    s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->copies = arena_open((size_t)STMT_PARAMS_MAX * (DB_TEXT_BYTES_MAX + 64));
    if (s->copies != NULL)
        return s;
    free(s);
    return NULL;
}

enum err
postgres_stmt_open(struct stmt *q)
{
    struct postgres_conn *c = conn_of(q);

    if (!c->prepared[q->index])
        TRY(prepare(q));
    q->handle = stmt_take(c);
    return q->handle != NULL ? OK : driver_stmt_failed(q, ERR_LIMIT, "no memory");
}

void
postgres_stmt_reset(struct stmt *q)
{
    struct postgres_stmt *s = q->handle;

    PQclear(s->result);
    s->result = NULL;
    s->row = 0;
    arena_reset(s->copies);
}

void
postgres_stmt_close(struct stmt *q)
{
    struct postgres_conn *c = conn_of(q);
    struct postgres_stmt *s = q->handle;

    postgres_stmt_reset(q);
    s->next = c->spare;
    c->spare = s;
}

void
postgres_spare_drop(struct postgres_conn *c)
{
    while (c->spare != NULL) {
        struct postgres_stmt *s = c->spare;

        c->spare = s->next;
        arena_close(s->copies);
        free(s);
    }
}

static enum err
bind(struct stmt *q, int param, const char *value, size_t len, int format)
{
    struct postgres_stmt *s = q->handle;

    s->values[param - 1] = value;
    s->lengths[param - 1] = (int)len;
    s->formats[param - 1] = format;
    return OK;
}

enum err
postgres_bind_int(struct stmt *q, int param, int64_t n)
{
    struct postgres_stmt *s = q->handle;
    char *number = s->numbers[param - 1];
    int len = snprintf(number, sizeof s->numbers[0], "%lld", (long long)n);

    return bind(q, param, number, (size_t)len, 0);
}

enum err
postgres_bind_real(struct stmt *q, int param, double n)
{
    struct postgres_stmt *s = q->handle;
    char *number = s->numbers[param - 1];
    int len = snprintf(number, sizeof s->numbers[0], "%.17g", n);

    return bind(q, param, number, (size_t)len, 0);
}

static enum err
bind_copy(struct stmt *q, int param, struct slice value, int format)
{
    struct postgres_stmt *s = q->handle;
    const char *copy = arena_cstr(s->copies, value);

    if (copy == NULL)
        return driver_stmt_failed(q, ERR_LIMIT, "its values need too much memory");
    return bind(q, param, copy, value.len, format);
}

enum err
postgres_bind_text(struct stmt *q, int param, struct slice text)
{
    return bind_copy(q, param, text, 0);
}

enum err
postgres_bind_bytes(struct stmt *q, int param, struct slice bytes)
{
    return bind_copy(q, param, bytes, 1);
}

enum err
postgres_bind_null(struct stmt *q, int param)
{
    return bind(q, param, NULL, 0, 0);
}

static enum err
execute(struct stmt *q)
{
    struct postgres_stmt *s = q->handle;
    ExecStatusType status;
    char name[32];

    TRY(postgres_settle(conn_of(q)));
    postgres_stmt_name(q, name, sizeof name);
    s->result = PQexecPrepared(conn_of(q)->handle, name, (int)q->text->params_len, s->values,
                               s->lengths, s->formats, 0);
    status = PQresultStatus(s->result);
    s->row = -1;
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ? OK : failed(q, s->result);
}

enum err
postgres_step(struct stmt *q, bool *ret_row, int64_t *ret_rows_changed)
{
    struct postgres_stmt *s = q->handle;

    if (s->result == NULL)
        TRY(execute(q));
    s->row++;
    *ret_row = s->row < PQntuples(s->result);
    if (!*ret_row)
        *ret_rows_changed = strncmp(PQcmdStatus(s->result), "SELECT", 6) == 0
                                ? 0
                                : strtoll(PQcmdTuples(s->result), NULL, 10);
    return OK;
}

static const char *
value_of(const struct stmt *q, int column, size_t *ret_len)
{
    const struct postgres_stmt *s = q->handle;

    *ret_len = (size_t)PQgetlength(s->result, s->row, column);
    return PQgetvalue(s->result, s->row, column);
}

int64_t
postgres_column_int(struct stmt *q, int column)
{
    size_t len;

    return strtoll(value_of(q, column, &len), NULL, 10);
}

double
postgres_column_real(struct stmt *q, int column)
{
    size_t len;

    return strtod(value_of(q, column, &len), NULL);
}

bool
postgres_column_is_null(struct stmt *q, int column)
{
    const struct postgres_stmt *s = q->handle;

    return PQgetisnull(s->result, s->row, column) == 1;
}

static unsigned
hex_digit(char c)
{
    return c >= 'a' ? (unsigned)(c - 'a') + 10 : (unsigned)(c - '0');
}

/* "\x0aff" to bytes. */
static enum err
hex_copy(const char *at, size_t len, struct arena *a, struct slice *ret_copy)
{
    size_t bytes = (len - 2) / 2;
    char *copy = arena_alloc(a, bytes + 1, 1);

    if (copy == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < bytes; i++)
        copy[i] = (char)(hex_digit(at[2 + 2 * i]) << 4 | hex_digit(at[3 + 2 * i]));
    *ret_copy = (struct slice){copy, bytes};
    return OK;
}

enum err
postgres_column_copy(struct stmt *q, int column, struct arena *a, struct slice *ret_copy)
{
    size_t len;
    const char *at = value_of(q, column, &len);

    if (len == 0) {
        *ret_copy = (struct slice){"", 0};
        return OK;
    }
    if (q->text->columns[column] != 'b')
        return arena_copy(a, (struct slice){at, len}, ret_copy);
    if (len < 2 || at[0] != '\\' || at[1] != 'x')
        return ERR_CORRUPT;
    return hex_copy(at, len, a, ret_copy);
}
