/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox: mails are written in the transaction that wants them, and sent afterwards. */
#ifndef KC_STORAGE_MAIL_STORE_H
#define KC_STORAGE_MAIL_STORE_H

#include "domain/mail.h"
#include "storage/db.h"

MUST_USE enum err mail_store_add(struct db *db, const struct mail *m);
/* Those whose time has come, the oldest first; room for MAIL_BATCH_MAX. */
MUST_USE enum err mail_store_due(struct db *db, struct instant now, struct mail *ret_mails,
                                 int *ret_len);
/* An attempt begins; the next one not before. */
MUST_USE enum err mail_store_try(struct db *db, struct mail_id id, struct instant next_try);
/* Sent: the body is emptied, unless a demo's page is to show it. */
MUST_USE enum err mail_store_sent(struct db *db, struct mail_id id, struct instant now,
                                  bool keep_body);
/* The newest first; room for MAIL_SHOWN_MAX. */
MUST_USE enum err mail_store_latest(struct db *db, struct mail *ret_mails, int *ret_len);
/* Not sent, and why (no names, no addresses). */
MUST_USE enum err mail_store_failed(struct db *db, struct mail_id id, struct slice failure);
/* The same, and it is tried no more; the body is emptied. */
MUST_USE enum err mail_store_give_up(struct db *db, struct mail_id id, struct slice failure);
MUST_USE enum err mail_store_state(struct db *db, struct mail_state *ret_state);
/* Whether it is kept still. */
MUST_USE enum err mail_store_known(struct db *db, struct mail_id id, bool *ret_known);
MUST_USE enum err mail_store_expire(struct db *db, struct instant before, int64_t *ret_deleted);

#endif
