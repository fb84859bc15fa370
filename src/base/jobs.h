/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Jobs: independent pieces of one work, done at once where the caller has threads for them.
 *
 * Pure code takes a `const struct jobs *` and stays without threads of its own: NULL means one
 * piece after the other, on the caller's thread. What it computes must not depend on the width, nor
 * on the order of the pieces.
 */
#ifndef KC_BASE_JOBS_H
#define KC_BASE_JOBS_H

#include <stddef.h>

typedef void job_run(void *arg, int piece);

struct jobs {
    int width; /* how many run at once, 1 .. JOBS_WIDTH_MAX */
    void *of;
    /* Run job(arg, 0 .. pieces-1); back when all are done. */
    void (*run)(void *of, int pieces, job_run *job, void *arg);
};

enum { JOBS_WIDTH_MAX = 16 };

static inline int
jobs_width(const struct jobs *j)
{
    return j == NULL || j->width < 1 ? 1 : j->width < JOBS_WIDTH_MAX ? j->width : JOBS_WIDTH_MAX;
}

static inline void
jobs_run(const struct jobs *j, int pieces, job_run *job, void *arg)
{
    if (j != NULL) {
        j->run(j->of, pieces, job, arg);
        return;
    }
    for (int i = 0; i < pieces; i++)
        job(arg, i);
}

#endif
