/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/registration.h"

#include <string.h>

#include "service/account_mail.h"
#include "service/audit.h"
#include "service/passkey_service.h"
#include "service/ways_in.h"
#include "storage/account_store.h"
#include "storage/reach.h"
#include "storage/session_store.h"

static const char LINK[] = "link of a mail";

static int
hours_of(const char *purpose)
{
    if (strcmp(purpose, "reset") == 0)
        return TOKEN_RESET_HOURS;
    if (strcmp(purpose, "email") == 0)
        return TOKEN_EMAIL_HOURS;
    return strcmp(purpose, "invite") == 0 ? TOKEN_INVITE_HOURS : TOKEN_CONFIRM_HOURS;
}

enum err
registration_token_add(const struct accounts *acc, struct db *db, struct account_token *t,
                       struct slice *ret_secret)
{
    struct ctx *ctx = db_ctx(db);

    t->expires.ms = ctx->now.ms + (int64_t)hours_of(t->purpose) * 3600000;
    TRY(accounts_secret(ctx->arena, ret_secret));
    TRY(accounts_hash(acc, ctx->arena, LINK, *ret_secret, &t->hash));
    return account_store_add_token(db, t);
}

enum err
registration_link(const struct accounts *acc, struct db *db, const struct account *a,
                  const char *purpose, struct slice *ret_secret)
{
    struct account_token t = {.account = a->id, .purpose = purpose};

    return registration_token_add(acc, db, &t, ret_secret);
}

/* --- registering --- */

struct begin_use {
    const struct accounts *acc;
    const struct registration *r;
    struct slice password_hash;
    struct slice code;
};

/* Without the name that was typed: that counts, and is shown or mailed, once the owner of the
 * mailbox has opened the link (ACCOUNT-4). */
static enum err
account_make(struct db *db, struct begin_use *u, struct account *a)
{
    enum err e = account_store_by_email(db, u->r->email, a);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if (e == ERR_NOT_FOUND) {
        *a = (struct account){.code = u->code,
                              .email = u->r->email,
                              .name = account_mailbox_name(u->r->email),
                              .language = u->r->language,
                              .status = ACCOUNT_UNCONFIRMED,
                              .created = db_ctx(db)->now};
        return account_store_add(db, a);
    }
    return OK;
}

/* ACCOUNT-4: anybody can type this address. An account that waits there, of an invitation or of an
 * earlier registration, has the name that was typed only once the owner has opened the link. */
static enum err
confirm_link(struct db *db, struct begin_use *u, const struct account *a, struct slice *ret_secret)
{
    struct account_token t = {.account = a->id, .purpose = "confirm", .value = u->r->name};

    TRY(account_store_set_password(db, a->id, u->password_hash, db_ctx(db)->now));
    return registration_token_add(u->acc, db, &t, ret_secret);
}

static enum err
use_begin(struct db *db, void *arg)
{
    struct begin_use *u = arg;
    struct account a = {.status = ACCOUNT_UNCONFIRMED};
    struct account_mail_letter l = {.kind = ACCOUNT_MAIL_KNOWN};

    TRY(account_make(db, u, &a));
    l.recipient = a.email;
    l.name = a.name;
    l.language = a.language;
    if (a.status == ACCOUNT_UNCONFIRMED) { /* whose words these are nobody knows yet */
        l.kind = ACCOUNT_MAIL_CONFIRM;
        l.name = SLICE("");
        TRY(confirm_link(db, u, &a, &l.secret));
    }
    return account_mail_write(u->acc, db, &l);
}

enum err
registration_begin(const struct accounts *acc, struct ctx *ctx, const struct registration *r,
                   int *ret_wait_seconds)
{
    struct accounts_guess g = {"register", r->email, r->address};
    struct begin_use u = {.acc = acc, .r = r};
    struct crypto_password hash;

    *ret_wait_seconds = 0;
    TRY(accounts_guess_begin(acc, ctx, &g, ret_wait_seconds));
    TRY(password_pool_make(acc->passwords, ctx, r->password, &hash));
    u.password_hash = slice_of(hash.text);
    TRY(accounts_code(ctx->arena, &u.code));
    return db_write(acc->db, ctx, use_begin, &u);
}

/* --- links --- */

struct link_use {
    const struct accounts *acc;
    struct slice secret;
    struct slice hash;
    const char *purpose;
    struct slice name; /* of a registration */
    struct account account;
    struct slice password_hash; /* kept, or new */
    struct accounts_guess guess;
    bool without_passkeys;
};

/* A link for a new password is that of a reset or of an invitation. */
static bool
purpose_fits(const char *have, const char *want)
{
    return strcmp(have, want) == 0 || (strcmp(want, "reset") == 0 && strcmp(have, "invite") == 0);
}

enum err
registration_token(const struct accounts *acc, struct db *db, struct slice secret,
                   const char *purpose, struct account_token *ret_token)
{
    struct slice hash;

    TRY(accounts_hash(acc, db_ctx(db)->arena, LINK, secret, &hash));
    TRY(account_store_find_token(db, hash, db_ctx(db)->now, ret_token));
    ret_token->hash = hash;
    return purpose_fits(ret_token->purpose, purpose) ? OK : ERR_NOT_FOUND;
}

static enum err
use_look(struct db *db, void *arg)
{
    struct link_use *u = arg;
    struct account_token t = {.purpose = NULL};
    enum err e;

    TRY(registration_token(u->acc, db, u->secret, u->purpose, &t));
    u->hash = t.hash;
    u->name = t.value;
    TRY(account_store_by_id(db, t.account, &u->account));
    if (u->account.status == ACCOUNT_ERASED || u->account.status == ACCOUNT_SUSPENDED)
        return ERR_NOT_FOUND;
    /* An old invitation is no key to an account that has a password of its own (ORG-27). */
    if (strcmp(t.purpose, "invite") == 0 && u->account.status != ACCOUNT_UNCONFIRMED)
        return ERR_NOT_FOUND;
    e = account_store_password(db, u->account.id, &u->password_hash);
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
link_look(const struct accounts *acc, struct ctx *ctx, struct slice secret, struct link_use *u)
{
    u->acc = acc;
    u->secret = secret;
    return db_read(acc->db, ctx, use_look, u);
}

enum err
registration_look(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                  const char *purpose, struct account *ret_account)
{
    struct link_use u = {.purpose = purpose};

    TRY(link_look(acc, ctx, secret, &u));
    *ret_account = u.account;
    return OK;
}

static enum err
use_confirm(struct db *db, void *arg)
{
    struct link_use *u = arg;
    struct instant now = db_ctx(db)->now;

    TRY(account_store_use_token(db, u->hash, now));
    u->account.status = ACCOUNT_ACTIVE;
    u->account.confirmed = now;
    if (u->name.len > 0)
        u->account.name = u->name;
    TRY(account_store_save(db, &u->account));
    TRY(accounts_guess_right(u->acc, db, &u->guess));
    return audit_add(db, &(struct audit_entry){.actor = u->account.code,
                                               .action = "account.confirm",
                                               .subject = u->account.code});
}

/* The stored hash as the pool wants it; false: there is none. */
static bool
hash_of(struct slice text, struct crypto_password *ret_hash)
{
    if (text.len == 0 || text.len >= sizeof ret_hash->text)
        return false;
    memset(ret_hash, 0, sizeof *ret_hash);
    memcpy(ret_hash->text, text.at, text.len);
    return true;
}

enum err
registration_confirm(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                     struct slice password, int *ret_wait_seconds)
{
    struct link_use u = {.purpose = "confirm"};
    struct crypto_password hash;
    bool is = false;

    *ret_wait_seconds = 0;
    TRY(link_look(acc, ctx, secret, &u));
    u.guess = (struct accounts_guess){"confirm", u.account.code, u.account.code};
    TRY(accounts_guess_begin(acc, ctx, &u.guess, ret_wait_seconds));
    TRY(password_pool_is(acc->passwords, ctx, password,
                         hash_of(u.password_hash, &hash) ? &hash : NULL, &is));
    return is ? db_write(acc->db, ctx, use_confirm, &u) : ERR_DENIED;
}

/* --- a forgotten password --- */

struct ask_use {
    const struct accounts *acc;
    struct slice email;
};

static enum err
use_ask(struct db *db, void *arg)
{
    struct ask_use *u = arg;
    struct account a = {.status = ACCOUNT_UNCONFIRMED};
    enum err e = account_store_by_email(db, u->email, &a);
    struct account_mail_letter l = {.kind = ACCOUNT_MAIL_RESET};

    if (e == ERR_NOT_FOUND || (e == OK && a.status == ACCOUNT_SUSPENDED))
        return OK;
    TRY(e);
    l.recipient = a.email;
    l.name = a.status == ACCOUNT_UNCONFIRMED ? SLICE("") : a.name;
    l.language = a.language;
    TRY(registration_link(u->acc, db, &a, "reset", &l.secret));
    return account_mail_write(u->acc, db, &l);
}

enum err
registration_ask_reset(const struct accounts *acc, struct ctx *ctx, struct slice email,
                       struct slice address, int *ret_wait_seconds)
{
    struct accounts_guess g = {"reset", email, address};
    struct ask_use u = {acc, email};

    *ret_wait_seconds = 0;
    TRY(accounts_guess_begin(acc, ctx, &g, ret_wait_seconds));
    return db_write(acc->db, ctx, use_ask, &u);
}

/* ISSUER-13, PASSKEY-8: a new password does not end other ways in; the mail names them. */
static enum err
put_linked(struct db *db, const struct account *account, struct account_mail_letter *l)
{
    struct slice names = SLICE("");

    TRY(ways_in_names(db, account->id, account->language, WAYS_IN_ALL, &names));
    if (names.len == 0)
        return OK;
    l->kind = ACCOUNT_MAIL_RENEWED;
    l->organisation = names;
    return OK;
}

static enum err
use_reset(struct db *db, void *arg)
{
    struct link_use *u = arg;
    struct instant now = db_ctx(db)->now;
    struct account_mail_letter l = {.kind = ACCOUNT_MAIL_PASSWORD,
                                    .recipient = u->account.email,
                                    .name = u->account.name,
                                    .language = u->account.language};

    TRY(account_store_use_token(db, u->hash, now));
    TRY(account_store_clear_tokens(db, u->account.id, "email")); /* ACCOUNT-14 */
    TRY(account_store_set_password(db, u->account.id, u->password_hash, now));
    if (u->account.status == ACCOUNT_UNCONFIRMED) {
        u->account.status = ACCOUNT_ACTIVE;
        u->account.confirmed = now;
        TRY(account_store_save(db, &u->account));
    }
    TRY(session_store_end_others(db, u->account.id, (struct session_id){0}));
    if (u->without_passkeys)
        TRY(passkey_remove_since(db, &u->account, (struct instant){0}));
    TRY(put_linked(db, &u->account, &l));
    TRY(account_mail_write(u->acc, db, &l));
    return audit_add(db, &(struct audit_entry){.actor = u->account.code,
                                               .action = "account.password_reset",
                                               .subject = u->account.code});
}

enum err
registration_reset(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                   const struct registration_reset *r)
{
    struct link_use u = {.purpose = "reset", .without_passkeys = r->without_passkeys};
    struct crypto_password hash;

    TRY(link_look(acc, ctx, secret, &u));
    TRY(password_pool_make(acc->passwords, ctx, r->password, &hash));
    u.password_hash = slice_of(hash.text);
    return reach_write(acc->db, ctx, ACROSS_ISSUER, use_reset, &u);
}
