/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/provider_store.h"

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

enum err
provider_store_save(struct db *db, struct provider *p)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PROVIDER_SAVE);

    stmt_bind_text(&q, 1, p->code);
    stmt_bind_text(&q, 2, p->name);
    stmt_bind_text(&q, 3, p->kind);
    stmt_bind_text(&q, 4, p->description);
    stmt_bind_text(&q, 5, p->city);
    stmt_bind_text(&q, 6, p->url);
    stmt_bind_int(&q, 7, p->demo);
    TRY(stmt_run_id(&q, &p->id.n));
    return revision_store_raise(db);
}

enum err
provider_store_id(struct db *db, struct slice code, struct provider_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PROVIDER_ID);

    stmt_bind_text(&q, 1, code);
    return stmt_run_id(&q, &ret_id->n);
}

static enum err
provider_read(struct stmt *q, struct arena *arena, struct provider *p)
{
    p->id.n = stmt_int(q, 0);
    TRY(stmt_text(q, 1, arena, &p->code));
    TRY(stmt_text(q, 2, arena, &p->name));
    TRY(stmt_text(q, 3, arena, &p->kind));
    TRY(stmt_text(q, 4, arena, &p->description));
    TRY(stmt_text(q, 5, arena, &p->city));
    TRY(stmt_text(q, 6, arena, &p->url));
    p->demo = stmt_int(q, 7) != 0;
    return OK;
}

enum err
provider_store_load(struct db *db, struct arena *arena, struct provider **ret_providers,
                    int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PROVIDER_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct provider)));
        TRY(provider_read(&q, arena, (struct provider *)array + len));
    }
    *ret_providers = array;
    *ret_len = (int)len;
    return OK;
}

enum err
venue_store_save(struct db *db, struct venue *v)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_VENUE_SAVE);

    stmt_bind_text(&q, 1, v->code);
    stmt_bind_text(&q, 2, v->name);
    stmt_bind_text(&q, 3, slice_of(venue_kind_code(v->kind)));
    stmt_bind_text(&q, 4, v->city);
    stmt_bind_text(&q, 5, v->postcode);
    row_bind_position(&q, 6, v->position);
    stmt_bind_int(&q, 8, v->seats);
    stmt_bind_int(&q, 9, v->accessibility);
    stmt_bind_ref(&q, 10, v->provider.n);
    TRY(stmt_run_id(&q, &v->id.n));
    return revision_store_raise(db);
}

enum err
venue_store_id(struct db *db, struct slice code, struct venue_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_VENUE_ID);

    stmt_bind_text(&q, 1, code);
    return stmt_run_id(&q, &ret_id->n);
}

static enum err
venue_read(struct db *db, struct stmt *q, struct arena *arena, struct venue *v)
{
    struct slice kind;

    v->id.n = stmt_int(q, 0);
    TRY(stmt_text(q, 1, arena, &v->code));
    TRY(stmt_text(q, 2, arena, &v->name));
    TRY(stmt_text(q, 3, arena, &kind));
    TRY(stmt_text(q, 4, arena, &v->city));
    TRY(stmt_text(q, 5, arena, &v->postcode));
    v->position = row_position(q, 6);
    v->seats = (int32_t)stmt_int(q, 8);
    v->accessibility = (uint32_t)stmt_int(q, 9);
    v->provider.n = stmt_int(q, 10);
    return venue_kind_parse(kind, &v->kind) == OK ? OK : row_corrupt(db, "venue", v->id.n);
}

enum err
venue_store_find(struct db *db, struct slice code, struct venue *ret_venue)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_VENUE_FIND);
    bool row = false;

    stmt_bind_text(&q, 1, code);
    TRY(stmt_next(&q, &row));
    return row ? venue_read(db, &q, db_ctx(db)->arena, ret_venue) : ERR_NOT_FOUND;
}

enum err
venue_store_load(struct db *db, struct arena *arena, struct venue **ret_venues, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_VENUE_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct venue)));
        TRY(venue_read(db, &q, arena, (struct venue *)array + len));
    }
    *ret_venues = array;
    *ret_len = (int)len;
    return OK;
}
