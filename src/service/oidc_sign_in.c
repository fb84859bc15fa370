/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/oidc_sign_in.h"

#include <string.h>

#include "exchange/id_token.h"
#include "exchange/oidc.h"
#include "service/issuer_service.h"
#include "storage/identity_store.h"
#include "storage/issuer_store.h"
#include "storage/reach.h"

static const char STATE[] = "state of a sign-in with a service";
static const char ONCE[] = "used once";

enum {
    NONCE_BYTES = 24,
    VERIFIER_BYTES = 32,
    BACK_BYTES_MAX = 600,
    URL_BYTES_MAX = 4096,
    CODE_PARAMETER_BYTES_MAX = 4096,
};

struct state {
    int64_t issuer;
    int64_t account; /* who links; 0: who signs in */
    int64_t expires_ms;
    struct crypto_hash guest;
    uint8_t nonce[NONCE_BYTES];
    uint8_t verifier[VERIFIER_BYTES];
};

/* --- services ------------------------------------------------------------ */

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

static enum err
find(const struct oidc *o, struct ctx *ctx, struct slice code, struct find_use *u)
{
    enum err e;

    *u = (struct find_use){.code = code};
    e = reach_read(o->accounts->db, ctx, ACROSS_ISSUER, use_find, u);
    if (e == OK && u->issuer.kind != ISSUER_OIDC)
        e = ERR_NOT_FOUND;
    return e == ERR_NOT_FOUND ? fail(ctx, e, "there is no such service to sign in with") : e;
}

static enum err
metadata_of(struct issuer_visit *v, struct ctx *ctx, const struct issuer *i,
            struct oidc_metadata *ret_metadata)
{
    struct issuer_answer a = {.url = SLICE("")};

    TRY(oidc_metadata_url(ctx->arena, i->url, &a.url));
    TRY(issuer_desk_get(v, ctx, ISSUER_AGE_KEPT, &a));
    TRY(oidc_metadata_read(ctx, a.body, i->url, issuer_desk_is_test(v->desk), ret_metadata));
    issuer_desk_keep(v->desk, ctx, &a);
    return OK;
}

static enum err
own_url(const struct oidc *o, struct arena *a, struct slice issuer, struct slice *ret_url)
{
    struct text t = text_init(a, URL_BYTES_MAX);

    text_printf(&t, "%s/anmelden/dienst/%.*s/antwort", o->accounts->public_url, SLICE_ARG(issuer));
    return text_end(&t, ret_url);
}

static struct slice
bytes_of(const void *at, size_t len)
{
    return (struct slice){at, len};
}

/* --- going there --------------------------------------------------------- */

static enum err
state_seal(const struct oidc *o, struct arena *a, const struct state *s, struct slice back,
           struct slice *ret_state)
{
    struct text t = text_init(a, sizeof *s + BACK_BYTES_MAX);
    struct slice plain = SLICE("");
    struct slice sealed = SLICE("");

    text_put(&t, bytes_of(s, sizeof *s));
    text_put(&t, back.len <= BACK_BYTES_MAX ? back : SLICE("/konto"));
    TRY(text_end(&t, &plain));
    TRY(crypto_seal(a, &o->accounts->key, STATE, plain, &sealed));
    return crypto_base64url(a, sealed, ret_state);
}

/* RFC 7636 section 4.2 */
static enum err
challenge_of(struct arena *a, struct slice verifier, struct slice *ret_challenge)
{
    struct crypto_hash h = crypto_sha256(verifier);

    return crypto_base64url(a, bytes_of(h.bytes, sizeof h.bytes), ret_challenge);
}

static enum err
put_url(const struct oidc *o, struct ctx *ctx, const struct issuer *i, const struct state *s,
        struct text *t)
{
    struct slice verifier = SLICE("");
    struct slice challenge = SLICE("");
    struct slice nonce = SLICE("");
    struct slice back_to = SLICE("");

    TRY(crypto_base64url(ctx->arena, bytes_of(s->verifier, sizeof s->verifier), &verifier));
    TRY(crypto_base64url(ctx->arena, bytes_of(s->nonce, sizeof s->nonce), &nonce));
    TRY(challenge_of(ctx->arena, verifier, &challenge));
    TRY(own_url(o, ctx->arena, i->code, &back_to));
    oidc_put(t, '&', "response_type", SLICE("code"));
    oidc_put(t, '&', "scope", SLICE("openid profile email"));
    oidc_put(t, '&', "client_id", i->client);
    oidc_put(t, '&', "redirect_uri", back_to);
    oidc_put(t, '&', "nonce", nonce);
    oidc_put(t, '&', "code_challenge", challenge);
    oidc_put(t, '&', "code_challenge_method", SLICE("S256"));
    return OK;
}

enum err
oidc_begin(const struct oidc *o, struct ctx *ctx, const struct oidc_begin *begin,
           struct slice *ret_url, struct slice *ret_name)
{
    CLEANUP(issuer_visit_done)
    struct issuer_visit v = {.desk = o->desk, .issuer = begin->issuer};
    struct find_use u;
    struct oidc_metadata m = {.says_issuer = false};
    struct state s;
    struct slice state = SLICE("");
    struct text t = text_init(ctx->arena, URL_BYTES_MAX);

    TRY(find(o, ctx, begin->issuer, &u));
    TRY(metadata_of(&v, ctx, &u.issuer, &m));
    memset(&s, 0, sizeof s);
    s.issuer = u.issuer.id.n;
    s.account = begin->actor != NULL ? begin->actor->id.n : 0;
    s.expires_ms = ctx->now.ms + (int64_t)ISSUER_STATE_MINUTES * 60000;
    s.guest = crypto_fingerprint(begin->guest);
    crypto_random(s.nonce, sizeof s.nonce);
    crypto_random(s.verifier, sizeof s.verifier);
    TRY(state_seal(o, ctx->arena, &s, begin->back, &state));
    text_put(&t, m.authorization);
    oidc_put(&t, slice_find_char(m.authorization, '?') < m.authorization.len ? '&' : '?', "state",
             state);
    TRY(put_url(o, ctx, &u.issuer, &s, &t));
    *ret_name = u.issuer.name;
    return text_end(&t, ret_url);
}

/* --- coming back --------------------------------------------------------- */

struct back {
    const struct oidc *o;
    const struct oidc_answer *answer;
    struct issuer_visit *visit;
    struct find_use found;
    struct oidc_metadata metadata;
    struct state state;
    struct slice path;
    struct id_token token;
    const struct json_value *claims; /* of the person: of the token, or of UserInfo */
};

/* False: not ours, of another browser, person or service, or too late. */
static bool
state_read(struct ctx *ctx, struct back *b)
{
    struct crypto_hash guest = crypto_fingerprint(b->answer->visitor.guest);
    int64_t account = b->answer->actor != NULL ? b->answer->actor->id.n : 0;
    struct slice sealed = SLICE("");
    struct slice plain = SLICE("");

    if (crypto_unbase64url(ctx->arena, b->answer->state, &sealed) != OK ||
        crypto_unseal(ctx->arena, &b->o->accounts->key, STATE, sealed, &plain) != OK ||
        plain.len < sizeof b->state)
        return false;
    memcpy(&b->state, plain.at, sizeof b->state);
    b->path = slice_sub(plain, sizeof b->state, plain.len);
    return b->state.expires_ms > ctx->now.ms && b->state.account == account &&
           b->state.issuer == b->found.issuer.id.n &&
           memcmp(&b->state.guest, &guest, sizeof guest) == 0;
}

/* RFC 9207: an answer of another service, brought here with our state, is a
 * mix-up. */
static bool
issuer_fits(const struct back *b)
{
    struct slice says = b->answer->says_issuer;

    if (says.len == 0)
        return !b->metadata.says_issuer;
    return slice_eq(says, b->found.issuer.url);
}

struct once_use {
    struct slice hash;
    struct instant expires;
};

static enum err
use_once(struct db *db, void *arg)
{
    const struct once_use *u = arg;

    return identity_store_once(db, u->hash, u->expires);
}

/* ERR_CONFLICT: it was used before. */
static enum err
take_once(const struct oidc *o, struct ctx *ctx, struct slice what, struct instant expires)
{
    struct once_use u = {.expires = expires};

    TRY(accounts_hash(o->accounts, ctx->arena, ONCE, what, &u.hash));
    return reach_write(o->accounts->db, ctx, ACROSS_ISSUER, use_once, &u);
}

/* RFC 6749 section 4.1.3, RFC 7636 section 4.5 */
static enum err
redeem(struct ctx *ctx, struct back *b, struct slice secret, struct slice *ret_body)
{
    struct issuer_post post = {.url = b->metadata.token};
    struct text form = text_init(ctx->arena, (size_t)4 * CODE_PARAMETER_BYTES_MAX);
    struct text user = text_init(ctx->arena, (size_t)3 * ISSUER_CLIENT_BYTES_MAX);
    struct text password = text_init(ctx->arena, (size_t)3 * ISSUER_CLIENT_BYTES_MAX);
    struct slice verifier = SLICE("");
    struct slice back_to = SLICE("");

    TRY(crypto_base64url(ctx->arena, bytes_of(b->state.verifier, VERIFIER_BYTES), &verifier));
    TRY(own_url(b->o, ctx->arena, b->found.issuer.code, &back_to));
    oidc_put(&form, 0, "grant_type", SLICE("authorization_code"));
    oidc_put(&form, '&', "code", b->answer->code);
    oidc_put(&form, '&', "redirect_uri", back_to);
    oidc_put(&form, '&', "code_verifier", verifier);
    if (b->metadata.secret_in_form) {
        oidc_put(&form, '&', "client_id", b->found.issuer.client);
        oidc_put(&form, '&', "client_secret", secret);
    } else {
        oidc_put_value(&user, b->found.issuer.client);
        oidc_put_value(&password, secret);
        TRY(text_end(&user, &post.user));
        TRY(text_end(&password, &post.password));
    }
    TRY(text_end(&form, &post.form));
    return issuer_desk_post(b->visit, ctx, &post, ret_body);
}

struct believe {
    struct issuer_visit *visit;
    struct slice keys_url;
    struct token_want want;
};

static enum err
keys_of(struct ctx *ctx, const struct believe *b, enum issuer_age age, struct jwk_set *ret_keys)
{
    struct issuer_answer a = {.url = b->keys_url};

    TRY(issuer_desk_get(b->visit, ctx, age, &a));
    TRY(jwk_set_read(ctx, a.body, ret_keys));
    issuer_desk_keep(b->visit->desk, ctx, &a);
    return OK;
}

/* A key that nobody knows may be a new one: the set is asked for anew, once. */
static enum err
believe(struct ctx *ctx, const struct believe *b, struct slice token, struct id_token *ret_token)
{
    struct jwk_set keys = {0};
    enum err e;

    TRY(keys_of(ctx, b, ISSUER_AGE_KEPT, &keys));
    e = id_token_read(ctx, token, &keys, &b->want, ret_token);
    if (e != ERR_INVALID || ret_token->fault != TOKEN_KEY)
        return e;
    ctx_clear(ctx);
    TRY(keys_of(ctx, b, ISSUER_AGE_FRESH, &keys));
    return id_token_read(ctx, token, &keys, &b->want, ret_token);
}

/* Many services say the mail address only when asked with the access token
 * (Core 1.0, 5.4). */
static enum err
fetch_user(struct ctx *ctx, struct back *b, struct slice access)
{
    struct issuer_post ask = {.url = b->metadata.user, .bearer = access};
    struct slice body = SLICE("");

    b->claims = b->token.claims;
    if (json_member(b->claims, "email") != NULL || ask.url.len == 0 || access.len == 0)
        return OK;
    TRY(issuer_desk_post(b->visit, ctx, &ask, &body));
    return oidc_user_read(ctx, body, b->token.subject, &b->claims);
}

static enum err
fetch_token(struct ctx *ctx, struct back *b)
{
    struct believe how = {.visit = b->visit, .keys_url = b->metadata.keys};
    struct slice secret = SLICE("");
    struct slice body = SLICE("");
    struct oidc_tokens tokens = {.access = SLICE("")};

    TRY(issuer_secret_open(b->o->accounts, ctx, &b->found.issuer, &secret));
    TRY(redeem(ctx, b, secret, &body));
    TRY(oidc_token_answer_read(ctx, body, &tokens));
    how.want = (struct token_want){
        .issuer = b->found.issuer.url, .client = b->found.issuer.client, .now = ctx->now};
    TRY(crypto_base64url(ctx->arena, bytes_of(b->state.nonce, NONCE_BYTES), &how.want.nonce));
    TRY(believe(ctx, &how, tokens.id, &b->token));
    return fetch_user(ctx, b, tokens.access);
}

/* Of the service's rules those that the claims fulfil. */
static enum err
put_given(struct ctx *ctx, const struct back *b, struct identity_claim *c)
{
    const struct issuer_rules *rules = &b->found.rules;
    struct issuer_rule *given = arena_array(ctx->arena, struct issuer_rule, (size_t)rules->len + 1);

    if (given == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for what a service gives");
    for (int i = 0; i < rules->len; i++) {
        if (oidc_claim_has(b->token.claims, rules->at[i].claim, rules->at[i].value) ||
            oidc_claim_has(b->claims, rules->at[i].claim, rules->at[i].value))
            given[c->given_len++] = rules->at[i];
    }
    c->given = given;
    return OK;
}

static enum err
enter(struct ctx *ctx, struct back *b, struct oidc_return *ret)
{
    struct identity_claim c = {.issuer = &b->found.issuer,
                               .subject = b->token.subject,
                               .session = b->token.session,
                               .email = oidc_verified_email(b->claims),
                               .actor = b->answer->actor,
                               .visitor = b->answer->visitor};

    TRY(oidc_person_name(ctx->arena, b->claims, &c.name));
    TRY(put_given(ctx, b, &c));
    ret->back = b->path;
    ret->name = b->found.issuer.name;
    return identity_sign_in(b->o->accounts, ctx, &c, &ret->who);
}

enum err
oidc_return(const struct oidc *o, struct ctx *ctx, const struct oidc_answer *answer,
            struct oidc_return *ret)
{
    CLEANUP(issuer_visit_done)
    struct issuer_visit v = {.desk = o->desk, .issuer = answer->issuer};
    struct back b = {.o = o, .answer = answer, .visit = &v};
    enum err e;

    TRY(find(o, ctx, answer->issuer, &b.found));
    if (!state_read(ctx, &b))
        return fail(ctx, ERR_DENIED, "issuer %.*s: the state is not ours, or too old",
                    SLICE_ARG(answer->issuer));
    TRY(issuer_visit_begin(&v,
                           ctx)); /* before anything is used up: who finds no place comes again */
    e = take_once(o, ctx, answer->state, (struct instant){b.state.expires_ms});
    if (e == ERR_CONFLICT)
        return fail(ctx, ERR_DENIED, "issuer %.*s: the state came back before",
                    SLICE_ARG(answer->issuer));
    TRY(e);
    TRY(metadata_of(&v, ctx, &b.found.issuer, &b.metadata));
    if (!issuer_fits(&b))
        return fail(ctx, ERR_DENIED, "issuer %.*s: the answer is of another one, or of none",
                    SLICE_ARG(answer->issuer));
    if (answer->error.len > 0 || answer->code.len == 0 ||
        answer->code.len > CODE_PARAMETER_BYTES_MAX)
        return fail(ctx, ERR_DENIED, "issuer %.*s: the answer is no", SLICE_ARG(answer->issuer));
    TRY(fetch_token(ctx, &b));
    return enter(ctx, &b, ret);
}

/* --- signing out --------------------------------------------------------- */

struct logout_use {
    struct slice issuer;
    const struct id_token *token;
    struct slice sid;
    struct slice jti; /* hash */
};

static enum err
use_logout(struct db *db, void *arg)
{
    struct logout_use *u = arg;
    struct identity_name name = {u->issuer, u->token->subject};
    struct identity_id id = {0};
    struct account_id account = {0};
    struct instant expires = {u->token->expires.ms + (int64_t)ISSUER_LEEWAY_SECONDS * 1000};
    enum err e;

    TRY(identity_store_once(db, u->jti, expires));
    if (u->token->session.len > 0)
        return identity_store_session_end(db, u->issuer, u->sid);
    e = identity_store_find(db, &name, &id, &account);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    return identity_store_sessions_end(db, id, (struct session_id){0});
}

enum err
oidc_logout(const struct oidc *o, struct ctx *ctx, struct slice issuer, struct slice token)
{
    struct find_use found;
    struct oidc_metadata m = {.says_issuer = false};
    struct id_token read = {.fault = TOKEN_FORM};
    struct logout_use u = {.token = &read};
    CLEANUP(issuer_visit_done)
    struct issuer_visit v = {.desk = o->desk, .issuer = issuer};
    struct believe how = {.visit = &v};
    enum err e;

    TRY(find(o, ctx, issuer, &found));
    TRY(metadata_of(&v, ctx, &found.issuer, &m));
    how.keys_url = m.keys;
    how.want = (struct token_want){.issuer = found.issuer.url,
                                   .client = found.issuer.client,
                                   .now = ctx->now,
                                   .is_logout = true};
    TRY(believe(ctx, &how, token, &read));
    u.issuer = found.issuer.url;
    TRY(identity_session_hash(o->accounts, ctx->arena, u.issuer, read.session, &u.sid));
    TRY(identity_session_hash(o->accounts, ctx->arena, u.issuer, read.id, &u.jti));
    e = reach_write(o->accounts->db, ctx, ACROSS_ISSUER, use_logout, &u);
    return e == ERR_CONFLICT ? fail(ctx, ERR_INVALID, "token: it came before") : e;
}

enum err
oidc_end_url(const struct oidc *o, struct ctx *ctx, struct slice issuer, struct slice *ret_url)
{
    CLEANUP(issuer_visit_done)
    struct issuer_visit v = {.desk = o->desk, .issuer = issuer};
    struct find_use found;
    struct oidc_metadata m = {.says_issuer = false};
    struct text t = text_init(ctx->arena, URL_BYTES_MAX);
    struct text back = text_init(ctx->arena, URL_BYTES_MAX);
    struct slice to = SLICE("");

    TRY(find(o, ctx, issuer, &found));
    TRY(metadata_of(&v, ctx, &found.issuer, &m));
    if (m.end_session.len == 0)
        return fail(ctx, ERR_NOT_FOUND, "this service ends no sessions");
    text_printf(&back, "%s/anmelden?abgemeldet", o->accounts->public_url);
    TRY(text_end(&back, &to));
    text_put(&t, m.end_session);
    oidc_put(&t, slice_find_char(m.end_session, '?') < m.end_session.len ? '&' : '?', "client_id",
             found.issuer.client);
    oidc_put(&t, '&', "post_logout_redirect_uri", to);
    return text_end(&t, ret_url);
}

struct session_use {
    struct session_id session;
    struct slice code;
};

static enum err
use_session(struct db *db, void *arg)
{
    struct session_use *u = arg;

    return identity_store_session_issuer(db, u->session, &u->code);
}

enum err
oidc_issuer_of_session(const struct accounts *acc, struct ctx *ctx, struct session_id session,
                       struct slice *ret_code)
{
    struct session_use u = {.session = session};

    TRY(reach_read(acc->db, ctx, ACROSS_ISSUER, use_session, &u));
    *ret_code = u.code;
    return OK;
}
