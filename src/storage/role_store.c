/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/role_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
role_store_add(struct db *db, struct role_of role, struct account_id by)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_ADD);

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(role.role)));
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_ref(&q, 5, by.n);
    return stmt_run(&q, NULL);
}

enum err
role_store_take(struct db *db, struct role_of role)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_TAKE);

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(role.role)));
    return stmt_run(&q, NULL);
}

enum err
role_store_clear(struct db *db, struct organisation_id organisation)
{
    return row_run_for(db, Q_ROLE_CLEAR, organisation.n);
}
