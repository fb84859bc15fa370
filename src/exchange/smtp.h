/* SPDX-License-Identifier: EUPL-1.2 */
/* Hands a mail to an SMTP server: the adapter of libcurl. */
#ifndef KC_EXCHANGE_SMTP_H
#define KC_EXCHANGE_SMTP_H

#include "base/ctx.h"

struct smtp_server {
    const char *url;      /* "smtp://host:25", "smtps://host:465" */
    const char *user;     /* "": without signing in */
    const char *password; /* with user */
    bool without_tls;     /* false: smtp:// must offer STARTTLS. True only for this machine */
};

/* Once, before threads are started. ERR_IO. */
MUST_USE enum err smtp_start(void);
/*
 * Send the message (mail_message_put()) from and to these addresses; waits up to
 * MAIL_SEND_SECONDS_MAX. Failures say which part failed, never an address.
 *   ERR_IO      the server cannot be reached, or did not take it now
 *   ERR_INVALID the server says that it will never take it (5xx)
 */
MUST_USE enum err smtp_send(struct ctx *ctx, const struct smtp_server *server, const char *from,
                            const char *to, struct slice message);

#endif
