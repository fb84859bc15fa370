/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/check_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
check_store_key(struct db *db, struct slice person, struct slice *ret_sealed_key,
                struct instant *ret_last_used)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_KEY);
    bool row = false;

    stmt_bind_bytes(&q, 1, person);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_last_used->ms = stmt_int(&q, 1);
    return stmt_bytes(&q, 0, db_ctx(db)->arena, ret_sealed_key);
}

enum err
check_store_person_add(struct db *db, struct slice person, struct slice sealed_key,
                       struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_PERSON_ADD);

    assert(person.len == CHECK_PERSON_BYTES);
    stmt_bind_bytes(&q, 1, person);
    stmt_bind_bytes(&q, 2, sealed_key);
    stmt_bind_int(&q, 3, now.ms);
    return stmt_run(&q, NULL);
}

enum err
check_store_person_touch(struct db *db, struct slice person, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_PERSON_TOUCH);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_bytes(&q, 2, person);
    return stmt_run(&q, NULL);
}

enum err
check_store_person_delete(struct db *db, struct slice person)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_PERSON_DELETE);

    stmt_bind_bytes(&q, 1, person);
    return stmt_run(&q, NULL);
}

static enum err
rename_with(struct db *db, int query, struct slice person, struct slice new_person,
            int64_t *ret_rows)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);

    stmt_bind_bytes(&q, 1, new_person);
    stmt_bind_bytes(&q, 2, person);
    return stmt_run(&q, ret_rows);
}

enum err
check_store_person_move(struct db *db, struct slice person, struct slice new_person)
{
    int64_t rows = 0;

    TRY(rename_with(db, Q_CHECK_PERSON_COPY, person, new_person, &rows));
    if (rows == 0)
        return ERR_NOT_FOUND;
    TRY(rename_with(db, Q_CHECK_RUN_MOVE, person, new_person, &rows));
    return check_store_person_delete(db, person);
}

enum err
check_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_PERSON_EXPIRE);

    stmt_bind_int(&q, 1, before.ms);
    return stmt_run(&q, ret_deleted);
}

enum err
check_store_run_add(struct db *db, struct slice person, struct slice content,
                    struct check_run_id *ret_id)
{
    struct check_row *rows = arena_array(db_ctx(db)->arena, struct check_row, CHECK_RUNS_MAX);
    int len = 0;

    if (rows == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for the checks of a person");
    TRY(check_store_run_all(db, person, rows, &len));
    if (len == CHECK_RUNS_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "%d checks are kept already", CHECK_RUNS_MAX);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_RUN_ADD);
    stmt_bind_bytes(&q, 1, person);
    stmt_bind_bytes(&q, 2, content);
    return stmt_run_id(&q, &ret_id->n);
}

enum err
check_store_run_save(struct db *db, struct slice person, const struct check_row *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_RUN_SAVE);
    int64_t rows = 0;

    stmt_bind_bytes(&q, 1, row->content);
    stmt_bind_int(&q, 2, row->id.n);
    stmt_bind_bytes(&q, 3, person);
    stmt_bind_int(&q, 4, row->version);
    TRY(stmt_run(&q, &rows));
    if (rows == 0)
        return fail(db_ctx(db), ERR_CONFLICT, "check %lld was answered meanwhile",
                    (long long)row->id.n);
    return OK;
}

enum err
check_store_run_all(struct db *db, struct slice person, struct check_row *ret_rows, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_RUN_ALL);
    bool row = false;

    stmt_bind_bytes(&q, 1, person);
    *ret_len = 0;
    while (*ret_len < CHECK_RUNS_MAX) {
        struct check_row *r = &ret_rows[*ret_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        r->id.n = stmt_int(&q, 0);
        r->version = stmt_int(&q, 1);
        TRY(stmt_bytes(&q, 2, db_ctx(db)->arena, &r->content));
        (*ret_len)++;
    }
    return OK;
}

enum err
check_store_run_delete(struct db *db, struct slice person, struct check_run_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_RUN_DELETE);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_bytes(&q, 2, person);
    return stmt_run(&q, NULL);
}

enum err
check_store_counts(struct db *db, struct check_count **ret_counts, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_EXPOSURE_ALL);
    struct arena *a = db_ctx(db)->arena;
    struct check_count *counts = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    while (true) {
        void *grown = counts;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len > ITEM_BANK_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d items are counted", ITEM_BANK_MAX);
        TRY(arena_grow(a, &grown, len, &size, sizeof *counts));
        counts = grown;
        counts[len] = (struct check_count){{0}, stmt_int(&q, 1), stmt_int(&q, 2)};
        TRY(stmt_text(&q, 0, a, &counts[len].item));
        len++;
    }
    *ret_counts = counts;
    *ret_len = (int)len;
    return OK;
}

enum err
check_store_count(struct db *db, const struct check_count *more)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CHECK_EXPOSURE_ADD);

    stmt_bind_text(&q, 1, more->item);
    stmt_bind_int(&q, 2, more->eligible);
    stmt_bind_int(&q, 3, more->asked);
    return stmt_run(&q, NULL);
}
