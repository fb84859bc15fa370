/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations of the cooperative, for its own people: who applied, is admitted, has left, and who
 * works there. Rules: docs/rules/organisation.md.
 *   ERR_DENIED   the actor may not (RIGHT_ORGANISATION_ADMIT, of roles RIGHT_ROLES_GRANT)
 * besides what is said at each.
 */
#ifndef KC_SERVICE_ORGANISATION_SERVICE_H
#define KC_SERVICE_ORGANISATION_SERVICE_H

#include "domain/actor.h"
#include "domain/organisation.h"
#include "domain/role_holder.h"
#include "service/accounts.h"

struct organisation_use {
    const struct accounts *accounts;
    const struct actor *actor;
};

struct organisations {
    struct organisation *at;
    int len;
};
/* All of a kind that applied, are or were members, by name. */
MUST_USE enum err organisation_list(struct ctx *ctx, const struct organisation_use *use,
                                    enum organisation_kind kind,
                                    struct organisations *ret_organisations);

struct organisation_staff {
    struct role_holder *at; /* of the role organisation_staff_role(), the longest first */
    int len;
};
/* One with its staff. ERR_NOT_FOUND. */
MUST_USE enum err organisation_find(struct ctx *ctx, const struct organisation_use *use,
                                    struct slice code, struct organisation *ret_organisation,
                                    struct organisation_staff *ret_staff);

struct application {
    enum organisation_kind kind;
    struct slice ags;      /* of a municipality: official key, 8 digits, of a district 5 */
    struct slice provider; /* of a provider: its code in the catalogue; may be empty */
    struct slice name;     /* of all others: a municipality is called what the register calls it */
    int64_t shares;        /* of a municipality 1..SHARES_MAX, of others from 0 */
    int64_t employees;     /* -1: not stated */
    struct slice leitweg_id;    /* may be empty */
    struct slice contact_name;  /* 1..ACCOUNT_NAME_BYTES_MAX */
    struct slice contact_email; /* as account_email_parse() makes it; the first of its staff */
    struct slice contact_phone; /* may be empty */
};
/* What is wrong with an application, as far as it can be seen without the database. */
enum application_fault {
    APPLICATION_SOUND,
    APPLICATION_KIND, /* there is one cooperative */
    APPLICATION_NAME,
    APPLICATION_SHARES,
    APPLICATION_EMPLOYEES,
    APPLICATION_LEITWEG,
    APPLICATION_CONTACT_NAME,
    APPLICATION_CONTACT_EMAIL,
    APPLICATION_CONTACT_PHONE,
};
enum application_fault organisation_check(const struct application *a);

/*
 * Enter an application; who left is entered again under the old code.
 *   ERR_NOT_FOUND   the register has no such municipality, the catalogue no such provider
 *   ERR_CONFLICT    it has applied or is a member already
 *   ERR_INVALID     organisation_check()
 */
MUST_USE enum err organisation_apply(struct ctx *ctx, const struct organisation_use *use,
                                     const struct application *application,
                                     struct organisation *ret_organisation);
/* Shares, size, Leitweg-ID and contact of one that has not left. Kind, key and name stay. */
MUST_USE enum err organisation_change(struct ctx *ctx, const struct organisation_use *use,
                                      struct slice code, const struct application *application);
/*
 * Admit one that applied, as of today: its contact person becomes its staff and is invited by mail.
 *   ERR_NOT_FOUND, ERR_CONFLICT (it did not apply)
 */
MUST_USE enum err organisation_admit(struct ctx *ctx, const struct organisation_use *use,
                                     struct slice code, struct organisation *ret_organisation);
/*
 * Its last day as a member. Roles in it end at once, what it entered stays (ORG-41).
 *   ERR_NOT_FOUND, ERR_CONFLICT (it is no member), ERR_INVALID (before it was admitted)
 */
MUST_USE enum err organisation_leave(struct ctx *ctx, const struct organisation_use *use,
                                     struct slice code, struct day last_day);

/*
 * Somebody becomes staff of a member (ORG-24) and is told by mail.
 *   ERR_NOT_FOUND, ERR_CONFLICT (it is no member), ERR_INVALID (name or address)
 */
MUST_USE enum err organisation_staff_add(struct ctx *ctx, const struct organisation_use *use,
                                         struct slice code, struct slice name, struct slice email);
/*
 * Somebody is staff no more.
 *   ERR_NOT_FOUND   no such organisation, or the account is not its staff
 *   ERR_CONFLICT    it would be the actor's own role in the cooperative (ORG-25)
 */
MUST_USE enum err organisation_staff_take(struct ctx *ctx, const struct organisation_use *use,
                                          struct slice code, struct slice account_code);

#endif
