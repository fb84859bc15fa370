/* SPDX-License-Identifier: EUPL-1.2 */
/* What a password must be like: long, and not what everybody tries first (ACCOUNT-3). */
#ifndef KC_DOMAIN_PASSWORD_H
#define KC_DOMAIN_PASSWORD_H

#include "base/arena.h"

enum password_fault {
    PASSWORD_FINE,
    PASSWORD_SHORT,    /* fewer than PASSWORD_CHARS_MIN characters */
    PASSWORD_LONG,     /* more than PASSWORD_CHARS_MAX */
    PASSWORD_COMMON,   /* words everybody tries, a row of the keyboard, one thing again and again */
    PASSWORD_PERSONAL, /* little more than the own name or mail address */
};

/*
 * `email` and `name` may be empty. Works on a folded copy in the arena.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err password_check(struct arena *a, struct slice password, struct slice email,
                                 struct slice name, enum password_fault *ret_fault);

#endif
