/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Becoming a person with an account, and getting back into it: register, confirm, reset.
 *
 * Nothing here tells whether a mail address has an account: answers are the same, and the mail
 * tells the owner of the mailbox alone (ACCOUNT-5).
 */
#ifndef KC_SERVICE_REGISTRATION_H
#define KC_SERVICE_REGISTRATION_H

#include "domain/password.h"
#include "service/accounts.h"

struct account_token;

struct registration {
    struct slice email; /* account_email_is_sound() */
    struct slice name;  /* 1..ACCOUNT_NAME_BYTES_MAX, one line */
    struct slice password;
    enum lang language;
    struct slice address; /* of the network */
};

/*
 * A mail with a link goes to the address; if it has an account that is confirmed, a mail that says
 * so. A registration that nobody confirmed is replaced; an account that waits for its owner keeps
 * its name until the link is opened.
 *   ERR_DENIED  too many of late: *ret_wait_seconds
 *   ERR_BUSY    the password pool is full
 */
MUST_USE enum err registration_begin(const struct accounts *acc, struct ctx *ctx,
                                     const struct registration *r, int *ret_wait_seconds);
/*
 * Whether a link of a mail works for this purpose; it is not used.
 *   ERR_NOT_FOUND  without a message: it does not, or no more
 */
MUST_USE enum err registration_look(const struct accounts *acc, struct ctx *ctx,
                                    struct slice secret, const char *purpose,
                                    struct account *ret_account);
/*
 * The link of the mail and the password of the registration: so who registers somebody else's
 * address gets no account with it (ACCOUNT-4).
 *   ERR_NOT_FOUND  the link does not work; without a message
 *   ERR_DENIED     the password is another one, or *ret_wait_seconds > 0 must pass
 */
MUST_USE enum err registration_confirm(const struct accounts *acc, struct ctx *ctx,
                                       struct slice secret, struct slice password,
                                       int *ret_wait_seconds);
/* A mail with a link goes to the address, if it has an account. ERR_DENIED as above. */
MUST_USE enum err registration_ask_reset(const struct accounts *acc, struct ctx *ctx,
                                         struct slice email, struct slice address,
                                         int *ret_wait_seconds);
struct registration_reset {
    struct slice password;
    bool without_passkeys; /* all that the account has are removed (PASSKEY-8) */
};
/*
 * A new password by the link of a mail (of a reset or an invitation); signs out everywhere.
 *   ERR_NOT_FOUND  the link does not work; without a message
 */
MUST_USE enum err registration_reset(const struct accounts *acc, struct ctx *ctx,
                                     struct slice secret, const struct registration_reset *r);
/* `t` with account, purpose and value; its end is that of the purpose. */
MUST_USE enum err registration_token_add(const struct accounts *acc, struct db *db,
                                         struct account_token *t, struct slice *ret_secret);
/* A link of this purpose, for who writes a mail with it: "confirm", "reset", "invite". */
MUST_USE enum err registration_link(const struct accounts *acc, struct db *db,
                                    const struct account *a, const char *purpose,
                                    struct slice *ret_secret);
/*
 * The row of a link that works, without using it; a link for a new password is that of a reset or
 * of an invitation. ERR_NOT_FOUND, without a message.
 */
MUST_USE enum err registration_token(const struct accounts *acc, struct db *db, struct slice secret,
                                     const char *purpose, struct account_token *ret_token);

#endif
