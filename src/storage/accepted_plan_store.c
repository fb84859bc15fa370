/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/accepted_plan_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static enum err
plan_find(struct db *db, struct slice key, struct accepted_plan *plan, int64_t *ret_guest)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_FIND);
    bool row = false;

    stmt_bind_bytes(&q, 1, key);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_guest = stmt_int(&q, 0);
    plan->accepted.ms = stmt_int(&q, 1);
    plan->wishes = stmt_int(&q, 2);
    plan->declined = stmt_int(&q, 3);
    return OK;
}

enum err
accepted_plan_store_load(struct db *db, struct slice key, struct accepted_plan *ret_plan)
{
    struct arena *a = db_ctx(db)->arena;
    struct accepted_plan plan = {.blocks_len = 0};
    int64_t guest = 0;
    bool row = false;

    TRY(plan_find(db, key, &plan, &guest));
    plan.blocks = arena_array(a, struct accepted_block, ACCEPTED_BLOCKS_MAX);
    if (plan.blocks == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for an accepted plan");
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_BLOCK_ALL);
    stmt_bind_int(&q, 1, guest);
    while (true) {
        struct accepted_block *b = &plan.blocks[plan.blocks_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (plan.blocks_len == ACCEPTED_BLOCKS_MAX)
            return row_corrupt(db, "accepted_plan", guest);
        b->module.n = row_int_or(&q, 0, 0);
        TRY(stmt_text(&q, 1, a, &b->title));
        b->dated = stmt_int(&q, 2) != 0;
        b->run.n = row_int_or(&q, 3, 0);
        b->first.n = (int32_t)stmt_int(&q, 4);
        b->last.n = (int32_t)stmt_int(&q, 5);
        plan.blocks_len++;
    }
    *ret_plan = plan;
    return OK;
}

static enum err
blocks_save(struct db *db, int64_t guest, const struct accepted_plan *plan)
{
    TRY(row_run_for(db, Q_ACCEPTED_PLAN_BLOCK_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_BLOCK_ADD);

    for (int i = 0; i < plan->blocks_len; i++) {
        const struct accepted_block *b = &plan->blocks[i];

        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, i);
        stmt_bind_ref(&q, 3, b->module.n);
        stmt_bind_text(&q, 4, b->title);
        stmt_bind_int(&q, 5, b->dated);
        stmt_bind_ref(&q, 6, b->run.n);
        stmt_bind_int(&q, 7, b->first.n);
        stmt_bind_int(&q, 8, b->last.n);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
accepted_plan_store_save(struct db *db, struct slice key, const struct accepted_plan *plan)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_SAVE);
    bool row = false;
    int64_t guest;

    assert(plan->blocks_len <= ACCEPTED_BLOCKS_MAX);
    stmt_bind_bytes(&q, 1, key);
    stmt_bind_int(&q, 2, plan->accepted.ms);
    stmt_bind_int(&q, 3, plan->wishes);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    guest = stmt_int(&q, 0);
    return blocks_save(db, guest, plan);
}

enum err
accepted_plan_store_decline(struct db *db, struct slice key, int64_t declined)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_DECLINE);

    stmt_bind_bytes(&q, 1, key);
    stmt_bind_int(&q, 2, declined);
    return stmt_run(&q, NULL);
}

enum err
accepted_plan_store_delete(struct db *db, struct slice key)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCEPTED_PLAN_DELETE);

    stmt_bind_bytes(&q, 1, key);
    return stmt_run(&q, NULL);
}
