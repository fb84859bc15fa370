/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who acts: a person who is signed in, with the roles they have.
 *
 * Nobody signed in is a NULL pointer, not an empty actor. The name is for the person's own page
 * alone; logs, addresses and the audit log carry the code.
 */
#ifndef KC_DOMAIN_ACTOR_H
#define KC_DOMAIN_ACTOR_H

#include <stdbool.h>

#include "base/limits.h"
#include "domain/id.h"
#include "domain/role.h"

struct grant {
    struct organisation_id organisation;
    enum role role;
};

struct actor {
    struct account_id id;
    struct session_id session;
    struct slice code; /* ACCOUNT_CODE_CHARS, base64url */
    struct slice name;
    const struct grant *grants; /* each once */
    int grants_len;             /* <= ACTOR_GRANTS_MAX */
};

/* Whether the person has this role in this organisation. */
bool actor_has(const struct actor *actor, enum role role, struct organisation_id organisation);

#endif
