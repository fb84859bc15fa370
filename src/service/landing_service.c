/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/landing_service.h"

#include "domain/colour.h"
#include "domain/right.h"
#include "storage/landing_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"

struct use {
    struct slice code;
    struct organisation_id id;
    struct organisation organisation;
    struct landing landing;
    struct slice logo;
    enum logo_kind kind;
    const struct landing_change *change;
};

static enum err
find_member(struct db *db, struct use *u)
{
    TRY(organisation_store_by_code(db, db_ctx(db)->arena, u->code, &u->organisation));
    return u->organisation.kind == ORGANISATION_MUNICIPALITY &&
                   u->organisation.status == ORGANISATION_ADMITTED
               ? OK
               : ERR_NOT_FOUND;
}

static enum err
load(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(find_member(db, u));
    return landing_store_find(db, db_ctx(db)->arena, u->organisation.id, &u->landing);
}

enum err
landing_show(struct ctx *ctx, struct platform *platform, struct slice code,
             struct organisation *ret_organisation, struct landing *ret_landing)
{
    struct use u = {.code = code};

    TRY(reach_read(platform_db(platform), ctx, ACROSS_LANDING, load, &u));
    *ret_organisation = u.organisation;
    *ret_landing = u.landing;
    return OK;
}

struct members_use {
    struct organisation *at;
    int len;
};

static enum err
load_members(struct db *db, void *arg)
{
    struct members_use *u = arg;

    return organisation_store_load(db, db_ctx(db)->arena, ORGANISATION_MUNICIPALITY, &u->at,
                                   &u->len);
}

enum err
landing_members(struct ctx *ctx, struct platform *platform, struct landing_members *ret_members)
{
    struct members_use u = {0};
    int len = 0;

    TRY(db_read(platform_db(platform), ctx, load_members, &u));
    for (int i = 0; i < u.len; i++) {
        if (u.at[i].status == ORGANISATION_ADMITTED)
            u.at[len++] = u.at[i];
    }
    *ret_members = (struct landing_members){u.at, len};
    return OK;
}

static enum err
load_logo(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(find_member(db, u));
    return landing_store_logo(db, db_ctx(db)->arena, u->organisation.id, &u->logo, &u->kind);
}

enum err
landing_logo(struct ctx *ctx, struct platform *platform, struct slice code, struct slice *ret_logo,
             enum logo_kind *ret_kind)
{
    struct use u = {.code = code};

    TRY(reach_read(platform_db(platform), ctx, ACROSS_LANDING, load_logo, &u));
    *ret_logo = u.logo;
    *ret_kind = u.kind;
    return OK;
}

static enum err
check_change(struct ctx *ctx, const struct landing_change *change)
{
    const struct landing *l = change->landing;
    struct colour colour = {0};

    if (l->greeting.len > LANDING_GREETING_BYTES_MAX || change->logo.len > LOGO_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "a greeting of %zu bytes, a logo of %zu", l->greeting.len,
                    change->logo.len);
    if (l->colour.len > 0 &&
        (colour_parse(l->colour, &colour) != OK || !colour_carries_white(colour)))
        return fail(ctx, ERR_INVALID, "white cannot be read on %.*s", SLICE_ARG(l->colour));
    if (change->logo.len > 0 && logo_kind_of(change->logo) == LOGO_NONE)
        return fail(ctx, ERR_INVALID, "the logo is no PNG, JPEG or WebP");
    assert(l->modules_len <= LANDING_MODULES_MAX);
    return OK;
}

static enum err
save(struct db *db, void *arg)
{
    struct use *u = arg;
    struct instant now = db_ctx(db)->now;

    TRY(landing_store_save(db, u->id, now, u->change->landing));
    if (!u->change->change_logo)
        return OK;
    return landing_store_save_logo(db, u->id, now, u->change->logo, logo_kind_of(u->change->logo));
}

enum err
landing_save(struct ctx *ctx, struct platform *platform, const struct actor *actor,
             struct organisation_id organisation, const struct landing_change *change)
{
    struct use u = {.id = organisation, .change = change};

    if (!right_allows(RIGHT_ORGANISATION_EDIT, actor, organisation))
        return fail(ctx, ERR_DENIED, "may not edit organisation %lld", (long long)organisation.n);
    TRY(check_change(ctx, change));
    return db_write(platform_db(platform), ctx, save, &u);
}
