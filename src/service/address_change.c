/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/address_change.h"

#include "service/account_mail.h"
#include "service/audit.h"
#include "service/invitation.h"
#include "service/registration.h"
#include "service/ways_in.h"
#include "storage/account_store.h"
#include "storage/address_store.h"
#include "storage/reach.h"
#include "storage/session_store.h"

static const char UNDO[] = "link that puts an address back";
static const char *const PURPOSES[] = {"confirm", "reset", "invite", "email"};

struct use {
    const struct accounts *acc;
    const struct actor *actor;
    struct slice email;
    struct slice secret;
    const struct address_back_wish *wish;
    enum lang lang;
    struct slice before;
    struct account account;
    struct account_token token;
    struct address_undo undo;
    struct slice password_hash;
    struct slice new_code; /* of an account that is nobody's from now on */
    bool is_taken;
};

static enum err
write_mail(struct db *db, const struct use *u, enum account_mail kind, struct slice to,
           struct slice secret)
{
    /* Without a name: whose the new mailbox is nobody knows yet. */
    return account_mail_write(u->acc, db,
                              &(struct account_mail_letter){.kind = kind,
                                                            .recipient = to,
                                                            .name = SLICE(""),
                                                            .language = u->account.language,
                                                            .secret = secret});
}

static enum err
note(struct db *db, const struct use *u, const char *action)
{
    return audit_add(db, &(struct audit_entry){.actor = u->account.code,
                                               .action = action,
                                               .subject = u->account.code});
}

/* The mail to the mailbox of now, with the way back to it. */
static enum err
give_way_back(struct db *db, const struct use *u, enum account_mail kind, struct instant since)
{
    struct instant now = db_ctx(db)->now;
    struct address_undo undo = {
        .account = u->account.id,
        .email = u->account.email,
        .since = since,
        .expires = {now.ms + (int64_t)ADDRESS_UNDO_DAYS * 24 * 3600000},
    };
    struct slice secret = SLICE("");

    /* Who asks twice, with a passkey made in between, asked the first time (ACCOUNT-16). */
    TRY(address_store_first_since(db, &undo));
    TRY(accounts_secret(db_ctx(db)->arena, &secret));
    TRY(accounts_hash(u->acc, db_ctx(db)->arena, UNDO, secret, &undo.hash));
    TRY(address_store_add_undo(db, &undo));
    return write_mail(db, u, kind, undo.email, secret);
}

/* --- asking -------------------------------------------------------------------- */

/* ACCOUNT-5: with an account at the new address everything is done as without, but its owner is
 * told in place of being asked, and nobody has the link's secret. */
static enum err
use_ask(struct db *db, void *arg)
{
    struct use *u = arg;
    struct account there = {.status = ACCOUNT_UNCONFIRMED};
    struct account_token t = {.account = u->actor->id, .purpose = "email", .value = u->email};
    struct slice secret = SLICE("");
    enum err e;

    TRY(account_store_by_id(db, u->actor->id, &u->account));
    if (slice_eq(u->account.email, u->email))
        return fail(db_ctx(db), ERR_CONFLICT, "it is the address of this account");
    e = account_store_by_email(db, u->email, &there);
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    TRY(registration_token_add(u->acc, db, &t, &secret));
    if (there.status == ACCOUNT_UNCONFIRMED)
        TRY(write_mail(db, u, ACCOUNT_MAIL_MOVE, u->email, secret));
    else
        TRY(write_mail(db, u, ACCOUNT_MAIL_MOVE_KNOWN, u->email, SLICE("")));
    return give_way_back(db, u, ACCOUNT_MAIL_MOVING, db_ctx(db)->now);
}

enum err
address_change_ask(const struct accounts *acc, struct ctx *ctx, const struct address_wish *wish,
                   int *ret_wait_seconds)
{
    const struct accounts_guess of_account = {"change address", wish->actor->code, wish->address};
    const struct accounts_guess of_mailbox = {"register", wish->email, wish->address};
    struct use u = {.acc = acc, .actor = wish->actor, .email = wish->email};

    *ret_wait_seconds = 0;
    TRY(accounts_guess_begin(acc, ctx, &of_account, ret_wait_seconds));
    TRY(accounts_guess_begin(acc, ctx, &of_mailbox, ret_wait_seconds));
    return db_write(acc->db, ctx, use_ask, &u);
}

static enum err
use_waits(struct db *db, void *arg)
{
    struct use *u = arg;
    struct instant expires = {0};
    enum err e = address_store_pending(db, u->actor->id, &u->email, &expires);

    return e == ERR_NOT_FOUND ? OK : e;
}

enum err
address_change_waits(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                     struct slice *ret_email)
{
    struct use u = {.actor = actor, .email = SLICE("")};

    TRY(db_read(acc->db, ctx, use_waits, &u));
    *ret_email = u.email;
    return OK;
}

/* --- confirming ------------------------------------------------------------------ */

/* ACCOUNT-14: who opens the link shows the mailbox, and by the session that the account is theirs.
 * Else a stranger, to whom a slip of a finger sent it, could take the account. */
static enum err
use_look(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(registration_token(u->acc, db, u->secret, "email", &u->token));
    if (u->token.account.n != u->actor->id.n)
        return ERR_NOT_FOUND;
    TRY(account_store_by_id(db, u->token.account, &u->account));
    return u->account.status == ACCOUNT_ACTIVE ? OK : ERR_NOT_FOUND;
}

enum err
address_change_look(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                    struct slice secret, struct slice *ret_email)
{
    struct use u = {.acc = acc, .actor = actor, .secret = secret};

    TRY(db_read(acc->db, ctx, use_look, &u));
    *ret_email = u.token.value;
    return OK;
}

/* ACCOUNT-17: an account that waits for the owner of the mailbox has found them. */
static enum err
make_room(struct db *db, struct use *u, struct slice email)
{
    struct actor owner = {.id = u->account.id, .code = u->account.code, .name = u->account.name};
    struct account there = {.status = ACCOUNT_UNCONFIRMED};
    enum err e = account_store_by_email(db, email, &there);

    if (e == ERR_NOT_FOUND || (e == OK && there.id.n == u->account.id.n))
        return OK;
    TRY(e);
    if (there.status != ACCOUNT_UNCONFIRMED) {
        u->is_taken = true;
        return OK;
    }
    TRY(invitation_absorb(db, &owner, &there));
    return address_store_forget_waiting(db, there.id, u->new_code);
}

/* Links that went to the mailbox of before open nothing any more, an older "Passwort vergessen?"
 * least of all. */
static enum err
links_end(struct db *db, struct account_id id)
{
    for (size_t i = 0; i < ARRAY_LEN(PURPOSES); i++)
        TRY(account_store_clear_tokens(db, id, PURPOSES[i]));
    return OK;
}

static enum err
use_confirm(struct db *db, void *arg)
{
    struct use *u = arg;
    struct slice email = SLICE("");
    struct instant expires = {0};

    u->is_taken = false;
    TRY(use_look(db, u));
    TRY(address_store_pending(db, u->account.id, &email, &expires));
    TRY(account_store_use_token(db, u->token.hash, db_ctx(db)->now));
    TRY(make_room(db, u, email));
    if (u->is_taken)
        return OK;
    TRY(give_way_back(db, u, ACCOUNT_MAIL_MOVED,
                      (struct instant){expires.ms - (int64_t)TOKEN_EMAIL_HOURS * 3600000}));
    TRY(links_end(db, u->account.id));
    u->account.email = email;
    TRY(account_store_save(db, &u->account));
    return note(db, u, "account.address");
}

enum err
address_change_confirm(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                       struct slice secret)
{
    struct use u = {.acc = acc, .actor = actor, .secret = secret};

    TRY(accounts_code(ctx->arena, &u.new_code));
    TRY(reach_write(acc->db, ctx, ACROSS_ADDRESS, use_confirm, &u));
    return u.is_taken ? fail(ctx, ERR_CONFLICT, "the address has an account meanwhile") : OK;
}

/* --- the way back ------------------------------------------------------------------ */

static enum err
use_back_look(struct db *db, void *arg)
{
    struct use *u = arg;
    struct slice hash = SLICE("");

    TRY(accounts_hash(u->acc, db_ctx(db)->arena, UNDO, u->secret, &hash));
    TRY(address_store_find_undo(db, hash, &u->undo));
    TRY(account_store_by_id(db, u->undo.account, &u->account));
    return u->account.status == ACCOUNT_ACTIVE ? OK : ERR_NOT_FOUND;
}

static enum err
use_back_show(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(use_back_look(db, u));
    return ways_in_names(db, u->account.id, u->lang, u->undo.since, &u->before);
}

enum err
address_back_look(const struct accounts *acc, struct ctx *ctx, struct slice secret, enum lang lang,
                  struct address_back *ret_back)
{
    struct use u = {.acc = acc, .secret = secret, .lang = lang};

    TRY(reach_read(acc->db, ctx, ACROSS_ADDRESS, use_back_show, &u));
    *ret_back = (struct address_back){u.account, u.undo.email, u.before};
    return OK;
}

/*
 * ACCOUNT-16: whoever changed the address may have made themself other ways in, and a second factor
 * that would keep the owner out. One of before goes as well: when it was set up does not tell by
 * whom.
 */
static enum err
shut(struct db *db, struct use *u)
{
    struct account_totp totp = {.in_use = false};
    enum err e = account_store_totp(db, u->account.id, &totp);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    TRY(account_store_delete_totp(db, u->account.id));
    if (totp.in_use)
        TRY(note(db, u, "account.totp_off"));
    TRY(ways_in_end(db, &u->account, u->wish->keeps_before ? u->undo.since : (struct instant){0}));
    TRY(links_end(db, u->account.id));
    return session_store_end_others(db, u->account.id, (struct session_id){0});
}

/* Both mailboxes hear of it; what stays is named to that of the owner alone. */
static enum err
tell_both(struct db *db, struct use *u, struct slice left)
{
    struct account_mail_letter l = {.kind = ACCOUNT_MAIL_MOVED_BACK,
                                    .recipient = u->undo.email,
                                    .name = SLICE(""),
                                    .language = u->account.language};

    TRY(ways_in_names(db, u->account.id, u->account.language, WAYS_IN_ALL, &l.organisation));
    if (l.organisation.len > 0)
        l.kind = ACCOUNT_MAIL_MOVED_BACK_STAYS;
    TRY(account_mail_write(u->acc, db, &l));
    if (slice_eq(left, u->undo.email))
        return OK;
    return write_mail(db, u, ACCOUNT_MAIL_MOVED_BACK, left, SLICE(""));
}

static enum err
use_back(struct db *db, void *arg)
{
    struct use *u = arg;
    struct slice left;

    u->is_taken = false;
    TRY(use_back_look(db, u));
    TRY(make_room(db, u, u->undo.email));
    if (u->is_taken)
        return OK; /* the link works on: whoever has both mailboxes may give one up */
    TRY(address_store_end_undo(db, &u->undo));
    TRY(shut(db, u));
    TRY(account_store_set_password(db, u->account.id, u->password_hash, db_ctx(db)->now));
    left = u->account.email;
    u->account.email = u->undo.email;
    TRY(account_store_save(db, &u->account));
    TRY(tell_both(db, u, left));
    return note(db, u, "account.address_back");
}

enum err
address_back_take(const struct accounts *acc, struct ctx *ctx, const struct address_back_wish *wish)
{
    struct use u = {.acc = acc, .secret = wish->secret, .wish = wish};
    struct crypto_password hash;

    TRY(db_read(acc->db, ctx, use_back_look, &u));
    TRY(password_pool_make(acc->passwords, ctx, wish->password, &hash));
    u.password_hash = slice_of(hash.text);
    TRY(accounts_code(ctx->arena, &u.new_code));
    TRY(reach_write(acc->db, ctx, ACROSS_ADDRESS, use_back, &u));
    return u.is_taken ? fail(ctx, ERR_CONFLICT, "the address is another account's") : OK;
}
