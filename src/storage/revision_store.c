/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/revision_store.h"

#include "storage/driver.h"
#include "storage/query.gen.h"
#include "storage/row.h"

enum err
revision_store_get(struct db *db, int64_t *ret_revision)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_GET);

    stmt_bind_text(&q, 1, SLICE("catalogue"));
    return stmt_run_id(&q, ret_revision);
}

enum err
revision_store_frame(struct db *db, int64_t *ret_revision)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_GET);

    stmt_bind_text(&q, 1, SLICE("catalogue_frame"));
    return stmt_run_id(&q, ret_revision);
}

static enum err
raise_once(struct db *db)
{
    if (!driver_first_raise(db))
        return OK;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_RAISE);

    stmt_bind_text(&q, 1, SLICE("catalogue"));
    return stmt_run(&q, NULL);
}

enum err
revision_store_raise(struct db *db)
{
    TRY(raise_once(db));
    if (!driver_first_frame(db))
        return OK;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_FRAME);

    return stmt_run(&q, NULL);
}

enum err
revision_store_raise_module(struct db *db, struct module_id id)
{
    TRY(raise_once(db));
    return row_run_for(db, Q_MODULE_CHANGED, id.n);
}
