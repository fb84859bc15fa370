/* SPDX-License-Identifier: EUPL-1.2 */
/* Job profiles: saved as a whole list, which becomes the current one. */
#ifndef KC_STORAGE_JOB_PROFILE_STORE_H
#define KC_STORAGE_JOB_PROFILE_STORE_H

#include "domain/job_profile.h"
#include "storage/db.h"

/* Save the list in the order in which it is shown and set its ids (a code keeps its id).
 * Profiles that are not in it are retired: kept for those who have chosen them. */
MUST_USE enum err job_profile_store_save(struct db *db, struct job_profile *profiles,
                                         int profiles_len);
/* The current list with its targets, in the arena. */
MUST_USE enum err job_profile_store_load(struct db *db, struct arena *arena,
                                         struct job_profile **ret_profiles, int *ret_len);

#endif
