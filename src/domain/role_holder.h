/* SPDX-License-Identifier: EUPL-1.2 */
/* A role that somebody has in an organisation, and who that is. */
#ifndef KC_DOMAIN_ROLE_HOLDER_H
#define KC_DOMAIN_ROLE_HOLDER_H

#include "base/day.h"
#include "domain/id.h"
#include "domain/role.h"

struct role_of {
    struct account_id account;
    struct organisation_id organisation;
    enum role role;
};

struct role_holder {
    struct role_of of;
    struct slice account_code;
    struct slice organisation_code; /* of role_store_ended() */
    struct slice email;     /* of role_store_load(): by which the organisation knows the person */
    struct instant granted; /* of role_store_load() */
};

#endif
