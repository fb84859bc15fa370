/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/identity_sign_in.h"

#include "service/account_mail.h"
#include "service/audit.h"
#include "service/identity_roles.h"
#include "storage/account_store.h"
#include "storage/identity_store.h"
#include "storage/issuer_store.h"
#include "storage/reach.h"

static const char SESSION[] = "session of a service";

enum err
identity_session_hash(const struct accounts *acc, struct arena *a, struct slice issuer,
                      struct slice session, struct slice *ret_hash)
{
    struct text t = text_init(a, ISSUER_URL_BYTES_MAX + ISSUER_SUBJECT_BYTES_MAX + 1);
    struct slice both = SLICE("");

    text_put(&t, issuer);
    text_putc(&t, '\n');
    text_put(&t, session);
    TRY(text_end(&t, &both));
    return accounts_hash(acc, a, SESSION, both, ret_hash);
}

struct use {
    const struct accounts *acc;
    const struct identity_claim *claim;
    struct slice code; /* of a new account */
    struct identity_id identity;
    struct account account;
    enum identity_answer answer;
};

static enum err
note(struct db *db, const struct use *u, const char *action)
{
    struct text t = text_init(db_ctx(db)->arena, AUDIT_DETAIL_BYTES_MAX);
    struct audit_entry e = {.actor = u->account.code, .action = action, .subject = u->account.code};

    text_printf(&t, "{\"issuer\":\"%.*s\"}", SLICE_ARG(u->claim->issuer->code));
    TRY(text_end(&t, &e.detail));
    return audit_add(db, &e);
}

static enum err
link_to(struct db *db, struct use *u)
{
    struct identity_name name = {u->claim->issuer->url, u->claim->subject};

    TRY(identity_store_add(db, &name, u->account.id, &u->identity));
    return note(db, u, "identity.link");
}

/* --- who is not known yet ------------------------------------------------ */

static enum err
make_account(struct db *db, struct use *u)
{
    struct instant now = db_ctx(db)->now;

    u->account = (struct account){
        .code = u->code,
        .email = u->claim->email,
        .name = u->claim->name.len > 0 ? u->claim->name : account_mailbox_name(u->claim->email),
        .language = LANG_DE,
        .status = ACCOUNT_ACTIVE,
        .created = now,
        .confirmed = now,
    };
    TRY(account_store_add(db, &u->account));
    return note(db, u, "account.confirm");
}

/*
 * ISSUER-3: an account that waits for the owner of the mailbox is taken by who
 * is shown to own it. Nothing that a stranger may have put there before stays:
 * neither password nor links; and no name, for registering leaves none (ACCOUNT-4).
 */
static enum err
take_waiting(struct db *db, struct use *u)
{
    static const char *const purposes[] = {"confirm", "reset", "invite"};

    TRY(account_store_delete_password(db, u->account.id));
    for (size_t i = 0; i < ARRAY_LEN(purposes); i++)
        TRY(account_store_clear_tokens(db, u->account.id, purposes[i]));
    if (u->claim->name.len > 0 && slice_eq(u->account.name, account_mailbox_name(u->account.email)))
        u->account.name = u->claim->name;
    u->account.status = ACCOUNT_ACTIVE;
    u->account.confirmed = db_ctx(db)->now;
    TRY(account_store_save(db, &u->account));
    return note(db, u, "account.confirm");
}

static enum err
meet(struct db *db, struct use *u)
{
    enum err e;

    if (u->claim->email.len == 0) {
        u->answer = IDENTITY_NO_MAIL;
        return OK;
    }
    e = account_store_by_email(db, u->claim->email, &u->account);
    if (e == ERR_NOT_FOUND) {
        TRY(make_account(db, u));
        return link_to(db, u);
    }
    TRY(e);
    if (u->account.status != ACCOUNT_UNCONFIRMED) {
        u->answer = IDENTITY_KNOWN; /* whoever that is: never merged by an address alone */
        return OK;
    }
    TRY(take_waiting(db, u));
    return link_to(db, u);
}

/* --- linking ------------------------------------------------------------- */

/* ISSUER-13: it is another way in, so the owner of the mailbox hears of it. */
static enum err
tell_owner(struct db *db, const struct use *u)
{
    return account_mail_write(
        u->acc, db,
        &(struct account_mail_letter){.kind = ACCOUNT_MAIL_LINKED,
                                      .recipient = u->account.email,
                                      .name = u->account.name,
                                      .language = u->account.language,
                                      .organisation = u->claim->issuer->name});
}

static enum err
link_own(struct db *db, struct use *u, enum err found, struct account_id owner)
{
    const struct actor *actor = u->claim->actor;

    u->answer = IDENTITY_TAKEN;
    if (found == OK && owner.n != actor->id.n)
        return OK;
    TRY(account_store_by_id(db, actor->id, &u->account));
    if (found == ERR_NOT_FOUND) {
        TRY(link_to(db, u));
        TRY(tell_owner(db, u));
    }
    u->answer = IDENTITY_LINKED;
    return OK;
}

static enum err
use_claim(struct db *db, void *arg)
{
    struct use *u = arg;
    struct identity_name name = {u->claim->issuer->url, u->claim->subject};
    struct account_id owner = {0};
    enum err e = identity_store_find(db, &name, &u->identity, &owner);

    u->answer = IDENTITY_ENTERED;
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if (u->claim->actor != NULL)
        TRY(link_own(db, u, e, owner));
    else if (e == ERR_NOT_FOUND)
        TRY(meet(db, u));
    else
        TRY(account_store_by_id(db, owner, &u->account));
    if (u->answer != IDENTITY_ENTERED && u->answer != IDENTITY_LINKED)
        return OK;
    if (u->account.status != ACCOUNT_ACTIVE) { /* ACCOUNT-1 */
        u->answer = IDENTITY_REFUSED;
        return OK;
    }
    return identity_roles_follow(db, u->claim, u->identity, &u->account);
}

enum err
identity_sign_in(const struct accounts *acc, struct ctx *ctx, const struct identity_claim *claim,
                 struct identity_sign_in *ret)
{
    struct identity_claim sound = *claim;
    struct use u = {.acc = acc, .claim = &sound};
    struct sign_in_identity in = {.method = claim->issuer->kind == ISSUER_SAML ? SLICE("saml")
                                                                               : SLICE("oidc")};

    *ret = (struct identity_sign_in){.answer = IDENTITY_REFUSED};
    if (account_email_parse(ctx->arena, claim->email, &sound.email) != OK ||
        !issuer_vouches_for(claim->issuer, sound.email))
        sound.email = SLICE("");
    TRY(accounts_code(ctx->arena, &u.code));
    TRY(reach_write(acc->db, ctx, ACROSS_ISSUER, use_claim, &u));
    ret->answer = u.answer;
    if (u.answer != IDENTITY_ENTERED)
        return OK;
    in.account = u.account.id;
    in.identity = u.identity;
    TRY(identity_session_hash(acc, ctx->arena, claim->issuer->url, claim->session, &in.session));
    return sign_in_by_identity(acc, ctx, &claim->visitor, &in, &ret->in);
}

/* --- the own ones -------------------------------------------------------- */

struct own_use {
    const struct actor *actor;
    struct identity_id id;
    struct identity_list list;
};

static enum err
use_list(struct db *db, void *arg)
{
    struct own_use *u = arg;
    struct slice hash = SLICE("");
    enum err e = account_store_password(db, u->actor->id, &hash);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    u->list.has_password = e == OK;
    TRY(account_security_is_fresh(db, u->actor, &u->list.is_fresh));
    return identity_store_of_account(db, u->actor->id, u->list.identities, &u->list.identities_len);
}

enum err
identity_list(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
              struct identity_list *ret_list)
{
    struct own_use u = {.actor = actor};

    TRY(reach_read(acc->db, ctx, ACROSS_ISSUER, use_list, &u));
    *ret_list = u.list;
    return OK;
}

enum err
identity_prove(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
               struct account_security_proof *proof)
{
    struct identity_list list = {.identities_len = 0};

    TRY(identity_list(acc, ctx, actor, &list));
    return list.is_fresh ? OK : account_security_prove(acc, ctx, actor, proof);
}

static enum err
use_unlink(struct db *db, void *arg)
{
    struct own_use *u = arg;
    bool is_own = false;
    int ways = 0;

    TRY(use_list(db, u));
    TRY(account_security_ways_in(db, u->actor->id, &ways));
    for (int i = 0; i < u->list.identities_len; i++)
        is_own |= u->list.identities[i].id.n == u->id.n;
    if (!is_own)
        return fail(db_ctx(db), ERR_NOT_FOUND, "no identity %lld of this account",
                    (long long)u->id.n);
    if (ways < 2)
        return fail(db_ctx(db), ERR_CONFLICT, "identity %lld is the last way in",
                    (long long)u->id.n);
    TRY(identity_roles_end(db, &(struct identity_holder){u->id, u->actor->id, u->actor->code},
                           u->actor));
    TRY(identity_store_sessions_end(db, u->id, u->actor->session));
    TRY(identity_store_delete(db, u->actor->id, u->id));
    return audit_add(db, &(struct audit_entry){.actor = u->actor->code,
                                               .action = "identity.unlink",
                                               .subject = u->actor->code});
}

enum err
identity_unlink(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                struct identity_id id)
{
    return reach_write(acc->db, ctx, ACROSS_ISSUER, use_unlink,
                       &(struct own_use){.actor = actor, .id = id});
}
