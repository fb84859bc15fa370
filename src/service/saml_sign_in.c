/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/saml_sign_in.h"

#include "base/unicode.h"
#include "service/issuer_service.h"
#include "storage/issuer_store.h"
#include "storage/reach.h"

struct find_use {
    struct slice code;
    struct issuer issuer;
};

static enum err
use_find(struct db *db, void *arg)
{
    struct find_use *u = arg;

    return issuer_store_by_code(db, u->code, &u->issuer);
}

/* Bytes of a header become text at the gate; what is none is no name. ERR_LIMIT. */
static enum err
name_of(struct arena *a, const struct saml_claim *c, struct slice *ret_name)
{
    struct text t = text_init(a, (size_t)2 * ACCOUNT_NAME_BYTES_MAX);
    struct slice both = SLICE("");
    enum err e;

    *ret_name = SLICE("");
    if (c->given_name.len + c->family_name.len >= ACCOUNT_NAME_BYTES_MAX)
        return OK;
    text_put(&t, c->given_name);
    text_putc(&t, ' ');
    text_put(&t, c->family_name);
    TRY(text_end(&t, &both));
    e = unicode_text(a, slice_trim(both), ACCOUNT_NAME_BYTES_MAX, ret_name);
    if (e == ERR_LIMIT)
        return e;
    if (e != OK)
        *ret_name = SLICE("");
    return OK;
}

/* ISSUER-10 */
static enum err
believe(const struct accounts *acc, struct ctx *ctx, const struct saml_claim *claim,
        struct find_use *u)
{
    struct slice secret = SLICE("");
    enum err e;

    u->code = claim->code;
    e = reach_read(acc->db, ctx, ACROSS_ISSUER, use_find, u);
    if (e == ERR_NOT_FOUND || (e == OK && u->issuer.kind != ISSUER_SAML))
        return fail(ctx, ERR_NOT_FOUND, "there is no such service to sign in with");
    TRY(e);
    TRY(issuer_secret_open(acc, ctx, &u->issuer, &secret));
    if (!crypto_eq(claim->secret, secret))
        return fail(ctx, ERR_DENIED, "issuer %.*s: headers without the secret of who is in front",
                    SLICE_ARG(u->issuer.code));
    if (!slice_eq(claim->issuer, u->issuer.url) || !issuer_subject_is_sound(claim->subject) ||
        (claim->session.len > 0 && !issuer_subject_is_sound(claim->session)))
        return fail(ctx, ERR_DENIED, "issuer %.*s: another identity provider, or no NameID",
                    SLICE_ARG(u->issuer.code));
    return OK;
}

enum err
saml_look(const struct accounts *acc, struct ctx *ctx, const struct saml_claim *claim,
          struct saml_person *ret_person)
{
    struct find_use u = {.code = claim->code};
    struct slice name = SLICE("");
    struct slice email = SLICE("");

    TRY(believe(acc, ctx, claim, &u));
    TRY(name_of(ctx->arena, claim, &name));
    if (account_email_parse(ctx->arena, claim->email, &email) != OK)
        email = SLICE("");
    ret_person->name = name.len > 0 ? name : email.len > 0 ? email : claim->subject;
    ret_person->service = u.issuer.name;
    return OK;
}

enum err
saml_sign_in(const struct accounts *acc, struct ctx *ctx, const struct saml_claim *claim,
             struct identity_sign_in *ret)
{
    struct find_use u = {.code = claim->code};
    struct identity_claim c = {.issuer = &u.issuer,
                               .subject = claim->subject,
                               .session = claim->session,
                               .email = claim->email,
                               .visitor = claim->visitor};

    TRY(believe(acc, ctx, claim, &u));
    TRY(name_of(ctx->arena, claim, &c.name));
    return identity_sign_in(acc, ctx, &c, ret);
}
