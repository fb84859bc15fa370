/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/landing_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static enum err
load_modules(struct db *db, struct organisation_id organisation, struct landing *landing)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_MODULE_ALL);
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (landing->modules_len == LANDING_MODULES_MAX)
            return row_corrupt(db, "landing page with too many blocks", organisation.n);
        landing->modules[landing->modules_len++].n = stmt_int(&q, 0);
    }
}

enum err
landing_store_find(struct db *db, struct arena *arena, struct organisation_id organisation,
                   struct landing *ret_landing)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_FIND);
    struct slice type = {0};
    bool row = false;

    *ret_landing = (struct landing){.greeting = SLICE(""), .colour = SLICE("")};
    stmt_bind_int(&q, 1, organisation.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return OK;
    TRY(stmt_text(&q, 0, arena, &ret_landing->greeting));
    TRY(stmt_text(&q, 1, arena, &ret_landing->colour));
    TRY(stmt_text(&q, 2, arena, &type));
    ret_landing->logo = logo_kind_of_type(type);
    ret_landing->changed.ms = stmt_int(&q, 3);
    stmt_reset(&q);
    return load_modules(db, organisation, ret_landing);
}

static enum err
save_modules(struct db *db, struct organisation_id organisation, const struct landing *landing)
{
    TRY(row_run_for(db, Q_LANDING_MODULE_CLEAR, organisation.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_MODULE_ADD);

    for (int i = 0; i < landing->modules_len; i++) {
        stmt_bind_int(&q, 1, organisation.n);
        stmt_bind_int(&q, 2, landing->modules[i].n);
        stmt_bind_int(&q, 3, i);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
landing_store_save(struct db *db, struct organisation_id organisation, struct instant now,
                   const struct landing *landing)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_SAVE);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_text(&q, 2, landing->greeting);
    stmt_bind_text(&q, 3, landing->colour);
    stmt_bind_int(&q, 4, now.ms);
    TRY(stmt_run(&q, NULL));
    return save_modules(db, organisation, landing);
}

enum err
landing_store_save_logo(struct db *db, struct organisation_id organisation, struct instant now,
                        struct slice logo, enum logo_kind kind)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_LOGO_SAVE);

    stmt_bind_int(&q, 1, organisation.n);
    if (logo.len == 0)
        stmt_bind_null(&q, 2);
    else
        stmt_bind_bytes(&q, 2, logo);
    stmt_bind_text(&q, 3, slice_of(logo_kind_type(kind)));
    stmt_bind_int(&q, 4, now.ms);
    return stmt_run(&q, NULL);
}

enum err
landing_store_logo(struct db *db, struct arena *arena, struct organisation_id organisation,
                   struct slice *ret_logo, enum logo_kind *ret_kind)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LANDING_LOGO);
    struct slice type = {0};
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(stmt_bytes(&q, 0, arena, ret_logo));
    TRY(stmt_text(&q, 1, arena, &type));
    *ret_kind = logo_kind_of_type(type);
    return OK;
}
