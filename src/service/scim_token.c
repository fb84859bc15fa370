/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/scim_token.h"

#include "service/employee_parts.h"
#include "storage/directory_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"

static const char PURPOSE[] = "token of a directory";
/* In front of the random part, so that who looks for lost secrets finds it. */
static const char PREFIX[] = "kcdir_";
enum { SECRET_CHARS = sizeof PREFIX - 1 + 32 };

struct use {
    const struct employee_use *by;
    const struct scim_token_wish *wish;
    struct directory_token token;
    struct slice hash;
    struct directory_token *tokens;
    int tokens_len;
    struct organisation organisation;
};

/* --- by the personnel department ------------------------------------------ */

static enum err
make(struct db *db, void *arg)
{
    struct use *u = arg;
    struct ctx *ctx = db_ctx(db);
    int working = 0;

    TRY(directory_store_tokens(db, u->by->organisation, &u->tokens, &u->tokens_len));
    for (int i = 0; i < u->tokens_len; i++)
        working += directory_token_works(&u->tokens[i], ctx->now);
    if (working >= SCIM_TOKENS_MAX)
        return fail(ctx, ERR_LIMIT, "%d tokens work in organisation %lld", working,
                    (long long)u->by->organisation.n);
    u->token.created = ctx->now;
    u->token.expires.ms = ctx->now.ms + (int64_t)u->wish->days * 86400000;
    TRY(directory_store_add_token(db, &u->token, u->hash));
    return employee_note_of(db, u->by, "directory.let_in", u->token.code);
}

static enum err
secret_make(struct arena *a, struct slice *ret_secret)
{
    struct text t = text_init(a, SECRET_CHARS + 1);
    struct slice random = SLICE("");

    TRY(accounts_secret(a, &random));
    text_puts(&t, PREFIX);
    text_put(&t, random);
    return text_end(&t, ret_secret);
}

enum err
scim_token_make(struct ctx *ctx, const struct employee_use *use, const struct scim_token_wish *wish,
                struct slice *ret_secret)
{
    struct use u = {.by = use, .wish = wish};
    struct slice secret = SLICE("");

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (wish->label.len == 0 || wish->label.len > SCIM_TOKEN_LABEL_BYTES_MAX || wish->days < 1 ||
        wish->days > SCIM_TOKEN_DAYS_MAX)
        return fail(ctx, ERR_INVALID, "a token with %zu bytes of label for %d days",
                    wish->label.len, wish->days);
    u.token = (struct directory_token){.organisation = use->organisation,
                                       .label = wish->label,
                                       .invites = wish->invites,
                                       .made_by = use->actor->id};
    TRY(secret_make(ctx->arena, &secret));
    TRY(accounts_code(ctx->arena, &u.token.code));
    TRY(accounts_hash(use->accounts, ctx->arena, PURPOSE, secret, &u.hash));
    TRY(db_write(platform_db(use->platform), ctx, make, &u));
    *ret_secret = secret;
    return OK;
}

static enum err
list(struct db *db, void *arg)
{
    struct use *u = arg;

    return directory_store_tokens(db, u->by->organisation, &u->tokens, &u->tokens_len);
}

enum err
scim_token_list(struct ctx *ctx, const struct employee_use *use,
                struct directory_token **ret_tokens, int *ret_len)
{
    struct use u = {.by = use};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    TRY(db_read(platform_db(use->platform), ctx, list, &u));
    *ret_tokens = u.tokens;
    *ret_len = u.tokens_len;
    return OK;
}

static enum err
revoke(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(list(db, u));
    TRY(directory_store_revoke(db, u->by->organisation, u->token.id, db_ctx(db)->now));
    for (int i = 0; i < u->tokens_len; i++) {
        if (u->tokens[i].id.n == u->token.id.n)
            return employee_note_of(db, u->by, "directory.shut_out", u->tokens[i].code);
    }
    return ERR_NOT_FOUND;
}

enum err
scim_token_revoke(struct ctx *ctx, const struct employee_use *use, struct directory_token_id id)
{
    struct use u = {.by = use, .token = {.id = id}};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    return db_write(platform_db(use->platform), ctx, revoke, &u);
}

/* --- by a directory ------------------------------------------------------- */

static enum err
find(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(directory_store_find_token(db, u->hash, &u->token));
    return organisation_store_by_id(db, db_ctx(db)->arena, u->token.organisation, &u->organisation);
}

static enum err
touch(struct db *db, void *arg)
{
    struct use *u = arg;

    return directory_store_touch(db, u->token.id, db_ctx(db)->now);
}

/* SCIM-3: what a token reaches is its organisation, whoever made it. */
static enum err
open_door(struct ctx *ctx, struct use *u, struct scim_door *d)
{
    int64_t *reach = arena_array(ctx->arena, int64_t, 1);

    if (reach == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left to let a directory in");
    reach[0] = u->token.organisation.n;
    ctx->reach = (struct reach){.organisations = reach, .organisations_len = 1};
    d->grant = (struct grant){u->token.organisation, ROLE_HR};
    d->actor = (struct actor){
        .code = u->token.code, .name = u->token.label, .grants = &d->grant, .grants_len = 1};
    d->token = u->token.id;
    d->invites = u->token.invites;
    return OK;
}

enum err
scim_token_enter(struct ctx *ctx, struct platform *platform, const struct accounts *accounts,
                 struct slice secret, struct scim_door *d)
{
    struct use u = {.by = NULL};
    enum err e;

    if (secret.len != SECRET_CHARS || !slice_starts(secret, slice_of(PREFIX)))
        return ERR_DENIED;
    TRY(accounts_hash(accounts, ctx->arena, PURPOSE, secret, &u.hash));
    e = reach_read(platform_db(platform), ctx, ACROSS_DIRECTORY, find, &u);
    if (e == ERR_NOT_FOUND)
        return ERR_DENIED;
    TRY(e);
    if (!directory_token_works(&u.token, ctx->now) ||
        u.organisation.status != ORGANISATION_ADMITTED)
        return ERR_DENIED;
    TRY(open_door(ctx, &u, d));
    d->use = (struct employee_use){platform, &d->actor, u.token.organisation, accounts};
    if (ctx->now.ms - u.token.last_used.ms < (int64_t)SCIM_TOKEN_TOUCH_MINUTES * 60000)
        return OK;
    return db_write(platform_db(platform), ctx, touch, &u);
}
