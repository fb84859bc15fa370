/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a service says about a person's work and roles, inside a use case: roles
 * follow it, work is proposed (ISSUER-6 to ISSUER-8).
 */
#ifndef KC_SERVICE_IDENTITY_ROLES_H
#define KC_SERVICE_IDENTITY_ROLES_H

#include "service/identity_sign_in.h"
#include "storage/identity_store.h"

/* Roles that it gives come, those that it gave and no longer says go; others are not touched. The
 * claim's address is empty, or sound and vouched for. */
MUST_USE enum err identity_roles_follow(struct db *db, const struct identity_claim *claim,
                                        struct identity_id id, const struct account *account);
/* All that came by it go: it is linked no more, or there is no such service any more. */
MUST_USE enum err identity_roles_end(struct db *db, const struct identity_holder *holder,
                                     const struct actor *by);

#endif
