/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Accounts with their passwords, second factors, recovery codes and the links of mails. Secrets
 * come as hashes or sealed: the layer above makes them. A hash is 32 bytes.
 */
#ifndef KC_STORAGE_ACCOUNT_STORE_H
#define KC_STORAGE_ACCOUNT_STORE_H

#include "domain/account.h"
#include "domain/actor.h"
#include "storage/db.h"

/* Sets the id. ERR_CONFLICT: the mail address has an account. */
MUST_USE enum err account_store_add(struct db *db, struct account *a);
/* ERR_NOT_FOUND, without a message, when there is none. Texts live in the context's arena. */
MUST_USE enum err account_store_by_id(struct db *db, struct account_id id, struct account *ret);
MUST_USE enum err account_store_by_code(struct db *db, struct slice code, struct account *ret);
MUST_USE enum err account_store_by_email(struct db *db, struct slice email, struct account *ret);
/* Address, name, language, status, instants. ERR_CONFLICT: the address is another account's. */
MUST_USE enum err account_store_save(struct db *db, const struct account *a);
/* Registrations of before that nobody confirmed are gone. */
MUST_USE enum err account_store_forget_unconfirmed(struct db *db, struct instant before,
                                                   int64_t *ret_deleted);
/* The roles, in the context's arena. ERR_LIMIT: more than ACTOR_GRANTS_MAX. */
MUST_USE enum err account_store_grants(struct db *db, struct account_id id,
                                       const struct grant **ret_grants, int *ret_len);

/* ERR_NOT_FOUND, without a message: the account has no password. */
MUST_USE enum err account_store_password(struct db *db, struct account_id id,
                                         struct slice *ret_hash);
MUST_USE enum err account_store_set_password(struct db *db, struct account_id id, struct slice hash,
                                             struct instant now);

/* Not having one is fine. */
MUST_USE enum err account_store_delete_password(struct db *db, struct account_id id);

struct account_token {
    struct slice hash; /* 32 bytes */
    struct account_id account;
    const char *purpose; /* "confirm", "reset", "invite", "email" */
    struct slice value;  /* "email": the new address */
    struct instant expires;
};
/* Earlier ones of that purpose work no more. */
MUST_USE enum err account_store_add_token(struct db *db, const struct account_token *t);
/* A link that works, without using it. ERR_NOT_FOUND, without a message. */
MUST_USE enum err account_store_find_token(struct db *db, struct slice hash, struct instant now,
                                           struct account_token *ret_token);
/* The link works no more. ERR_NOT_FOUND, without a message: it did not, or somebody was faster. */
MUST_USE enum err account_store_use_token(struct db *db, struct slice hash, struct instant now);
MUST_USE enum err account_store_clear_tokens(struct db *db, struct account_id id,
                                             const char *purpose);
MUST_USE enum err account_store_expire_tokens(struct db *db, struct instant before,
                                              int64_t *ret_deleted);

struct account_totp {
    struct slice secret; /* sealed */
    bool in_use;
    int64_t last_step;
};
/* ERR_NOT_FOUND, without a message: there is no second factor. */
MUST_USE enum err account_store_totp(struct db *db, struct account_id id,
                                     struct account_totp *ret_totp);
/* One that is in use stays. */
MUST_USE enum err account_store_set_totp(struct db *db, struct account_id id, struct slice secret);
/* A code of this step was right; from the first one on it is in use. ERR_CONFLICT: taken before. */
MUST_USE enum err account_store_take_step(struct db *db, struct account_id id, int64_t step,
                                          struct instant now);
/* With the recovery codes. */
MUST_USE enum err account_store_delete_totp(struct db *db, struct account_id id);

/* In place of those before. */
MUST_USE enum err account_store_set_recovery(struct db *db, struct account_id id,
                                             const struct slice *hashes, int len);
/* ERR_NOT_FOUND, without a message: no such code, or used. */
MUST_USE enum err account_store_use_recovery(struct db *db, struct account_id id, struct slice hash,
                                             struct instant now);
MUST_USE enum err account_store_recovery_left(struct db *db, struct account_id id, int *ret_left);

#endif
