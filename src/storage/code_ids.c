/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/code_ids.h"

#include "storage/row.h"

enum err
code_ids_load(struct db *db, int query, int max, struct code_ids *ret_ids)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);
    bool row = false;

    assert(max <= COMPETENCES_MAX);
    *ret_ids = (struct code_ids){.max = max};
    for (;;) {
        int64_t id;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        id = stmt_int(&q, 0);
        if (id < 1 || id >= max)
            return row_corrupt(db, "competence or topic", id);
        TRY(stmt_text(&q, 1, db_ctx(db)->arena, &ret_ids->code[id]));
    }
}

enum err
code_ids_of(struct db *db, struct code_ids *ids, struct slice code, int *ret_id)
{
    int free = 0;

    for (int id = ids->max - 1; id >= 1; id--) {
        if (ids->code[id].len == 0)
            free = id;
        else if (slice_eq(ids->code[id], code)) {
            *ret_id = id;
            return OK;
        }
    }
    if (free == 0)
        return fail(db_ctx(db), ERR_LIMIT, "all %d ids are taken, none is left for %.*s",
                    ids->max - 1, SLICE_ARG(code));
    ids->code[free] = code;
    *ret_id = free;
    return OK;
}
