/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Roles given and taken, each with its event in the audit log, inside a use case. Whether the
 * actor may is the caller's to ask (RIGHT_ROLES_GRANT).
 */
#ifndef KC_SERVICE_ROLE_CHANGE_H
#define KC_SERVICE_ROLE_CHANGE_H

#include "domain/actor.h"
#include "storage/db.h"

struct role_change {
    const struct actor *by; /* NULL: the platform itself */
    struct account_id account;
    struct slice account_code;
    struct organisation_id organisation;
    struct slice organisation_code;
    enum role role;
    struct slice email; /* of giving: by which the organisation knows the person (ORG-29) */
    bool is_service;    /* a service that people sign in with says so; else it is by hand */
};
/*
 * Having it, and not having it, already is fine and leaves no event. By hand wins (ISSUER-11): what
 * is taken by hand no service gives again, with an event of its own; what is given by hand is no
 * service's to take.
 */
MUST_USE enum err role_change_give(struct db *db, const struct role_change *c);
MUST_USE enum err role_change_take(struct db *db, const struct role_change *c);
/* Nobody has a role there any more (ORG-41). */
MUST_USE enum err role_change_take_all(struct db *db, const struct actor *by,
                                       struct organisation_id organisation, struct slice code);
/*
 * Roles that came with work that is over are taken (ORG-23): in this organisation, or, with
 * n == 0, in every one.
 */
MUST_USE enum err role_change_end(struct db *db, const struct actor *by,
                                  struct organisation_id organisation);

#endif
