/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/invitation.h"

#include "service/account_mail.h"
#include "service/audit.h"
#include "service/registration.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"
#include "storage/role_store.h"

enum err
invitation_write(const struct accounts *acc, struct db *db, const struct account *account,
                 struct slice organisation_name)
{
    struct account_mail_letter l = {.kind = ACCOUNT_MAIL_ENTERED,
                                    .recipient = account->email,
                                    .name = account->name,
                                    .language = account->language,
                                    .organisation = organisation_name};

    if (account->status == ACCOUNT_SUSPENDED || account->status == ACCOUNT_ERASED)
        return OK;
    if (account->status == ACCOUNT_UNCONFIRMED) {
        l.kind = ACCOUNT_MAIL_INVITE;
        TRY(registration_link(acc, db, account, "invite", &l.secret));
    }
    return account_mail_write(acc, db, &l);
}

struct use {
    const struct accounts *acc;
    const struct actor *actor;
    struct slice secret;
    struct slice hash;
    struct invitation found;
};

/* --- looking ------------------------------------------------------------- */

static enum err
add_name(struct db *db, struct invitation *i, struct organisation_id id)
{
    struct organisation o = {0};

    TRY(organisation_store_by_id(db, db_ctx(db)->arena, id, &o));
    for (int k = 0; k < i->names_len; k++) {
        if (slice_eq(i->names[k], o.name))
            return OK;
    }
    i->names[i->names_len++] = o.name;
    return OK;
}

static enum err
put_names(struct db *db, struct invitation *i)
{
    struct employments work = {0};
    const struct grant *grants = NULL;
    int grants_len = 0;

    TRY(employment_store_of_account(db, db_ctx(db)->arena, i->account.id, &work));
    TRY(account_store_grants(db, i->account.id, &grants, &grants_len));
    i->names =
        arena_array(db_ctx(db)->arena, struct slice, (size_t)work.len + (size_t)grants_len + 1);
    if (i->names == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory left for an invitation");
    for (int k = 0; k < work.len; k++)
        TRY(add_name(db, i, work.at[k].organisation));
    for (int k = 0; k < grants_len; k++)
        TRY(add_name(db, i, grants[k].organisation));
    return OK;
}

static enum err
look(struct db *db, void *arg)
{
    struct use *u = arg;
    struct account_token t = {.purpose = NULL};

    u->found = (struct invitation){.names_len = 0};
    TRY(registration_token(u->acc, db, u->secret, "invite", &t));
    TRY(account_store_by_id(db, t.account, &u->found.account));
    if (u->found.account.status != ACCOUNT_UNCONFIRMED)
        return ERR_NOT_FOUND;
    u->hash = t.hash;
    return put_names(db, &u->found);
}

enum err
invitation_look(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                struct invitation *ret_invitation)
{
    struct use u = {.acc = acc, .secret = secret};

    TRY(reach_read(acc->db, ctx, ACROSS_INVITATION, look, &u));
    *ret_invitation = u.found;
    return OK;
}

/* --- taking -------------------------------------------------------------- */

static enum err
move_roles(struct db *db, const struct use *u)
{
    const struct grant *grants = NULL;
    int len = 0;

    TRY(account_store_grants(db, u->found.account.id, &grants, &len));
    for (int i = 0; i < len; i++) {
        struct organisation o = {0};
        struct role_change c = {.by = u->actor,
                                .account = u->found.account.id,
                                .account_code = u->found.account.code,
                                .organisation = grants[i].organisation,
                                .role = grants[i].role};

        TRY(organisation_store_by_id(db, db_ctx(db)->arena, grants[i].organisation, &o));
        c.organisation_code = o.code;
        TRY(role_store_email(db, (struct role_of){c.account, c.organisation, c.role}, &c.email));
        TRY(role_change_take(db, &c));
        c.account = u->actor->id;
        c.account_code = u->actor->code;
        TRY(role_change_give(db, &c));
    }
    return OK;
}

static enum err
note_taken(struct db *db, const struct use *u)
{
    struct text t = text_init(db_ctx(db)->arena, AUDIT_DETAIL_BYTES_MAX);
    struct audit_entry e = {
        .actor = u->actor->code, .action = "invitation.take", .subject = u->actor->code};

    text_printf(&t, "{\"from\":\"%.*s\"}", SLICE_ARG(u->found.account.code));
    TRY(text_end(&t, &e.detail));
    return audit_add(db, &e);
}

static enum err
take(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(look(db, u));
    TRY(account_store_use_token(db, u->hash, db_ctx(db)->now));
    TRY(employment_store_move(db, u->found.account.id, u->actor->id));
    TRY(move_roles(db, u));
    return note_taken(db, u);
}

enum err
invitation_absorb(struct db *db, const struct actor *actor, const struct account *waiting)
{
    struct use u = {.actor = actor, .found = {.account = *waiting}};

    TRY(employment_store_move_free(db, waiting->id, actor->id));
    TRY(move_roles(db, &u));
    return note_taken(db, &u);
}

enum err
invitation_take(const struct accounts *acc, struct ctx *ctx, const struct actor *actor,
                struct slice secret)
{
    struct use u = {.acc = acc, .actor = actor, .secret = secret};

    if (actor == NULL)
        return fail(ctx, ERR_DENIED, "nobody is signed in");
    return reach_write(acc->db, ctx, ACROSS_INVITATION, take, &u);
}
