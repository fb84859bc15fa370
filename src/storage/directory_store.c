/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/directory_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
directory_store_add_token(struct db *db, struct directory_token *t, struct slice hash)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_TOKEN_ADD);

    stmt_bind_int(&q, 1, t->organisation.n);
    stmt_bind_text(&q, 2, t->code);
    stmt_bind_bytes(&q, 3, hash);
    stmt_bind_text(&q, 4, t->label);
    stmt_bind_int(&q, 5, t->invites);
    stmt_bind_ref(&q, 6, t->made_by.n);
    stmt_bind_int(&q, 7, t->created.ms);
    stmt_bind_int(&q, 8, t->expires.ms);
    return stmt_run_id(&q, &t->id.n);
}

static enum err
read_token(struct stmt *q, struct arena *a, struct directory_token *t)
{
    *t = (struct directory_token){
        .id = {stmt_int(q, 0)},
        .organisation = {stmt_int(q, 1)},
        .invites = stmt_int(q, 4) != 0,
        .made_by = {stmt_int(q, 5)},
        .created = {stmt_int(q, 6)},
        .expires = {stmt_int(q, 7)},
        .last_used = {stmt_int(q, 8)},
        .revoked = {stmt_int(q, 9)},
    };
    TRY(stmt_text(q, 2, a, &t->code));
    return stmt_text(q, 3, a, &t->label);
}

enum err
directory_store_tokens(struct db *db, struct organisation_id organisation,
                       struct directory_token **ret_tokens, int *ret_len)
{
    struct arena *a = db_ctx(db)->arena;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_TOKEN_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(a, &array, len, &size, sizeof(struct directory_token)));
        TRY(read_token(&q, a, (struct directory_token *)array + len));
    }
    *ret_tokens = array;
    *ret_len = (int)len;
    return OK;
}

enum err
directory_store_find_token(struct db *db, struct slice hash, struct directory_token *ret_token)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_TOKEN_FIND);
    bool row = false;

    stmt_bind_bytes(&q, 1, hash);
    TRY(stmt_next(&q, &row));
    return row ? read_token(&q, db_ctx(db)->arena, ret_token) : ERR_NOT_FOUND;
}

enum err
directory_store_touch(struct db *db, struct directory_token_id id, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_TOKEN_TOUCH);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
directory_store_revoke(struct db *db, struct organisation_id organisation,
                       struct directory_token_id id, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_TOKEN_REVOKE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    stmt_bind_int(&q, 3, organisation.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
directory_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_DIRECTORY_TOKEN_EXPIRE, before.ms, ret_deleted);
}

/* --- what they say -------------------------------------------------------- */

static enum err
read_entry(struct db *db, struct stmt *q, struct directory_entry *e)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice state = {0};

    *e = (struct directory_entry){.employment = {stmt_int(q, 0)}, .created = {stmt_int(q, 6)}};
    TRY(stmt_text(q, 1, a, &e->user_name));
    TRY(stmt_text(q, 2, a, &e->external_id));
    TRY(stmt_text(q, 3, a, &e->given_name));
    TRY(stmt_text(q, 4, a, &e->family_name));
    TRY(stmt_text(q, 5, a, &state));
    if (directory_state_parse(state, &e->state) != OK)
        return row_corrupt(db, "directory_entry", e->employment.n);
    return OK;
}

enum err
directory_store_entries(struct db *db, struct organisation_id organisation,
                        struct directory_entry **ret_entries, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_ENTRY_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(db_ctx(db)->arena, &array, len, &size, sizeof(struct directory_entry)));
        TRY(read_entry(db, &q, (struct directory_entry *)array + len));
    }
    *ret_entries = array;
    *ret_len = (int)len;
    return OK;
}

enum err
directory_store_save(struct db *db, struct organisation_id organisation,
                     const struct directory_entry *e)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DIRECTORY_ENTRY_SAVE);

    stmt_bind_int(&q, 1, e->employment.n);
    stmt_bind_int(&q, 2, organisation.n);
    stmt_bind_text(&q, 3, e->user_name);
    stmt_bind_text(&q, 4, e->external_id);
    stmt_bind_text(&q, 5, e->given_name);
    stmt_bind_text(&q, 6, e->family_name);
    stmt_bind_text(&q, 7, slice_of(directory_state_code(e->state)));
    stmt_bind_int(&q, 8, e->created.ms);
    return stmt_run(&q, NULL);
}
