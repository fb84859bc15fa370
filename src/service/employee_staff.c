/* SPDX-License-Identifier: EUPL-1.2 */
/* What a personnel department does beside the data itself: asking people, its own role, units. */
#include "service/employee_parts.h"
#include "service/invitation.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/unit_store.h"

struct use {
    const struct employee_use *by;
    struct employment_id id;
    struct organisation organisation;
    int invited;
    bool is_hr;
    struct unit *unit;
};

/* --- asking people ------------------------------------------------------- */

/* ORG-26: who has answered is asked no more; nobody is asked twice within a day. */
static bool
may_be_asked(const struct employment *e, struct instant now)
{
    return e->answer == EMPLOYMENT_ASKED && employment_is_current(e, day_of(now)) &&
           now.ms - e->invited.ms >= (int64_t)INVITE_AGAIN_HOURS * 3600000;
}

enum err
employee_ask(struct db *db, const struct employee_use *use, struct slice organisation_name,
             struct employment *e)
{
    struct account account = {.status = ACCOUNT_ERASED};

    TRY(account_store_by_id(db, e->account, &account));
    TRY(invitation_write(use->accounts, db, &account, organisation_name));
    e->invited = db_ctx(db)->now;
    return employment_store_save(db, e);
}

static enum err
ask_person(struct db *db, struct use *u, struct employment *e)
{
    TRY(employee_ask(db, u->by, u->organisation.name, e));
    u->invited++;
    return OK;
}

static enum err
invite(struct db *db, void *arg)
{
    struct use *u = arg;
    struct arena *a = db_ctx(db)->arena;
    struct employments all = {0};
    struct employment one = {0};

    u->invited = 0;
    TRY(organisation_store_by_id(db, a, u->by->organisation, &u->organisation));
    if (u->id.n != 0) {
        TRY(employment_store_find(db, a, u->by->organisation, u->id, &one));
        if (!may_be_asked(&one, db_ctx(db)->now))
            return fail(db_ctx(db), ERR_CONFLICT, "employment %lld may not be asked now",
                        (long long)u->id.n);
        return ask_person(db, u, &one);
    }
    TRY(employment_store_load(db, a, u->by->organisation, &all));
    for (int i = 0; i < all.len && u->invited < EMPLOYEE_INVITES_MAX; i++) {
        if (all.at[i].invited.ms == 0 && may_be_asked(&all.at[i], db_ctx(db)->now))
            TRY(ask_person(db, u, &all.at[i]));
    }
    return OK;
}

enum err
employee_invite(struct ctx *ctx, const struct employee_use *use, struct employment_id id,
                int *ret_invited)
{
    struct use u = {.by = use, .id = id};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    assert(use->accounts != NULL);
    TRY(db_write(platform_db(use->platform), ctx, invite, &u));
    *ret_invited = u.invited;
    return OK;
}

/* --- the role ------------------------------------------------------------ */

enum err
employee_regain(struct db *db, const struct employee_use *use, const struct employment *e)
{
    struct account account = {.code = SLICE("")};
    struct organisation o = {0};
    struct role_change c = {.by = use->actor,
                            .organisation = use->organisation,
                            .account = e->account,
                            .email = e->email,
                            .role = ROLE_LEARNER};

    if (e->answer != EMPLOYMENT_ACCEPTED)
        return OK;
    TRY(organisation_store_by_id(db, db_ctx(db)->arena, use->organisation, &o));
    TRY(account_store_by_id(db, e->account, &account));
    c.account_code = account.code;
    c.organisation_code = o.code;
    return role_change_give(db, &c);
}

static enum err
set_hr(struct db *db, void *arg)
{
    struct use *u = arg;
    struct arena *a = db_ctx(db)->arena;
    struct employment e = {0};
    struct account account = {.code = SLICE("")};
    struct role_change c = {.by = u->by->actor, .organisation = u->by->organisation};

    TRY(organisation_store_by_id(db, a, u->by->organisation, &u->organisation));
    TRY(employment_store_find(db, a, u->by->organisation, u->id, &e));
    TRY(account_store_by_id(db, e.account, &account));
    c.account = account.id;
    c.account_code = account.code;
    c.organisation_code = u->organisation.code;
    c.email = e.email;
    c.role = organisation_staff_role(u->organisation.kind);
    if (u->is_hr &&
        (e.answer != EMPLOYMENT_ACCEPTED || !employment_is_current(&e, day_of(db_ctx(db)->now))))
        return fail(db_ctx(db), ERR_CONFLICT, "employment %lld is not accepted, or over",
                    (long long)e.id.n);
    if (!u->is_hr && e.account.n == u->by->actor->id.n)
        return fail(db_ctx(db), ERR_CONFLICT, "nobody takes the own role");
    return u->is_hr ? role_change_give(db, &c) : role_change_take(db, &c);
}

enum err
employee_set_hr(struct ctx *ctx, const struct employee_use *use, struct employment_id id,
                bool is_hr)
{
    struct use u = {.by = use, .id = id, .is_hr = is_hr};

    TRY(employee_need(ctx, use, RIGHT_ROLES_GRANT));
    return db_write(platform_db(use->platform), ctx, set_hr, &u);
}

/* --- units --------------------------------------------------------------- */

static enum err
check_name(struct ctx *ctx, struct slice name)
{
    return name.len > 0 && name.len <= UNIT_NAME_BYTES_MAX
               ? OK
               : fail(ctx, ERR_INVALID, "a unit's name has %zu bytes", name.len);
}

/* The parent must be one of the same organisation: the tables do not look after that. */
static enum err
add_unit(struct db *db, void *arg)
{
    struct use *u = arg;
    struct unit *units = NULL;
    int len = 0;
    bool known = u->unit->parent.n == 0;

    TRY(unit_store_load(db, db_ctx(db)->arena, u->by->organisation, &units, &len));
    for (int i = 0; i < len; i++)
        known |= units[i].id.n == u->unit->parent.n;
    if (!known)
        return fail(db_ctx(db), ERR_NOT_FOUND, "no unit %lld here", (long long)u->unit->parent.n);
    return unit_store_add(db, u->by->organisation, u->unit);
}

static enum err
rename_unit(struct db *db, void *arg)
{
    struct use *u = arg;

    return unit_store_rename(db, u->by->organisation, u->unit->id, u->unit->name);
}

static enum err
delete_unit(struct db *db, void *arg)
{
    struct use *u = arg;

    return unit_store_delete(db, u->by->organisation, u->unit->id);
}

enum err
employee_unit_add(struct ctx *ctx, const struct employee_use *use, struct unit *unit)
{
    struct use u = {.by = use, .unit = unit};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    TRY(check_name(ctx, unit->name));
    return db_write(platform_db(use->platform), ctx, add_unit, &u);
}

enum err
employee_unit_rename(struct ctx *ctx, const struct employee_use *use, struct unit_id id,
                     struct slice name)
{
    struct unit unit = {.id = id, .name = name};
    struct use u = {.by = use, .unit = &unit};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    TRY(check_name(ctx, name));
    return db_write(platform_db(use->platform), ctx, rename_unit, &u);
}

enum err
employee_unit_delete(struct ctx *ctx, const struct employee_use *use, struct unit_id id)
{
    struct unit unit = {.id = id};
    struct use u = {.by = use, .unit = &unit};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    return db_write(platform_db(use->platform), ctx, delete_unit, &u);
}
