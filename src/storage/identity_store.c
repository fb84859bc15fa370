/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/identity_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
identity_store_find(struct db *db, const struct identity_name *name, struct identity_id *ret_id,
                    struct account_id *ret_account)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_FIND);
    bool row = false;

    stmt_bind_text(&q, 1, name->issuer);
    stmt_bind_text(&q, 2, name->subject);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_id->n = stmt_int(&q, 0);
    ret_account->n = stmt_int(&q, 1);
    return OK;
}

enum err
identity_store_of_account(struct db *db, struct account_id account, struct identity *ret_identities,
                          int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_OF_ACCOUNT);
    bool row = false;
    int len = 0;

    stmt_bind_int(&q, 1, account.n);
    for (; len < IDENTITIES_MAX; len++) {
        struct identity *i = &ret_identities[len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        i->id.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, db_ctx(db)->arena, &i->name));
        i->created.ms = stmt_int(&q, 2);
    }
    *ret_len = len;
    return OK;
}

enum err
identity_store_add(struct db *db, const struct identity_name *name, struct account_id account,
                   struct identity_id *ret_id)
{
    struct identity known[IDENTITIES_MAX];
    int len = 0;

    TRY(identity_store_of_account(db, account, known, &len));
    if (len == IDENTITIES_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "an account has %d identities already", IDENTITIES_MAX);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_ADD);
    stmt_bind_text(&q, 1, name->issuer);
    stmt_bind_text(&q, 2, name->subject);
    stmt_bind_int(&q, 3, account.n);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    return stmt_run_id(&q, &ret_id->n);
}

enum err
identity_store_delete(struct db *db, struct account_id account, struct identity_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_DELETE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, account.n);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_NOT_FOUND;
}

/* --- roles --------------------------------------------------------------- */

enum err
identity_store_roles(struct db *db, struct identity_id id, struct identity_role **ret_roles,
                     int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_ROLES);
    struct arena *a = db_ctx(db)->arena;
    struct slice role = {0};
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    for (;; len++) {
        struct identity_role r = {.role = ROLE_LEARNER};

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        r.organisation.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, a, &role));
        if (role_parse(role, &r.role) != OK)
            return row_corrupt(db, "identity_role", id.n);
        TRY(arena_grow(a, &array, len, &size, sizeof r));
        ((struct identity_role *)array)[len] = r;
    }
    *ret_roles = array;
    *ret_len = (int)len;
    return OK;
}

static enum err
role_run(struct db *db, int query, struct identity_id id, const struct identity_role *r)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, query);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, r->organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(r->role)));
    return stmt_run(&q, NULL);
}

enum err
identity_store_role_add(struct db *db, struct identity_id id, const struct identity_role *r)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_ROLE_ADD);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, r->organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(r->role)));
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    return stmt_run(&q, NULL);
}

enum err
identity_store_role_take(struct db *db, struct identity_id id, const struct identity_role *r)
{
    return role_run(db, Q_IDENTITY_ROLE_TAKE, id, r);
}

static void
bind_role(struct stmt *q, struct role_of role)
{
    stmt_bind_int(q, 1, role.account.n);
    stmt_bind_int(q, 2, role.organisation.n);
    stmt_bind_text(q, 3, slice_of(role_code(role.role)));
}

enum err
identity_store_withhold(struct db *db, struct role_of role, bool *ret_withheld)
{
    int64_t rows = 0;

    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_WITHHELD_ADD);

        bind_role(&q, role);
        stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
        TRY(stmt_run(&q, &rows));
    }
    CLEANUP(stmt_done) struct stmt forget = stmt_init(db, Q_IDENTITY_ROLES_FORGET);
    bind_role(&forget, role);
    TRY(stmt_run(&forget, NULL));
    *ret_withheld = rows > 0;
    return OK;
}

enum err
identity_store_by_hand(struct db *db, struct role_of role)
{
    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_WITHHELD_END);

        bind_role(&q, role);
        TRY(stmt_run(&q, NULL));
    }
    CLEANUP(stmt_done) struct stmt forget = stmt_init(db, Q_IDENTITY_ROLES_FORGET);
    bind_role(&forget, role);
    return stmt_run(&forget, NULL);
}

enum err
identity_store_is_withheld(struct db *db, struct role_of role, bool *ret_withheld)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_WITHHELD_IS);
    int64_t found = 0;

    bind_role(&q, role);
    TRY(stmt_run_id(&q, &found));
    *ret_withheld = found > 0;
    return OK;
}

enum err
identity_store_of_issuer(struct db *db, struct slice issuer, struct identity_holder **ret_holders,
                         int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_OF_ISSUER);
    struct arena *a = db_ctx(db)->arena;
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_text(&q, 1, issuer);
    for (;; len++) {
        struct identity_holder h = {.code = SLICE("")};

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        h.id.n = stmt_int(&q, 0);
        h.account.n = stmt_int(&q, 1);
        TRY(stmt_text(&q, 2, a, &h.code));
        if (arena_grow(a, &array, len, &size, sizeof h) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for the people of a service");
        ((struct identity_holder *)array)[len] = h;
    }
    *ret_holders = array;
    *ret_len = (int)len;
    return OK;
}

enum err
identity_store_works(struct db *db, struct role_of role, struct slice email, bool *ret_works)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_WORKS);
    bool row = false;

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, email);
    stmt_bind_int(&q, 4, day_of(db_ctx(db)->now).n);
    TRY(stmt_next(&q, &row));
    *ret_works = row && stmt_int(&q, 0) > 0;
    return OK;
}

/* --- sessions ------------------------------------------------------------ */

enum err
identity_store_session_add(struct db *db, struct session_id session, struct identity_id id,
                           struct slice sid)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_SESSION_ADD);

    stmt_bind_int(&q, 1, session.n);
    stmt_bind_int(&q, 2, id.n);
    stmt_bind_bytes(&q, 3, sid);
    return stmt_run(&q, NULL);
}

enum err
identity_store_session_end(struct db *db, struct slice issuer, struct slice sid)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_SESSION_END);

    stmt_bind_text(&q, 1, issuer);
    stmt_bind_bytes(&q, 2, sid);
    return stmt_run(&q, NULL);
}

enum err
identity_store_sessions_end(struct db *db, struct identity_id id, struct session_id kept)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_SESSIONS_END);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, kept.n);
    return stmt_run(&q, NULL);
}

enum err
identity_store_session_issuer(struct db *db, struct session_id session, struct slice *ret_code)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_SESSION_ISSUER);
    bool row = false;

    stmt_bind_int(&q, 1, session.n);
    TRY(stmt_next(&q, &row));
    return row ? stmt_text(&q, 0, db_ctx(db)->arena, ret_code) : ERR_NOT_FOUND;
}

/* --- once ---------------------------------------------------------------- */

enum err
identity_store_once(struct db *db, struct slice hash, struct instant expires)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_ONCE_TAKE);
    int64_t rows = 0;

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, expires.ms);
    TRY(stmt_run(&q, &rows));
    return rows > 0 ? OK : ERR_CONFLICT;
}

enum err
identity_store_once_is(struct db *db, struct slice hash, bool *ret_used)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_IDENTITY_ONCE_IS);
    bool row = false;

    stmt_bind_bytes(&q, 1, hash);
    TRY(stmt_next(&q, &row));
    *ret_used = row && stmt_int(&q, 0) > 0;
    return OK;
}

enum err
identity_store_once_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_IDENTITY_ONCE_EXPIRE, before.ms, ret_deleted);
}
