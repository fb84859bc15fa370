/* SPDX-License-Identifier: EUPL-1.2 */
/* Hands a mail to an SMTP server: the adapter of libcurl. */
#ifndef KC_EXCHANGE_SMTP_H
#define KC_EXCHANGE_SMTP_H

#include "base/ctx.h"

struct smtp_server {
    const char *url;      /* "smtp://host:25", "smtps://host:465" */
    const char *user;     /* "": without signing in */
    const char *password; /* with user */
    const char *ca_file;  /* certificates that are trusted; "": the system's */
    long seconds_max;     /* 0: MAIL_SEND_SECONDS_MAX */
    bool without_tls;     /* false: smtp:// must offer STARTTLS. True only for this machine */
};

/* Once, before threads are started. ERR_IO. */
MUST_USE enum err smtp_start(void);
/*
 * Send the message (mail_message_put()) from and to these addresses; waits up to `seconds_max`.
 * Failures say which part failed, never an address.
 *   ERR_IO      it gets nowhere with this server now: not reached, no TLS, not let in, no answer
 *   ERR_BUSY    the server does not take this mail now, or nothing from us
 *   ERR_INVALID the server will never take this mail: recipient or content (550 to 559)
 */
MUST_USE enum err smtp_send(struct ctx *ctx, const struct smtp_server *server, const char *from,
                            const char *to, struct slice message);

#endif
