/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of employees that were uploaded and wait to be confirmed by who uploaded them. */
#ifndef KC_STORAGE_EMPLOYEE_IMPORT_STORE_H
#define KC_STORAGE_EMPLOYEE_IMPORT_STORE_H

#include "domain/id.h"
#include "storage/db.h"

struct employee_import_owner {
    struct organisation_id organisation;
    struct account_id account;
    struct instant since; /* what was uploaded before is not found */
};

/* Keep an uploaded list; lists of the same person, and those of before `since`, go. */
MUST_USE enum err employee_import_store_add(struct db *db, struct employee_import_owner owner,
                                            struct slice list, int64_t *ret_id);
/* ERR_NOT_FOUND, without a message: none of this number, organisation and person since then. */
MUST_USE enum err employee_import_store_find(struct db *db, struct arena *arena,
                                             struct employee_import_owner owner, int64_t id,
                                             struct slice *ret_list);
/* Lists of this person (n == 0: of nobody), and all created before `before`; how many, or NULL. */
MUST_USE enum err employee_import_store_forget(struct db *db, struct account_id account,
                                               struct instant before, int64_t *ret_deleted);

#endif
