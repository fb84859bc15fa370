/* SPDX-License-Identifier: EUPL-1.2 */
/* Services that people may sign in with, and what their claims give. */
#ifndef KC_STORAGE_ISSUER_STORE_H
#define KC_STORAGE_ISSUER_STORE_H

#include "domain/issuer.h"
#include "storage/db.h"

struct issuers {
    struct issuer *at;
    int len; /* <= ISSUERS_MAX */
};
struct issuer_rules {
    struct issuer_rule *at;
    int len; /* <= ISSUER_RULES_MAX */
};

/* By name, in the context's arena. */
MUST_USE enum err issuer_store_load(struct db *db, struct issuers *ret_issuers);
/* ERR_NOT_FOUND, without a message, when there is none. */
MUST_USE enum err issuer_store_by_code(struct db *db, struct slice code, struct issuer *ret_issuer);
/*
 * New or, when its code is known, changed; sets the id.
 *   ERR_CONFLICT   another one has this address
 *   ERR_LIMIT      ISSUERS_MAX are there
 */
MUST_USE enum err issuer_store_save(struct db *db, struct issuer *i);
/* With its rules; not an error when there is none. */
MUST_USE enum err issuer_store_delete(struct db *db, struct slice code);
MUST_USE enum err issuer_store_rules(struct db *db, struct issuer_id id,
                                     struct issuer_rules *ret_rules);
/* In place of those before. */
MUST_USE enum err issuer_store_set_rules(struct db *db, struct issuer_id id,
                                         const struct issuer_rules *rules);

#endif
