/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions without passwords: a test with many people signs nobody in by argon2id. */
#ifndef KC_TESTS_WEB_SESSIONS_H
#define KC_TESTS_WEB_SESSIONS_H

#include "domain/actor.h"
#include "service/accounts.h"
#include "service/given.h"

enum { SESSION_COOKIE_BYTES = 64 };

/* Begin a session of the account as signing in does; the cookie, and who that is from now on. */
void session_given(struct given *g, const struct accounts *acc, struct account_id account,
                   char ret_cookie[SESSION_COOKIE_BYTES], struct actor *ret_actor);

#endif
