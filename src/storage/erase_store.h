/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forgetting a person: every row that own_store.h would answer goes or is cleared, in one
 * transaction (PRIVACY-6). What stays and why: own_tables.c.
 */
#ifndef KC_STORAGE_ERASE_STORE_H
#define KC_STORAGE_ERASE_STORE_H

#include "domain/organisation.h"
#include "domain/role.h"
#include "storage/own_store.h"

/* A role that somebody else must have before. */
struct erase_alone {
    struct slice organisation; /* name */
    enum role role;
};
/* In the context's arena. */
MUST_USE enum err erase_store_alone(struct db *db, struct account_id account,
                                    struct erase_alone **ret_alone, int *ret_len);

/* A role with its organisation, for the audit log. */
struct erase_role {
    struct organisation_id organisation;
    struct slice organisation_code;
    enum role role;
};
MUST_USE enum err erase_store_roles(struct db *db, struct account_id account,
                                    struct erase_role **ret_roles, int *ret_len);

/*
 * Everything about the person goes, the roles too; what hangs on items in use or on
 * an expert's judgement keeps a row of the
 * account under `new_code` without anything else. Counts as an erasure for scrubbing.
 * `skip`: for the test that shows what each step is for; -1 in the program.
 */
MUST_USE enum err erase_store_person(struct db *db, const struct own_person *person,
                                     struct slice new_code, int skip);
/* How many steps there are to skip, and what a step is: "mails". */
extern const int ERASE_STEPS;
const char *erase_step_name(int step);

/* Whether the files hold traces of erasures; how many there were (for erase_store_scrubbed()). */
MUST_USE enum err erase_store_is_due(struct db *db, bool *ret_due, int64_t *ret_erased);
MUST_USE enum err erase_store_scrubbed(struct db *db, int64_t erased);

#endif
