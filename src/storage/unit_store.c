/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/unit_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
unit_store_load(struct db *db, struct arena *arena, struct organisation_id organisation,
                struct unit **ret_units, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_UNIT_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    for (;; len++) {
        struct unit *u;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof *u));
        u = (struct unit *)array + len;
        u->id.n = stmt_int(&q, 0);
        u->parent.n = stmt_int(&q, 1);
        TRY(stmt_text(&q, 2, arena, &u->name));
    }
    *ret_units = array;
    *ret_len = (int)len;
    return OK;
}

enum err
unit_store_add(struct db *db, struct organisation_id organisation, struct unit *unit)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_UNIT_ADD);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_ref(&q, 2, unit->parent.n);
    stmt_bind_text(&q, 3, unit->name);
    return stmt_run_id(&q, &unit->id.n);
}

enum err
unit_store_rename(struct db *db, struct organisation_id organisation, struct unit_id id,
                  struct slice name)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_UNIT_RENAME);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, organisation.n);
    stmt_bind_text(&q, 3, name);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
unit_store_delete(struct db *db, struct organisation_id organisation, struct unit_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_UNIT_DELETE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, organisation.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}
