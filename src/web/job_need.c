/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/job_need.h"

#include <stdio.h>

void
job_need_read(const struct form *f, struct job_need *n)
{
    char name[CODE_BYTES_MAX + 16];
    int64_t value = 0;

    (void)snprintf(name, sizeof name, "stufe-%.*s", SLICE_ARG(n->competence->code));
    if (slice_int(form_value(f, name), 0, LEVEL_MAX, &value) == OK)
        n->level = (int)value;
    (void)snprintf(name, sizeof name, "gewicht-%.*s", SLICE_ARG(n->competence->code));
    if (slice_int(form_value(f, name), 1, JOB_WEIGHT_MAX, &value) == OK)
        n->weight = (int)value;
}

void
job_need_take(const struct job_need *n, struct job_target *targets, int *targets_len)
{
    if (n->level > 0 && *targets_len < JOB_PROFILE_TARGETS_MAX)
        targets[(*targets_len)++] =
            (struct job_target){n->competence->id, (uint8_t)n->level, (uint8_t)n->weight};
}
