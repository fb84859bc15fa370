/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/steady_wait.h"

#include <errno.h>

enum { SECOND_MS = 1000, SECOND_NS = 1000000000, MS_NS = SECOND_NS / SECOND_MS };

void
steady_cond_init(pthread_cond_t *cond)
{
    pthread_condattr_t steady;

    (void)pthread_condattr_init(&steady);
    (void)pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    (void)pthread_cond_init(cond, &steady);
    (void)pthread_condattr_destroy(&steady);
}

struct timespec
steady_in(int64_t ms)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / SECOND_MS;
    t.tv_nsec += (long)(ms % SECOND_MS) * MS_NS;
    if (t.tv_nsec >= SECOND_NS) {
        t.tv_sec++;
        t.tv_nsec -= SECOND_NS;
    }
    return t;
}

bool
steady_is_ahead(struct timespec until)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < until.tv_sec || (now.tv_sec == until.tv_sec && now.tv_nsec < until.tv_nsec);
}

int64_t
steady_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * SECOND_NS + t.tv_nsec;
}

bool
steady_wait(pthread_cond_t *cond, pthread_mutex_t *lock, struct timespec until)
{
    return pthread_cond_timedwait(cond, lock, &until) != ETIMEDOUT;
}
