/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Waiting with an end, by the clock that nobody sets (CLOCK_MONOTONIC): when the machine's time is
 * put back by an hour, nobody waits an hour longer.
 */
#ifndef KC_STORAGE_STEADY_WAIT_H
#define KC_STORAGE_STEADY_WAIT_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* A condition for steady_wait(). */
void steady_cond_init(pthread_cond_t *cond);
/* The moment in so many milliseconds, which are not negative. */
struct timespec steady_in(int64_t ms);
/* Whether that moment is still to come. */
bool steady_is_ahead(struct timespec until);
/* Nanoseconds of the clock, for differences. */
int64_t steady_ns(void);
/* With the lock, until the condition is signalled (or for no reason: ask in a loop). False: the
 * moment has come. */
bool steady_wait(pthread_cond_t *cond, pthread_mutex_t *lock, struct timespec until);

#endif
