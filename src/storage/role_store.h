/* SPDX-License-Identifier: EUPL-1.2 */
/* What people may do in organisations. service/role_change.h writes the audit log beside it. */
#ifndef KC_STORAGE_ROLE_STORE_H
#define KC_STORAGE_ROLE_STORE_H

#include "domain/role_holder.h"
#include "storage/db.h"

/*
 * Having it already is fine: `*ret_new` is false. `by`: n == 0 is the command line. `email` is the
 * address by which the organisation knows the person (ORG-29); may be empty.
 */
MUST_USE enum err role_store_add(struct db *db, struct role_of role, struct account_id by,
                                 struct slice email, bool *ret_new);
/* That address, in the context's arena. ERR_NOT_FOUND, without a message: no such role. */
MUST_USE enum err role_store_email(struct db *db, struct role_of role, struct slice *ret_email);
/* Not having it is fine: `*ret_had` is false. */
MUST_USE enum err role_store_take(struct db *db, struct role_of role, bool *ret_had);

/* Everybody who has a role in an organisation, in the arena, the longest first. */
MUST_USE enum err role_store_load(struct db *db, struct arena *arena,
                                  struct organisation_id organisation,
                                  struct role_holder **ret_holders, int *ret_len);
/* How many people who can sign in have this role there. */
MUST_USE enum err role_store_count(struct db *db, struct organisation_id organisation,
                                   enum role role, int64_t *ret_people);
/* Roles of work that ended before `today`, in this organisation or, with n == 0, in all (ORG-23).
 */
MUST_USE enum err role_store_ended(struct db *db, struct organisation_id organisation,
                                   struct day today, struct role_holder **ret_holders,
                                   int *ret_len);

#endif
