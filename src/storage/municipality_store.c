/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/municipality_store.h"

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

static void
bind_unless_negative(struct stmt *q, int param, int64_t n)
{
    if (n < 0)
        stmt_bind_null(q, param);
    else
        stmt_bind_int(q, param, n);
}

enum err
municipality_store_save(struct db *db, const struct municipality *m, int len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MUNICIPALITY_SAVE);

    for (int i = 0; i < len; i++) {
        assert(municipality_is_sound(&m[i]));
        stmt_bind_text(&q, 1, m[i].ags);
        stmt_bind_text_or_null(&q, 2, m[i].ars);
        stmt_bind_text(&q, 3, m[i].name);
        stmt_bind_text(&q, 4, m[i].state);
        stmt_bind_text(&q, 5, m[i].district);
        bind_unless_negative(&q, 6, m[i].population);
        bind_unless_negative(&q, 7, m[i].area_m2);
        stmt_bind_text_or_null(&q, 8, m[i].postcode);
        row_bind_position(&q, 9, m[i].position);
        stmt_bind_int(&q, 11, m[i].unincorporated);
        TRY(stmt_run(&q, NULL));
    }
    return revision_store_raise(db);
}

static enum err
municipality_read(struct db *db, struct stmt *q, struct arena *arena, struct municipality *m)
{
    m->id.n = stmt_int(q, 0);
    TRY(stmt_text(q, 1, arena, &m->ags));
    TRY(stmt_text(q, 2, arena, &m->ars));
    TRY(stmt_text(q, 3, arena, &m->name));
    TRY(stmt_text(q, 4, arena, &m->state));
    TRY(stmt_text(q, 5, arena, &m->district));
    m->population = row_int_or(q, 6, -1);
    m->area_m2 = row_int_or(q, 7, -1);
    TRY(stmt_text(q, 8, arena, &m->postcode));
    m->position = row_position(q, 9);
    m->unincorporated = stmt_int(q, 11) != 0;
    return municipality_is_sound(m) ? OK : row_corrupt(db, "municipality", m->id.n);
}

enum err
municipality_store_load(struct db *db, struct arena *arena,
                        struct municipality **ret_municipalities, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MUNICIPALITY_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct municipality)));
        TRY(municipality_read(db, &q, arena, (struct municipality *)array + len));
    }
    *ret_municipalities = array;
    *ret_len = (int)len;
    return OK;
}

enum err
municipality_store_by_ags(struct db *db, struct arena *arena, struct slice ags,
                          struct municipality *ret_municipality)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MUNICIPALITY_BY_AGS);
    bool row = false;

    stmt_bind_text(&q, 1, ags);
    TRY(stmt_next(&q, &row));
    return row ? municipality_read(db, &q, arena, ret_municipality) : ERR_NOT_FOUND;
}

enum err
municipality_store_id(struct db *db, struct slice ags, struct municipality_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MUNICIPALITY_ID);

    stmt_bind_text(&q, 1, ags);
    return stmt_run_id(&q, &ret_id->n);
}

enum err
member_store_replace(struct db *db, const struct slice *ags, int len, struct slice source)
{
    TRY(row_run_for(db, Q_MEMBER_CLEAR, 0));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MEMBER_ADD);

    for (int i = 0; i < len; i++) {
        struct municipality_id id;

        if (municipality_store_id(db, ags[i], &id) != OK)
            return fail(db_ctx(db), ERR_NOT_FOUND, "member %.*s: no municipality has this key",
                        SLICE_ARG(ags[i]));
        stmt_bind_int(&q, 1, id.n);
        stmt_bind_text(&q, 2, source);
        stmt_bind_int(&q, 3, i);
        TRY(stmt_run(&q, NULL));
    }
    return revision_store_raise(db);
}

enum err
member_store_load(struct db *db, struct arena *arena, struct municipality_id **ret_members,
                  int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MEMBER_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct municipality_id)));
        ((struct municipality_id *)array)[len].n = stmt_int(&q, 0);
    }
    *ret_members = array;
    *ret_len = (int)len;
    return OK;
}

enum err
postcode_store_replace(struct db *db, const struct postcode *postcodes, int len)
{
    TRY(row_run_for(db, Q_POSTCODE_CLEAR, 0));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_POSTCODE_ADD);

    for (int i = 0; i < len; i++) {
        assert(postcode_is_sound(&postcodes[i]));
        stmt_bind_text(&q, 1, postcodes[i].code);
        stmt_bind_text(&q, 2, postcodes[i].place);
        stmt_bind_text_or_null(&q, 3, postcodes[i].district_key);
        row_bind_position(&q, 4, postcodes[i].position);
        TRY(stmt_run(&q, NULL));
    }
    return revision_store_raise(db);
}

enum err
postcode_store_load(struct db *db, struct arena *arena, struct postcode **ret_postcodes,
                    int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_POSTCODE_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        struct postcode *p;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof *p));
        p = (struct postcode *)array + len;
        TRY(stmt_text(&q, 0, arena, &p->code));
        TRY(stmt_text(&q, 1, arena, &p->place));
        TRY(stmt_text(&q, 2, arena, &p->district_key));
        p->position = row_position(&q, 3);
    }
    *ret_postcodes = array;
    *ret_len = (int)len;
    return OK;
}
