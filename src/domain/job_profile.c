/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/job_profile.h"

static bool
target_is_sound(const struct job_target *t)
{
    return t->competence.n > 0 && t->competence.n < COMPETENCES_MAX && t->level >= 1 &&
           t->level <= LEVEL_MAX && t->weight >= 1 && t->weight <= JOB_WEIGHT_MAX;
}

bool
job_profile_is_sound(const struct job_profile *p)
{
    bool seen[COMPETENCES_MAX] = {false};

    if (p->code.len == 0 || p->name_de.len == 0 || p->targets_len < 1 ||
        p->targets_len > JOB_PROFILE_TARGETS_MAX)
        return false;
    for (int i = 0; i < p->targets_len; i++) {
        const struct job_target *t = &p->targets[i];

        if (!target_is_sound(t) || seen[t->competence.n])
            return false;
        seen[t->competence.n] = true;
    }
    return true;
}

bool
job_profile_is_for(const struct job_profile *p, struct organisation_id organisation)
{
    return p->organisation.n == 0 || p->organisation.n == organisation.n;
}
