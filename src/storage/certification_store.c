/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/certification_store.h"

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

enum err
certification_store_add(struct db *db, const struct certification_request *c,
                        struct account_id asked_by, struct certification_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_ADD);

    stmt_bind_int(&q, 1, c->organisation.n);
    stmt_bind_int(&q, 2, c->version.n);
    stmt_bind_text(&q, 3, c->code);
    stmt_bind_text(&q, 4, c->criteria);
    stmt_bind_int(&q, 5, db_ctx(db)->now.ms);
    stmt_bind_ref(&q, 6, asked_by.n);
    return stmt_run_id(&q, &ret_id->n);
}

static enum err
read_one(struct db *db, struct stmt *q, struct certification_request *c)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice state = {0};

    c->id.n = stmt_int(q, 0);
    c->organisation.n = stmt_int(q, 1);
    c->version.n = stmt_int(q, 2);
    TRY(stmt_text(q, 3, a, &c->code));
    TRY(stmt_text(q, 4, a, &c->title));
    TRY(stmt_text(q, 5, a, &state));
    TRY(stmt_text(q, 6, a, &c->criteria));
    c->asked.ms = stmt_int(q, 7);
    c->decided.ms = stmt_int(q, 8);
    c->first_day.n = (int32_t)stmt_int(q, 9);
    c->last_day.n = (int32_t)stmt_int(q, 10);
    TRY(stmt_text(q, 11, a, &c->reason));
    if (certification_state_parse(state, &c->state) != OK)
        return row_corrupt(db, "certification", c->id.n);
    return OK;
}

enum err
certification_store_find(struct db *db, struct certification_id id,
                         struct certification_request *ret_certification)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_FIND);
    struct certification_request c = {.state = CERTIFICATION_ASKED};
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(read_one(db, &q, &c));
    *ret_certification = c;
    return OK;
}

static enum err
read_list(struct db *db, struct stmt *q, struct certification_list *ret_list)
{
    struct certification_list list = {
        .at = arena_array(db_ctx(db)->arena, struct certification_request, CERTIFY_PAGE_MAX)};
    bool row = false;

    if (list.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for certifications");
    for (;;) {
        TRY(stmt_next(q, &row));
        if (!row)
            break;
        assert(list.len < CERTIFY_PAGE_MAX);
        list.at[list.len] = (struct certification_request){.state = CERTIFICATION_ASKED};
        TRY(read_one(db, q, &list.at[list.len]));
        list.len++;
    }
    *ret_list = list;
    return OK;
}

enum err
certification_store_of_block(struct db *db, struct slice code, struct certification_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_OF_BLOCK);

    stmt_bind_text(&q, 1, code);
    stmt_bind_int(&q, 2, CERTIFY_PAGE_MAX);
    return read_list(db, &q, ret_list);
}

enum err
certification_store_open(struct db *db, struct certification_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_OPEN);

    stmt_bind_int(&q, 1, CERTIFY_PAGE_MAX);
    return read_list(db, &q, ret_list);
}

static void
bind_day(struct stmt *q, int param, struct day d)
{
    if (d.n == 0)
        stmt_bind_null(q, param);
    else
        stmt_bind_int(q, param, d.n);
}

enum err
certification_store_move(struct db *db, const struct certification_request *c,
                         enum certification_state before)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_MOVE);
    int64_t rows = 0;

    stmt_bind_text(&q, 1, slice_of(certification_state_code(c->state)));
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    bind_day(&q, 3, c->first_day);
    bind_day(&q, 4, c->last_day);
    stmt_bind_text(&q, 5, c->reason);
    stmt_bind_int(&q, 6, c->id.n);
    stmt_bind_text(&q, 7, slice_of(certification_state_code(before)));
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_CONFLICT;
}

enum err
certification_store_review(struct db *db, const struct certification_request *c, int place,
                           const struct certification_review_row *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_REVIEW_ADD);

    stmt_bind_int(&q, 1, c->id.n);
    stmt_bind_int(&q, 2, c->organisation.n);
    stmt_bind_int(&q, 3, place);
    stmt_bind_int(&q, 4, row->reviewer.n);
    stmt_bind_text(&q, 5, row->board);
    stmt_bind_text(&q, 6, row->judgements);
    stmt_bind_int(&q, 7, db_ctx(db)->now.ms);
    return stmt_run(&q, NULL);
}

enum err
certification_store_reviews(struct db *db, struct certification_id id,
                            struct certification_review_row *ret_rows, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_REVIEWS);
    struct arena *a = db_ctx(db)->arena;
    int len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len == CERTIFY_REVIEWS_MAX)
            return row_corrupt(db, "certification with too many reviews", id.n);
        ret_rows[len].reviewer.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, a, &ret_rows[len].board));
        TRY(stmt_text(&q, 2, a, &ret_rows[len].judgements));
        ret_rows[len].given.ms = stmt_int(&q, 3);
    }
    *ret_len = len;
    return OK;
}

enum err
certification_store_show(struct db *db, const struct certification_request *c,
                         const struct certification_seal *seal)
{
    struct module_id id = {0};

    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_MODULE_SEAL);

        stmt_bind_text_or_null(&q, 1, seal->by);
        stmt_bind_text_or_null(&q, 2, seal->criteria);
        bind_day(&q, 3, seal->until);
        stmt_bind_text(&q, 4, c->code);
        stmt_bind_int(&q, 5, c->organisation.n);
        TRY(stmt_run_id(&q, &id.n));
    }
    return revision_store_raise_module(db, id);
}

enum err
certification_store_due(struct db *db, struct day today, struct day until,
                        struct certification_due *ret_due, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_DUE);
    int len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, today.n);
    stmt_bind_int(&q, 2, until.n);
    stmt_bind_int(&q, 3, CERTIFY_REMIND_BATCH);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        assert(len < CERTIFY_REMIND_BATCH);
        ret_due[len] = (struct certification_due){
            .id = {stmt_int(&q, 0)},
            .organisation = {stmt_int(&q, 1)},
            .last_day = {(int32_t)stmt_int(&q, 2)},
        };
        TRY(stmt_text(&q, 3, db_ctx(db)->arena, &ret_due[len].title));
    }
    *ret_len = len;
    return OK;
}

enum err
certification_store_reminded(struct db *db, struct certification_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_CERTIFICATION_REMINDED);

    stmt_bind_int(&q, 1, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}
