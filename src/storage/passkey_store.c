/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/passkey_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
passkey_store_find(struct db *db, struct slice credential, struct passkey *ret_passkey)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_FIND);
    struct passkey p = {.credential = credential};
    bool row = false;

    stmt_bind_bytes(&q, 1, credential);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    p.id.n = stmt_int(&q, 0);
    p.account.n = stmt_int(&q, 1);
    TRY(stmt_text(&q, 2, db_ctx(db)->arena, &p.name));
    p.key.algorithm = (enum passkey_algorithm)stmt_int(&q, 3);
    TRY(stmt_bytes(&q, 4, db_ctx(db)->arena, &p.key.bytes));
    p.key.counter = stmt_int(&q, 5);
    *ret_passkey = p;
    return OK;
}

enum err
passkey_store_of_account(struct db *db, struct account_id account, struct passkey *ret_passkeys,
                         int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_OF_ACCOUNT);
    bool row = false;
    int len = 0;

    stmt_bind_int(&q, 1, account.n);
    for (; len < PASSKEYS_MAX; len++) {
        struct passkey p = {.account = account};

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        p.id.n = stmt_int(&q, 0);
        TRY(stmt_bytes(&q, 1, db_ctx(db)->arena, &p.credential));
        TRY(stmt_text(&q, 2, db_ctx(db)->arena, &p.name));
        p.created.ms = stmt_int(&q, 3);
        p.last_used.ms = stmt_is_null(&q, 4) ? 0 : stmt_int(&q, 4);
        ret_passkeys[len] = p;
    }
    *ret_len = len;
    return OK;
}

enum err
passkey_store_add(struct db *db, const struct passkey *p)
{
    struct passkey known[PASSKEYS_MAX];
    int64_t rows = 0;
    int len = 0;

    TRY(passkey_store_of_account(db, p->account, known, &len));
    if (len == PASSKEYS_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "an account has %d passkeys already", PASSKEYS_MAX);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_ADD);
    stmt_bind_int(&q, 1, p->account.n);
    stmt_bind_bytes(&q, 2, p->credential);
    stmt_bind_text(&q, 3, p->name);
    stmt_bind_int(&q, 4, p->key.algorithm);
    stmt_bind_bytes(&q, 5, p->key.bytes);
    stmt_bind_int(&q, 6, p->key.counter);
    stmt_bind_int(&q, 7, db_ctx(db)->now.ms);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_CONFLICT;
}

enum err
passkey_store_rename(struct db *db, struct account_id account, struct passkey_id id,
                     struct slice name)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_RENAME);
    int64_t rows = 0;

    stmt_bind_text(&q, 1, name);
    stmt_bind_int(&q, 2, id.n);
    stmt_bind_int(&q, 3, account.n);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_NOT_FOUND;
}

enum err
passkey_store_delete(struct db *db, struct account_id account, struct passkey_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_DELETE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, account.n);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_NOT_FOUND;
}

enum err
passkey_store_use(struct db *db, const struct passkey *p, int64_t counter)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_USE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, counter);
    stmt_bind_int(&q, 2, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 3, p->id.n);
    stmt_bind_int(&q, 4, p->account.n);
    stmt_bind_int(&q, 5, p->key.counter);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_CONFLICT;
}

enum err
passkey_store_sessions_end(struct db *db, struct account_id account, struct passkey_id id,
                           struct session_id kept)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PASSKEY_SESSIONS_END);

    stmt_bind_int(&q, 1, account.n);
    stmt_bind_int(&q, 2, id.n);
    stmt_bind_int(&q, 3, kept.n);
    return stmt_run(&q, NULL);
}
