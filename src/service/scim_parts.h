/* SPDX-License-Identifier: EUPL-1.2 */
/* What scim_users.c and scim_view.c share; nobody else includes it. */
#ifndef KC_SERVICE_SCIM_PARTS_H
#define KC_SERVICE_SCIM_PARTS_H

#include "service/employee_parts.h"
#include "service/scim_users.h"

/* The people of the organisation as its directory sees them, in one transaction. */
struct scim_view {
    struct employee_job job;
    struct directory_entry *entries; /* by employment */
    int entries_len;
    const struct employment **by_id;
    const struct employment **by_account; /* current ones */
    int by_account_len;
};

MUST_USE enum err scim_view_load(struct db *db, const struct scim_door *d, struct scim_view *v);
/* NULL: the directory never spoke of the person. */
const struct directory_entry *scim_view_entry(const struct scim_view *v, struct employment_id id);
/* NULL: there is none, or the directory does not see it (SCIM-11). */
const struct employment *scim_view_find(const struct scim_view *v, struct slice id);
bool scim_view_sees(const struct scim_view *v, const struct employment *e);
/* The user without its version. ERR_LIMIT. */
MUST_USE enum err scim_view_user(const struct scim_view *v, const struct employment *e,
                                 struct scim_user *ret_user);
/* Put the version in: a hash of all that an answer shows. ERR_LIMIT. */
MUST_USE enum err scim_view_version(struct arena *a, struct scim_user *user);
/* "Anna Muster" of both parts; either may be empty. ERR_LIMIT. */
MUST_USE enum err scim_view_join(struct arena *a, struct slice given, struct slice family,
                                 struct slice *ret_name);
/*
 * The unit that is meant by a name alone (SCIM-9), as a list of employees would write it into
 * `entry`; `now` is the person's.
 */
void scim_view_units(const struct scim_view *v, struct unit_id now, struct slice name,
                     struct employee_entry *entry);

#endif
