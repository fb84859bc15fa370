/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/account_security.h"

#include <string.h>

#include "domain/totp.h"
#include "service/account_mail.h"
#include "service/audit.h"
#include "storage/account_store.h"
#include "storage/identity_store.h"
#include "storage/passkey_store.h"
#include "storage/session_store.h"

static const char TOTP[] = "one-time passwords";
enum { RECOVERY_CHARS = 12, RECOVERY_SIGNS = 32 };

struct use {
    const struct accounts *acc;
    const struct actor *actor;
    struct account_security *security;
    struct account account;
    struct slice hash; /* of the password, kept or new */
    struct slice session;
    struct account_totp totp;
    struct slice sealed;
    int64_t step;
    struct slice recovery[RECOVERY_CODES];
    struct accounts_guess guess;
};

static enum err
use_load(struct db *db, void *arg)
{
    struct use *u = arg;
    struct account_totp totp = {.in_use = false};
    enum err e;

    TRY(account_store_by_id(db, u->actor->id, &u->security->account));
    e = account_store_totp(db, u->actor->id, &totp);
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    u->security->has_totp = totp.in_use;
    return account_store_recovery_left(db, u->actor->id, &u->security->recovery_left);
}

enum err
account_security_load(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                      struct account_security *ret)
{
    struct use u = {.acc = acc, .actor = actor, .security = ret};

    *ret = (struct account_security){.has_totp = false};
    return db_read(acc->db, ctx, use_load, &u);
}

/* --- the password --- */

static enum err
use_hash(struct db *db, void *arg)
{
    struct use *u = arg;
    enum err e = account_store_password(db, u->actor->id, &u->hash);

    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
prove(struct use *u, struct ctx *ctx, struct account_security_proof *proof)
{
    struct crypto_password hash = {{0}};
    bool has;
    bool is = false;

    proof->wait_seconds = 0;
    u->guess = (struct accounts_guess){"password again", u->actor->code, proof->address};
    TRY(accounts_guess_begin(u->acc, ctx, &u->guess, &proof->wait_seconds));
    TRY(db_read(u->acc->db, ctx, use_hash, u));
    has = u->hash.len > 0 && u->hash.len < sizeof hash.text;
    if (has)
        memcpy(hash.text, u->hash.at, u->hash.len);
    TRY(password_pool_is(u->acc->passwords, ctx, proof->password, has ? &hash : NULL, &is));
    return is ? OK : ERR_DENIED;
}

enum err
account_security_prove(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                       struct account_security_proof *proof)
{
    struct use u = {.acc = acc, .actor = actor};

    return prove(&u, ctx, proof);
}

enum err
account_security_is_fresh(struct db *db, const struct actor *actor, bool *ret_fresh)
{
    struct ctx *ctx = db_ctx(db);
    struct account_session *sessions =
        arena_array(ctx->arena, struct account_session, ACCOUNT_SESSIONS_MAX);
    int64_t since = ctx->now.ms - (int64_t)SESSION_FRESH_MINUTES * 60000;
    int len = 0;

    if (sessions == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for sessions");
    TRY(session_store_list(db, actor->id, ctx->now, sessions, &len));
    *ret_fresh = false;
    for (int i = 0; i < len; i++)
        if (sessions[i].id.n == actor->session.n && sessions[i].created.ms >= since)
            *ret_fresh = true;
    return OK;
}

enum err
account_security_ways_in(struct db *db, struct account_id account, int *ret_ways)
{
    struct identity identities[IDENTITIES_MAX];
    struct passkey passkeys[PASSKEYS_MAX];
    struct slice hash = SLICE("");
    int identities_len = 0;
    int passkeys_len = 0;
    enum err e = account_store_password(db, account, &hash);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    TRY(identity_store_of_account(db, account, identities, &identities_len));
    TRY(passkey_store_of_account(db, account, passkeys, &passkeys_len));
    *ret_ways = (e == OK ? 1 : 0) + identities_len + passkeys_len;
    return OK;
}

/* What every change ends with: the right password is noted, the person told, the log kept. */
static enum err
finish(struct db *db, struct use *u, enum account_mail mail, const char *action)
{
    struct account_mail_letter l = {.kind = mail};

    TRY(account_store_by_id(db, u->actor->id, &u->account));
    l.recipient = u->account.email;
    l.name = u->account.name;
    l.language = u->account.language;
    if (u->guess.purpose != NULL)
        TRY(accounts_guess_right(u->acc, db, &u->guess));
    TRY(account_mail_write(u->acc, db, &l));
    return audit_add(db, &(struct audit_entry){
                             .actor = u->actor->code, .action = action, .subject = u->actor->code});
}

static enum err
use_set_password(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(account_store_set_password(db, u->actor->id, u->hash, db_ctx(db)->now));
    TRY(account_store_clear_tokens(db, u->actor->id, "reset"));
    TRY(account_store_clear_tokens(db, u->actor->id, "email")); /* ACCOUNT-14 */
    TRY(session_store_end_others(db, u->actor->id, u->actor->session));
    TRY(session_store_rotate(db, u->actor, u->session));
    return finish(db, u, ACCOUNT_MAIL_PASSWORD, "account.password");
}

enum err
account_security_set_password(const struct accounts *acc, struct ctx *ctx,
                              const struct actor *actor, struct account_security_proof *proof)
{
    struct use u = {.acc = acc, .actor = actor};
    struct crypto_password hash = {{0}};

    TRY(prove(&u, ctx, proof));
    TRY(password_pool_make(acc->passwords, ctx, proof->replacement, &hash));
    u.hash = slice_of(hash.text);
    TRY(accounts_secret(ctx->arena, &proof->secret));
    TRY(accounts_hash(acc, ctx->arena, "session", proof->secret, &u.session));
    return db_write(acc->db, ctx, use_set_password, &u);
}

/* --- the second factor --- */

enum err
account_security_open(const struct accounts *acc, struct ctx *ctx, struct slice sealed,
                      struct slice *ret_secret)
{
    enum err e = crypto_unseal(ctx->arena, &acc->key, TOTP, sealed, ret_secret);

    return e == ERR_CORRUPT ? fail(ctx, e, "a second factor was sealed with another key") : e;
}

static enum err
use_set_totp(struct db *db, void *arg)
{
    struct use *u = arg;

    return account_store_set_totp(db, u->actor->id, u->sealed);
}

enum err
account_security_totp_begin(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                            struct slice *ret_secret)
{
    struct use u = {.acc = acc, .actor = actor};
    char bytes[TOTP_SECRET_BYTES];

    crypto_random(bytes, sizeof bytes);
    TRY(arena_copy(ctx->arena, (struct slice){bytes, sizeof bytes}, ret_secret));
    TRY(crypto_seal(ctx->arena, &acc->key, TOTP, *ret_secret, &u.sealed));
    return db_write(acc->db, ctx, use_set_totp, &u);
}

static enum err
use_totp(struct db *db, void *arg)
{
    struct use *u = arg;

    return account_store_totp(db, u->actor->id, &u->totp);
}

enum err
account_security_totp_begun(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                            struct slice *ret_secret)
{
    struct use u = {.acc = acc, .actor = actor};

    TRY(db_read(acc->db, ctx, use_totp, &u));
    return u.totp.in_use ? ERR_NOT_FOUND
                         : account_security_open(acc, ctx, u.totp.secret, ret_secret);
}

/* Codes are read by people: no letters that look alike (RFC 4648 base32 has none of 0, 1, 8, 9). */
static enum err
recovery_make(struct use *u, struct ctx *ctx, struct slice *ret_codes)
{
    static const char signs[RECOVERY_SIGNS + 1] = "abcdefghijklmnopqrstuvwxyz234567";

    for (int i = 0; i < RECOVERY_CODES; i++) {
        struct text t = text_init(ctx->arena, 32);
        uint8_t random[RECOVERY_CHARS];

        crypto_random(random, sizeof random);
        for (int k = 0; k < RECOVERY_CHARS; k++) {
            if (k > 0 && k % 4 == 0)
                text_putc(&t, '-');
            text_putc(&t, signs[random[k] % RECOVERY_SIGNS]);
        }
        TRY(text_end(&t, &ret_codes[i]));
        TRY(account_security_recovery_hash(u->acc, ctx->arena, u->actor->code, ret_codes[i],
                                           &u->recovery[i]));
    }
    return OK;
}

/* Hyphens, spaces and capitals do not matter. */
enum err
account_security_recovery_hash(const struct accounts *acc, struct arena *a,
                               struct slice account_code, struct slice typed,
                               struct slice *ret_hash)
{
    struct text t = text_init(a, FORM_VALUE_BYTES_MAX + 64);
    struct slice both;

    text_put(&t, account_code);
    text_putc(&t, ' ');
    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != '-' && c != ' ')
            text_putc(&t, c);
    }
    TRY(text_end(&t, &both));
    return accounts_hash(acc, a, "recovery code", both, ret_hash);
}

static enum err
use_use_totp(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(account_store_take_step(db, u->actor->id, u->step, db_ctx(db)->now));
    TRY(account_store_set_recovery(db, u->actor->id, u->recovery, RECOVERY_CODES));
    return finish(db, u, ACCOUNT_MAIL_SECOND, "account.totp_on");
}

enum err
account_security_totp_use(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                          struct slice typed, struct slice *ret_codes)
{
    struct use u = {.acc = acc, .actor = actor};
    struct slice secret = SLICE("");

    TRY(account_security_totp_begun(acc, ctx, actor, &secret));
    TRY(totp_match(secret, ctx->now, 0, typed, &u.step));
    TRY(recovery_make(&u, ctx, ret_codes));
    return db_write(acc->db, ctx, use_use_totp, &u);
}

static enum err
use_drop_totp(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(account_store_delete_totp(db, u->actor->id));
    return finish(db, u, ACCOUNT_MAIL_SECOND, "account.totp_off");
}

enum err
account_security_totp_drop(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                           struct account_security_proof *proof)
{
    struct use u = {.acc = acc, .actor = actor};

    TRY(prove(&u, ctx, proof));
    return db_write(acc->db, ctx, use_drop_totp, &u);
}
