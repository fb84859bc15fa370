/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page of a municipality: everybody sees it, its own people change it. Rules:
 * docs/rules/organisation.md (ORG-30, ORG-32).
 */
#ifndef KC_SERVICE_LANDING_SERVICE_H
#define KC_SERVICE_LANDING_SERVICE_H

#include "domain/actor.h"
#include "domain/landing.h"
#include "domain/organisation.h"
#include "service/platform.h"

struct landing_members {
    const struct organisation *at;
    int len;
};
/* All admitted municipalities, by name: for everybody. */
MUST_USE enum err landing_members(struct ctx *ctx, struct platform *platform,
                                  struct landing_members *ret_members);

/* What everybody may see of a member. ERR_NOT_FOUND: no admitted municipality has this code. */
MUST_USE enum err landing_show(struct ctx *ctx, struct platform *platform, struct slice code,
                               struct organisation *ret_organisation, struct landing *ret_landing);
/* ERR_NOT_FOUND: no such member, or it has no logo. */
MUST_USE enum err landing_logo(struct ctx *ctx, struct platform *platform, struct slice code,
                               struct slice *ret_logo, enum logo_kind *ret_kind);

struct landing_change {
    const struct landing *landing; /* greeting, colour, modules */
    bool change_logo;
    struct slice logo; /* empty: take it away */
};
/*
 * ERR_DENIED    the actor may not (RIGHT_ORGANISATION_EDIT)
 * ERR_INVALID   the colour does not carry white (ORG-30), the logo is none (ORG-32), or too many
 *               blocks
 * ERR_LIMIT     the greeting or the logo is too long
 */
MUST_USE enum err landing_save(struct ctx *ctx, struct platform *platform,
                               const struct actor *actor, struct organisation_id organisation,
                               const struct landing_change *change);

#endif
