/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/db.h"

#include <string.h>

#include "storage/driver.h"
#include "storage/query.gen.h"
#include "storage/reach.h"

static void
options_fill(struct db_options *o)
{
    if (o->connections_max == 0)
        o->connections_max = DB_CONNECTIONS_MAX;
    if (o->queue_max == 0)
        o->queue_max = DB_QUEUE_MAX;
    if (o->wait_ms_max == 0)
        o->wait_ms_max = DB_WAIT_MS_MAX;
}

enum err
db_open(struct ctx *ctx, struct slice setting, const struct db_options *options,
        struct database **ret_database)
{
    struct db_options o = options != NULL ? *options : (struct db_options){0};
    struct slice scheme = slice_sub(setting, 0, slice_find_char(setting, ':'));
    char *where;

    options_fill(&o);
    if (slice_is(scheme, "sqlite"))
        setting = slice_sub(setting, scheme.len + 1, setting.len);
    else if (slice_is(scheme, "postgres") && !slice_starts(setting, SLICE("postgres://")))
        setting = slice_sub(setting, scheme.len + 1, setting.len);
    else if (!slice_is(scheme, "postgres") && !slice_is(scheme, "postgresql"))
        return fail(ctx, ERR_INVALID,
                    "database setting: it starts with sqlite: or postgres:, not \"%.*s\"",
                    (int)(scheme.len < 20 ? scheme.len : 20), scheme.at ? scheme.at : "");
    where = arena_cstr(ctx->arena, setting);
    if (where == NULL)
        return fail(ctx, ERR_LIMIT, "database setting: it is too long");
    if (where[0] == '\0' || strlen(where) != setting.len)
        return fail(ctx, ERR_INVALID,
                    "database setting: nothing stands behind %.*s:", SLICE_ARG(scheme));
    if (slice_is(scheme, "sqlite"))
        return driver_sqlite.open(ctx, where, &o, ret_database);
    return driver_postgres.open(ctx, where, &o, ret_database);
}

void
db_close(struct database *d)
{
    if (d != NULL)
        d->driver->close(d);
}

void
db_cleanup(struct database **d)
{
    db_close(*d);
    *d = NULL;
}

enum err
db_write(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    return d->driver->write(d, ctx, use_case, arg);
}

enum err
db_read(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    return d->driver->read(d, ctx, use_case, arg);
}

static enum err
prepare(struct db *db, int query)
{
    struct stmt q = stmt_init(db, query);
    enum err e = q.failure;

    stmt_done(&q);
    return e;
}

static enum err
prepare_all(struct db *db, void *arg)
{
    (void)arg;
    for (size_t i = 0; i < db->database->queries->len; i++)
        TRY(prepare(db, (int)i));
    for (size_t i = 0; i < db->database->more_queries->len; i++)
        TRY(prepare(db, QUERY_MORE + (int)i));
    return OK;
}

enum err
db_check_queries(struct database *d, struct ctx *ctx)
{
    return reach_read(d, ctx, ACROSS_PREPARE, prepare_all, NULL);
}

enum err
db_scrub(struct database *d, struct ctx *ctx, const char *const *tables, size_t tables_len)
{
    return d->driver->scrub(d, ctx, tables, tables_len);
}

void
db_health(struct database *d, struct db_health *ret_health)
{
    *ret_health = (struct db_health){.kind = d->driver->kind};
    d->driver->health(d, ret_health);
}

enum db_kind
db_kind(const struct database *d)
{
    return d->driver->kind;
}

struct ctx *
db_ctx(struct db *db)
{
    return db->ctx;
}

void
driver_enter(struct db *db, struct ctx *ctx, bool writing)
{
    assert(db->ctx == NULL && db->stmts_open == 0);
    db->ctx = ctx;
    db->writing = writing;
    db->failure = OK;
    db->revision_raised = false;
    db->frame_raised = false;
}

bool
driver_first_raise(struct db *db)
{
    bool first = !db->revision_raised;

    db->revision_raised = true;
    return first;
}

bool
driver_first_frame(struct db *db)
{
    bool first = !db->frame_raised;

    db->frame_raised = true;
    return first;
}

enum err
driver_leave(struct db *db, enum err answer)
{
    assert(db->stmts_open == 0); /* a use case closes its statements */
    db->ctx = NULL;
    return answer == OK ? db->failure : answer;
}

void
driver_init(struct database *d, const struct driver *driver, const struct db_options *options)
{
    static const struct query_set none = {NULL, 0};

    d->driver = driver;
    d->options = *options;
    d->queries = &query_set;
    d->more_queries = options->more_queries != NULL ? options->more_queries : &none;
    d->queries_len = d->queries->len + d->more_queries->len;
}

enum err
driver_query_failed(struct db *db, const struct query_text *text, enum err kind, const char *why)
{
    if (db->failure == OK)
        db->failure = kind;
    return fail(db->ctx, kind, "query %s: %s", text->name, why);
}

enum err
driver_stmt_failed(struct stmt *q, enum err kind, const char *why)
{
    q->failure = kind;
    return driver_query_failed(q->db, q->text, kind, why);
}

struct slice
driver_column_name(const struct query_text *text, size_t i)
{
    struct slice rest = slice_of(text->column_names);
    struct slice name = {0};

    for (size_t n = 0; n <= i; n++) {
        if (!slice_next(&rest, ' ', &name))
            return (struct slice){0};
    }
    return name;
}
