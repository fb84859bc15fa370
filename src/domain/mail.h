/* SPDX-License-Identifier: EUPL-1.2 */
/* A mail that the platform writes to a person. */
#ifndef KC_DOMAIN_MAIL_H
#define KC_DOMAIN_MAIL_H

#include "base/day.h"
#include "domain/id.h"

struct mail {
    struct mail_id id;
    struct slice recipient; /* an address that account_email_is_sound() */
    struct slice subject;   /* one line */
    struct slice body;      /* plain text */
    struct instant created;
    int tries;
};

/* How many are not sent. */
struct mail_state {
    int64_t waiting; /* to be sent, now or later */
    int64_t late;    /* of these, were tried already */
    int64_t given_up;
};

#endif
