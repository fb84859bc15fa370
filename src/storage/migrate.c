/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/migrate.h"

#include "storage/driver.h"
#include "storage/query.gen.h"
#include "storage/reach.h"

struct progress {
    const struct migration_set *set;
    size_t applied; /* how far the database was when we looked */
    bool stepped;   /* and then we applied one more */
};

static const char *
checksum_of(const struct db *db, const struct migration *m)
{
    return db->database->driver->kind == DB_SQLITE ? m->sqlite_checksum : m->postgres_checksum;
}

/* One row of the table against what we know under its number. */
static enum err
compare(struct db *db, struct stmt *q, struct progress *p)
{
    int64_t number = stmt_int(q, 0);
    const struct migration *known;
    struct slice name;
    struct slice checksum;

    TRY(stmt_text(q, 1, db->ctx->arena, &name));
    TRY(stmt_text(q, 2, db->ctx->arena, &checksum));
    if (number != (int64_t)p->applied + 1)
        return fail(db->ctx, ERR_CONFLICT,
                    "the database has migration %lld but not %zu before it; restore a backup",
                    (long long)number, p->applied + 1);
    if (p->applied >= p->set->len)
        return fail(db->ctx, ERR_CONFLICT,
                    "the database has migration %04lld_%.*s, which this version of the program "
                    "does not know: it is newer; install the version that made it",
                    (long long)number, SLICE_ARG(name));
    known = &p->set->at[p->applied];
    if (!slice_is(name, known->name) || !slice_is(checksum, checksum_of(db, known)))
        return fail(db->ctx, ERR_CONFLICT,
                    "migration %04lld_%.*s of the database is not migration %04d_%s of this "
                    "program (checksum %.*s, here %s); use the program that made it",
                    (long long)number, SLICE_ARG(name), known->number, known->name,
                    (int)(checksum.len < 12 ? checksum.len : 12), checksum.at,
                    checksum_of(db, known));
    p->applied++;
    return OK;
}

static enum err
applied_read(struct db *db, struct progress *p)
{
    bool row = false;

    p->applied = 0;
    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MIGRATION_TABLE_EXISTS);

        TRY(stmt_next(&q, &row));
        if (!row || stmt_int(&q, 0) == 0)
            return OK; /* an empty database */
    }
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MIGRATION_ALL);

    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        TRY(compare(db, &q, p));
    }
}

static enum err
check(struct db *db, void *arg)
{
    struct progress *p = arg;

    TRY(applied_read(db, p));
    if (p->applied == p->set->len)
        return OK;
    return fail(db->ctx, ERR_CONFLICT,
                "the database is at migration %zu, this program needs %zu; run: kommunalcampus "
                "migrate",
                p->applied, p->set->len);
}

static enum err
step(struct db *db, void *arg)
{
    struct progress *p = arg;
    const struct migration *m;

    p->stepped = false;
    TRY(applied_read(db, p));
    if (p->applied == p->set->len)
        return OK;
    m = &p->set->at[p->applied];
    TRY(db->database->driver->migrate(db, m));

    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MIGRATION_ADD);
    stmt_bind_int(&q, 1, m->number);
    stmt_bind_text(&q, 2, slice_of(m->name));
    stmt_bind_text(&q, 3, slice_of(checksum_of(db, m)));
    stmt_bind_int(&q, 4, db->ctx->now.ms);
    TRY(stmt_run(&q, NULL));
    p->stepped = true;
    return OK;
}

enum err
migrate_check(struct database *d, struct ctx *ctx, const struct migration_set *set)
{
    struct progress p = {.set = set};

    return db_read(d, ctx, check, &p);
}

static enum err
look(struct db *db, void *arg)
{
    return applied_read(db, arg);
}

/* Another process may apply the same one at the same time: then ours failed, and all is well. */
static enum err
step_or_other(struct database *d, struct ctx *ctx, struct progress *p)
{
    enum err e = reach_write(d, ctx, ACROSS_MIGRATION, step, p);
    struct ctx second = {.arena = ctx->arena, .now = ctx->now};
    struct progress now = {.set = p->set};

    if (e == OK)
        return OK;
    if (db_read(d, &second, look, &now) != OK || now.applied <= p->applied)
        return e;
    ctx_clear(ctx);
    p->stepped = false;
    return OK;
}

enum err
migrate_run(struct database *d, struct ctx *ctx, const struct migration_set *set, int *ret_applied)
{
    struct progress p = {.set = set};
    int applied = 0;

    /* Each round makes progress, ours or another's, so there are at most as many as migrations. */
    for (size_t i = 0; i <= set->len; i++) {
        TRY(step_or_other(d, ctx, &p));
        applied += p.stepped;
        if (!p.stepped && p.applied == set->len)
            break;
    }
    if (ret_applied != NULL)
        *ret_applied = applied;
    return OK;
}
