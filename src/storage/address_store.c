/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/address_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
address_store_add_undo(struct db *db, const struct address_undo *u)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ADDRESS_UNDO_ADD);

    stmt_bind_bytes(&q, 1, u->hash);
    stmt_bind_int(&q, 2, u->account.n);
    stmt_bind_text(&q, 3, u->email);
    stmt_bind_int(&q, 4, u->since.ms);
    stmt_bind_int(&q, 5, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 6, u->expires.ms);
    return stmt_run(&q, NULL);
}

enum err
address_store_first_since(struct db *db, struct address_undo *u)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ADDRESS_UNDO_FIRST);
    bool row = false;

    stmt_bind_int(&q, 1, u->account.n);
    stmt_bind_text(&q, 2, u->email);
    stmt_bind_int(&q, 3, db_ctx(db)->now.ms);
    TRY(stmt_next(&q, &row));
    if (row && stmt_int(&q, 0) < u->since.ms)
        u->since.ms = stmt_int(&q, 0);
    return OK;
}

enum err
address_store_find_undo(struct db *db, struct slice hash, struct address_undo *ret_undo)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ADDRESS_UNDO_FIND);
    bool row = false;

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_undo->hash = hash;
    ret_undo->account.n = stmt_int(&q, 0);
    ret_undo->since.ms = stmt_int(&q, 2);
    return stmt_text(&q, 1, db_ctx(db)->arena, &ret_undo->email);
}

enum err
address_store_end_undo(struct db *db, const struct address_undo *u)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ADDRESS_UNDO_END);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 2, u->account.n);
    stmt_bind_int(&q, 3, u->since.ms);
    stmt_bind_text(&q, 4, u->email);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_NOT_FOUND; /* somebody was faster */
}

enum err
address_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_ADDRESS_UNDO_EXPIRE, before.ms, ret_deleted);
}

enum err
address_store_pending(struct db *db, struct account_id account, struct slice *ret_email,
                      struct instant *ret_expires)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOKEN_PENDING);
    bool row = false;

    stmt_bind_int(&q, 1, account.n);
    stmt_bind_text(&q, 2, SLICE("email"));
    stmt_bind_int(&q, 3, db_ctx(db)->now.ms);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_expires->ms = stmt_int(&q, 1);
    return stmt_text(&q, 0, db_ctx(db)->arena, ret_email);
}

enum err
address_store_forget_waiting(struct db *db, struct account_id id, struct slice new_code)
{
    static const int queries[] = {Q_ERASE_PASSWORD, Q_ERASE_TOKEN, Q_ACCOUNT_FORGET_WAITING};
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ERASE_REST);

    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        TRY(row_run_for(db, queries[i], id.n));
    stmt_bind_text(&q, 1, new_code);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}
