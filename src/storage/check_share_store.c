/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/check_share_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
check_share_store_add(struct db *db, struct slice person, const struct check_share_row *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_ADD);
    int64_t rows = 0;

    stmt_bind_text(&q, 1, row->code);
    stmt_bind_bytes(&q, 2, row->recipient);
    stmt_bind_bytes(&q, 3, row->sealed_key);
    stmt_bind_bytes(&q, 4, row->content);
    stmt_bind_bytes(&q, 5, row->note);
    stmt_bind_int(&q, 6, row->created.ms);
    stmt_bind_int(&q, 7, row->expires.ms);
    stmt_bind_int(&q, 8, row->run.n);
    stmt_bind_bytes(&q, 9, person);
    TRY(stmt_run(&q, &rows));
    return rows == 0 ? ERR_NOT_FOUND : OK;
}

enum err
check_share_store_of_owner(struct db *db, struct slice person, struct check_share_row *ret_rows,
                           int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_OF_OWNER);
    struct arena *a = db_ctx(db)->arena;
    bool row = false;

    stmt_bind_bytes(&q, 1, person);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    *ret_len = 0;
    while (*ret_len < CHECK_SHARES_MAX) {
        struct check_share_row *r = &ret_rows[*ret_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        *r = (struct check_share_row){
            .run = {stmt_int(&q, 1)}, .created = {stmt_int(&q, 3)}, .expires = {stmt_int(&q, 4)}};
        TRY(stmt_text(&q, 0, a, &r->code));
        TRY(stmt_bytes(&q, 2, a, &r->note));
        (*ret_len)++;
    }
    return OK;
}

static struct check_share_looks *
looks_of(struct check_share_looks *looks, int len, struct slice share)
{
    for (int i = 0; i < len; i++)
        if (slice_eq(looks[i].share, share))
            return &looks[i];
    return NULL;
}

enum err
check_share_store_looks(struct db *db, struct slice person, struct check_share_looks *looks,
                        int looks_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_LOOKS);
    bool row = false;

    stmt_bind_bytes(&q, 1, person);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    while (true) {
        struct check_share_looks *l;
        struct slice share = {0};

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        TRY(stmt_text(&q, 0, db_ctx(db)->arena, &share));
        l = looks_of(looks, looks_len, share);
        if (l != NULL && l->len < CHECK_SHARE_LOOKS_MAX)
            l->at[l->len++].ms = stmt_int(&q, 1);
    }
}

enum err
check_share_store_drop(struct db *db, struct slice person, struct slice code)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_DROP);
    int64_t rows = 0;

    stmt_bind_text(&q, 1, code);
    stmt_bind_bytes(&q, 2, person);
    TRY(stmt_run(&q, &rows));
    return rows == 0 ? ERR_NOT_FOUND : OK;
}

enum err
check_share_store_of_recipient(struct db *db, struct slice recipient,
                               struct check_share_row *ret_rows, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_OF_RECIPIENT);
    struct arena *a = db_ctx(db)->arena;
    bool row = false;

    stmt_bind_bytes(&q, 1, recipient);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    *ret_len = 0;
    while (*ret_len < CHECK_SHARES_RECEIVED_MAX) {
        struct check_share_row *r = &ret_rows[*ret_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        *r = (struct check_share_row){
            .recipient = recipient, .created = {stmt_int(&q, 3)}, .expires = {stmt_int(&q, 4)}};
        TRY(stmt_text(&q, 0, a, &r->code));
        TRY(stmt_bytes(&q, 1, a, &r->sealed_key));
        TRY(stmt_bytes(&q, 2, a, &r->content));
        (*ret_len)++;
    }
    return OK;
}

enum err
check_share_store_find(struct db *db, struct slice recipient, struct slice code,
                       struct check_share_row *ret_row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_FIND);
    struct arena *a = db_ctx(db)->arena;
    bool row = false;

    stmt_bind_text(&q, 1, code);
    stmt_bind_bytes(&q, 2, recipient);
    stmt_bind_int(&q, 3, db_ctx(db)->now.ms);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_row = (struct check_share_row){.code = code,
                                        .recipient = recipient,
                                        .created = {stmt_int(&q, 2)},
                                        .expires = {stmt_int(&q, 3)}};
    TRY(stmt_bytes(&q, 0, a, &ret_row->sealed_key));
    return stmt_bytes(&q, 1, a, &ret_row->content);
}

static enum err
look_count(struct db *db, struct slice code, int64_t *ret_looks)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_LOOK_COUNT);
    bool row = false;

    stmt_bind_text(&q, 1, code);
    TRY(stmt_next(&q, &row));
    *ret_looks = row ? stmt_int(&q, 0) : 0;
    return OK;
}

enum err
check_share_store_look(struct db *db, struct slice code)
{
    int64_t looks = 0;

    TRY(look_count(db, code, &looks));
    if (looks >= CHECK_SHARE_LOOKS_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "a shared result was read %d times",
                    CHECK_SHARE_LOOKS_MAX);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_LOOK_ADD);
    stmt_bind_text(&q, 1, code);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    return stmt_run(&q, NULL);
}

enum err
check_share_store_expire(struct db *db, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_SHARE_EXPIRE);

    stmt_bind_int(&q, 1, db_ctx(db)->now.ms);
    return stmt_run(&q, ret_deleted);
}
