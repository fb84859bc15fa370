/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/id_token.h"

#include "base/crypto.h"
#include "base/limits.h"
#include "domain/issuer.h"

static const char EVENT[] = "http://schemas.openid.net/event/backchannel-logout";

static const char *const FAULTS[TOKEN_FAULTS] = {
    "fine",      "form",   "type",     "critical", "algorithm", "key",
    "signature", "issuer", "audience", "party",    "expired",   "early",
    "issued",    "nonce",  "subject",  "event",    "id"};

const char *
token_fault_name(enum token_fault fault)
{
    return FAULTS[fault];
}

/* --- claims -------------------------------------------------------------- */

/* Strictly a text; nothing is trimmed, for what is compared must be what was
 * signed. */
static struct slice
text_of(const struct json_value *v, const char *key)
{
    const struct json_value *m = json_member(v, key);

    return m != NULL && m->kind == JSON_KIND_TEXT ? m->text : SLICE("");
}

/* Seconds since 1970, with a fraction or without (RFC 7519 section 2). False:
 * absent or absurd. */
static bool
time_of(const struct token_look *l, const char *key, int64_t *ret_seconds)
{
    const struct json_value *m = json_member(l->jwt.claims, key);

    if (m == NULL || (m->kind != JSON_KIND_INT && m->kind != JSON_KIND_DOUBLE) ||
        !(m->number >= 0 && m->number < 1e11))
        return false;
    *ret_seconds = (int64_t)m->number;
    return true;
}

static int64_t
now_of(const struct token_look *l)
{
    return l->want.now.ms / 1000;
}

static bool
is_text(const struct json_value *v, struct slice text)
{
    return v->kind == JSON_KIND_TEXT && slice_eq(v->text, text);
}

/* --- rules --------------------------------------------------------------- */

/* RFC 8725 section 3.11: a token made for one thing is not taken for another.
 */
static bool
type_holds(const struct token_look *l)
{
    const struct json_value *typ = json_member(l->jwt.header, "typ");

    if (typ == NULL)
        return true;
    if (typ->kind != JSON_KIND_TEXT)
        return false;
    return slice_eq_ascii_nocase(typ->text, SLICE("JWT")) ||
           (l->want.is_logout && slice_eq_ascii_nocase(typ->text, SLICE("logout+jwt")));
}

static bool
critical_holds(const struct token_look *l)
{
    return json_member(l->jwt.header, "crit") == NULL;
}

static bool
algorithm_holds(const struct token_look *l)
{
    enum signature_kind kind;

    return signature_parse(text_of(l->jwt.header, "alg"), &kind) == OK;
}

/* NULL: no key of ours, or no algorithm of ours. */
static const struct jwk *
key_of(const struct token_look *l, enum signature_kind *ret_kind)
{
    const struct json_value *id = json_member(l->jwt.header, "kid");

    if (signature_parse(text_of(l->jwt.header, "alg"), ret_kind) != OK ||
        (id != NULL && (id->kind != JSON_KIND_TEXT || id->text.len == 0)))
        return NULL;
    return jwk_set_find(l->keys, id == NULL ? SLICE("") : id->text, *ret_kind);
}

static bool
key_holds(const struct token_look *l)
{
    enum signature_kind kind;

    return key_of(l, &kind) != NULL;
}

/* A key that is named in the token itself is never looked at: only those of the
 * service's set. */
static bool
signature_holds(const struct token_look *l)
{
    enum signature_kind kind = SIGNATURE_RS256;
    const struct jwk *k = key_of(l, &kind);

    return k != NULL && signature_is_right(kind, &k->key, l->jwt.is_signed, l->jwt.signature);
}

static bool
issuer_holds(const struct token_look *l)
{
    return l->want.issuer.len > 0 && slice_eq(text_of(l->jwt.claims, "iss"), l->want.issuer);
}

static bool
audience_holds(const struct token_look *l)
{
    const struct json_value *aud = json_member(l->jwt.claims, "aud");

    if (aud == NULL || l->want.client.len == 0)
        return false;
    if (aud->kind != JSON_KIND_ARRAY)
        return is_text(aud, l->want.client);
    for (size_t i = 0; i < aud->len; i++) {
        if (is_text(&aud->items[i], l->want.client))
            return true;
    }
    return false;
}

static bool
party_holds(const struct token_look *l)
{
    const struct json_value *aud = json_member(l->jwt.claims, "aud");
    const struct json_value *azp = json_member(l->jwt.claims, "azp");
    bool several = aud != NULL && aud->kind == JSON_KIND_ARRAY && aud->len > 1;

    return azp == NULL ? !several : is_text(azp, l->want.client);
}

static bool
expiry_holds(const struct token_look *l)
{
    int64_t at = 0;

    return time_of(l, "exp", &at) && now_of(l) < at + ISSUER_LEEWAY_SECONDS;
}

static bool
early_holds(const struct token_look *l)
{
    int64_t at = 0;

    return json_member(l->jwt.claims, "nbf") == NULL ||
           (time_of(l, "nbf", &at) && now_of(l) + ISSUER_LEEWAY_SECONDS >= at);
}

static bool
issued_holds(const struct token_look *l)
{
    int64_t at = 0;

    return time_of(l, "iat", &at) && at <= now_of(l) + ISSUER_LEEWAY_SECONDS &&
           at >= now_of(l) - ISSUER_TOKEN_AGE_SECONDS_MAX - ISSUER_LEEWAY_SECONDS;
}

/* A logout token with a nonce could be an ID token that somebody kept. */
static bool
nonce_holds(const struct token_look *l)
{
    if (l->want.is_logout)
        return json_member(l->jwt.claims, "nonce") == NULL;
    return l->want.nonce.len > 0 && crypto_eq(text_of(l->jwt.claims, "nonce"), l->want.nonce);
}

static bool
name_or_absent(const struct token_look *l, const char *key)
{
    return json_member(l->jwt.claims, key) == NULL ||
           issuer_subject_is_sound(text_of(l->jwt.claims, key));
}

static bool
subject_holds(const struct token_look *l)
{
    bool has_subject = issuer_subject_is_sound(text_of(l->jwt.claims, "sub"));

    if (!name_or_absent(l, "sid") || !name_or_absent(l, "sub"))
        return false;
    return has_subject ||
           (l->want.is_logout && issuer_subject_is_sound(text_of(l->jwt.claims, "sid")));
}

static bool
event_holds(const struct token_look *l)
{
    const struct json_value *event = json_member(json_member(l->jwt.claims, "events"), EVENT);

    return !l->want.is_logout || (event != NULL && event->kind == JSON_KIND_OBJECT);
}

static bool
id_holds(const struct token_look *l)
{
    return !l->want.is_logout || issuer_subject_is_sound(text_of(l->jwt.claims, "jti"));
}

const struct token_rule token_rules[TOKEN_RULES] = {
    {TOKEN_TYPE, type_holds},
    {TOKEN_CRITICAL, critical_holds},
    {TOKEN_ALGORITHM, algorithm_holds},
    {TOKEN_KEY, key_holds},
    {TOKEN_SIGNATURE, signature_holds},
    {TOKEN_ISSUER, issuer_holds},
    {TOKEN_AUDIENCE, audience_holds},
    {TOKEN_PARTY, party_holds},
    {TOKEN_EXPIRED, expiry_holds},
    {TOKEN_EARLY, early_holds},
    {TOKEN_ISSUED, issued_holds},
    {TOKEN_NONCE, nonce_holds},
    {TOKEN_SUBJECT, subject_holds},
    {TOKEN_EVENT, event_holds},
    {TOKEN_ID, id_holds},
};

enum token_fault
token_judge(const struct token_look *look, const struct token_rule *rules, int len)
{
    for (int i = 0; i < len; i++) {
        if (!rules[i].holds(look))
            return rules[i].fault;
    }
    return TOKEN_FINE;
}

enum err
id_token_read(struct ctx *ctx, struct slice token, const struct jwk_set *keys,
              const struct token_want *want, struct id_token *ret)
{
    struct token_look look = {.keys = keys, .want = *want};
    int64_t expires = 0;
    enum err e = jwt_read(ctx, token, &look.jwt);

    *ret = (struct id_token){.fault = TOKEN_FORM};
    if (e == ERR_LIMIT && token.len > JWT_BYTES_MAX)
        return ERR_INVALID;
    TRY(e);
    ret->fault = token_judge(&look, token_rules, TOKEN_RULES);
    if (ret->fault != TOKEN_FINE)
        return fail(ctx, ERR_INVALID, "token: not believed: %s", token_fault_name(ret->fault));
    ret->claims = look.jwt.claims;
    ret->subject = text_of(ret->claims, "sub");
    ret->session = text_of(ret->claims, "sid");
    ret->id = text_of(ret->claims, "jti");
    ret->expires.ms = time_of(&look, "exp", &expires) ? expires * 1000 : 0;
    return OK;
}
