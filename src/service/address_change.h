/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Another mail address for an account, and the way back (ACCOUNT-14 to ACCOUNT-19).
 *
 * Asking changes nothing. The new mailbox gets a link that works with the own session alone; the
 * mailbox of now a link that puts it back, for ADDRESS_UNDO_DAYS. What an organisation knows a
 * person by, what was shared with a mailbox and what is linked stay as they are.
 */
#ifndef KC_SERVICE_ADDRESS_CHANGE_H
#define KC_SERVICE_ADDRESS_CHANGE_H

#include "domain/actor.h"
#include "service/accounts.h"

struct address_wish {
    const struct actor *actor;
    struct slice email;   /* the new one; account_email_is_sound() */
    struct slice address; /* of the network */
};
/*
 * Who asks has proved themself (identity_prove()). Answers the same whether the address has an
 * account or not (ACCOUNT-5); a change that waited before is replaced.
 *   ERR_CONFLICT  it is the own address already
 *   ERR_DENIED    too many of late: *ret_wait_seconds
 */
MUST_USE enum err address_change_ask(const struct accounts *acc, struct ctx *ctx,
                                     const struct address_wish *wish, int *ret_wait_seconds);
/* Which address waits to be confirmed; empty: none. */
MUST_USE enum err address_change_waits(const struct accounts *acc, struct ctx *ctx,
                                       const struct actor *actor, struct slice *ret_email);
/*
 * The address that a link of the new mailbox is about; nothing is changed.
 *   ERR_NOT_FOUND  without a message: it does not work, or is another account's
 */
MUST_USE enum err address_change_look(const struct accounts *acc, struct ctx *ctx,
                                      const struct actor *actor, struct slice secret,
                                      struct slice *ret_email);
/*
 * The new address counts. What organisations entered for it comes along (ACCOUNT-17).
 *   ERR_NOT_FOUND  as above
 *   ERR_CONFLICT   it has an account meanwhile; the link is used up
 */
MUST_USE enum err address_change_confirm(const struct accounts *acc, struct ctx *ctx,
                                         const struct actor *actor, struct slice secret);

/* Which address a link of the former mailbox puts back, and whose; nothing is changed. */
struct address_back {
    struct account account;
    struct slice email;
    struct slice before; /* names of ways in from before the change was asked for; may be empty */
};
MUST_USE enum err address_back_look(const struct accounts *acc, struct ctx *ctx,
                                    struct slice secret, enum lang lang,
                                    struct address_back *ret_back);
struct address_back_wish {
    struct slice secret;
    struct slice password;
    bool keeps_before; /* what is named in `before` stays */
};
/*
 * The former address counts again, with a new password; everybody is signed out. Gone are the
 * second factor and what was added to sign in with since the change was asked for, and what was
 * there before unless that is to stay (ACCOUNT-16).
 *   ERR_NOT_FOUND  without a message: the link does not work, or the account is suspended
 *   ERR_CONFLICT   the address is another account's meanwhile
 *   ERR_BUSY       the password pool is full
 */
MUST_USE enum err address_back_take(const struct accounts *acc, struct ctx *ctx,
                                    const struct address_back_wish *wish);

#endif
