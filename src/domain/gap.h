/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Gaps: what the job needs and the person does not have yet.
 */
#ifndef KC_DOMAIN_GAP_H
#define KC_DOMAIN_GAP_H

#include "domain/situation.h"

struct gap {
    struct competence_id competence;
    uint8_t held;   /* 0..8 */
    uint8_t needed; /* 1..8 */
    uint8_t weight; /* 1..5 */
    uint8_t sure;   /* 0..held: what a check is sure of; of an own rating `held` */
    uint8_t chance; /* percent that `needed` is reached; of an own rating 0 or 100 */
    bool measured;  /* by a check */
    bool rated;     /* false: the person has not said, `held` is 0 by assumption */
};

/*
 * Every target of the job, met ones too, in the order of the profile; `ret_gaps`
 * has room for JOB_PROFILE_TARGETS_MAX. Answers how many there are.
 */
int gap_list(const struct situation *s, const struct job_profile *job, struct gap *ret_gaps);

/* Levels still missing; 0 when the target is met. */
uint8_t gap_levels(const struct gap *g);

#endif
