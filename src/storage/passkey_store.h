/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys of people. docs/rules/account.md, PASSKEY-n. */
#ifndef KC_STORAGE_PASSKEY_STORE_H
#define KC_STORAGE_PASSKEY_STORE_H

#include "domain/passkey.h"
#include "storage/db.h"

/* In the context's arena, without days. ERR_NOT_FOUND, without a message: nobody's. */
MUST_USE enum err passkey_store_find(struct db *db, struct slice credential,
                                     struct passkey *ret_passkey);
/* Room for PASSKEYS_MAX; without keys. */
MUST_USE enum err passkey_store_of_account(struct db *db, struct account_id account,
                                           struct passkey *ret_passkeys, int *ret_len);
/*
 *   ERR_LIMIT     the account has PASSKEYS_MAX already
 *   ERR_CONFLICT  without a message: somebody has one with this id
 */
MUST_USE enum err passkey_store_add(struct db *db, const struct passkey *p);
/* These two of this account alone. ERR_NOT_FOUND, without a message: it has none of this id. */
MUST_USE enum err passkey_store_rename(struct db *db, struct account_id account,
                                       struct passkey_id id, struct slice name);
MUST_USE enum err passkey_store_delete(struct db *db, struct account_id account,
                                       struct passkey_id id);
/* Signed in with it now. ERR_CONFLICT, without a message: it is gone, or its counter is another
 * than `p` says. */
MUST_USE enum err passkey_store_use(struct db *db, const struct passkey *p, int64_t counter);
/* Sessions that began with it end, but `kept` (n == 0: all). */
MUST_USE enum err passkey_store_sessions_end(struct db *db, struct account_id account,
                                             struct passkey_id id, struct session_id kept);

#endif
