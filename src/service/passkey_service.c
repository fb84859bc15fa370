/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/passkey_service.h"

#include <string.h>

#include "exchange/webauthn.h"
#include "service/account_mail.h"
#include "service/account_security.h"
#include "service/audit.h"
#include "storage/account_store.h"
#include "storage/identity_store.h"
#include "storage/passkey_store.h"
#include "storage/reach.h"

static const char STATE[] = "challenge of a passkey";
static const char ONCE[] = "passkey used once";
static const char USER[] = "whose passkey";

enum { CHALLENGE_BYTES = 32, ORIGIN_BYTES_MAX = 300 };

struct state {
    int64_t account; /* who adds one; 0: who signs in */
    int64_t session;
    int64_t expires_ms;
    struct crypto_hash guest;
    uint8_t challenge[CHALLENGE_BYTES];
};

static struct slice
bytes_of(const void *at, size_t len)
{
    return (struct slice){at, len};
}

/* --- where --------------------------------------------------------------- */

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A name has a letter in its last part; an address in numbers has not. */
static bool
is_name(struct slice host)
{
    struct slice last = host;
    struct slice part;

    while (slice_next(&host, '.', &part))
        last = part;
    for (size_t i = 0; i < last.len; i++)
        if (lower(last.at[i]) >= 'a' && lower(last.at[i]) <= 'z')
            return true;
    return false;
}

/* Without the port that goes without saying: so browsers write an origin. */
bool
passkey_place(const struct accounts *acc, struct arena *a, struct passkey_place *ret_place)
{
    struct slice url = slice_of(acc->public_url);
    size_t at = slice_find(url, SLICE("://"));
    bool tls = slice_starts(url, SLICE("https://"));
    struct slice scheme = slice_sub(url, 0, at);
    struct slice rest = slice_sub(url, at + 3, url.len);
    struct slice host = slice_sub(rest, 0, slice_find_char(rest, '/'));
    struct slice port = slice_sub(host, slice_find_char(host, ':') + 1, host.len);
    struct text t = text_init(a, ORIGIN_BYTES_MAX);
    struct text name = text_init(a, ORIGIN_BYTES_MAX);
    struct slice made = SLICE("");

    host = slice_sub(host, 0, slice_find_char(host, ':'));
    if (at == url.len || host.at[0] == '[' || !is_name(host))
        return false;
    for (size_t i = 0; i < host.len; i++)
        text_putc(&name, lower(host.at[i]));
    if (text_end(&name, &made) != OK)
        return false;
    text_printf(&t, "%.*s://%.*s", SLICE_ARG(scheme), SLICE_ARG(made));
    if (port.len > 0 && !slice_is(port, tls ? "443" : "80"))
        text_printf(&t, ":%.*s", SLICE_ARG(port));
    ret_place->host = arena_cstr(a, made);
    return ret_place->host != NULL && text_end(&t, &ret_place->origin) == OK;
}

static enum err
place_of(const struct accounts *acc, struct ctx *ctx, struct passkey_place *ret_place)
{
    return passkey_place(acc, ctx->arena, ret_place)
               ? OK
               : fail(ctx, ERR_NOT_FOUND, "public_url has no host that passkeys can be for");
}

/* --- asking -------------------------------------------------------------- */

/* Section 14.6.1: a browser gives it away to whoever asks, so it names nobody. */
static enum err
user_of(const struct accounts *acc, struct arena *a, struct slice code, struct slice *ret_user)
{
    return accounts_hash(acc, a, USER, code, ret_user);
}

enum err
passkey_ask(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
            struct slice guest, struct passkey_question *ret)
{
    struct passkey_place place = {.host = NULL};
    struct slice sealed = SLICE("");
    struct slice user = SLICE("");
    struct state s;

    TRY(place_of(acc, ctx, &place));
    memset(&s, 0, sizeof s);
    s.account = actor != NULL ? actor->id.n : 0;
    s.session = actor != NULL ? actor->session.n : 0;
    s.expires_ms = ctx->now.ms + (int64_t)PASSKEY_CHALLENGE_MINUTES * 60000;
    s.guest = crypto_fingerprint(guest);
    crypto_random(s.challenge, sizeof s.challenge);
    TRY(crypto_seal(ctx->arena, &acc->key, STATE, bytes_of(&s, sizeof s), &sealed));
    TRY(crypto_base64url(ctx->arena, sealed, &ret->state));
    TRY(crypto_base64url(ctx->arena, bytes_of(s.challenge, sizeof s.challenge), &ret->challenge));
    ret->host = slice_of(place.host);
    ret->user = SLICE("");
    if (actor == NULL)
        return OK;
    TRY(user_of(acc, ctx->arena, actor->code, &user));
    return crypto_base64url(ctx->arena, user, &ret->user);
}

/* An answer, and what it is compared with. */
struct asked {
    const struct actor *actor;
    struct slice sealed; /* the state that came with it */
    struct slice guest;
    struct passkey_place place;
    struct state state;
    struct webauthn_want want;
    struct sign_in_once once; /* that it was answered */
};

static bool
state_holds(const struct asked *a, struct instant now)
{
    struct crypto_hash guest = crypto_fingerprint(a->guest);
    int64_t account = a->actor != NULL ? a->actor->id.n : 0;
    int64_t session = a->actor != NULL ? a->actor->session.n : 0;

    return a->state.expires_ms > now.ms && a->state.account == account &&
           a->state.session == session && memcmp(&a->state.guest, &guest, sizeof guest) == 0;
}

/* PASSKEY-4. ERR_DENIED, without a message: not ours, of another browser or person, or too late. */
static enum err
asked_read(const struct accounts *acc, struct ctx *ctx, struct asked *a)
{
    struct slice challenge = bytes_of(a->state.challenge, CHALLENGE_BYTES);
    struct slice sealed = SLICE("");
    struct slice plain = SLICE("");

    if (crypto_unbase64url(ctx->arena, a->sealed, &sealed) != OK ||
        crypto_unseal(ctx->arena, &acc->key, STATE, sealed, &plain) != OK ||
        plain.len != sizeof a->state)
        return ERR_DENIED;
    memcpy(&a->state, plain.at, sizeof a->state);
    if (!state_holds(a, ctx->now))
        return ERR_DENIED;
    TRY(place_of(acc, ctx, &a->place));
    a->want.origin = a->place.origin;
    a->want.host = a->place.host;
    TRY(crypto_base64url(ctx->arena, challenge, &a->want.challenge));
    a->once.expires.ms = a->state.expires_ms;
    return accounts_hash(acc, ctx->arena, ONCE, challenge, &a->once.hash);
}

/* --- adding -------------------------------------------------------------- */

struct use {
    const struct accounts *acc;
    const struct actor *actor;
    struct passkey passkey;
    struct sign_in_once once;
    enum account_mail mail;
    const char *action;
    struct account account;
    struct passkey *list;
    int *len;
    enum passkey_answer answer;
};

/* PASSKEY-6: the owner of the mailbox hears of it, and the log keeps it. */
static enum err
tell(struct db *db, struct use *u)
{
    TRY(account_store_by_id(db, u->actor->id, &u->account));
    TRY(account_mail_write(u->acc, db,
                           &(struct account_mail_letter){.kind = u->mail,
                                                         .recipient = u->account.email,
                                                         .name = u->account.name,
                                                         .language = u->account.language,
                                                         .organisation = u->passkey.name}));
    return audit_add(db, &(struct audit_entry){.actor = u->actor->code,
                                               .action = u->action,
                                               .subject = u->actor->code});
}

static enum err
use_add(struct db *db, void *arg)
{
    struct use *u = arg;
    enum err e = identity_store_once(db, u->once.hash, u->once.expires);

    u->answer = PASSKEY_OVER;
    if (e != OK)
        return e;
    e = passkey_store_add(db, &u->passkey);
    u->answer = e == ERR_LIMIT ? PASSKEY_FULL : PASSKEY_TAKEN;
    if (e != OK)
        return e;
    u->answer = PASSKEY_DONE;
    return tell(db, u);
}

static enum err
made_read(struct ctx *ctx, const struct passkey_made *made, const struct webauthn_want *want,
          struct webauthn_new *ret)
{
    struct webauthn_made m;

    TRY(crypto_unbase64url(ctx->arena, made->id, &m.id));
    TRY(crypto_unbase64url(ctx->arena, made->client, &m.client));
    TRY(crypto_unbase64url(ctx->arena, made->object, &m.object));
    return webauthn_read_made(ctx, &m, want, ret);
}

/* What is no failure of ours becomes an answer. */
static enum err
answered(struct ctx *ctx, enum passkey_answer answer, enum passkey_answer *ret_answer)
{
    *ret_answer = answer;
    ctx_clear(ctx);
    return OK;
}

enum err
passkey_add(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
            const struct passkey_made *made, enum passkey_answer *ret_answer)
{
    struct asked asked = {.actor = actor, .sealed = made->state, .guest = made->visitor.guest};
    struct webauthn_new fresh = {.fault = WEBAUTHN_FORM};
    struct use u = {
        .acc = acc, .actor = actor, .mail = ACCOUNT_MAIL_PASSKEY_ADDED, .action = "passkey.add"};
    enum err e = asked_read(acc, ctx, &asked);

    if (e == ERR_DENIED)
        return answered(ctx, PASSKEY_OVER, ret_answer);
    TRY(e);
    e = made_read(ctx, made, &asked.want, &fresh);
    if (e == ERR_INVALID)
        return answered(ctx, PASSKEY_UNBELIEVED, ret_answer);
    TRY(e);
    u.once = asked.once;
    u.passkey = (struct passkey){.account = actor->id, .credential = fresh.id, .key = fresh.key};
    if (passkey_name_parse(made->name, &u.passkey.name) != OK)
        u.passkey.name = made->visitor.browser;
    e = db_write(acc->db, ctx, use_add, &u);
    if (e == OK || (u.answer != PASSKEY_DONE && (e == ERR_CONFLICT || e == ERR_LIMIT)))
        return answered(ctx, u.answer, ret_answer);
    return e;
}

/* --- signing in ---------------------------------------------------------- */

/* What is sent twice, by a page loaded anew, is no copy that counts behind: so this comes first. */
static enum err
use_find(struct db *db, void *arg)
{
    struct use *u = arg;
    bool was_used = false;

    TRY(identity_store_once_is(db, u->once.hash, &was_used));
    if (was_used)
        return ERR_DENIED;
    TRY(passkey_store_find(db, u->passkey.credential, &u->passkey));
    return account_store_by_id(db, u->passkey.account, &u->account);
}

/* PASSKEY-5: there may be two of it. */
static enum err
use_note_counter(struct db *db, void *arg)
{
    const struct use *u = arg;

    return audit_add(db, &(struct audit_entry){.actor = u->account.code,
                                               .action = "passkey.counter",
                                               .subject = u->account.code});
}

/* ERR_INVALID: not believed. */
static enum err
shown_read(struct use *u, struct ctx *ctx, const struct passkey_shown *shown,
           const struct webauthn_want *want, int64_t *ret_counter)
{
    struct webauthn_shown s = {.key = &u->passkey.key};
    enum webauthn_fault fault = WEBAUTHN_FORM;
    struct slice said = SLICE("");
    struct slice user = SLICE("");
    enum err e;

    TRY(crypto_unbase64url(ctx->arena, shown->client, &s.client));
    TRY(crypto_unbase64url(ctx->arena, shown->data, &s.data));
    TRY(crypto_unbase64url(ctx->arena, shown->signature, &s.signature));
    TRY(crypto_unbase64url(ctx->arena, shown->user, &said));
    TRY(user_of(u->acc, ctx->arena, u->account.code, &user));
    if (!crypto_eq(said, user))
        return fail(ctx, ERR_INVALID, "passkey: is another person's");
    e = webauthn_read_shown(ctx, &s, want, &fault, ret_counter);
    if (fault == WEBAUTHN_COUNTER)
        TRY(db_write(u->acc->db, ctx, use_note_counter, u));
    return e;
}

enum err
passkey_enter(const struct accounts *acc, struct ctx *ctx, const struct passkey_shown *shown,
              struct passkey_entered *ret)
{
    struct asked asked = {.sealed = shown->state, .guest = shown->visitor.guest};
    struct sign_in_passkey in = {.counter = 0};
    struct use u = {.acc = acc};
    enum err e = asked_read(acc, ctx, &asked);

    *ret = (struct passkey_entered){.answer = PASSKEY_OVER};
    if (e == ERR_DENIED)
        return answered(ctx, PASSKEY_OVER, &ret->answer);
    TRY(e);
    if (crypto_unbase64url(ctx->arena, shown->id, &u.passkey.credential) != OK ||
        u.passkey.credential.len == 0 || u.passkey.credential.len > PASSKEY_ID_BYTES_MAX)
        return answered(ctx, PASSKEY_UNBELIEVED, &ret->answer);
    u.once = in.once = asked.once;
    e = db_read(acc->db, ctx, use_find, &u);
    if (e == ERR_DENIED)
        return answered(ctx, PASSKEY_OVER, &ret->answer);
    if (e == ERR_NOT_FOUND)
        return answered(ctx, PASSKEY_UNKNOWN, &ret->answer);
    TRY(e);
    e = shown_read(&u, ctx, shown, &asked.want, &in.counter);
    if (e == ERR_INVALID)
        return answered(ctx, PASSKEY_UNBELIEVED, &ret->answer);
    TRY(e);
    in.passkey = u.passkey;
    TRY(sign_in_by_passkey(acc, ctx, &shown->visitor, &in, &ret->in));
    if (ret->in.answer == SIGN_IN_DONE)
        ret->answer = PASSKEY_DONE;
    else if (ret->in.answer != SIGN_IN_OVER)
        ret->answer = PASSKEY_UNKNOWN;
    return OK;
}

/* --- the own ones -------------------------------------------------------- */

static enum err
use_list(struct db *db, void *arg)
{
    struct use *u = arg;

    return passkey_store_of_account(db, u->passkey.account, u->list, u->len);
}

enum err
passkey_list(const struct accounts *acc, struct ctx *ctx, struct account_id account,
             struct passkey *ret_passkeys, int *ret_len)
{
    struct use u = {.passkey = {.account = account}, .list = ret_passkeys, .len = ret_len};

    return db_read(acc->db, ctx, use_list, &u);
}

enum err
passkey_name_parse(struct slice typed, struct slice *ret_name)
{
    struct slice name = slice_trim(typed);

    if (name.len == 0 || name.len > PASSKEY_NAME_BYTES_MAX ||
        slice_find_char(name, '\n') < name.len || slice_find_char(name, '\r') < name.len)
        return ERR_INVALID;
    *ret_name = name;
    return OK;
}

static enum err
use_rename(struct db *db, void *arg)
{
    const struct use *u = arg;

    return passkey_store_rename(db, u->actor->id, u->passkey.id, u->passkey.name);
}

enum err
passkey_rename(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
               struct passkey_id id, struct slice name)
{
    struct use u = {.acc = acc, .actor = actor, .passkey = {.id = id}};

    if (passkey_name_parse(name, &u.passkey.name) != OK)
        return fail(ctx, ERR_INVALID, "a passkey's name has 1 to %d bytes", PASSKEY_NAME_BYTES_MAX);
    return db_write(acc->db, ctx, use_rename, &u);
}

static enum err
use_remove(struct db *db, void *arg)
{
    struct use *u = arg;
    struct passkey all[PASSKEYS_MAX];
    bool is_own = false;
    int ways = 0;
    int len = 0;

    TRY(passkey_store_of_account(db, u->actor->id, all, &len));
    for (int i = 0; i < len; i++) {
        if (all[i].id.n == u->passkey.id.n) {
            is_own = true;
            u->passkey.name = all[i].name;
        }
    }
    if (!is_own)
        return fail(db_ctx(db), ERR_NOT_FOUND, "no passkey %lld of this account",
                    (long long)u->passkey.id.n);
    TRY(account_security_ways_in(db, u->actor->id, &ways));
    if (ways < 2)
        return fail(db_ctx(db), ERR_CONFLICT, "passkey %lld is the last way in",
                    (long long)u->passkey.id.n);
    TRY(passkey_store_sessions_end(db, u->actor->id, u->passkey.id, u->actor->session));
    TRY(passkey_store_delete(db, u->actor->id, u->passkey.id));
    return tell(db, u);
}

enum err
passkey_remove(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
               struct passkey_id id)
{
    struct use u = {.acc = acc,
                    .actor = actor,
                    .passkey = {.id = id},
                    .mail = ACCOUNT_MAIL_PASSKEY_REMOVED,
                    .action = "passkey.remove"};

    return reach_write(acc->db, ctx, ACROSS_ISSUER, use_remove, &u);
}

enum err
passkey_remove_since(struct db *db, const struct account *account, struct instant since)
{
    struct passkey all[PASSKEYS_MAX];
    int len = 0;

    TRY(passkey_store_of_account(db, account->id, all, &len));
    for (int i = 0; i < len; i++) {
        if (all[i].created.ms < since.ms)
            continue;
        TRY(passkey_store_delete(db, account->id, all[i].id));
        TRY(audit_add(db, &(struct audit_entry){.actor = account->code,
                                                .action = "passkey.remove",
                                                .subject = account->code}));
    }
    return OK;
}

void
passkey_put_names(struct text *t, enum lang lang, const struct passkey *all, int len)
{
    for (int i = 0; i < len; i++) {
        text_puts(t, t->len > 0 ? ", " : "");
        say_put(t, lang, SAY_PASSKEY_CALLED, SAY_ARGS(SAY_AS_TEXT(all[i].name)));
    }
}
