/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/demand_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

/* All cells of a statement that is bound. */
static enum err
read_all(struct db *db, struct stmt *q, struct demand_count **ret_counts, int *ret_len)
{
    struct arena *a = db_ctx(db)->arena;
    struct demand_count *all = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;;) {
        void *grown = all;

        TRY(stmt_next(q, &row));
        if (!row)
            break;
        if (len == DEMAND_COUNTS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d cells of demand", DEMAND_COUNTS_MAX);
        if (arena_grow(a, &grown, len, &size, sizeof *all) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for demand");
        all = grown;
        all[len] = (struct demand_count){.competence = {(uint16_t)stmt_int(q, 0)},
                                         .level = (int)stmt_int(q, 1),
                                         .people = stmt_int(q, 3),
                                         .organisations = stmt_int(q, 4)};
        TRY(stmt_text(q, 2, a, &all[len].state));
        len++;
    }
    *ret_counts = all;
    *ret_len = (int)len;
    return OK;
}

enum err
demand_store_count(struct db *db, struct day today, struct demand_count **ret_counts, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DEMAND_COUNT);

    stmt_bind_int(&q, 1, today.n);
    stmt_bind_int(&q, 2, DEMAND_COUNTS_MAX + 1);
    return read_all(db, &q, ret_counts, ret_len);
}

enum err
demand_store_rows(struct db *db, struct day month, struct demand_count **ret_counts, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DEMAND_ROWS);

    stmt_bind_int(&q, 1, month.n);
    stmt_bind_int(&q, 2, DEMAND_COUNTS_MAX + 1);
    return read_all(db, &q, ret_counts, ret_len);
}

enum err
demand_store_add(struct db *db, struct day month, const struct demand_count *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DEMAND_ADD);

    stmt_bind_int(&q, 1, month.n);
    stmt_bind_int(&q, 2, row->competence.n);
    stmt_bind_int(&q, 3, row->level);
    stmt_bind_text(&q, 4, row->state);
    stmt_bind_int(&q, 5, row->people);
    stmt_bind_int(&q, 6, row->organisations);
    return stmt_run(&q, NULL);
}

enum err
demand_store_before(struct db *db, struct day month, struct day *ret_month)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DEMAND_MONTH_BEFORE);
    int64_t n = 0;

    stmt_bind_int(&q, 1, month.n);
    TRY(stmt_run_id(&q, &n));
    ret_month->n = (int32_t)n;
    return OK;
}

enum err
demand_store_expire(struct db *db, struct day before)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_DEMAND_EXPIRE);

    stmt_bind_int(&q, 1, before.n);
    return stmt_run(&q, NULL);
}
