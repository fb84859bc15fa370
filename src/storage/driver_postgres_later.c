/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Statements whose answer nobody waits for are sent one behind the other (libpq's pipeline
 * mode) and their answers are read together: before the next statement that answers
 * something, before COMMIT, or when DB_PIPELINE_MAX of them are out. An import of a thousand
 * modules so waits for the network a few thousand times and not tens of thousands.
 */
#include "storage/driver_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

static struct postgres_conn *
conn_of(const struct stmt *q)
{
    return (struct postgres_conn *)(void *)q->db;
}

enum err
postgres_run_later(struct stmt *q)
{
    struct postgres_conn *c = conn_of(q);
    struct postgres_stmt *s = q->handle;
    char name[32];

    if (c->later_len == DB_PIPELINE_MAX)
        TRY(postgres_settle(c));
    postgres_stmt_name(q, name, sizeof name);
    if ((c->later_len == 0 && PQenterPipelineMode(c->handle) != 1) ||
        PQsendQueryPrepared(c->handle, name, (int)q->text->params_len, s->values, s->lengths,
                            s->formats, 0) != 1) {
        c->lost = true;
        return driver_stmt_failed(q, ERR_IO, postgres_conn_why(c));
    }
    c->later[c->later_len++] = q->text;
    return OK;
}

/* The answer to one statement: its result, and the NULL behind it. */
static enum err
answer_read(struct postgres_conn *c, const struct query_text *text)
{
    PGresult *r = PQgetResult(c->handle);
    ExecStatusType status = PQresultStatus(r);
    enum err e = OK;

    if (status == PGRES_PIPELINE_ABORTED) {
        e = c->db.failure; /* one before it failed and was told */
    } else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        char why[250];
        const char *message = r != NULL ? PQresultErrorMessage(r) : "no answer";

        e = postgres_conn_failure(c, r);
        (void)snprintf(why, sizeof why, "%.*s", (int)strcspn(message, "\n"), message);
        e = driver_query_failed(&c->db, text, e, why);
    }
    PQclear(r);
    while (!c->lost && (r = PQgetResult(c->handle)) != NULL)
        PQclear(r);
    return e;
}

/* The end of the pipeline, and out of it. */
static bool
pipeline_end(struct postgres_conn *c)
{
    PGresult *r = PQgetResult(c->handle);
    bool synced = PQresultStatus(r) == PGRES_PIPELINE_SYNC;

    PQclear(r);
    return synced && PQexitPipelineMode(c->handle) == 1;
}

enum err
postgres_settle(struct postgres_conn *c)
{
    enum err first = OK;
    int len = c->later_len;

    if (len == 0)
        return OK;
    c->later_len = 0;
    if (PQpipelineSync(c->handle) != 1) {
        c->lost = true;
        return driver_query_failed(&c->db, c->later[0], ERR_IO, postgres_conn_why(c));
    }
    for (int i = 0; i < len && !c->lost; i++) {
        enum err e = answer_read(c, c->later[i]);

        first = first == OK ? e : first;
    }
    if (!c->lost && !pipeline_end(c)) {
        c->lost = true;
        first = driver_query_failed(&c->db, c->later[0], ERR_IO, postgres_conn_why(c));
    }
    return first;
}
