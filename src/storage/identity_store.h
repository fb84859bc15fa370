/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * People as services know them that they sign in with: who that is here, which
 * roles and sessions came of it, and what may be used once. Hashes are 32
 * bytes.
 */
#ifndef KC_STORAGE_IDENTITY_STORE_H
#define KC_STORAGE_IDENTITY_STORE_H

#include "domain/issuer.h"
#include "domain/role_holder.h"
#include "storage/db.h"

struct identity_name {
    struct slice issuer; /* its address */
    struct slice subject;
};
/* ERR_NOT_FOUND, without a message: nobody. */
MUST_USE enum err identity_store_find(struct db *db, const struct identity_name *name,
                                      struct identity_id *ret_id, struct account_id *ret_account);
/* Nobody may be linked with that name yet; IDENTITIES_MAX of one account:
 * ERR_LIMIT. */
MUST_USE enum err identity_store_add(struct db *db, const struct identity_name *name,
                                     struct account_id account, struct identity_id *ret_id);
/* Room for IDENTITIES_MAX; of services that there are. */
MUST_USE enum err identity_store_of_account(struct db *db, struct account_id account,
                                            struct identity *ret_identities, int *ret_len);
/* Of this account alone. ERR_NOT_FOUND, without a message: it has none of this
 * id. */
MUST_USE enum err identity_store_delete(struct db *db, struct account_id account,
                                        struct identity_id id);

struct identity_role {
    struct organisation_id organisation;
    enum role role;
};
/* In the context's arena. */
MUST_USE enum err identity_store_roles(struct db *db, struct identity_id id,
                                       struct identity_role **ret_roles, int *ret_len);
/* It says so now, for the first time or again. */
MUST_USE enum err identity_store_role_add(struct db *db, struct identity_id id,
                                          const struct identity_role *r);
MUST_USE enum err identity_store_role_take(struct db *db, struct identity_id id,
                                           const struct identity_role *r);
/*
 * A role was taken by hand: no service that gave it gives it again (ISSUER-11); false when none
 * gave it, or it was withheld already.
 */
MUST_USE enum err identity_store_withhold(struct db *db, struct role_of role, bool *ret_withheld);
/* It was given by hand: it is withheld no more, and no service's to take. */
MUST_USE enum err identity_store_by_hand(struct db *db, struct role_of role);
MUST_USE enum err identity_store_is_withheld(struct db *db, struct role_of role,
                                             bool *ret_withheld);

struct identity_holder {
    struct identity_id id;
    struct account_id account;
    struct slice code; /* of the account */
};
/* Whom a service knows, in the context's arena. */
MUST_USE enum err identity_store_of_issuer(struct db *db, struct slice issuer,
                                           struct identity_holder **ret_holders, int *ret_len);

/* `sid`: hash of what the service calls its session. */
MUST_USE enum err identity_store_session_add(struct db *db, struct session_id session,
                                             struct identity_id id, struct slice sid);
/* Sessions that began with this one of the service's end. */
MUST_USE enum err identity_store_session_end(struct db *db, struct slice issuer, struct slice sid);
/* All that began with it end, but `kept` (n == 0: all). */
MUST_USE enum err identity_store_sessions_end(struct db *db, struct identity_id id,
                                              struct session_id kept);
/* The code of the service that it began with. ERR_NOT_FOUND, without a message:
 * with none. */
MUST_USE enum err identity_store_session_issuer(struct db *db, struct session_id session,
                                                struct slice *ret_code);

/* ERR_CONFLICT, without a message: it was used before. */
MUST_USE enum err identity_store_once(struct db *db, struct slice hash, struct instant expires);
MUST_USE enum err identity_store_once_is(struct db *db, struct slice hash, bool *ret_used);
MUST_USE enum err identity_store_once_expire(struct db *db, struct instant before,
                                             int64_t *ret_deleted);
/* Whether the person, or who has the address, is entered as working there, today or later. */
MUST_USE enum err identity_store_works(struct db *db, struct role_of role, struct slice email,
                                       bool *ret_works);

#endif
