/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/setting_store.h"

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/stmt.h"

enum err
setting_store_get(struct db *db, struct slice name, struct arena *arena, struct slice *ret_value)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SETTING_GET);
    bool row = false;

    stmt_bind_text(&q, 1, name);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    return stmt_text(&q, 0, arena, ret_value);
}

enum err
setting_store_set(struct db *db, struct slice name, struct slice value)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_SETTING_SET);

    stmt_bind_text(&q, 1, name);
    stmt_bind_text(&q, 2, value);
    TRY(stmt_run(&q, NULL));
    return revision_store_raise(db);
}
