/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our job profiles, from data/job_profiles.json (kommunalcampus-job-profiles/1).
 * Strict, see exchange/own_json.h. Ids of the profiles are 0: the store gives them.
 */
#ifndef KC_EXCHANGE_JOB_PROFILE_JSON_H
#define KC_EXCHANGE_JOB_PROFILE_JSON_H

#include "base/ctx.h"
#include "domain/job_profile.h"

struct job_profile_list {
    struct slice version;
    struct job_profile *profiles;
    int len; /* <= JOB_PROFILES_MAX */
};

/* Targets name competences of `f`. ERR_INVALID with line and path, ERR_LIMIT. */
MUST_USE enum err job_profile_json_read(struct ctx *ctx, struct slice bytes,
                                        const struct framework *f,
                                        struct job_profile_list *ret_profiles);

#endif
