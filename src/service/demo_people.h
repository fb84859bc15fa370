/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The demo's people: some thirty employees in each of two municipalities, and one account for
 * each role. All are invented. Nobody can sign in before a password is set for them.
 */
#ifndef KC_SERVICE_DEMO_PEOPLE_H
#define KC_SERVICE_DEMO_PEOPLE_H

#include "domain/job_profile.h"
#include "storage/db.h"

/* After demo_organisations_seed(). What is there stays as it is. */
MUST_USE enum err demo_people_seed(struct db *db, const struct job_profile *jobs, int jobs_len,
                                   int *ret_people);

/* An account that shows a role: what `./dev run` prints. */
struct demo_account {
    const char *email;
    const char *role; /* "hr", as role_code() */
};
/* NULL when there is no i-th. */
const struct demo_account *demo_people_account(int i);

/* From now on these accounts, and no others, sign in with it. ERR_BUSY: no memory for hashing. */
MUST_USE enum err demo_people_set_password(struct ctx *ctx, struct database *db,
                                           struct slice password);

#endif
