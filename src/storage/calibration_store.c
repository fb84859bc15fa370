/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/calibration_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
calibration_store_give(struct db *db, const struct calibration_answer *a)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RESPONSE_ADD);

    assert(a->bundle.len == CALIBRATION_BUNDLE_BYTES);
    stmt_bind_bytes(&q, 1, a->bundle);
    stmt_bind_int(&q, 2, a->place);
    stmt_bind_int(&q, 3, a->version.n);
    stmt_bind_int(&q, 4, a->credit);
    stmt_bind_int(&q, 5, a->month.n);
    stmt_bind_text(&q, 6, a->language);
    return stmt_run(&q, NULL);
}

enum err
calibration_store_answers(struct db *db, struct calibration_answers *ret_answers)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RESPONSE_ALL);
    struct arena *arena = db_ctx(db)->arena;
    struct calibration_answers all = {.answers = NULL};
    size_t size = 0;
    bool row = false;

    for (;;) {
        void *grown = all.answers;
        struct calibration_answer *a;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (all.len == RESPONSES_MAX ||
            arena_grow(arena, &grown, (size_t)all.len, &size, sizeof *all.answers) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d answers", RESPONSES_MAX);
        all.answers = grown;
        a = &all.answers[all.len];
        *a = (struct calibration_answer){.version = {stmt_int(&q, 1)},
                                         .credit = (int)stmt_int(&q, 2)};
        TRY(stmt_bytes(&q, 0, arena, &a->bundle));
        TRY(stmt_text(&q, 3, arena, &a->language));
        all.bundles += all.len == 0 || !slice_eq(a->bundle, a[-1].bundle);
        all.len++;
    }
    *ret_answers = all;
    return OK;
}

enum err
calibration_store_count(struct db *db, int64_t *ret_bundles)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RESPONSE_COUNT);

    return stmt_run_id(&q, ret_bundles);
}

enum err
calibration_store_add(struct db *db, int64_t bundles, int64_t *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_CALIBRATION_ADD);

    stmt_bind_int(&q, 1, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 2, bundles);
    return stmt_run_id(&q, ret_id);
}

enum err
calibration_store_parameter(struct db *db, int64_t calibration,
                            const struct calibration_parameter *p)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_PARAMETER_ADD);

    stmt_bind_int(&q, 1, calibration);
    stmt_bind_int(&q, 2, p->version.n);
    stmt_bind_int(&q, 3, p->answers);
    stmt_bind_real(&q, 4, p->a);
    for (int k = 0; k < ITEM_CREDIT_MAX; k++)
        stmt_bind_real(&q, 5 + k, p->b[k]);
    stmt_bind_real(&q, 5 + ITEM_CREDIT_MAX, p->se_a);
    stmt_bind_real(&q, 6 + ITEM_CREDIT_MAX, p->se_b);
    return stmt_run(&q, NULL);
}

enum err
calibration_store_adopt(struct db *db, int64_t calibration, struct account_id adopter,
                        int64_t since)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_CALIBRATION_ADOPT);
    int64_t rows = 0;

    stmt_bind_ref(&q, 1, adopter.n);
    stmt_bind_int(&q, 2, since);
    stmt_bind_int(&q, 3, calibration);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
calibration_store_used(struct db *db, int64_t bank, struct calibration_parameters *ret_parameters)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_PARAMETER_USED);
    struct calibration_parameters all = {.parameters = NULL};
    size_t size = 0;
    bool row = false;

    stmt_bind_int(&q, 1, bank);
    for (;;) {
        void *grown = all.parameters;
        struct calibration_parameter *p;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (arena_grow(db_ctx(db)->arena, &grown, (size_t)all.len, &size, sizeof *all.parameters) !=
            OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for parameters of items");
        all.parameters = grown;
        p = &all.parameters[all.len++];
        *p = (struct calibration_parameter){
            .version = {stmt_int(&q, 0)}, .since = stmt_int(&q, 1), .a = stmt_real(&q, 2)};
        for (int k = 0; k < ITEM_CREDIT_MAX; k++)
            p->b[k] = stmt_real(&q, 3 + k);
    }
    *ret_parameters = all;
    return OK;
}
