/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/account_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
account_store_add(struct db *db, struct account *a)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_ADD);
    enum err e;

    assert(account_is_sound(a));
    stmt_bind_text(&q, 1, a->code);
    stmt_bind_text_or_null(&q, 2, a->email);
    stmt_bind_text(&q, 3, a->name);
    stmt_bind_text(&q, 4, slice_of(lang_code(a->language)));
    stmt_bind_text(&q, 5, slice_of(account_status_code(a->status)));
    stmt_bind_int(&q, 6, a->created.ms);
    stmt_bind_ref(&q, 7, a->confirmed.ms);
    e = stmt_run_id(&q, &a->id.n);
    if (e == ERR_NOT_FOUND)
        return fail(db_ctx(db), ERR_CONFLICT, "the mail address has an account");
    return e;
}

static enum err
account_read(struct db *db, struct stmt *q, struct account *ret)
{
    struct arena *arena = db_ctx(db)->arena;
    struct account a = {.language = LANG_DE};
    struct slice language = SLICE("");
    struct slice status = SLICE("");
    bool row = false;

    TRY(stmt_next(q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    a.id.n = stmt_int(q, 0);
    TRY(stmt_text(q, 1, arena, &a.code));
    TRY(stmt_text(q, 2, arena, &a.email));
    TRY(stmt_text(q, 3, arena, &a.name));
    TRY(stmt_text(q, 4, arena, &language));
    TRY(stmt_text(q, 5, arena, &status));
    a.created.ms = stmt_int(q, 6);
    a.confirmed.ms = stmt_int(q, 7);
    a.signed_in.ms = stmt_int(q, 8);
    if (slice_is(language, lang_code(LANG_EN)))
        a.language = LANG_EN;
    if (account_status_parse(status, &a.status) != OK || !account_is_sound(&a))
        return row_corrupt(db, "account", a.id.n);
    *ret = a;
    return OK;
}

enum err
account_store_by_id(struct db *db, struct account_id id, struct account *ret)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_BY_ID);

    stmt_bind_int(&q, 1, id.n);
    return account_read(db, &q, ret);
}

enum err
account_store_by_code(struct db *db, struct slice code, struct account *ret)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_BY_CODE);

    stmt_bind_text(&q, 1, code);
    return account_read(db, &q, ret);
}

enum err
account_store_by_email(struct db *db, struct slice email, struct account *ret)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_BY_EMAIL);

    stmt_bind_text(&q, 1, email);
    return account_read(db, &q, ret);
}

enum err
account_store_save(struct db *db, const struct account *a)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_SAVE);

    assert(account_is_sound(a));
    stmt_bind_text_or_null(&q, 1, a->email);
    stmt_bind_text(&q, 2, a->name);
    stmt_bind_text(&q, 3, slice_of(lang_code(a->language)));
    stmt_bind_text(&q, 4, slice_of(account_status_code(a->status)));
    stmt_bind_ref(&q, 5, a->confirmed.ms);
    stmt_bind_ref(&q, 6, a->signed_in.ms);
    stmt_bind_int(&q, 7, a->id.n);
    return stmt_run(&q, NULL);
}

enum err
account_store_forget_unconfirmed(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_ACCOUNT_FORGET_UNCONFIRMED, before.ms, ret_deleted);
}

enum err
account_store_grants(struct db *db, struct account_id id, const struct grant **ret_grants,
                     int *ret_len)
{
    struct arena *arena = db_ctx(db)->arena;
    struct grant *grants = arena_array(arena, struct grant, ACTOR_GRANTS_MAX);
    struct slice role = SLICE("");
    bool row = false;
    int len = 0;

    if (grants == NULL)
        return ERR_LIMIT;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_GRANTS);
    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms - (int64_t)ISSUER_CONFIRM_DAYS * 24 * 3600000);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len == ACTOR_GRANTS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d roles", ACTOR_GRANTS_MAX);
        grants[len].organisation.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, arena, &role));
        if (role_parse(role, &grants[len].role) != OK)
            return row_corrupt(db, "role_grant of account", id.n);
        len++;
    }
    *ret_grants = grants;
    *ret_len = len;
    return OK;
}

/* --- passwords --- */

enum err
account_store_password(struct db *db, struct account_id id, struct slice *ret_hash)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_PASSWORD_GET);
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    return row ? stmt_text(&q, 0, db_ctx(db)->arena, ret_hash) : ERR_NOT_FOUND;
}

enum err
account_store_set_password(struct db *db, struct account_id id, struct slice hash,
                           struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_PASSWORD_SET);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_text(&q, 2, hash);
    stmt_bind_int(&q, 3, now.ms);
    return stmt_run(&q, NULL);
}

enum err
account_store_delete_password(struct db *db, struct account_id id)
{
    return row_run_for(db, Q_ACCOUNT_PASSWORD_DELETE, id.n);
}

/* --- links --- */

static const char *const PURPOSES[] = {"confirm", "reset", "invite", "email"};

enum err
account_store_clear_tokens(struct db *db, struct account_id id, const char *purpose)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOKEN_CLEAR);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_text(&q, 2, slice_of(purpose));
    return stmt_run(&q, NULL);
}

enum err
account_store_add_token(struct db *db, const struct account_token *t)
{
    TRY(account_store_clear_tokens(db, t->account, t->purpose));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOKEN_ADD);
    stmt_bind_bytes(&q, 1, t->hash);
    stmt_bind_int(&q, 2, t->account.n);
    stmt_bind_text(&q, 3, slice_of(t->purpose));
    stmt_bind_text(&q, 4, t->value);
    stmt_bind_int(&q, 5, t->expires.ms);
    return stmt_run(&q, NULL);
}

enum err
account_store_find_token(struct db *db, struct slice hash, struct instant now,
                         struct account_token *ret_token)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOKEN_FIND);
    struct account_token t = {.hash = hash, .purpose = NULL};
    struct slice purpose = SLICE("");
    bool row = false;

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, now.ms);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    t.account.n = stmt_int(&q, 0);
    TRY(stmt_text(&q, 1, db_ctx(db)->arena, &purpose));
    TRY(stmt_text(&q, 2, db_ctx(db)->arena, &t.value));
    for (size_t i = 0; i < ARRAY_LEN(PURPOSES); i++)
        t.purpose = slice_is(purpose, PURPOSES[i]) ? PURPOSES[i] : t.purpose;
    if (t.purpose == NULL)
        return row_corrupt(db, "account_token of account", t.account.n);
    *ret_token = t;
    return OK;
}

enum err
account_store_use_token(struct db *db, struct slice hash, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOKEN_USE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_bytes(&q, 2, hash);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
account_store_expire_tokens(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_ACCOUNT_TOKEN_EXPIRE, before.ms, ret_deleted);
}

/* --- second factor --- */

enum err
account_store_totp(struct db *db, struct account_id id, struct account_totp *ret_totp)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOTP_GET);
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_totp->in_use = !stmt_is_null(&q, 1);
    ret_totp->last_step = stmt_int(&q, 2);
    return stmt_bytes(&q, 0, db_ctx(db)->arena, &ret_totp->secret);
}

enum err
account_store_set_totp(struct db *db, struct account_id id, struct slice secret)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOTP_SET);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_bytes(&q, 2, secret);
    return stmt_run(&q, NULL);
}

enum err
account_store_take_step(struct db *db, struct account_id id, int64_t step, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_TOTP_STEP);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, step);
    stmt_bind_int(&q, 2, now.ms);
    stmt_bind_int(&q, 3, id.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : fail(db_ctx(db), ERR_CONFLICT, "the code was taken before");
}

enum err
account_store_delete_totp(struct db *db, struct account_id id)
{
    TRY(row_run_for(db, Q_ACCOUNT_RECOVERY_CLEAR, id.n));
    return row_run_for(db, Q_ACCOUNT_TOTP_DELETE, id.n);
}

enum err
account_store_set_recovery(struct db *db, struct account_id id, const struct slice *hashes, int len)
{
    TRY(row_run_for(db, Q_ACCOUNT_RECOVERY_CLEAR, id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_RECOVERY_ADD);

    for (int i = 0; i < len; i++) {
        stmt_bind_int(&q, 1, id.n);
        stmt_bind_bytes(&q, 2, hashes[i]);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
account_store_use_recovery(struct db *db, struct account_id id, struct slice hash,
                           struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_RECOVERY_USE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    stmt_bind_bytes(&q, 3, hash);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
account_store_recovery_left(struct db *db, struct account_id id, int *ret_left)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ACCOUNT_RECOVERY_LEFT);
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    *ret_left = row ? (int)stmt_int(&q, 0) : 0;
    return OK;
}
