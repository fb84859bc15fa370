/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/gap.h"

int
gap_list(const struct situation *s, const struct job_profile *job, struct gap *ret_gaps)
{
    assert(job_profile_is_sound(job));
    for (int i = 0; i < job->targets_len; i++) {
        const struct job_target *t = &job->targets[i];

        ret_gaps[i] = (struct gap){
            .competence = t->competence,
            .held = situation_level(s, t->competence),
            .needed = t->level,
            .weight = t->weight,
            .sure = situation_sure_level(s, t->competence),
            .chance = situation_chance(s, t->competence, t->level),
            .measured = situation_is_measured(s, t->competence),
            .rated = s->rating[t->competence.n] != RATING_UNKNOWN,
        };
    }
    return job->targets_len;
}

uint8_t
gap_levels(const struct gap *g)
{
    return g->held < g->needed ? (uint8_t)(g->needed - g->held) : 0;
}
