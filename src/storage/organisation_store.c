/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/organisation_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static void
bind_day(struct stmt *q, int param, bool has, struct day day)
{
    if (has)
        stmt_bind_int(q, param, day.n);
    else
        stmt_bind_null(q, param);
}

enum err
organisation_store_save(struct db *db, struct organisation *o)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_SAVE);

    assert(organisation_is_sound(o));
    stmt_bind_text(&q, 1, o->code);
    stmt_bind_text(&q, 2, slice_of(organisation_kind_code(o->kind)));
    stmt_bind_text(&q, 3, o->name);
    stmt_bind_text(&q, 4, o->state);
    stmt_bind_ref(&q, 5, o->municipality.n);
    stmt_bind_ref(&q, 6, o->provider.n);
    stmt_bind_text(&q, 7, slice_of(organisation_status_code(o->status)));
    bind_day(&q, 8, o->has_admitted_on, o->admitted_on);
    bind_day(&q, 9, o->has_left_on, o->left_on);
    stmt_bind_int(&q, 10, o->shares);
    stmt_bind_text(&q, 11, o->leitweg_id);
    if (o->employees < 0)
        stmt_bind_null(&q, 12);
    else
        stmt_bind_int(&q, 12, o->employees);
    stmt_bind_text(&q, 13, o->contact_name);
    stmt_bind_text(&q, 14, o->contact_email);
    stmt_bind_text(&q, 15, o->contact_phone);
    stmt_bind_int(&q, 16, o->created.ms);
    return stmt_run_id(&q, &o->id.n);
}

static enum err
read_row(struct db *db, struct stmt *q, struct arena *arena, struct organisation *o)
{
    struct slice kind = {0};
    struct slice status = {0};

    *o = (struct organisation){.id = {stmt_int(q, 0)}};
    TRY(stmt_text(q, 1, arena, &o->code));
    TRY(stmt_text(q, 2, arena, &kind));
    TRY(stmt_text(q, 3, arena, &o->name));
    TRY(stmt_text(q, 4, arena, &o->state));
    o->municipality.n = stmt_int(q, 5);
    o->provider.n = stmt_int(q, 6);
    TRY(stmt_text(q, 7, arena, &status));
    o->has_admitted_on = !stmt_is_null(q, 8);
    o->admitted_on.n = (int32_t)stmt_int(q, 8);
    o->has_left_on = !stmt_is_null(q, 9);
    o->left_on.n = (int32_t)stmt_int(q, 9);
    o->shares = stmt_int(q, 10);
    TRY(stmt_text(q, 11, arena, &o->leitweg_id));
    o->employees = row_int_or(q, 12, -1);
    TRY(stmt_text(q, 13, arena, &o->contact_name));
    TRY(stmt_text(q, 14, arena, &o->contact_email));
    TRY(stmt_text(q, 15, arena, &o->contact_phone));
    o->created.ms = stmt_int(q, 16);
    if (organisation_kind_parse(kind, &o->kind) != OK ||
        organisation_status_parse(status, &o->status) != OK || !organisation_is_sound(o))
        return row_corrupt(db, "organisation", o->id.n);
    return OK;
}

enum err
organisation_store_load(struct db *db, struct arena *arena, enum organisation_kind kind,
                        struct organisation **ret_organisations, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_text(&q, 1, slice_of(organisation_kind_code(kind)));
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct organisation)));
        TRY(read_row(db, &q, arena, (struct organisation *)array + len));
    }
    *ret_organisations = array;
    *ret_len = (int)len;
    return OK;
}

enum err
organisation_store_by_code(struct db *db, struct arena *arena, struct slice code,
                           struct organisation *ret_organisation)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_BY_CODE);
    bool row = false;

    stmt_bind_text(&q, 1, code);
    TRY(stmt_next(&q, &row));
    return row ? read_row(db, &q, arena, ret_organisation) : ERR_NOT_FOUND;
}

enum err
organisation_store_by_id(struct db *db, struct arena *arena, struct organisation_id id,
                         struct organisation *ret_organisation)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_BY_ID);
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    return row ? read_row(db, &q, arena, ret_organisation) : ERR_NOT_FOUND;
}

enum err
organisation_store_of_municipality(struct db *db, struct municipality_id id,
                                   struct organisation_id *ret_organisation)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_OF_MUNICIPALITY);

    stmt_bind_int(&q, 1, id.n);
    return stmt_run_id(&q, &ret_organisation->n);
}

enum err
organisation_store_set_provider(struct db *db, struct organisation_id id,
                                struct provider_id provider)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ORGANISATION_PROVIDER_SAVE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, provider.n);
    stmt_bind_int(&q, 2, id.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_CONFLICT;
}
