/* SPDX-License-Identifier: EUPL-1.2 */
/* What people may do in organisations. */
#ifndef KC_STORAGE_ROLE_STORE_H
#define KC_STORAGE_ROLE_STORE_H

#include "domain/id.h"
#include "domain/role.h"
#include "storage/db.h"

struct role_of {
    struct account_id account;
    struct organisation_id organisation;
    enum role role;
};
/* Having it already is fine. `by`: n == 0 is the command line. */
MUST_USE enum err role_store_add(struct db *db, struct role_of role, struct account_id by);
/* Nobody has any there. */
MUST_USE enum err role_store_clear(struct db *db, struct organisation_id organisation);
MUST_USE enum err role_store_take(struct db *db, struct role_of role);

#endif
