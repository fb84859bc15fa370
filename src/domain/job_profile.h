/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Job profiles (stellenbezogene Kompetenzprofile): which competence a job needs,
 * at which level, and how much it matters.
 */
#ifndef KC_DOMAIN_JOB_PROFILE_H
#define KC_DOMAIN_JOB_PROFILE_H

#include "domain/competence.h"

enum { JOB_WEIGHT_MAX = 5 };

struct job_target {
    struct competence_id competence;
    uint8_t level;  /* 1..8 */
    uint8_t weight; /* 1..5; 5 is the core of the job */
};

struct job_profile {
    struct job_profile_id id;
    struct slice code; /* "buergerbuero" */
    struct slice name_de;
    struct slice name_en;
    struct slice description;            /* German */
    struct job_target *targets;          /* each competence once */
    int targets_len;                     /* 1..JOB_PROFILE_TARGETS_MAX */
    struct organisation_id organisation; /* whose own copy; n == 0: of the shared library */
};

bool job_profile_is_sound(const struct job_profile *p);
/* Whether this organisation may use it: the library's, and its own copies (ORG-50). */
bool job_profile_is_for(const struct job_profile *p, struct organisation_id organisation);

#endif
