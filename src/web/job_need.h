/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A competence in a form of what a job needs: "stufe-D1.1" (0: not needed) and "gewicht-D1.1".
 * What is not sent, or nonsense, stays as it is.
 */
#ifndef KC_WEB_JOB_NEED_H
#define KC_WEB_JOB_NEED_H

#include "domain/job_profile.h"
#include "web/form.h"

struct job_need {
    const struct competence *competence;
    struct slice name;
    int level;  /* 0: not needed */
    int weight; /* 1..JOB_WEIGHT_MAX */
};

void job_need_read(const struct form *f, struct job_need *n);
/* One more of targets[JOB_PROFILE_TARGETS_MAX], when it is needed and there is room. */
void job_need_take(const struct job_need *n, struct job_target *targets, int *targets_len);

#endif
