/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/sign_in.h"

#include <string.h>

#include "domain/totp.h"
#include "service/account_security.h"
#include "service/audit.h"
#include "storage/account_store.h"
#include "storage/guess_store.h"
#include "storage/identity_store.h"
#include "storage/mail_store.h"
#include "storage/passkey_store.h"
#include "storage/reach.h"
#include "storage/session_store.h"

static const char SESSION[] = "session";
static const char PENDING[] = "second step of a sign-in";

struct use {
    const struct accounts *acc;
    const struct accounts_visitor *visitor;
    struct slice email;
    struct account account;
    bool known;
    bool has_hash;
    struct crypto_password hash;
    bool has_totp;
    struct account_totp totp;
    struct accounts_guess guess;
    int64_t step;                          /* of a code that was right */
    struct slice recovery;                 /* hash of a recovery code; empty: none */
    struct slice session;                  /* hash of the new secret */
    struct sign_in_identity by;            /* identity.n == 0: by password */
    const struct sign_in_passkey *passkey; /* NULL: without one */
    bool was_used;                         /* its question was answered before */
};

/* Everything that sign-in needs of an account. Unknown ones are no failure. */
static enum err
use_find(struct db *db, void *arg)
{
    struct use *u = arg;
    struct slice hash = SLICE("");
    enum err e = u->account.id.n != 0 ? account_store_by_id(db, u->account.id, &u->account)
                                      : account_store_by_email(db, u->email, &u->account);

    u->known = u->has_hash = u->has_totp = false;
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    u->known = true;
    e = account_store_password(db, u->account.id, &hash);
    if (e == OK && hash.len < sizeof u->hash.text) {
        memcpy(u->hash.text, hash.at, hash.len);
        u->hash.text[hash.len] = 0;
        u->has_hash = true;
    } else if (e != ERR_NOT_FOUND)
        return e;
    e = account_store_totp(db, u->account.id, &u->totp);
    u->has_totp = e == OK && u->totp.in_use;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
factor_take(struct db *db, struct use *u)
{
    if (u->step != 0)
        return account_store_take_step(db, u->account.id, u->step, db_ctx(db)->now);
    if (u->recovery.len == 0)
        return OK;
    TRY(account_store_use_recovery(db, u->account.id, u->recovery, db_ctx(db)->now));
    return audit_add(db, &(struct audit_entry){.actor = u->account.code,
                                               .action = "account.recovery_used",
                                               .subject = u->account.code});
}

/* PASSKEY-4, PASSKEY-5: answered once, and two at once count as one. */
static enum err
passkey_take(struct db *db, struct use *u)
{
    const struct sign_in_passkey *how = u->passkey;
    enum err e = identity_store_once(db, how->once.hash, how->once.expires);

    u->was_used = e == ERR_CONFLICT;
    return e == OK ? passkey_store_use(db, &how->passkey, how->counter) : e;
}

static enum err
use_enter(struct db *db, void *arg)
{
    struct use *u = arg;
    struct instant now = db_ctx(db)->now;
    struct account_session s = {.account = u->account.id,
                                .created = now,
                                .expires = {now.ms + (int64_t)SESSION_DAYS_MAX * 86400000},
                                .browser = u->visitor->browser,
                                .method = u->by.identity.n != 0 ? u->by.method : SLICE("password"),
                                .passkey = u->passkey != NULL ? u->passkey->passkey.id.n : 0};

    TRY(u->passkey != NULL ? passkey_take(db, u) : factor_take(db, u));
    TRY(account_store_by_id(db, u->account.id, &u->account));
    if (u->account.status != ACCOUNT_ACTIVE) /* ACCOUNT-1: suspended in between */
        return ERR_NOT_FOUND;
    u->account.signed_in = now;
    TRY(account_store_save(db, &u->account));
    if (u->guess.purpose != NULL)
        TRY(accounts_guess_right(u->acc, db, &u->guess));
    TRY(session_store_add(db, u->session, &s));
    return u->by.identity.n == 0
               ? OK
               : identity_store_session_add(db, s.id, u->by.identity, u->by.session);
}

static enum err
enter(struct use *u, struct ctx *ctx, struct sign_in *ret)
{
    enum err e;

    TRY(accounts_secret(ctx->arena, &ret->secret));
    TRY(accounts_hash(u->acc, ctx->arena, SESSION, ret->secret, &u->session));
    e = db_write(u->acc->db, ctx, use_enter, u);
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) { /* the code was taken by another request */
        ctx_clear(ctx);
        ret->secret = SLICE("");
        ret->answer = u->was_used ? SIGN_IN_OVER : SIGN_IN_WRONG;
        return OK;
    }
    TRY(e);
    ret->code = u->account.code;
    ret->answer = SIGN_IN_DONE;
    return OK;
}

struct pending {
    int64_t account;
    int64_t expires_ms;
    struct crypto_hash guest;
    int64_t identity; /* 0: by password */
    int64_t is_saml;
    struct crypto_hash session; /* of the service */
};

static enum err
pending_make(struct use *u, struct ctx *ctx, struct sign_in *ret)
{
    struct pending p;
    struct slice sealed;

    memset(&p, 0, sizeof p);
    p.account = u->account.id.n;
    p.expires_ms = ctx->now.ms + (int64_t)SECOND_STEP_SECONDS_MAX * 1000;
    p.guest = crypto_fingerprint(u->visitor->guest);
    p.identity = u->by.identity.n;
    p.is_saml = slice_is(u->by.method, "saml");
    if (u->by.session.len == sizeof p.session)
        memcpy(&p.session, u->by.session.at, sizeof p.session);
    TRY(crypto_seal(ctx->arena, &u->acc->key, PENDING, (struct slice){(const char *)&p, sizeof p},
                    &sealed));
    TRY(crypto_base64url(ctx->arena, sealed, &ret->pending));
    ret->answer = SIGN_IN_SECOND;
    return OK;
}

enum err
sign_in_by_identity(const struct accounts *acc, struct ctx *ctx,
                    const struct accounts_visitor *visitor, const struct sign_in_identity *who,
                    struct sign_in *ret)
{
    struct use u = {.acc = acc, .visitor = visitor, .by = *who};

    *ret = (struct sign_in){.answer = SIGN_IN_WRONG};
    u.account.id = who->account;
    TRY(db_read(acc->db, ctx, use_find, &u));
    if (!u.known || u.account.status != ACCOUNT_ACTIVE)
        return OK;
    return u.has_totp ? pending_make(&u, ctx, ret) : enter(&u, ctx, ret);
}

enum err
sign_in_by_passkey(const struct accounts *acc, struct ctx *ctx,
                   const struct accounts_visitor *visitor, const struct sign_in_passkey *how,
                   struct sign_in *ret)
{
    struct use u = {.acc = acc, .visitor = visitor, .passkey = how};

    *ret = (struct sign_in){.answer = SIGN_IN_WRONG};
    u.account.id = how->passkey.account;
    return enter(&u, ctx, ret);
}

/* ACCOUNT-11: a password kept with other parameters is kept anew. That it fails now is no reason.
 */
static enum err
use_rehash(struct db *db, void *arg)
{
    struct use *u = arg;

    return account_store_set_password(db, u->account.id, slice_of(u->hash.text), db_ctx(db)->now);
}

static void
rehash(struct use *u, struct ctx *ctx, struct slice password)
{
    if (!crypto_password_is_old(&u->hash))
        return;
    if (password_pool_make(u->acc->passwords, ctx, password, &u->hash) != OK ||
        db_write(u->acc->db, ctx, use_rehash, u) != OK)
        ctx_clear(ctx);
}

/* ERR_DENIED becomes an answer. */
static enum err
guess_begin(struct use *u, struct ctx *ctx, struct sign_in *ret, bool *ret_may)
{
    enum err e = accounts_guess_begin(u->acc, ctx, &u->guess, &ret->wait_seconds);

    *ret_may = e == OK;
    if (e != ERR_DENIED)
        return e;
    ctx_clear(ctx);
    ret->answer = SIGN_IN_WAIT;
    return OK;
}

/* ACCOUNT-5: the same work and the same words, whether the address is known or not. */
enum err
sign_in_begin(const struct accounts *acc, struct ctx *ctx, const struct sign_in_claim *claim,
              struct sign_in *ret)
{
    struct use u = {.acc = acc, .visitor = &claim->visitor, .email = claim->email};
    bool may = false;
    bool is = false;

    *ret = (struct sign_in){.answer = SIGN_IN_WRONG};
    u.guess = (struct accounts_guess){"sign in", claim->email, claim->visitor.address};
    TRY(guess_begin(&u, ctx, ret, &may));
    if (!may)
        return OK;
    TRY(db_read(acc->db, ctx, use_find, &u));
    TRY(password_pool_is(acc->passwords, ctx, claim->password, u.has_hash ? &u.hash : NULL, &is));
    if (!is || !u.known || u.account.status != ACCOUNT_ACTIVE)
        return OK;
    rehash(&u, ctx, claim->password);
    return u.has_totp ? pending_make(&u, ctx, ret) : enter(&u, ctx, ret);
}

/* False: not ours, of another browser, or too old. */
static bool
pending_read(const struct accounts *acc, struct ctx *ctx, const struct sign_in_claim *claim,
             struct pending *p)
{
    struct crypto_hash guest = crypto_fingerprint(claim->visitor.guest);
    struct slice sealed = SLICE("");
    struct slice plain = SLICE("");

    if (crypto_unbase64url(ctx->arena, claim->pending, &sealed) != OK ||
        crypto_unseal(ctx->arena, &acc->key, PENDING, sealed, &plain) != OK ||
        plain.len != sizeof *p)
        return false;
    memcpy(p, plain.at, sizeof *p);
    return p->expires_ms > ctx->now.ms && memcmp(&p->guest, &guest, sizeof guest) == 0;
}

enum err
sign_in_second(const struct accounts *acc, struct ctx *ctx, const struct sign_in_claim *claim,
               struct sign_in *ret)
{
    struct use u = {.acc = acc, .visitor = &claim->visitor};
    struct pending p;
    struct slice secret = SLICE("");
    bool may = false;

    *ret = (struct sign_in){.answer = SIGN_IN_OVER, .pending = claim->pending};
    if (!pending_read(acc, ctx, claim, &p))
        return OK;
    u.account.id.n = p.account;
    u.by = (struct sign_in_identity){.identity = {p.identity},
                                     .session = {(const char *)&p.session, sizeof p.session},
                                     .method = p.is_saml ? SLICE("saml") : SLICE("oidc")};
    TRY(db_read(acc->db, ctx, use_find, &u));
    if (!u.known || !u.has_totp)
        return OK;
    u.guess = (struct accounts_guess){"code", u.account.code, claim->visitor.address};
    ret->answer = SIGN_IN_WRONG;
    TRY(guess_begin(&u, ctx, ret, &may));
    if (!may)
        return OK;
    TRY(account_security_open(acc, ctx, u.totp.secret, &secret));
    if (totp_match(secret, ctx->now, u.totp.last_step, claim->code, &u.step) != OK) {
        u.step = 0;
        TRY(account_security_recovery_hash(acc, ctx->arena, u.account.code, claim->code,
                                           &u.recovery));
    }
    return enter(&u, ctx, ret);
}

/* --- who is signed in --- */

struct who_use {
    struct slice hash;
    struct actor actor;
    struct instant last_used;
};

static enum err
use_who(struct db *db, void *arg)
{
    struct who_use *u = arg;

    return session_store_find(db, u->hash, db_ctx(db)->now, &u->actor, &u->last_used);
}

static enum err
use_touch(struct db *db, void *arg)
{
    struct who_use *u = arg;

    return session_store_touch(db, u->actor.session, db_ctx(db)->now);
}

enum err
sign_in_who(const struct accounts *acc, struct ctx *ctx, struct slice secret,
            struct actor *ret_actor)
{
    struct who_use u = {.last_used = {0}};

    TRY(accounts_hash(acc, ctx->arena, SESSION, secret, &u.hash));
    TRY(reach_read(acc->db, ctx, ACROSS_SIGN_IN, use_who, &u));
    /* That the use cannot be noted now is no reason to show nothing. */
    if (ctx->now.ms - u.last_used.ms > (int64_t)SESSION_TOUCH_MINUTES * 60000 &&
        db_write(acc->db, ctx, use_touch, &u) != OK)
        ctx_clear(ctx);
    *ret_actor = u.actor;
    return OK;
}

/* --- sessions --- */

struct session_use {
    const struct actor *actor;
    struct session_id id;
    struct account_session *sessions;
    int *len;
};

static enum err
use_end(struct db *db, void *arg)
{
    struct session_use *u = arg;

    return session_store_end(db, u->actor->id, u->id);
}

enum err
sign_in_end(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
            struct session_id id)
{
    return db_write(acc->db, ctx, use_end, &(struct session_use){.actor = actor, .id = id});
}

static enum err
use_end_others(struct db *db, void *arg)
{
    struct session_use *u = arg;

    return session_store_end_others(db, u->actor->id, u->actor->session);
}

enum err
sign_in_end_others(const struct accounts *acc, struct ctx *ctx, const struct actor *actor)
{
    return db_write(acc->db, ctx, use_end_others, &(struct session_use){.actor = actor});
}

static enum err
use_list(struct db *db, void *arg)
{
    struct session_use *u = arg;

    return session_store_list(db, u->actor->id, db_ctx(db)->now, u->sessions, u->len);
}

enum err
sign_in_list(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
             struct account_session *ret_sessions, int *ret_len)
{
    struct session_use u = {.actor = actor, .sessions = ret_sessions, .len = ret_len};

    return db_read(acc->db, ctx, use_list, &u);
}
