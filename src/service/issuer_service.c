/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/issuer_service.h"

#include "exchange/http_fetch.h"
#include "exchange/issuer_json.h"
#include "service/audit.h"
#include "service/identity_roles.h"
#include "storage/issuer_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"

static const char SECRET[] = "secret of a service to sign in with";

/* --- looking ------------------------------------------------------------- */

struct list_use {
    struct issuers all;
};

static enum err
use_list(struct db *db, void *arg)
{
    struct list_use *u = arg;

    return issuer_store_load(db, &u->all);
}

enum err
issuer_list(const struct accounts *acc, struct ctx *ctx, struct issuer_choice **ret_choices,
            int *ret_len)
{
    struct list_use u = {0};
    struct issuer_choice *choices;

    TRY(reach_read(acc->db, ctx, ACROSS_ISSUER, use_list, &u));
    choices = arena_array(ctx->arena, struct issuer_choice, (size_t)u.all.len + 1);
    if (choices == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for services to sign in with");
    for (int i = 0; i < u.all.len; i++) {
        const struct issuer *from = &u.all.at[i];

        choices[i] = (struct issuer_choice){from->code, from->name, from->kind};
    }
    *ret_choices = choices;
    *ret_len = u.all.len;
    return OK;
}

enum err
issuer_secret_open(const struct accounts *acc, struct ctx *ctx, const struct issuer *i,
                   struct slice *ret_secret)
{
    enum err e = crypto_unseal(ctx->arena, &acc->key, SECRET, i->secret, ret_secret);

    return e == ERR_CORRUPT ? fail(ctx, e,
                                   "issuer %.*s: the secret was sealed with "
                                   "another key; set it again",
                                   SLICE_ARG(i->code))
                            : e;
}

/* --- entering ------------------------------------------------------------ */

struct set_use {
    struct issuer_file *file;
    const char *code;
};

static enum err
organisation_of(struct db *db, struct slice code, struct organisation *ret)
{
    enum err e = organisation_store_by_code(db, db_ctx(db)->arena, code, ret);

    if (e == ERR_NOT_FOUND)
        return fail(db_ctx(db), e, "there is no organisation \"%.*s\"", SLICE_ARG(code));
    return e;
}

static enum err
use_set(struct db *db, void *arg)
{
    struct set_use *u = arg;
    struct issuer_file *f = u->file;
    struct issuer_rules rules = {
        arena_array(db_ctx(db)->arena, struct issuer_rule, (size_t)f->rules_len + 1), f->rules_len};

    if (rules.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for rules");
    if (f->organisation.len > 0) {
        struct organisation own = {0};

        TRY(organisation_of(db, f->organisation, &own));
        f->issuer.organisation = own.id;
    }
    for (int i = 0; i < f->rules_len; i++) {
        struct issuer_rule *r = &rules.at[i];
        struct organisation o = {0};

        *r = (struct issuer_rule){
            .claim = f->rules[i].claim, .value = f->rules[i].value, .role = f->rules[i].role};
        TRY(organisation_of(db, f->rules[i].organisation, &o));
        r->organisation = o.id;
        if (!issuer_may_give(&f->issuer, r) || !issuer_role_fits(o.kind, r->role))
            return fail(db_ctx(db), ERR_INVALID,
                        "rule %d gives \"%s\" in \"%.*s\", which this service may not", i + 1,
                        role_code(r->role), SLICE_ARG(f->rules[i].organisation));
    }
    TRY(issuer_store_save(db, &f->issuer));
    TRY(issuer_store_set_rules(db, f->issuer.id, &rules));
    return audit_add(db, &(struct audit_entry){.actor = SLICE("cli"),
                                               .organisation = f->organisation,
                                               .action = "issuer.set",
                                               .subject = f->issuer.code});
}

enum err
issuer_set(const struct accounts *acc, struct ctx *ctx, struct slice file, struct slice secret)
{
    struct issuer_file f = {.rules_len = 0};
    struct set_use u = {.file = &f};

    TRY(issuer_json_read(ctx, file, &f));
    if (secret.len < ISSUER_SECRET_BYTES_MIN || secret.len > ISSUER_CLIENT_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "the secret has %zu bytes, not %d to %d", secret.len,
                    ISSUER_SECRET_BYTES_MIN, ISSUER_CLIENT_BYTES_MAX);
    if (!issuer_is_sound(&f.issuer))
        return fail(ctx, ERR_INVALID, "code, name, issuer, client or mail domains are not sound");
    if (f.issuer.kind == ISSUER_OIDC && !http_fetch_may(f.issuer.url, true))
        return fail(ctx, ERR_INVALID, "the issuer is no address to ask");
    TRY(crypto_seal(ctx->arena, &acc->key, SECRET, secret, &f.issuer.secret));
    return reach_write(acc->db, ctx, ACROSS_ISSUER, use_set, &u);
}

struct remove_use {
    struct slice code;
};

static enum err
use_remove(struct db *db, void *arg)
{
    const struct remove_use *u = arg;
    struct issuer issuer = {.name = SLICE("")};
    struct identity_holder *people = NULL;
    struct actor by = {.code = SLICE("cli")};
    int len = 0;
    enum err e = issuer_store_by_code(db, u->code, &issuer);

    if (e == ERR_NOT_FOUND) /* says so in its own words */
        return issuer_store_delete(db, u->code);
    TRY(e);
    TRY(identity_store_of_issuer(db, issuer.url, &people, &len));
    for (int i = 0; i < len; i++) { /* ISSUER-12 */
        TRY(identity_roles_end(db, &people[i], &by));
        TRY(identity_store_sessions_end(db, people[i].id, (struct session_id){0}));
    }
    TRY(issuer_store_delete(db, u->code));
    return audit_add(db, &(struct audit_entry){
                             .actor = SLICE("cli"), .action = "issuer.remove", .subject = u->code});
}

enum err
issuer_remove(const struct accounts *acc, struct ctx *ctx, struct slice code)
{
    return reach_write(acc->db, ctx, ACROSS_ISSUER, use_remove, &(struct remove_use){code});
}
