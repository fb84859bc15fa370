/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/row.h"

void
row_bind_position(struct stmt *q, int param, struct position p)
{
    if (p.known) {
        stmt_bind_int(q, param, p.lat_micro);
        stmt_bind_int(q, param + 1, p.lon_micro);
    } else {
        stmt_bind_null(q, param);
        stmt_bind_null(q, param + 1);
    }
}

struct position
row_position(struct stmt *q, int column)
{
    if (stmt_is_null(q, column))
        return (struct position){0, 0, false};
    return (struct position){(int32_t)stmt_int(q, column), (int32_t)stmt_int(q, column + 1), true};
}

int64_t
row_int_or(struct stmt *q, int column, int64_t none)
{
    return stmt_is_null(q, column) ? none : stmt_int(q, column);
}

enum err
row_run_for(struct db *db, int query, int64_t key)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);

    if (key != 0)
        stmt_bind_int(&q, 1, key);
    return stmt_run(&q, NULL);
}

enum err
row_count_for(struct db *db, int query, int64_t key, int64_t *ret_rows)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);

    stmt_bind_int(&q, 1, key);
    return stmt_run(&q, ret_rows);
}

enum err
row_corrupt(struct db *db, const char *what, int64_t id)
{
    return fail(db_ctx(db), ERR_CORRUPT, "the database holds a %s (id %lld) that breaks its rules",
                what, (long long)id);
}
