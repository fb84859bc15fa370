/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/role_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
role_store_add(struct db *db, struct role_of role, struct account_id by, struct slice email,
               bool *ret_new)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_ADD);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(role.role)));
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_ref(&q, 5, by.n);
    stmt_bind_text(&q, 6, email);
    TRY(stmt_run(&q, &rows));
    *ret_new = rows > 0;
    return OK;
}

enum err
role_store_email(struct db *db, struct role_of role, struct slice *ret_email)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_EMAIL);
    bool row = false;

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(role.role)));
    TRY(stmt_next(&q, &row));
    return row ? stmt_text(&q, 0, db_ctx(db)->arena, ret_email) : ERR_NOT_FOUND;
}

enum err
role_store_take(struct db *db, struct role_of role, bool *ret_had)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_TAKE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, role.account.n);
    stmt_bind_int(&q, 2, role.organisation.n);
    stmt_bind_text(&q, 3, slice_of(role_code(role.role)));
    TRY(stmt_run(&q, &rows));
    *ret_had = rows > 0;
    return OK;
}

enum err
role_store_count(struct db *db, struct organisation_id organisation, enum role role,
                 int64_t *ret_people)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_COUNT);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_text(&q, 2, slice_of(role_code(role)));
    return stmt_run_id(&q, ret_people);
}

typedef enum err read_holder(struct db *db, struct stmt *q, struct arena *a,
                             struct role_holder *ret_holder);

static enum err
read_role(struct db *db, struct slice code, struct role_holder *h)
{
    return role_parse(code, &h->of.role) == OK ? OK
                                               : row_corrupt(db, "role_grant", h->of.account.n);
}

static enum err
read_present(struct db *db, struct stmt *q, struct arena *a, struct role_holder *h)
{
    struct slice role = {0};

    *h = (struct role_holder){.of = {.account = {stmt_int(q, 0)}}, .granted = {stmt_int(q, 4)}};
    TRY(stmt_text(q, 1, a, &h->account_code));
    TRY(stmt_text(q, 2, a, &h->email));
    TRY(stmt_text(q, 3, a, &role));
    return read_role(db, role, h);
}

static enum err
read_ended(struct db *db, struct stmt *q, struct arena *a, struct role_holder *h)
{
    struct slice role = {0};

    *h =
        (struct role_holder){.of = {.account = {stmt_int(q, 0)}, .organisation = {stmt_int(q, 2)}}};
    TRY(stmt_text(q, 1, a, &h->account_code));
    TRY(stmt_text(q, 3, a, &h->organisation_code));
    TRY(stmt_text(q, 4, a, &role));
    return read_role(db, role, h);
}

static enum err
load(struct stmt *q, struct arena *arena, read_holder *read, struct role_holder **ret_holders,
     int *ret_len)
{
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        TRY(stmt_next(q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof(struct role_holder)));
        TRY(read(q->db, q, arena, (struct role_holder *)array + len));
    }
    *ret_holders = array;
    *ret_len = (int)len;
    return OK;
}

enum err
role_store_load(struct db *db, struct arena *arena, struct organisation_id organisation,
                struct role_holder **ret_holders, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_ALL);

    stmt_bind_int(&q, 1, organisation.n);
    TRY(load(&q, arena, read_present, ret_holders, ret_len));
    for (int i = 0; i < *ret_len; i++)
        (*ret_holders)[i].of.organisation = organisation;
    return OK;
}

enum err
role_store_ended(struct db *db, struct organisation_id organisation, struct day today,
                 struct role_holder **ret_holders, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ROLE_ENDED);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_int(&q, 2, today.n);
    return load(&q, db_ctx(db)->arena, read_ended, ret_holders, ret_len);
}
