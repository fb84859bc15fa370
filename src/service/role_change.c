/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/role_change.h"

#include "service/audit.h"
#include "storage/identity_store.h"
#include "storage/role_store.h"

static enum err
note(struct db *db, const struct role_change *c, const char *action)
{
    struct text t = text_init(db_ctx(db)->arena, AUDIT_DETAIL_BYTES_MAX);
    struct audit_entry e = {.actor = c->by != NULL ? c->by->code : SLICE("cli"),
                            .organisation = c->organisation_code,
                            .action = action,
                            .subject = c->account_code};

    text_printf(&t, "{\"role\":\"%s\"}", role_code(c->role));
    TRY(text_end(&t, &e.detail));
    return audit_add(db, &e);
}

enum err
role_change_give(struct db *db, const struct role_change *c)
{
    struct account_id by = c->by != NULL ? c->by->id : (struct account_id){0};
    struct role_of role = {c->account, c->organisation, c->role};
    bool is_new = false;

    TRY(role_store_add(db, role, by, c->email, &is_new));
    if (!c->is_service)
        TRY(identity_store_by_hand(db, role));
    return is_new ? note(db, c, "role.give") : OK;
}

enum err
role_change_take(struct db *db, const struct role_change *c)
{
    struct role_of role = {c->account, c->organisation, c->role};
    bool had = false;
    bool is_withheld = false;

    TRY(role_store_take(db, role, &had));
    if (had && !c->is_service)
        TRY(identity_store_withhold(db, role, &is_withheld));
    if (had)
        TRY(note(db, c, "role.take"));
    return is_withheld ? note(db, c, "role.withhold") : OK;
}

static enum err
take_each(struct db *db, const struct actor *by, const struct role_holder *holders, int len)
{
    for (int i = 0; i < len; i++) {
        struct role_change c = {by,
                                holders[i].of.account,
                                holders[i].account_code,
                                holders[i].of.organisation,
                                holders[i].organisation_code,
                                holders[i].of.role,
                                holders[i].email,
                                false};

        TRY(role_change_take(db, &c));
    }
    return OK;
}

enum err
role_change_take_all(struct db *db, const struct actor *by, struct organisation_id organisation,
                     struct slice code)
{
    struct role_holder *holders = NULL;
    int len = 0;

    TRY(role_store_load(db, db_ctx(db)->arena, organisation, &holders, &len));
    for (int i = 0; i < len; i++)
        holders[i].organisation_code = code;
    return take_each(db, by, holders, len);
}

enum err
role_change_end(struct db *db, const struct actor *by, struct organisation_id organisation)
{
    struct role_holder *holders = NULL;
    int len = 0;

    TRY(role_store_ended(db, organisation, day_of(db_ctx(db)->now), &holders, &len));
    return take_each(db, by, holders, len);
}
