/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Members of the cooperative, for its own people. Rules: docs/rules/organisation.md.
 *   ERR_DENIED   the actor may not (RIGHT_ORGANISATION_ADMIT)
 * besides what is said at each.
 */
#ifndef KC_SERVICE_ORGANISATION_SERVICE_H
#define KC_SERVICE_ORGANISATION_SERVICE_H

#include "domain/actor.h"
#include "domain/leitweg.h"
#include "domain/organisation.h"
#include "service/platform.h"

struct organisations {
    struct organisation *at;
    int len;
};
/* All municipalities that are or were members, by name; for the cooperative. */
MUST_USE enum err organisation_members(struct ctx *ctx, struct platform *platform,
                                       const struct actor *actor,
                                       struct organisations *ret_organisations);

struct admission {
    struct slice ags;        /* official key: 8 digits, of a district 5 */
    int64_t shares;          /* 1..SHARES_MAX */
    struct slice leitweg_id; /* may be empty */
    struct slice contact_name;
    struct slice contact_email; /* as account_email_parse() makes it; the first person of HR */
    struct slice contact_phone;
};
/*
 * Admit a municipality as of today and give its contact person the role of HR there.
 *   ERR_NOT_FOUND   the register has no such municipality
 *   ERR_CONFLICT    it is a member already
 *   ERR_INVALID     shares, Leitweg-ID (ORG-40), name or address are not sound
 */
MUST_USE enum err organisation_admit(struct ctx *ctx, struct platform *platform,
                                     const struct actor *actor, const struct admission *admission,
                                     struct organisation *ret_organisation);
/*
 * Its last day as a member. Roles in it end at once, what it entered stays (ORG-41).
 *   ERR_NOT_FOUND, ERR_CONFLICT (it is no member), ERR_INVALID (before it was admitted)
 */
MUST_USE enum err organisation_leave(struct ctx *ctx, struct platform *platform,
                                     const struct actor *actor, struct slice code,
                                     struct day last_day);

#endif
