/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Invitations: the mail to somebody whom an organisation entered, and what its link does.
 *
 * The link shows that the mailbox is the person's, and nothing else: so whoever opens it may take
 * what was entered for that address into the account they sign in with (ORG-27).
 */
#ifndef KC_SERVICE_INVITATION_H
#define KC_SERVICE_INVITATION_H

#include "domain/actor.h"
#include "domain/organisation.h"
#include "service/accounts.h"

/*
 * Into the outbox of the running use case: a link for somebody who has not been here yet, a word
 * to somebody who has an account. Nothing to a suspended or erased account.
 */
MUST_USE enum err invitation_write(const struct accounts *acc, struct db *db,
                                   const struct account *account, struct slice organisation_name);

struct invitation {
    struct account account; /* that was made for the address: nobody can sign in with it yet */
    struct slice *names;    /* of the organisations that entered it */
    int names_len;
};
/* What a link is about, without using it. ERR_NOT_FOUND, without a message: it does not work. */
MUST_USE enum err invitation_look(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                                  struct invitation *ret_invitation);
/*
 * What was entered for the link's address goes to the actor's account, and the link works no more.
 *   ERR_NOT_FOUND   without a message: the link does not work
 *   ERR_CONFLICT    the actor works for one of these organisations already; nothing was done
 *   ERR_DENIED      nobody is signed in
 */
MUST_USE enum err invitation_take(const struct accounts *acc, struct ctx *ctx,
                                  const struct actor *actor, struct slice secret);
/*
 * Inside a use case in which the actor has shown that the mailbox is theirs: what was entered for
 * it goes to their account, but work for an organisation that they work for already.
 */
MUST_USE enum err invitation_absorb(struct db *db, const struct actor *actor,
                                    const struct account *waiting);

#endif
