/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/session_store.h"

#include "storage/account_store.h"
#include "storage/query.gen.h"
#include "storage/row.h"

/* ACCOUNT-7: not used for so long, a session has ended. */
static int64_t
used_after(struct instant now)
{
    return now.ms - (int64_t)SESSION_IDLE_MINUTES_MAX * 60000;
}

enum err
session_store_add(struct db *db, struct slice hash, struct account_session *s)
{
    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_ADD);

        stmt_bind_bytes(&q, 1, hash);
        stmt_bind_int(&q, 2, s->account.n);
        stmt_bind_int(&q, 3, s->created.ms);
        stmt_bind_int(&q, 4, s->expires.ms);
        stmt_bind_text(&q, 5, s->browser);
        stmt_bind_text(&q, 6, s->method);
        stmt_bind_int(&q, 7, s->passkey);
        TRY(stmt_run_id(&q, &s->id.n));
    }
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_TRIM);

    stmt_bind_int(&q, 1, s->account.n);
    stmt_bind_int(&q, 2, ACCOUNT_SESSIONS_MAX);
    return stmt_run(&q, NULL);
}

static enum err
actor_find(struct db *db, struct slice hash, struct instant now, struct actor *a,
           struct instant *ret_last_used)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_FIND);
    bool row = false;

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, now.ms);
    stmt_bind_int(&q, 3, used_after(now));
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    a->session.n = stmt_int(&q, 0);
    ret_last_used->ms = stmt_int(&q, 1);
    a->id.n = stmt_int(&q, 2);
    TRY(stmt_text(&q, 3, db_ctx(db)->arena, &a->code));
    return stmt_text(&q, 4, db_ctx(db)->arena, &a->name);
}

enum err
session_store_find(struct db *db, struct slice hash, struct instant now, struct actor *ret_actor,
                   struct instant *ret_last_used)
{
    struct actor a = {.grants = NULL};

    TRY(actor_find(db, hash, now, &a, ret_last_used));
    TRY(account_store_grants(db, a.id, &a.grants, &a.grants_len));
    *ret_actor = a;
    return OK;
}

enum err
session_store_touch(struct db *db, struct session_id id, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_TOUCH);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
session_store_rotate(struct db *db, const struct actor *actor, struct slice hash)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_ROTATE);
    int64_t rows = 0;

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, actor->session.n);
    stmt_bind_int(&q, 3, actor->id.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
session_store_list(struct db *db, struct account_id account, struct instant now,
                   struct account_session *ret_sessions, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_LIST);
    struct arena *arena = db_ctx(db)->arena;
    bool row = false;

    *ret_len = 0;
    stmt_bind_int(&q, 1, account.n);
    stmt_bind_int(&q, 2, now.ms);
    stmt_bind_int(&q, 3, used_after(now));
    for (;;) {
        struct account_session s = {.account = account};

        TRY(stmt_next(&q, &row));
        if (!row || *ret_len == ACCOUNT_SESSIONS_MAX)
            return OK;
        s.id.n = stmt_int(&q, 0);
        s.created.ms = stmt_int(&q, 1);
        s.last_used.ms = stmt_int(&q, 2);
        TRY(stmt_text(&q, 3, arena, &s.browser));
        TRY(stmt_text(&q, 4, arena, &s.method));
        ret_sessions[(*ret_len)++] = s;
    }
}

enum err
session_store_end(struct db *db, struct account_id account, struct session_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_END);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, account.n);
    return stmt_run(&q, NULL);
}

enum err
session_store_end_others(struct db *db, struct account_id account, struct session_id kept)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_END_OTHERS);

    stmt_bind_int(&q, 1, account.n);
    stmt_bind_int(&q, 2, kept.n);
    return stmt_run(&q, NULL);
}

enum err
session_store_expire(struct db *db, struct instant now, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SESSION_EXPIRE);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, used_after(now));
    return stmt_run(&q, ret_deleted);
}
