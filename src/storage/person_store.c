/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/person_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
person_store_by_email(struct db *db, struct slice email, struct account_id *ret_account)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PERSON_BY_EMAIL);

    stmt_bind_text(&q, 1, email);
    return stmt_run_id(&q, &ret_account->n);
}

enum err
person_store_add(struct db *db, const struct account *account, struct account_id *ret_account)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PERSON_ADD);

    stmt_bind_text(&q, 1, account->code);
    stmt_bind_text(&q, 2, account->email);
    stmt_bind_text(&q, 3, account->name);
    stmt_bind_int(&q, 4, account->created.ms);
    return stmt_run_id(&q, &ret_account->n);
}
