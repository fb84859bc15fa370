/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/identity_roles.h"

#include "service/audit.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/identity_store.h"
#include "storage/organisation_store.h"
#include "storage/role_store.h"

enum { ACTOR_BYTES_MAX = ISSUER_CODE_BYTES_MAX + 8 };

struct use {
    struct db *db;
    const struct identity_claim *claim;
    struct identity_id id;
    const struct account *account;
    struct actor by; /* the service, in the audit log */
};

static enum err
change_of(struct use *u, const struct identity_role *r, struct role_change *ret_change,
          bool *ret_fits)
{
    struct organisation o = {0};

    TRY(organisation_store_by_id(u->db, db_ctx(u->db)->arena, r->organisation, &o));
    *ret_fits = o.status == ORGANISATION_ADMITTED && issuer_role_fits(o.kind, r->role);
    *ret_change = (struct role_change){.by = &u->by,
                                       .account = u->account->id,
                                       .account_code = u->account->code,
                                       .organisation = o.id,
                                       .organisation_code = o.code,
                                       .role = r->role,
                                       .is_service = true,
                                       .email = u->claim != NULL ? u->claim->email : SLICE("")};
    return OK;
}

static enum err
take(struct use *u, const struct identity_role *r)
{
    struct role_change c;
    bool fits = false;

    TRY(change_of(u, r, &c, &fits));
    TRY(role_change_take(u->db, &c));
    return identity_store_role_take(u->db, u->id, r);
}

static bool
is_in(const struct identity_role *roles, int len, const struct identity_role *r)
{
    for (int i = 0; i < len; i++) {
        if (roles[i].organisation.n == r->organisation.n && roles[i].role == r->role)
            return true;
    }
    return false;
}

/* A role that the person has already, and not by it, is not the service's to take later; one that
 * was taken by hand is not the service's to give (ISSUER-11). */
static enum err
give(struct use *u, const struct identity_role *r, bool gave_before)
{
    struct role_of role = {u->account->id, r->organisation, r->role};
    struct role_change c;
    struct slice email = SLICE("");
    bool fits = false;
    bool is_withheld = false;
    enum err e = role_store_email(u->db, role, &email);

    if (e == OK && gave_before)
        return identity_store_role_add(u->db, u->id, r);
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(identity_store_is_withheld(u->db, role, &is_withheld));
    if (is_withheld)
        return OK;
    TRY(change_of(u, r, &c, &fits));
    if (!fits)
        return OK;
    TRY(role_change_give(u->db, &c));
    return identity_store_role_add(u->db, u->id, r);
}

/* ISSUER-8: as if the personnel department had entered the person; who answers
 * is the person. */
static enum err
propose_work(struct use *u, struct organisation_id organisation)
{
    struct organisation o = {0};
    bool works = false;
    struct employment e = {
        .account = u->account->id,
        .organisation = organisation,
        .number = SLICE(""),
        .first_day = day_of(db_ctx(u->db)->now),
        .name = u->claim->name, /* not the account's: that is the person's own */
        .email = u->claim->email,
        .answer = EMPLOYMENT_ASKED,
    };

    TRY(organisation_store_by_id(u->db, db_ctx(u->db)->arena, organisation, &o));
    TRY(identity_store_works(u->db, (struct role_of){u->account->id, organisation, ROLE_LEARNER},
                             e.email, &works));
    if (works || o.status != ORGANISATION_ADMITTED || o.kind != ORGANISATION_MUNICIPALITY)
        return OK;
    TRY(employment_store_save(u->db, &e));
    return audit_add(u->db, &(struct audit_entry){.actor = u->by.code,
                                                  .organisation = o.code,
                                                  .action = "employment.begin",
                                                  .subject = u->account->code});
}

static bool
is_given(const struct identity_claim *c, const struct identity_role *r)
{
    for (int i = 0; i < c->given_len; i++) {
        if (c->given[i].organisation.n == r->organisation.n && c->given[i].role == r->role &&
            issuer_may_give(c->issuer, &c->given[i]))
            return true;
    }
    return false;
}

static enum err
by_init(struct use *u, struct slice code)
{
    struct text t = text_init(db_ctx(u->db)->arena, ACTOR_BYTES_MAX);

    text_puts(&t, "issuer:");
    text_put(&t, code);
    return text_end(&t, &u->by.code);
}

enum err
identity_roles_follow(struct db *db, const struct identity_claim *claim, struct identity_id id,
                      const struct account *account)
{
    struct use u = {.db = db, .claim = claim, .id = id, .account = account};
    struct identity_role *had = NULL;
    int len = 0;

    TRY(by_init(&u, claim->issuer->code));
    TRY(identity_store_roles(db, id, &had, &len));
    for (int i = 0; i < len; i++) {
        struct role_change c;
        bool fits = false;

        TRY(change_of(&u, &had[i], &c, &fits));
        if (!fits || !is_given(claim, &had[i]))
            TRY(take(&u, &had[i]));
    }
    for (int i = 0; i < claim->given_len; i++) {
        const struct issuer_rule *g = &claim->given[i];
        struct identity_role r = {g->organisation, g->role};

        if (!issuer_may_give(claim->issuer, g))
            continue;
        if (g->role == ROLE_LEARNER)
            TRY(propose_work(&u, g->organisation));
        else
            TRY(give(&u, &r, is_in(had, len, &r)));
    }
    return OK;
}

enum err
identity_roles_end(struct db *db, const struct identity_holder *holder, const struct actor *by)
{
    struct account account = {.code = holder->code, .id = holder->account};
    struct use u = {.db = db, .id = holder->id, .account = &account, .by = *by};
    struct identity_role *had = NULL;
    int len = 0;

    TRY(identity_store_roles(db, holder->id, &had, &len));
    for (int i = 0; i < len; i++)
        TRY(take(&u, &had[i]));
    return OK;
}
