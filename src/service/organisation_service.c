/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/organisation_service.h"

#include "domain/organisation_code.h"
#include "domain/right.h"
#include "service/account_code.h"
#include "storage/municipality_store.h"
#include "storage/organisation_store.h"
#include "storage/person_store.h"
#include "storage/role_store.h"

struct use {
    struct ctx *ctx;
    const struct actor *actor;
    const struct admission *admission;
    struct municipality municipality;
    struct slice code;
    struct day last_day;
    struct organisation organisation;
    struct organisations all;
};

static enum err
may_admit(struct ctx *ctx, const struct actor *actor)
{
    /* Any organisation: no particular one is at hand before it is admitted. */
    if (right_allows(RIGHT_ORGANISATION_ADMIT, actor, (struct organisation_id){0}))
        return OK;
    return fail(ctx, ERR_DENIED, "may not admit members");
}

static enum err
load_members(struct db *db, void *arg)
{
    struct use *u = arg;

    return organisation_store_load(db, db_ctx(db)->arena, ORGANISATION_MUNICIPALITY, &u->all.at,
                                   &u->all.len);
}

enum err
organisation_members(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                     struct organisations *ret_organisations)
{
    struct use u = {.ctx = ctx};

    TRY(may_admit(ctx, actor));
    TRY(db_read(platform_db(platform), ctx, load_members, &u));
    *ret_organisations = u.all;
    return OK;
}

/* --- admitting ----------------------------------------------------------- */

static enum err
check_admission(struct ctx *ctx, const struct admission *a)
{
    if (a->shares < 1 || a->shares > SHARES_MAX)
        return fail(ctx, ERR_INVALID, "%lld shares, 1 to %d are possible", (long long)a->shares,
                    SHARES_MAX);
    if (a->leitweg_id.len > 0 && leitweg_check(a->leitweg_id) != LEITWEG_SOUND)
        return fail(ctx, ERR_INVALID, "no sound Leitweg-ID: %.*s", SLICE_ARG(a->leitweg_id));
    if (a->contact_name.len == 0 || a->contact_name.len > ACCOUNT_NAME_BYTES_MAX ||
        !account_email_is_sound(a->contact_email) || a->contact_phone.len > ACCOUNT_NAME_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "the contact person has no sound name or address");
    return OK;
}

/* Two municipalities of one name are told apart by their key. */
static enum err
free_code(struct db *db, struct use *u, struct slice *ret_code)
{
    struct arena *a = u->ctx->arena;
    struct text longer = text_init(a, CODE_BYTES_MAX + 16);
    struct organisation other = {0};
    enum err e;

    TRY(organisation_code_of(a, u->municipality.name, ret_code));
    e = organisation_store_by_code(db, a, *ret_code, &other);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    text_printf(&longer, "%.*s-%.*s", SLICE_ARG(u->municipality.ags), SLICE_ARG(*ret_code));
    TRY(text_end(&longer, ret_code));
    ret_code->len = ret_code->len > CODE_BYTES_MAX ? CODE_BYTES_MAX : ret_code->len;
    return OK;
}

static enum err
begin_again(struct db *db, struct use *u)
{
    struct organisation_id known = {0};
    enum err e = organisation_store_of_municipality(db, u->municipality.id, &known);

    if (e == ERR_NOT_FOUND)
        return free_code(db, u, &u->organisation.code);
    TRY(e);
    TRY(organisation_store_by_id(db, u->ctx->arena, known, &u->organisation));
    if (u->organisation.status == ORGANISATION_ADMITTED)
        return fail(u->ctx, ERR_CONFLICT, "organisation %.*s is a member already",
                    SLICE_ARG(u->organisation.code));
    return OK;
}

static enum err
invite_hr(struct db *db, struct use *u)
{
    const struct admission *a = u->admission;
    struct account account = {
        .email = a->contact_email, .name = a->contact_name, .created = u->ctx->now};
    struct account_id id = {0};
    enum err e = person_store_by_email(db, a->contact_email, &id);

    if (e == ERR_NOT_FOUND) {
        TRY(account_code_make(u->ctx, &account.code));
        e = person_store_add(db, &account, &id);
    }
    TRY(e);
    return role_store_add(db, (struct role_of){id, u->organisation.id, ROLE_HR}, u->actor->id);
}

static enum err
admit(struct db *db, void *arg)
{
    struct use *u = arg;
    const struct admission *a = u->admission;
    const struct municipality *m = &u->municipality;
    struct organisation *o = &u->organisation;
    enum err e;

    u->ctx = db_ctx(db);
    *o = (struct organisation){.employees = -1};
    e = municipality_store_by_ags(db, u->ctx->arena, a->ags, &u->municipality);
    if (e == ERR_NOT_FOUND)
        return fail(u->ctx, e, "the register has no municipality %.*s", SLICE_ARG(a->ags));
    TRY(e);
    TRY(begin_again(db, u));
    o->kind = ORGANISATION_MUNICIPALITY;
    o->name = slice_trim(slice_sub(m->name, 0, slice_find_char(m->name, ',')));
    o->state = m->state;
    o->municipality = m->id;
    o->status = ORGANISATION_ADMITTED;
    o->has_admitted_on = true;
    o->admitted_on = day_of(u->ctx->now);
    o->has_left_on = false;
    o->shares = a->shares;
    o->leitweg_id = a->leitweg_id;
    o->contact_name = a->contact_name;
    o->contact_email = a->contact_email;
    o->contact_phone = a->contact_phone;
    o->created = u->ctx->now;
    TRY(organisation_store_save(db, o));
    return invite_hr(db, u);
}

enum err
organisation_admit(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                   const struct admission *admission, struct organisation *ret_organisation)
{
    struct use u = {.ctx = ctx, .actor = actor, .admission = admission};

    TRY(may_admit(ctx, actor));
    TRY(check_admission(ctx, admission));
    TRY(db_write(platform_db(platform), ctx, admit, &u));
    *ret_organisation = u.organisation;
    return OK;
}

static enum err
leave(struct db *db, void *arg)
{
    struct use *u = arg;
    struct organisation *o = &u->organisation;

    u->ctx = db_ctx(db);
    TRY(organisation_store_by_code(db, u->ctx->arena, u->code, o));
    if (o->status != ORGANISATION_ADMITTED || o->kind != ORGANISATION_MUNICIPALITY)
        return fail(u->ctx, ERR_CONFLICT, "organisation %.*s is no member", SLICE_ARG(u->code));
    if (u->last_day.n < o->admitted_on.n)
        return fail(u->ctx, ERR_INVALID, "organisation %.*s was admitted later",
                    SLICE_ARG(u->code));
    o->status = ORGANISATION_LEFT;
    o->has_left_on = true;
    o->left_on = u->last_day;
    TRY(organisation_store_save(db, o));
    return role_store_clear(db, o->id);
}

enum err
organisation_leave(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                   struct slice code, struct day last_day)
{
    struct use u = {.ctx = ctx, .actor = actor, .code = code, .last_day = last_day};

    TRY(may_admit(ctx, actor));
    return db_write(platform_db(platform), ctx, leave, &u);
}
