/* SPDX-License-Identifier: EUPL-1.2 */
/* Job profiles: saved as a whole list, which becomes the current one. */
#ifndef KC_STORAGE_JOB_PROFILE_STORE_H
#define KC_STORAGE_JOB_PROFILE_STORE_H

#include "domain/job_profile.h"
#include "storage/db.h"

/* Save the list in the order in which it is shown and set its ids (a code keeps its id).
 * Profiles that are not in it are retired: kept for those who have chosen them. Copies stay. */
MUST_USE enum err job_profile_store_save(struct db *db, struct job_profile *profiles,
                                         int profiles_len);
/* The current list with its targets and the copies of organisations, in the arena. */
MUST_USE enum err job_profile_store_load(struct db *db, struct arena *arena,
                                         struct job_profile **ret_profiles, int *ret_len);
struct job_profile_count {
    int64_t own;   /* of the organisation */
    int64_t total; /* of all, and of the library */
};
/* Those that are current. */
MUST_USE enum err job_profile_store_count(struct db *db, struct organisation_id organisation,
                                          struct job_profile_count *ret_count);
/* An organisation's copy of `source` (n == 0: of none); sets its id. ERR_CONFLICT: the code is
 * known. */
MUST_USE enum err job_profile_store_copy(struct db *db, struct job_profile_id source,
                                         struct job_profile *copy);
/* Names, description, targets. ERR_NOT_FOUND: its organisation has no such current copy. */
MUST_USE enum err job_profile_store_change(struct db *db, const struct job_profile *copy);
/* No longer current; employments still name it. ERR_NOT_FOUND likewise. */
MUST_USE enum err job_profile_store_retire(struct db *db, struct organisation_id organisation,
                                           struct job_profile_id id);

#endif
