/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/criteria_store.h"

#include "base/limits.h"
#include "storage/query.gen.h"
#include "storage/stmt.h"

static enum err
read_row(struct stmt *q, struct arena *a, struct criteria_row *row)
{
    struct slice state = SLICE("");

    row->version = (int)stmt_int(q, 0);
    TRY(stmt_text(q, 1, a, &state));
    row->is_draft = slice_is(state, "draft");
    TRY(stmt_text(q, 2, a, &row->name));
    row->criteria = (int)stmt_int(q, 3);
    row->edition = stmt_int(q, 4);
    row->changed.ms = stmt_int(q, 5);
    return OK;
}

enum err
criteria_store_all(struct db *db, struct criteria_row **ret_rows, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_ALL);
    struct arena *a = db_ctx(db)->arena;
    struct criteria_row *rows = arena_array(a, struct criteria_row, CRITERIA_VERSIONS_SHOWN_MAX);
    bool row = false;
    int len = 0;

    if (rows == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for lists of criteria");
    stmt_bind_int(&q, 1, CRITERIA_VERSIONS_SHOWN_MAX);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        assert(len < CRITERIA_VERSIONS_SHOWN_MAX);
        rows[len] = (struct criteria_row){.content = SLICE("")};
        TRY(read_row(&q, a, &rows[len]));
    }
    *ret_rows = rows;
    *ret_len = len;
    return OK;
}

static enum err
read_one(struct db *db, struct stmt *q, struct criteria_row *ret_row)
{
    struct arena *a = db_ctx(db)->arena;
    struct criteria_row found = {.version = 0};
    bool row = false;

    TRY(stmt_next(q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(read_row(q, a, &found));
    TRY(stmt_text(q, 6, a, &found.content));
    *ret_row = found;
    return OK;
}

enum err
criteria_store_published(struct db *db, int version, struct criteria_row *ret_row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_BY_VERSION);

    stmt_bind_int(&q, 1, version);
    return read_one(db, &q, ret_row);
}

enum err
criteria_store_current(struct db *db, struct criteria_row *ret_row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_CURRENT);

    return read_one(db, &q, ret_row);
}

enum err
criteria_store_draft(struct db *db, struct criteria_row *ret_row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_DRAFT);

    return read_one(db, &q, ret_row);
}

enum err
criteria_store_add(struct db *db, const struct criteria_row *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_ADD);

    stmt_bind_int(&q, 1, row->version);
    stmt_bind_text(&q, 2, row->is_draft ? SLICE("draft") : SLICE("published"));
    stmt_bind_text(&q, 3, row->name);
    stmt_bind_int(&q, 4, row->criteria);
    stmt_bind_text(&q, 5, row->content);
    stmt_bind_int(&q, 6, row->edition);
    stmt_bind_int(&q, 7, db_ctx(db)->now.ms);
    return stmt_run(&q, NULL);
}

static enum err
run_once(struct stmt *q)
{
    int64_t rows = 0;

    TRY(stmt_run(q, &rows));
    return rows == 1 ? OK : ERR_CONFLICT;
}

enum err
criteria_store_save(struct db *db, const struct criteria_row *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_SAVE);

    stmt_bind_text(&q, 1, row->name);
    stmt_bind_int(&q, 2, row->criteria);
    stmt_bind_text(&q, 3, row->content);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 5, row->edition);
    return run_once(&q);
}

enum err
criteria_store_publish(struct db *db, int64_t edition)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_PUBLISH);

    stmt_bind_int(&q, 1, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 2, edition);
    return run_once(&q);
}

enum err
criteria_store_drop(struct db *db, int64_t edition)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CRITERIA_DROP);

    stmt_bind_int(&q, 1, edition);
    return run_once(&q);
}
