/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The mails about accounts, in the person's language, into the outbox of the running transaction.
 * Links are made of the setting public_url alone, never of what a request says (ACCOUNT-10).
 */
#ifndef KC_SERVICE_ACCOUNT_MAIL_H
#define KC_SERVICE_ACCOUNT_MAIL_H

#include "service/accounts.h"

enum account_mail {
    ACCOUNT_MAIL_CONFIRM,    /* the address is to be confirmed; with a link */
    ACCOUNT_MAIL_KNOWN,      /* somebody registered with an address that has an account */
    ACCOUNT_MAIL_RESET,      /* a new password; with a link */
    ACCOUNT_MAIL_PASSWORD,   /* the password was changed */
    ACCOUNT_MAIL_SECOND,     /* the second factor was switched on or off */
    ACCOUNT_MAIL_INVITE,     /* an organisation entered somebody without an account; with a link */
    ACCOUNT_MAIL_ENTERED,    /* an organisation entered somebody who has one */
    ACCOUNT_MAIL_LINKED,     /* a service was linked to sign in with; `organisation` is its name */
    ACCOUNT_MAIL_RENEWED,    /* the password was set anew; `organisation`: the other ways in */
    ACCOUNT_MAIL_MOVE,       /* to the mailbox that the account is to have; with a link */
    ACCOUNT_MAIL_MOVE_KNOWN, /* the same, but the mailbox has an account */
    ACCOUNT_MAIL_MOVING,     /* to the mailbox of now: another one was asked for; with a link */
    ACCOUNT_MAIL_MOVED,      /* to the former one: another one counts; with a link */
    ACCOUNT_MAIL_MOVED_BACK, /* the former one counts again */
    ACCOUNT_MAIL_MOVED_BACK_STAYS, /* the same; `organisation`: the other ways in */
    ACCOUNT_MAIL_PASSKEY_ADDED,    /* `organisation` is its name */
    ACCOUNT_MAIL_PASSKEY_REMOVED,
    ACCOUNT_MAIL_SHARED, /* somebody shares a result of a check; says neither who nor what */
};

struct account_mail_letter {
    enum account_mail kind;
    struct slice recipient;
    struct slice name; /* empty: of somebody who has not confirmed the address; none is said */
    enum lang language;
    struct slice secret;       /* of the link; empty: the mail has none */
    struct slice organisation; /* its name, where one has to do with it */
};

MUST_USE enum err account_mail_write(const struct accounts *acc, struct db *db,
                                     const struct account_mail_letter *l);

#endif
