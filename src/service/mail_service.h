/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sends what is in the outbox, on a thread of its own: by SMTP, or for a demo as files in a folder.
 *
 * An attempt is noted before it is made, with the time of the next one: 1 minute, doubling, up to
 * MAIL_TRIES_MAX (about three days). So a mail is sent twice when the program ends between the
 * server's taking it and the note of that, with the same Message-ID, and is never lost. What the
 * server refuses for good (no such mailbox) is given up at once. The body is emptied once it was
 * sent or given up.
 *
 * When the server gives no answer, or lets nobody in, the round ends: the other mails wait for the
 * next one and lose no attempt.
 */
#ifndef KC_SERVICE_MAIL_SERVICE_H
#define KC_SERVICE_MAIL_SERVICE_H

#include "base/ctx.h"
#include "domain/mail.h"

struct database;
struct mail_service;

struct mail_options {
    const char *smtp_url; /* "": none */
    const char *smtp_user;
    const char *smtp_password;
    bool smtp_without_tls;
    const char *from;
    const char *folder;       /* for a demo: one .eml file a mail, instead of SMTP; "": none */
    const char *smtp_ca_file; /* certificates that are trusted; NULL or "": the system's */
    long smtp_seconds_max;    /* 0: MAIL_SEND_SECONDS_MAX */
    bool by_hand;             /* no thread: whoever calls mail_service_round(), in tests */
    /* A line about a mail that was not sent: its number and why, no address. NULL: nobody hears. */
    void (*tell)(void *arg, struct slice line);
    void *tell_arg;
};

/* Starts the thread. With neither SMTP nor folder mails stay in the outbox. Texts are kept. */
MUST_USE enum err mail_service_start(struct ctx *ctx, struct database *db,
                                     const struct mail_options *o, struct mail_service **ret);
/* Waits for the mail that is being sent. NULL is allowed. */
void mail_service_stop(struct mail_service *m);
/* One round, as the thread makes it; for tests. */
MUST_USE enum err mail_service_round(struct mail_service *m, struct ctx *ctx, int *ret_sent);
/*
 * Files of the demo's folder whose mail the database has forgotten (PRIVACY-6, PRIVACY-9) go; the
 * thread does so every minute. Answers how many.
 */
MUST_USE enum err mail_service_sweep(struct mail_service *m, struct ctx *ctx, int *ret_gone);

/* For the operator: how many wait, are late, were given up. */
MUST_USE enum err mail_service_state(struct ctx *ctx, struct database *db,
                                     struct mail_state *ret_state);
/* The newest mails, for the demo's page; room for MAIL_SHOWN_MAX. */
MUST_USE enum err mail_service_shown(struct ctx *ctx, struct database *db, struct mail *ret_mails,
                                     int *ret_len);

#endif
