/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/organisation_service.h"

#include "domain/account.h"
#include "domain/leitweg.h"
#include "domain/organisation_code.h"
#include "domain/right.h"
#include "service/account_entry.h"
#include "service/audit.h"
#include "service/invitation.h"
#include "service/role_change.h"
#include "storage/municipality_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"
#include "storage/role_store.h"

enum { CODES_TRIED_MAX = 100, EMPLOYEES_MAX = 10000000 };

struct use {
    const struct organisation_use *by;
    const struct application *application;
    enum organisation_kind kind;
    struct slice code;
    struct slice name;  /* of somebody */
    struct slice email; /* of somebody, or */
    struct slice account_code;
    struct day last_day;
    struct organisation organisation;
    struct organisation_staff staff;
    struct organisations all;
};

static enum err
need(struct ctx *ctx, const struct organisation_use *use, enum right right)
{
    /* Any organisation: no particular one is at hand before it is entered. */
    if (right_allows(right, use->actor, (struct organisation_id){0}))
        return OK;
    return fail(ctx, ERR_DENIED, "the actor may not manage members");
}

static enum err
note(struct db *db, const struct use *u, const char *action)
{
    return audit_add(db, &(struct audit_entry){.actor = u->by->actor->code,
                                               .organisation = u->organisation.code,
                                               .action = action,
                                               .subject = u->organisation.code});
}

/* --- looking ------------------------------------------------------------- */

static enum err
load_kind(struct db *db, void *arg)
{
    struct use *u = arg;

    return organisation_store_load(db, db_ctx(db)->arena, u->kind, &u->all.at, &u->all.len);
}

enum err
organisation_list(struct ctx *ctx, const struct organisation_use *use, enum organisation_kind kind,
                  struct organisations *ret_organisations)
{
    struct use u = {.by = use, .kind = kind};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    TRY(db_read(use->accounts->db, ctx, load_kind, &u));
    *ret_organisations = u.all;
    return OK;
}

static enum err
load_one(struct db *db, void *arg)
{
    struct use *u = arg;
    struct arena *a = db_ctx(db)->arena;
    int len = 0;

    u->staff = (struct organisation_staff){NULL, 0};
    TRY(organisation_store_by_code(db, a, u->code, &u->organisation));
    TRY(role_store_load(db, a, u->organisation.id, &u->staff.at, &len));
    for (int i = 0; i < len; i++) {
        if (u->staff.at[i].of.role == organisation_staff_role(u->organisation.kind))
            u->staff.at[u->staff.len++] = u->staff.at[i];
    }
    return OK;
}

enum err
organisation_find(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                  struct organisation *ret_organisation, struct organisation_staff *ret_staff)
{
    struct use u = {.by = use, .code = code};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    TRY(db_read(use->accounts->db, ctx, load_one, &u));
    *ret_organisation = u.organisation;
    *ret_staff = u.staff;
    return OK;
}

/* --- applying ------------------------------------------------------------ */

enum application_fault
organisation_check(const struct application *a)
{
    bool named = a->name.len > 0 && a->name.len <= ORGANISATION_NAME_BYTES_MAX;
    int64_t shares_min = a->kind == ORGANISATION_MUNICIPALITY ? 1 : 0;

    if (a->kind == ORGANISATION_COOPERATIVE)
        return APPLICATION_KIND;
    if (a->kind != ORGANISATION_MUNICIPALITY && !named)
        return APPLICATION_NAME;
    if (a->shares < shares_min || a->shares > SHARES_MAX)
        return APPLICATION_SHARES;
    if (a->employees < -1 || a->employees > EMPLOYEES_MAX)
        return APPLICATION_EMPLOYEES;
    if (a->leitweg_id.len > 0 && leitweg_check(a->leitweg_id) != LEITWEG_SOUND)
        return APPLICATION_LEITWEG;
    if (a->contact_name.len == 0 || a->contact_name.len > ACCOUNT_NAME_BYTES_MAX)
        return APPLICATION_CONTACT_NAME;
    if (!account_email_is_sound(a->contact_email))
        return APPLICATION_CONTACT_EMAIL;
    if (a->contact_phone.len > ACCOUNT_NAME_BYTES_MAX)
        return APPLICATION_CONTACT_PHONE;
    return APPLICATION_SOUND;
}

static bool
is_free(struct db *db, struct slice code, enum err *ret_failure)
{
    struct organisation other = {0};

    *ret_failure = organisation_store_by_code(db, db_ctx(db)->arena, code, &other);
    return *ret_failure == ERR_NOT_FOUND;
}

/* Of its name; two of one name are told apart by a number. */
static enum err
free_code(struct db *db, struct slice name, struct slice *ret_code)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice plain = {0};
    enum err e = OK;

    TRY(organisation_code_of(a, name, &plain));
    if (is_free(db, plain, &e)) {
        *ret_code = plain;
        return OK;
    }
    plain.len = plain.len > CODE_BYTES_MAX - 4 ? CODE_BYTES_MAX - 4 : plain.len;
    for (int i = 2; i < CODES_TRIED_MAX && e == OK; i++) {
        struct text t = text_init(a, CODE_BYTES_MAX);

        text_printf(&t, "%.*s-%d", SLICE_ARG(plain), i);
        TRY(text_end(&t, ret_code));
        if (is_free(db, *ret_code, &e))
            return OK;
    }
    return e == OK ? fail(db_ctx(db), ERR_LIMIT, "too many organisations of one name") : e;
}

/* The organisation that this municipality was before; else a new code. */
static enum err
begin(struct db *db, struct use *u)
{
    struct organisation *o = &u->organisation;
    struct municipality_id municipality = o->municipality;
    struct organisation_id known = {0};
    enum err e = ERR_NOT_FOUND;

    if (municipality.n != 0)
        e = organisation_store_of_municipality(db, municipality, &known);
    if (e == ERR_NOT_FOUND)
        return free_code(db, o->name, &o->code);
    TRY(e);
    TRY(organisation_store_by_id(db, db_ctx(db)->arena, known, o));
    if (o->status != ORGANISATION_LEFT)
        return fail(db_ctx(db), ERR_CONFLICT, "organisation %.*s is known already",
                    SLICE_ARG(o->code));
    return OK;
}

static enum err
name_municipality(struct db *db, struct use *u)
{
    struct organisation *o = &u->organisation;
    struct municipality m = {0};
    enum err e = municipality_store_by_ags(db, db_ctx(db)->arena, u->application->ags, &m);

    if (e == ERR_NOT_FOUND)
        return fail(db_ctx(db), e, "the register has no municipality %.*s",
                    SLICE_ARG(u->application->ags));
    TRY(e);
    o->name = slice_trim(slice_sub(m.name, 0, slice_find_char(m.name, ',')));
    o->state = m.state;
    o->municipality = m.id;
    return begin(db, u);
}

static enum err
name_other(struct db *db, struct use *u)
{
    struct organisation *o = &u->organisation;
    struct slice provider = u->application->provider;
    enum err e = OK;

    o->name = u->application->name;
    if (u->application->kind == ORGANISATION_PROVIDER && provider.len > 0)
        e = provider_store_id(db, provider, &o->provider);
    if (e == ERR_NOT_FOUND)
        return fail(db_ctx(db), e, "the catalogue has no provider %.*s", SLICE_ARG(provider));
    TRY(e);
    return begin(db, u);
}

static void
put_terms(struct organisation *o, const struct application *a)
{
    o->shares = a->shares;
    o->employees = a->employees;
    o->leitweg_id = a->leitweg_id;
    o->contact_name = a->contact_name;
    o->contact_email = a->contact_email;
    o->contact_phone = a->contact_phone;
}

static enum err
apply(struct db *db, void *arg)
{
    struct use *u = arg;
    struct organisation *o = &u->organisation;

    *o = (struct organisation){
        .kind = u->application->kind, .state = SLICE(""), .created = db_ctx(db)->now};
    TRY(o->kind == ORGANISATION_MUNICIPALITY ? name_municipality(db, u) : name_other(db, u));
    o->status = ORGANISATION_APPLIED;
    o->has_admitted_on = o->has_left_on = false;
    put_terms(o, u->application);
    TRY(organisation_store_save(db, o));
    return note(db, u, "organisation.apply");
}

static enum err
check(struct ctx *ctx, const struct application *a)
{
    enum application_fault fault = organisation_check(a);

    return fault == APPLICATION_SOUND
               ? OK
               : fail(ctx, ERR_INVALID, "the application has fault %d", (int)fault);
}

enum err
organisation_apply(struct ctx *ctx, const struct organisation_use *use,
                   const struct application *application, struct organisation *ret_organisation)
{
    struct use u = {.by = use, .application = application};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    TRY(check(ctx, application));
    TRY(db_write(use->accounts->db, ctx, apply, &u));
    *ret_organisation = u.organisation;
    return OK;
}

static enum err
change(struct db *db, void *arg)
{
    struct use *u = arg;
    struct organisation *o = &u->organisation;

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, u->code, o));
    if (o->status == ORGANISATION_LEFT || o->kind != u->application->kind)
        return fail(db_ctx(db), ERR_CONFLICT, "organisation %.*s has left, or is another kind",
                    SLICE_ARG(o->code));
    put_terms(o, u->application);
    TRY(organisation_store_save(db, o));
    return note(db, u, "organisation.change");
}

enum err
organisation_change(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                    const struct application *application)
{
    struct use u = {.by = use, .code = code, .application = application};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    TRY(check(ctx, application));
    return db_write(use->accounts->db, ctx, change, &u);
}

/* --- staff --------------------------------------------------------------- */

static enum err
enter_staff(struct db *db, struct use *u, struct slice email, struct slice name)
{
    const struct organisation *o = &u->organisation;
    struct account account = {.status = ACCOUNT_ERASED};
    struct role_change c = {.by = u->by->actor,
                            .organisation = o->id,
                            .organisation_code = o->code,
                            .role = organisation_staff_role(o->kind),
                            .email = email};

    TRY(account_entry_make(db, email, name, &account));
    c.account = account.id;
    c.account_code = account.code;
    TRY(role_change_give(db, &c));
    return invitation_write(u->by->accounts, db, &account, o->name);
}

static enum err
find_member(struct db *db, struct use *u)
{
    TRY(load_one(db, u));
    return u->organisation.status == ORGANISATION_ADMITTED
               ? OK
               : fail(db_ctx(db), ERR_CONFLICT, "organisation %.*s is no member",
                      SLICE_ARG(u->code));
}

static enum err
admit(struct db *db, void *arg)
{
    struct use *u = arg;
    struct organisation *o = &u->organisation;

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, u->code, o));
    if (o->status != ORGANISATION_APPLIED)
        return fail(db_ctx(db), ERR_CONFLICT, "organisation %.*s did not apply",
                    SLICE_ARG(u->code));
    o->status = ORGANISATION_ADMITTED;
    o->has_admitted_on = true;
    o->admitted_on = day_of(db_ctx(db)->now);
    TRY(organisation_store_save(db, o));
    TRY(note(db, u, "organisation.admit"));
    return enter_staff(db, u, o->contact_email, o->contact_name);
}

enum err
organisation_admit(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                   struct organisation *ret_organisation)
{
    struct use u = {.by = use, .code = code};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    TRY(db_write(use->accounts->db, ctx, admit, &u));
    *ret_organisation = u.organisation;
    return OK;
}

static enum err
leave(struct db *db, void *arg)
{
    struct use *u = arg;
    struct organisation *o = &u->organisation;

    TRY(find_member(db, u));
    if (o->kind == ORGANISATION_COOPERATIVE)
        return fail(db_ctx(db), ERR_CONFLICT, "the cooperative does not leave itself");
    if (u->last_day.n < o->admitted_on.n)
        return fail(db_ctx(db), ERR_INVALID, "organisation %.*s was admitted later",
                    SLICE_ARG(u->code));
    o->status = ORGANISATION_LEFT;
    o->has_left_on = true;
    o->left_on = u->last_day;
    TRY(organisation_store_save(db, o));
    TRY(note(db, u, "organisation.leave"));
    return role_change_take_all(db, u->by->actor, o->id, o->code);
}

enum err
organisation_leave(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                   struct day last_day)
{
    struct use u = {.by = use, .code = code, .last_day = last_day};

    TRY(need(ctx, use, RIGHT_ORGANISATION_ADMIT));
    return db_write(use->accounts->db, ctx, leave, &u);
}

static enum err
add_staff(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(find_member(db, u));
    return enter_staff(db, u, u->email, u->name);
}

enum err
organisation_staff_add(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                       struct slice name, struct slice email)
{
    struct use u = {.by = use, .code = code, .name = name, .email = email};

    TRY(need(ctx, use, RIGHT_ROLES_GRANT));
    if (name.len == 0 || name.len > ACCOUNT_NAME_BYTES_MAX || !account_email_is_sound(email))
        return fail(ctx, ERR_INVALID, "no sound name or address");
    return db_write(use->accounts->db, ctx, add_staff, &u);
}

static enum err
take_staff(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(load_one(db, u));
    for (int i = 0; i < u->staff.len; i++) {
        const struct role_holder *h = &u->staff.at[i];
        struct role_change c = {.by = u->by->actor,
                                .account = h->of.account,
                                .account_code = h->account_code,
                                .organisation = u->organisation.id,
                                .organisation_code = u->organisation.code,
                                .role = h->of.role};

        if (!slice_eq(h->account_code, u->account_code))
            continue;
        if (h->of.account.n == u->by->actor->id.n)
            return fail(db_ctx(db), ERR_CONFLICT, "nobody takes the own role");
        return role_change_take(db, &c);
    }
    return fail(db_ctx(db), ERR_NOT_FOUND, "no such staff of organisation %.*s",
                SLICE_ARG(u->code));
}

enum err
organisation_staff_take(struct ctx *ctx, const struct organisation_use *use, struct slice code,
                        struct slice account_code)
{
    struct use u = {.by = use, .code = code, .account_code = account_code};

    TRY(need(ctx, use, RIGHT_ROLES_GRANT));
    return db_write(use->accounts->db, ctx, take_staff, &u);
}
