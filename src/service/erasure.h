/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person deletes their account with everything that belongs to it (PRIVACY-5 to PRIVACY-8).
 *
 * Rows go in one transaction. What deleted rows leave in the files of the database is cleaned by
 * erasure_scrub(), which the running server calls soon after: it can take seconds.
 * Ledger and proofs, once there are some, keep their sums and rows under the code of the account,
 * which leads to nobody any more: what refers to a person is to refer to that code, never to the
 * row of the account, and is then nothing that a step of erase_store.c has to know.
 */
#ifndef KC_SERVICE_ERASURE_H
#define KC_SERVICE_ERASURE_H

#include "domain/role.h"
#include "service/account_security.h"
#include "service/own_data.h"

/* Somebody else must have this role first (PRIVACY-5). */
struct erasure_obstacle {
    struct slice organisation; /* name */
    enum role role;
};

struct erasure_state {
    struct erasure_obstacle *obstacles;
    int obstacles_len;
    bool has_password; /* it is asked for; else a fresh sign-in */
    bool is_fresh;     /* signed in less than SESSION_FRESH_MINUTES ago */
};
/* What stands in the way now, in the arena. */
MUST_USE enum err erasure_look(struct ctx *ctx, const struct own_wish *wish,
                               struct erasure_state *ret_state);

/*
 * Delete it. `wish->actor` is not NULL.
 *   ERR_DENIED    the password is wrong (`proof->wait_seconds` > 0: too often), or there is none
 *                 and the sign-in is not fresh
 *   ERR_CONFLICT  an obstacle; nothing was deleted
 *   ERR_BUSY      the password pool is full
 */
MUST_USE enum err erasure_run(struct ctx *ctx, const struct own_wish *wish,
                              struct account_security_proof *proof);

/* Clean the files of the database when something was erased since; answers whether. ERR_BUSY: the
 * next time. */
MUST_USE enum err erasure_scrub(struct ctx *ctx, struct database *db, bool *ret_done);

#endif
