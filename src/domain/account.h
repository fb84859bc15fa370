/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Accounts: people who can sign in. Rules: docs/rules/account.md, ACCOUNT-n.
 *
 * An account belongs to the person and outlives every employment. Its code is random and the only
 * name of the person in addresses, logs and the audit log.
 */
#ifndef KC_DOMAIN_ACCOUNT_H
#define KC_DOMAIN_ACCOUNT_H

#include <stdbool.h>

#include "base/day.h"
#include "base/limits.h"
#include "domain/id.h"
#include "domain/say.h"

enum account_status {
    ACCOUNT_UNCONFIRMED, /* the mail address is not shown to be the person's yet */
    ACCOUNT_ACTIVE,      /* the only one that may sign in (ACCOUNT-1) */
    ACCOUNT_SUSPENDED,
    ACCOUNT_ERASED, /* nothing of the person is left but the code */
};
enum { ACCOUNT_STATUSES = ACCOUNT_ERASED + 1 };

struct account {
    struct account_id id;
    struct slice code;  /* ACCOUNT_CODE_CHARS of base64url */
    struct slice email; /* as account_email_parse() makes it; empty once erased */
    struct slice name;  /* 1..ACCOUNT_NAME_BYTES_MAX; empty once erased */
    enum lang language;
    enum account_status status;
    struct instant created;
    struct instant confirmed; /* ms == 0: not yet */
    struct instant signed_in; /* ms == 0: never */
};

/* "active": as it is kept. */
const char *account_status_code(enum account_status status);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err account_status_parse(struct slice code, enum account_status *ret_status);

/* ACCOUNT_CODE_CHARS of base64url (RFC 4648 section 5). */
bool account_code_is_sound(struct slice code);
/* Lower case ASCII, one "@", a local part of RFC 5322's dot-atom, a domain of two labels or more.
 */
bool account_email_is_sound(struct slice email);
/*
 * A mail address as somebody typed it: without white space around it and in lower case, so that
 * one mailbox has one account (ACCOUNT-2). Addresses that need SMTPUTF8 are not taken.
 *   ERR_INVALID   it is no mail address that we can send to
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err account_email_parse(struct arena *a, struct slice typed, struct slice *ret_email);
/* What stands before the "@": the name of who has not said one yet. */
struct slice account_mailbox_name(struct slice email);
bool account_is_sound(const struct account *account);

#endif
