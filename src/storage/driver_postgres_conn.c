/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/driver_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POSTGRES_VERSION_MIN = 150000 };

/* SQLSTATEs, whole or by their class, to kinds; the first that fits counts. */
static const struct {
    const char *state;
    enum err kind;
} STATES[] = {
    {"40001", ERR_BUSY},     /* serialization failure */
    {"40P01", ERR_BUSY},     /* deadlock */
    {"23514", ERR_INVALID},  /* check */
    {"23502", ERR_INVALID},  /* not null */
    {"23", ERR_CONFLICT},    /* other rules of tables */
    {"P0001", ERR_CONFLICT}, /* raised by a trigger */
    {"22", ERR_INVALID},     /* data that does not fit its type */
    {"42501", ERR_DENIED},   /* a row of an organisation that is not reached */
    {"42", ERR_CORRUPT},     /* a statement that does not fit the tables */
    {"0A", ERR_CORRUPT},     /* likewise: a plan that the tables have outgrown */
    {"25006", ERR_DENIED},   /* writing in a transaction that only reads */
    {"55P03", ERR_BUSY},     /* a lock took too long */
    {"57014", ERR_BUSY},     /* a statement took too long */
    {"53300", ERR_BUSY},     /* too many connections */
    {"XX001", ERR_CORRUPT},  /* damaged data */
    {"XX002", ERR_CORRUPT},  /* damaged index */
};

enum err
postgres_conn_failure(struct postgres_conn *c, const struct pg_result *r)
{
    const char *state = r != NULL ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;

    if (PQstatus(c->handle) == CONNECTION_BAD || state == NULL || strncmp(state, "08", 2) == 0 ||
        strncmp(state, "57P", 3) == 0) {
        c->lost = true;
        return ERR_IO;
    }
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        c->raced = true;
    for (size_t i = 0; i < ARRAY_LEN(STATES); i++) {
        if (strncmp(state, STATES[i].state, strlen(STATES[i].state)) == 0)
            return STATES[i].kind;
    }
    return ERR_IO;
}

/* Only the first line: the next ones may hold values of people ("DETAIL: Key (name)=..."). */
const char *
postgres_conn_why(struct postgres_conn *c)
{
    static _Thread_local char line[300];
    const char *message = PQerrorMessage(c->handle);
    size_t len = strcspn(message, "\n");

    (void)snprintf(line, sizeof line, "%.*s", len < 250 ? (int)len : 250,
                   len > 0 ? message : "no answer");
    return line;
}

enum err
postgres_conn_exec(struct postgres_conn *c, const char *words)
{
    PGresult *r = PQexec(c->handle, words);
    ExecStatusType status = PQresultStatus(r);
    enum err e = OK;

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        e = postgres_conn_failure(c, r);
    PQclear(r);
    return e;
}

/*
 * The server warns, and still says COMMIT, when the wait for a synchronous standby was
 * cancelled: the change is on its disk but perhaps nowhere else.
 */
static void
on_notice(void *arg, const PGresult *r)
{
    struct postgres_conn *c = arg;
    const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);

    if (c->committing && severity != NULL && strcmp(severity, "WARNING") == 0)
        c->commit_warned = true;
}

/* Defaults stand before the operator's setting, which may change them; what we rely on, behind. */
static PGconn *
connect_to(const char *conninfo)
{
    const char *keys[] = {"connect_timeout",
                          "tcp_user_timeout",
                          "keepalives_idle",
                          "dbname",
                          "fallback_application_name",
                          "client_encoding",
                          NULL};
    const char *values[] = {"5", "30000", "30", conninfo, "kommunalcampus", "UTF8", NULL};

    return PQconnectdbParams(keys, values, 1);
}

static enum err
conn_configure(struct postgres_conn *c, struct ctx *ctx)
{
    char words[300];
    enum err e;

    if (PQserverVersion(c->handle) < POSTGRES_VERSION_MIN)
        return fail(ctx, ERR_IO, "connect to PostgreSQL: its version %d is older than %d",
                    PQserverVersion(c->handle), POSTGRES_VERSION_MIN);
    (void)PQsetNoticeReceiver(c->handle, on_notice, c);
    (void)snprintf(words, sizeof words,
                   "SET statement_timeout = %d; SET lock_timeout = %d; "
                   "SET idle_in_transaction_session_timeout = %d; SET timezone = 'UTC'; "
                   "SELECT set_config('synchronous_commit', 'on', false) "
                   "WHERE current_setting('synchronous_commit') = 'off'",
                   DB_STATEMENT_MS_MAX, DB_STATEMENT_MS_MAX / 2, 2 * DB_STATEMENT_MS_MAX);
    e = postgres_conn_exec(c, words);
    return e == OK ? OK : fail(ctx, e, "connect to PostgreSQL: %s", postgres_conn_why(c));
}

static void
note_reachable(struct postgres_database *d, bool reachable, const char *why)
{
    pthread_mutex_lock(&d->lock);
    d->unreachable = !reachable;
    (void)snprintf(d->reason, sizeof d->reason, "%s", reachable ? "" : why);
    pthread_mutex_unlock(&d->lock);
}

enum err
postgres_conn_open(struct postgres_database *d, struct ctx *ctx, struct postgres_conn **ret_conn)
{
    struct postgres_conn *c = calloc(1, sizeof *c);
    enum err e = OK;

    if (c == NULL)
        return fail(ctx, ERR_LIMIT, "connect to PostgreSQL: no memory");
    c->db.database = &d->database;
    c->prepared = calloc(d->database.queries_len + 1, sizeof *c->prepared);
    c->later = calloc(DB_PIPELINE_MAX, sizeof(struct query_text *));
    c->handle = c->prepared != NULL && c->later != NULL ? connect_to(d->conninfo) : NULL;
    if (c->handle == NULL)
        e = fail(ctx, ERR_LIMIT, "connect to PostgreSQL: no memory");
    else if (PQstatus(c->handle) != CONNECTION_OK)
        e = fail(ctx, ERR_IO, "connect to PostgreSQL: %s", postgres_conn_why(c));
    else
        e = conn_configure(c, ctx);
    note_reachable(d, e == OK, c->handle != NULL ? postgres_conn_why(c) : "no memory");
    if (e != OK) {
        postgres_conn_close(c);
        return e;
    }
    *ret_conn = c;
    return OK;
}

void
postgres_conn_close(struct postgres_conn *c)
{
    if (c == NULL)
        return;
    postgres_spare_drop(c);
    PQfinish(c->handle);
    free(c->prepared);
    free(c->later);
    free(c);
}
