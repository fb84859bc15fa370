/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/block_upload_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
block_upload_store_forget(struct db *db, int64_t id, struct instant before, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_BLOCK_UPLOAD_FORGET);

    stmt_bind_int(&q, 1, id);
    stmt_bind_int(&q, 2, before.ms);
    return stmt_run(&q, ret_deleted);
}

enum err
block_upload_store_add(struct db *db, struct organisation_id organisation, struct instant since,
                       struct slice list, int64_t *ret_id)
{
    TRY(block_upload_store_forget(db, 0, since, NULL));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_BLOCK_UPLOAD_ADD);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    stmt_bind_bytes(&q, 3, list);
    return stmt_run_id(&q, ret_id);
}

enum err
block_upload_store_find(struct db *db, struct organisation_id organisation, struct instant since,
                        int64_t id, struct slice *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_BLOCK_UPLOAD_FIND);
    bool row = false;

    stmt_bind_int(&q, 1, id);
    stmt_bind_int(&q, 2, organisation.n);
    stmt_bind_int(&q, 3, since.ms);
    TRY(stmt_next(&q, &row));
    return row ? stmt_bytes(&q, 0, db_ctx(db)->arena, ret_list) : ERR_NOT_FOUND;
}
