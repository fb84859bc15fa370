/* SPDX-License-Identifier: EUPL-1.2 */
/* One browser that somebody is signed in with. Its secret is nowhere but in the cookie. */
#ifndef KC_DOMAIN_ACCOUNT_SESSION_H
#define KC_DOMAIN_ACCOUNT_SESSION_H

#include "base/day.h"
#include "domain/id.h"

struct account_session {
    struct session_id id;
    struct account_id account;
    struct instant created;
    struct instant last_used;
    struct instant expires;
    struct slice browser; /* "Firefox, Windows" */
    struct slice method;  /* "password" ... */
    int64_t passkey;      /* number of the one that it began with; 0: none */
};

#endif
