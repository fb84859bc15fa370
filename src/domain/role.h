/* SPDX-License-Identifier: EUPL-1.2 */
/* Roles: as what a person acts. Each is had in an organisation (domain/actor.h). */
#ifndef KC_DOMAIN_ROLE_H
#define KC_DOMAIN_ROLE_H

#include "base/slice.h"

enum role {
    ROLE_LEARNER,   /* learns; comes with an employment */
    ROLE_SUPERIOR,  /* decides for a team; who is named as superior or deputy */
    ROLE_HR,        /* develops the people of a municipality */
    ROLE_PROVIDER,  /* offers blocks */
    ROLE_CERTIFIER, /* reviews blocks */
    ROLE_FUNDER,    /* pays for vouchers */
    ROLE_OPERATOR,  /* runs the cooperative's platform */
};
enum { ROLES = ROLE_OPERATOR + 1 };

/* "hr": as it is kept. */
const char *role_code(enum role r);
/* ERR_NOT_FOUND when there is no such role. */
MUST_USE enum err role_parse(struct slice code, enum role *ret_role);
#endif
