/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is signed in, by the hash (32 bytes) of the secret in the cookie. */
#ifndef KC_STORAGE_SESSION_STORE_H
#define KC_STORAGE_SESSION_STORE_H

#include "base/day.h"
#include "domain/account_session.h"
#include "domain/actor.h"
#include "storage/db.h"

/* Sets the id; more than ACCOUNT_SESSIONS_MAX of one person end, the longest unused first. */
MUST_USE enum err session_store_add(struct db *db, struct slice hash, struct account_session *s);
/*
 * Who it is, with the roles; `*ret_last_used` says whether a touch is due.
 *   ERR_NOT_FOUND  without a message: ended, unknown, or the account may not sign in
 */
MUST_USE enum err session_store_find(struct db *db, struct slice hash, struct instant now,
                                     struct actor *ret_actor, struct instant *ret_last_used);
MUST_USE enum err session_store_touch(struct db *db, struct session_id id, struct instant now);
/* Another secret for the same session. ERR_NOT_FOUND, without a message: it has ended. */
MUST_USE enum err session_store_rotate(struct db *db, const struct actor *actor, struct slice hash);
/* The latest use first; room for ACCOUNT_SESSIONS_MAX. */
MUST_USE enum err session_store_list(struct db *db, struct account_id account, struct instant now,
                                     struct account_session *ret_sessions, int *ret_len);
/* Of this person alone; not an error when there is none. */
MUST_USE enum err session_store_end(struct db *db, struct account_id account, struct session_id id);
/* All but `kept`; with n == 0 all. */
MUST_USE enum err session_store_end_others(struct db *db, struct account_id account,
                                           struct session_id kept);
MUST_USE enum err session_store_expire(struct db *db, struct instant now, int64_t *ret_deleted);

#endif
