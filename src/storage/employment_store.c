/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/employment_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static enum err
read_row(struct db *db, struct stmt *q, struct arena *arena, struct employment *e)
{
    struct slice answer = {0};

    *e = (struct employment){
        .id = {stmt_int(q, 0)},
        .account = {stmt_int(q, 1)},
        .organisation = {stmt_int(q, 2)},
        .unit = {stmt_int(q, 3)},
        .job = {stmt_int(q, 5)},
        .job_confirmed = {stmt_int(q, 6)},
        .superior = {stmt_int(q, 7)},
        .deputy = {stmt_int(q, 8)},
        .first_day = {(int32_t)stmt_int(q, 9)},
        .last_day = {(int32_t)stmt_int(q, 10)},
        .has_last_day = !stmt_is_null(q, 10),
        .answered = {stmt_int(q, 14)},
        .invited = {stmt_int(q, 15)},
        .changed = {stmt_int(q, 16)},
    };
    TRY(stmt_text(q, 4, arena, &e->number));
    TRY(stmt_text(q, 11, arena, &e->name));
    TRY(stmt_text(q, 12, arena, &e->email));
    TRY(stmt_text(q, 13, arena, &answer));
    if (employment_answer_parse(answer, &e->answer) != OK)
        return row_corrupt(db, "employment", e->id.n);
    return OK;
}

static enum err
load(struct db *db, struct arena *arena, int query, int64_t key,
     struct employments *ret_employments)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, key);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct employment)));
        TRY(read_row(db, &q, arena, (struct employment *)array + len));
    }
    *ret_employments = (struct employments){array, (int)len};
    return OK;
}

enum err
employment_store_load(struct db *db, struct arena *arena, struct organisation_id organisation,
                      struct employments *ret_employments)
{
    return load(db, arena, Q_EMPLOYMENT_ALL, organisation.n, ret_employments);
}

enum err
employment_store_of_account(struct db *db, struct arena *arena, struct account_id account,
                            struct employments *ret_employments)
{
    return load(db, arena, Q_EMPLOYMENT_OF_ACCOUNT, account.n, ret_employments);
}

enum err
employment_store_find(struct db *db, struct arena *arena, struct organisation_id organisation,
                      struct employment_id id, struct employment *ret_employment)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYMENT_FIND);
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, organisation.n);
    TRY(stmt_next(&q, &row));
    return row ? read_row(db, &q, arena, ret_employment) : ERR_NOT_FOUND;
}

/* NULL for 0: an instant that has not been. */
static void
bind_what_is_said(struct stmt *q, const struct employment *e)
{
    stmt_bind_int(q, 2, e->organisation.n);
    stmt_bind_ref(q, 3, e->unit.n);
    stmt_bind_text(q, 4, e->number);
    stmt_bind_ref(q, 5, e->job.n);
    stmt_bind_ref(q, 6, e->job_confirmed.ms);
    stmt_bind_ref(q, 7, e->superior.n);
    stmt_bind_ref(q, 8, e->deputy.n);
    stmt_bind_int(q, 9, e->first_day.n);
    if (e->has_last_day)
        stmt_bind_int(q, 10, e->last_day.n);
    else
        stmt_bind_null(q, 10);
    stmt_bind_text(q, 11, e->name);
    stmt_bind_text(q, 12, e->email);
    stmt_bind_text(q, 13, slice_of(employment_answer_code(e->answer)));
    stmt_bind_ref(q, 14, e->answered.ms);
    stmt_bind_ref(q, 15, e->invited.ms);
    stmt_bind_int(q, 16, e->changed.ms);
}

enum err
employment_store_save(struct db *db, struct employment *e)
{
    bool is_new = e->id.n == 0;
    CLEANUP(stmt_done)
    struct stmt q = stmt_init(db, is_new ? Q_EMPLOYMENT_ADD : Q_EMPLOYMENT_CHANGE);
    int64_t rows = 0;

    e->changed = db_ctx(db)->now;
    stmt_bind_int(&q, 1, is_new ? e->account.n : e->id.n);
    bind_what_is_said(&q, e);
    if (is_new)
        return stmt_run_id(&q, &e->id.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

static enum err
move_by(struct db *db, int work, struct account_id from, struct account_id to)
{
    const int queries[] = {work, Q_EMPLOYMENT_MOVE_SUPERIOR, Q_EMPLOYMENT_MOVE_DEPUTY};

    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, queries[i]);
        int64_t rows = 0;

        stmt_bind_int(&q, 1, from.n);
        stmt_bind_int(&q, 2, to.n);
        TRY(stmt_run(&q, &rows));
    }
    return OK;
}

enum err
employment_store_move(struct db *db, struct account_id from, struct account_id to)
{
    return move_by(db, Q_EMPLOYMENT_MOVE, from, to);
}

enum err
employment_store_move_free(struct db *db, struct account_id from, struct account_id to)
{
    return move_by(db, Q_EMPLOYMENT_MOVE_FREE, from, to);
}

enum err
employment_store_readdress(struct db *db, struct employment *e, struct account_id account)
{
    static const int queries[] = {Q_EMPLOYMENT_READDRESS_SUPERIOR, Q_EMPLOYMENT_READDRESS_DEPUTY};

    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, queries[i]);

        stmt_bind_int(&q, 1, account.n);
        stmt_bind_int(&q, 2, e->account.n);
        stmt_bind_int(&q, 3, e->organisation.n);
        TRY(stmt_run(&q, NULL));
    }
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYMENT_READDRESS);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, account.n);
    stmt_bind_int(&q, 2, e->id.n);
    stmt_bind_int(&q, 3, e->organisation.n);
    TRY(stmt_run(&q, &rows));
    e->account = account;
    e->invited.ms = 0;
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
employment_store_unconfirm(struct db *db, struct organisation_id organisation,
                           struct job_profile_id job)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EMPLOYMENT_UNCONFIRM);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_int(&q, 2, job.n);
    return stmt_run(&q, NULL);
}

enum err
employment_store_expire(struct db *db, struct day before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_EMPLOYMENT_EXPIRE, before.n, ret_deleted);
}
