/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/employee_import_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
employee_import_store_forget(struct db *db, struct account_id account, struct instant before,
                             int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYEE_IMPORT_FORGET);

    stmt_bind_int(&q, 1, account.n);
    stmt_bind_int(&q, 2, before.ms);
    return stmt_run(&q, ret_deleted);
}

enum err
employee_import_store_add(struct db *db, struct employee_import_owner owner, struct slice list,
                          int64_t *ret_id)
{
    TRY(employee_import_store_forget(db, owner.account, owner.since, NULL));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYEE_IMPORT_ADD);

    stmt_bind_int(&q, 1, owner.organisation.n);
    stmt_bind_int(&q, 2, owner.account.n);
    stmt_bind_int(&q, 3, db_ctx(db)->now.ms);
    stmt_bind_bytes(&q, 4, list);
    return stmt_run_id(&q, ret_id);
}

enum err
employee_import_store_find(struct db *db, struct arena *arena, struct employee_import_owner owner,
                           int64_t id, struct slice *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYEE_IMPORT_FIND);
    bool row = false;

    stmt_bind_int(&q, 1, id);
    stmt_bind_int(&q, 2, owner.organisation.n);
    stmt_bind_int(&q, 3, owner.account.n);
    stmt_bind_int(&q, 4, owner.since.ms);
    TRY(stmt_next(&q, &row));
    return row ? stmt_bytes(&q, 0, arena, ret_list) : ERR_NOT_FOUND;
}
