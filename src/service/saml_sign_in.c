/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/saml_sign_in.h"

#include "base/unicode.h"
#include "exchange/oidc.h"
#include "service/issuer_service.h"
#include "storage/issuer_store.h"
#include "storage/reach.h"

enum { CLAIM_BYTES_MAX = 4096, URL_BYTES_MAX = 1024 };

struct find_use {
    struct slice code;
    struct issuer issuer;
    struct issuer_rules rules;
};

static enum err
use_find(struct db *db, void *arg)
{
    struct find_use *u = arg;

    TRY(issuer_store_by_code(db, u->code, &u->issuer));
    return issuer_store_rules(db, u->issuer.id, &u->rules);
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

/* --- what it says of the person -------------------------------------------------- */

/* Base64 as Apache writes it, with "+", "/" and "=". ERR_INVALID, ERR_LIMIT. */
static enum err
unbase64(struct arena *a, struct slice coded, struct slice *ret_plain)
{
    struct text t = text_init(a, CLAIM_BYTES_MAX);
    struct slice url = SLICE("");

    while (coded.len > 0 && coded.at[coded.len - 1] == '=')
        coded.len--;
    for (size_t i = 0; i < coded.len; i++)
        text_putc(&t, coded.at[i] == '+' ? '-' : coded.at[i] == '/' ? '_' : coded.at[i]);
    TRY(text_end(&t, &url));
    return crypto_unbase64url(a, url, ret_plain);
}

/* The value of a claim; empty: it has none. A name that is there twice is none, for then somebody
 * has added one; what is not base64 is none either. */
static enum err
claim_find(struct arena *a, struct slice claims, struct slice name, struct slice *ret_value)
{
    struct slice coded = SLICE("");
    struct slice one = SLICE("");
    int found = 0;
    enum err e;

    *ret_value = SLICE("");
    while (slice_next(&claims, ',', &one)) {
        size_t at = slice_find_char(one, ':');

        if (at == one.len || !slice_eq(slice_trim(slice_sub(one, 0, at)), name))
            continue;
        coded = slice_sub(one, at + 1, one.len);
        found++;
    }
    if (found != 1 || coded.len == 0 || coded.len > CLAIM_BYTES_MAX)
        return OK;
    e = unbase64(a, coded, ret_value);
    if (e == ERR_LIMIT)
        return e;
    if (e != OK)
        *ret_value = SLICE("");
    return OK;
}

static bool
list_holds(struct slice list, struct slice value)
{
    struct slice one = SLICE("");

    while (slice_next(&list, ';', &one))
        if (slice_eq(slice_trim(one), value))
            return true;
    return false;
}

/* ISSUER-15: of the operator's rules those that hold, as with OpenID Connect. Without the second
 * secret Apache has a file that lets claims of the browser pass, and they count as none. */
static enum err
rules_that_hold(struct arena *a, const struct saml_claim *claim, const struct find_use *u,
                struct identity_claim *c)
{
    struct issuer_rule *given = arena_array(a, struct issuer_rule, (size_t)u->rules.len + 1);

    if (given == NULL)
        return ERR_LIMIT;
    c->given = given;
    if (claim->secret2.len == 0)
        return OK;
    for (int i = 0; i < u->rules.len; i++) {
        struct slice value = SLICE("");

        TRY(claim_find(a, claim->claims, u->rules.at[i].claim, &value));
        if (list_holds(value, u->rules.at[i].value))
            given[c->given_len++] = u->rules.at[i];
    }
    return OK;
}

static bool
is_secret(const struct saml_claim *claim, struct slice secret)
{
    return (claim->secret.len > 0 || claim->secret2.len > 0) &&
           (claim->secret.len == 0 || crypto_eq(claim->secret, secret)) &&
           (claim->secret2.len == 0 || crypto_eq(claim->secret2, secret));
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
    if (!is_secret(claim, secret))
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
                               .actor = claim->actor,
                               .visitor = claim->visitor};

    TRY(believe(acc, ctx, claim, &u));
    TRY(name_of(ctx->arena, claim, &c.name));
    TRY(rules_that_hold(ctx->arena, claim, &u, &c));
    return identity_sign_in(acc, ctx, &c, ret);
}

/* mod_auth_mellon's own address: it ends its session, asks the identity provider to do the same,
 * and comes back. */
enum err
saml_end_url(const struct accounts *acc, struct ctx *ctx, struct slice code, struct slice *ret_url)
{
    struct find_use u = {.code = code};
    struct text t = text_init(ctx->arena, URL_BYTES_MAX);
    struct text back = text_init(ctx->arena, URL_BYTES_MAX);
    struct slice to = SLICE("");

    TRY(reach_read(acc->db, ctx, ACROSS_ISSUER, use_find, &u));
    if (u.issuer.kind != ISSUER_SAML)
        return ERR_NOT_FOUND;
    text_printf(&back, "%s/anmelden?abgemeldet", acc->public_url);
    TRY(text_end(&back, &to));
    text_printf(&t, "%s/saml/logout", acc->public_url);
    oidc_put(&t, '?', "ReturnTo", to);
    return text_end(&t, ret_url);
}
