/* SPDX-License-Identifier: EUPL-1.2 */
/* A mail as it is sent: RFC 5322, plain text in UTF-8 (RFC 2045, base64; RFC 2047 in the subject).
 */
#ifndef KC_EXCHANGE_MAIL_MESSAGE_H
#define KC_EXCHANGE_MAIL_MESSAGE_H

#include "base/day.h"

struct mail_message {
    struct slice from; /* "campus@example.org" */
    struct slice to;
    struct slice subject; /* one line */
    struct slice body;
    struct instant date;
    int64_t number; /* unique with the date: of it the Message-ID is made */
};

/*
 * Append the message with CRLF. Line ends and other control characters in an address or subject
 * never reach a header: ERR_INVALID, and nothing was appended.
 *   ERR_LIMIT   the text is full
 */
MUST_USE enum err mail_message_put(struct text *t, const struct mail_message *m);

#endif
