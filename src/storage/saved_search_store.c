/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/saved_search_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

/* ERR_NOT_FOUND, without a message, when there is none. */
static enum err
guest_of(struct db *db, struct slice key, int64_t *ret_guest)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_GUEST);
    bool row = false;

    stmt_bind_bytes(&q, 1, key);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_guest = stmt_int(&q, 0);
    return OK;
}

static enum err
search_read(struct db *db, struct stmt *q, struct saved_search *s)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice seen;
    enum err e;

    s->id.n = stmt_int(q, 0);
    TRY(stmt_text(q, 1, a, &s->name));
    TRY(stmt_text(q, 2, a, &s->query));
    s->created.ms = stmt_int(q, 3);
    s->looked.ms = stmt_int(q, 4);
    TRY(stmt_bytes(q, 5, a, &seen));
    e = module_set_unpack(a, seen, &s->seen);
    return e == ERR_CORRUPT ? row_corrupt(db, "saved_search", s->id.n) : e;
}

enum err
saved_search_store_load(struct db *db, struct slice key, struct saved_search *ret_searches,
                        int *ret_len)
{
    int64_t guest = 0;
    enum err e = guest_of(db, key, &guest);
    bool row = false;

    *ret_len = 0;
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_ALL);
    stmt_bind_int(&q, 1, guest);
    while (true) {
        TRY(stmt_next(&q, &row));
        if (!row || *ret_len == SAVED_SEARCHES_MAX)
            return OK;
        TRY(search_read(db, &q, &ret_searches[*ret_len]));
        (*ret_len)++;
    }
}

static enum err
room_for(struct db *db, int64_t guest, struct slice query)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_COUNT);
    bool row = false;

    stmt_bind_int(&q, 1, guest);
    stmt_bind_text(&q, 2, query);
    TRY(stmt_next(&q, &row));
    if (row && stmt_int(&q, 0) >= SAVED_SEARCHES_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "%d searches are kept already", SAVED_SEARCHES_MAX);
    return OK;
}

enum err
saved_search_store_save(struct db *db, struct slice key, struct instant now, struct saved_search *s)
{
    struct slice seen;
    int64_t guest = 0;

    assert(s->seen.len <= SAVED_SEARCH_HITS_MAX);
    TRY(guest_of(db, key, &guest));
    TRY(room_for(db, guest, s->query));
    TRY(module_set_pack(db_ctx(db)->arena, s->seen, &seen));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_SAVE);
    stmt_bind_int(&q, 1, guest);
    stmt_bind_text(&q, 2, s->name);
    stmt_bind_text(&q, 3, s->query);
    stmt_bind_int(&q, 4, now.ms);
    stmt_bind_bytes(&q, 5, seen);
    return stmt_run_id(&q, &s->id.n);
}

enum err
saved_search_store_look(struct db *db, struct slice key, struct instant now,
                        const struct saved_search *s)
{
    struct slice seen;
    int64_t guest = 0;
    int64_t rows = 0;

    TRY(guest_of(db, key, &guest));
    TRY(module_set_pack(db_ctx(db)->arena, s->seen, &seen));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_LOOK);
    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_bytes(&q, 2, seen);
    stmt_bind_int(&q, 3, s->id.n);
    stmt_bind_int(&q, 4, guest);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
saved_search_store_delete(struct db *db, struct slice key, struct saved_search_id id)
{
    int64_t guest = 0;
    enum err e = guest_of(db, key, &guest);

    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SAVED_SEARCH_DELETE);
    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, guest);
    return stmt_run(&q, NULL);
}
