/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/consent_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static const struct slice GIVEN = SLICE_INIT("given");
static const struct slice TAKEN_BACK = SLICE_INIT("taken_back");

enum err
consent_store_add(struct db *db, struct slice person, const struct consent_act *act)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_ADD);

    stmt_bind_bytes(&q, 1, person);
    stmt_bind_text(&q, 2, act->purpose);
    stmt_bind_int(&q, 3, act->wording);
    stmt_bind_text(&q, 4, act->given ? GIVEN : TAKEN_BACK);
    stmt_bind_int(&q, 5, act->day.n);
    return stmt_run(&q, NULL);
}

enum err
consent_store_last(struct db *db, struct slice person, struct slice purpose,
                   struct consent_act *ret_act)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_LAST);
    struct slice act = SLICE("");
    bool row = false;

    stmt_bind_bytes(&q, 1, person);
    stmt_bind_text(&q, 2, purpose);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(stmt_text(&q, 1, db_ctx(db)->arena, &act));
    *ret_act = (struct consent_act){.purpose = purpose,
                                    .wording = (int)stmt_int(&q, 0),
                                    .given = slice_eq(act, GIVEN),
                                    .day = {(int32_t)stmt_int(&q, 2)}};
    return OK;
}

enum err
consent_store_all(struct db *db, struct slice person, struct consent_act *ret_acts, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_ALL);
    struct slice act = SLICE("");
    bool row = false;

    *ret_len = 0;
    stmt_bind_bytes(&q, 1, person);
    stmt_bind_int(&q, 2, CONSENT_ACTS_MAX);
    for (;;) {
        struct consent_act *to = &ret_acts[*ret_len];

        TRY(stmt_next(&q, &row));
        if (!row || *ret_len == CONSENT_ACTS_MAX)
            return OK;
        TRY(stmt_text(&q, 0, db_ctx(db)->arena, &to->purpose));
        TRY(stmt_text(&q, 2, db_ctx(db)->arena, &act));
        to->wording = (int)stmt_int(&q, 1);
        to->given = slice_eq(act, GIVEN);
        to->day.n = (int32_t)stmt_int(&q, 3);
        (*ret_len)++;
    }
}

enum err
consent_store_count(struct db *db, struct slice person, int64_t *ret_acts)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_COUNT);

    stmt_bind_bytes(&q, 1, person);
    return stmt_run_id(&q, ret_acts);
}

enum err
consent_store_move(struct db *db, struct slice from, struct slice to)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_MOVE);

    stmt_bind_bytes(&q, 1, from);
    stmt_bind_bytes(&q, 2, to);
    return stmt_run(&q, NULL);
}

enum err
consent_store_delete(struct db *db, struct slice person)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CONSENT_DELETE);

    stmt_bind_bytes(&q, 1, person);
    return stmt_run(&q, NULL);
}

enum err
consent_store_expire(struct db *db, struct day before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_CONSENT_EXPIRE, before.n, ret_deleted);
}
