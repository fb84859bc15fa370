/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/mail_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
mail_store_add(struct db *db, const struct mail *m)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_ADD);

    stmt_bind_text(&q, 1, m->recipient);
    stmt_bind_text(&q, 2, m->subject);
    stmt_bind_text(&q, 3, m->body);
    stmt_bind_int(&q, 4, m->created.ms);
    return stmt_run(&q, NULL);
}

static enum err
mails_read(struct db *db, struct stmt *q, int max, struct mail *ret_mails, int *ret_len)
{
    struct arena *a = db_ctx(db)->arena;
    bool row = false;

    *ret_len = 0;
    for (;;) {
        struct mail m = {.tries = 0};

        TRY(stmt_next(q, &row));
        if (!row || *ret_len == max)
            return OK;
        m.id.n = stmt_int(q, 0);
        TRY(stmt_text(q, 1, a, &m.recipient));
        TRY(stmt_text(q, 2, a, &m.subject));
        TRY(stmt_text(q, 3, a, &m.body));
        m.created.ms = stmt_int(q, 4);
        m.tries = (int)stmt_int(q, 5);
        ret_mails[(*ret_len)++] = m;
    }
}

enum err
mail_store_due(struct db *db, struct instant now, struct mail *ret_mails, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_DUE);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, MAIL_TRIES_MAX);
    stmt_bind_int(&q, 3, MAIL_BATCH_MAX);
    return mails_read(db, &q, MAIL_BATCH_MAX, ret_mails, ret_len);
}

enum err
mail_store_latest(struct db *db, struct mail *ret_mails, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_LATEST);

    stmt_bind_int(&q, 1, MAIL_SHOWN_MAX);
    return mails_read(db, &q, MAIL_SHOWN_MAX, ret_mails, ret_len);
}

enum err
mail_store_try(struct db *db, struct mail_id id, struct instant next_try)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_TRIED);

    stmt_bind_int(&q, 1, next_try.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
mail_store_sent(struct db *db, struct mail_id id, struct instant now, bool keep_body)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, keep_body ? Q_MAIL_KEPT : Q_MAIL_SENT);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
mail_store_failed(struct db *db, struct mail_id id, struct slice failure)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_FAILED);

    stmt_bind_text(&q, 1, failure);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
mail_store_give_up(struct db *db, struct mail_id id, struct slice failure)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_GIVE_UP);

    stmt_bind_int(&q, 1, MAIL_TRIES_MAX);
    stmt_bind_text(&q, 2, failure);
    stmt_bind_int(&q, 3, id.n);
    return stmt_run(&q, NULL);
}

enum err
mail_store_state(struct db *db, struct mail_state *ret_state)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_STATE);
    bool row = false;

    stmt_bind_int(&q, 1, MAIL_TRIES_MAX);
    TRY(stmt_next(&q, &row));
    if (!row)
        return row_corrupt(db, "mail", 0);
    *ret_state = (struct mail_state){stmt_int(&q, 0), stmt_int(&q, 1), stmt_int(&q, 2)};
    return OK;
}

enum err
mail_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_MAIL_EXPIRE, before.ms, ret_deleted);
}

enum err
mail_store_known(struct db *db, struct mail_id id, bool *ret_known)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MAIL_KNOWN);
    int64_t mails = 0;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_run_id(&q, &mails));
    *ret_known = mails > 0;
    return OK;
}
