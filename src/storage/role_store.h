/* SPDX-License-Identifier: EUPL-1.2 */
/* What people may do in organisations. service/role_change.h writes the audit log beside it. */
#ifndef KC_STORAGE_ROLE_STORE_H
#define KC_STORAGE_ROLE_STORE_H

#include "base/day.h"
#include "domain/id.h"
#include "domain/role.h"
#include "storage/db.h"

struct role_of {
    struct account_id account;
    struct organisation_id organisation;
    enum role role;
};
/* Having it already is fine: `*ret_new` is false. `by`: n == 0 is the command line. */
MUST_USE enum err role_store_add(struct db *db, struct role_of role, struct account_id by,
                                 bool *ret_new);
/* Not having it is fine: `*ret_had` is false. */
MUST_USE enum err role_store_take(struct db *db, struct role_of role, bool *ret_had);

struct role_holder {
    struct role_of of;
    struct slice account_code;
    struct slice organisation_code; /* of role_store_ended() */
    struct slice email;             /* of role_store_load(); empty once erased */
    struct instant granted;         /* of role_store_load() */
};
/* Everybody who has a role in an organisation, in the arena, the longest first. */
MUST_USE enum err role_store_load(struct db *db, struct arena *arena,
                                  struct organisation_id organisation,
                                  struct role_holder **ret_holders, int *ret_len);
/* Roles of work that ended before `today`, in this organisation or, with n == 0, in all (ORG-23).
 */
MUST_USE enum err role_store_ended(struct db *db, struct organisation_id organisation,
                                   struct day today, struct role_holder **ret_holders,
                                   int *ret_len);

#endif
