/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A snapshot is built now and then and takes tenths of a second: threads are begun for each step of
 * it, and none waits in between. A thread that cannot be begun is not missed, the others take its
 * pieces.
 */
#include "service/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAX = 4 };

struct work {
    job_run *job;
    void *arg;
    int pieces;
    atomic_int next;
};

static void *
work_do(void *arg)
{
    struct work *w = arg;

    for (int piece = w->next++; piece < w->pieces; piece = w->next++)
        w->job(w->arg, piece);
    return NULL;
}

static void
threads_run(void *of, int pieces, job_run *job, void *arg)
{
    const struct jobs *jobs = of;
    struct work w = {job, arg, pieces, 0};
    pthread_t others[THREADS_MAX];
    int len = 0;

    while (len + 1 < jobs->width && len + 1 < pieces &&
           pthread_create(&others[len], NULL, work_do, &w) == 0)
        len++;
    (void)work_do(&w);
    while (len > 0)
        (void)pthread_join(others[--len], NULL);
}

const struct jobs *
threads_jobs(void)
{
    static struct jobs jobs = {.run = threads_run};
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    (void)pthread_mutex_lock(&lock);
    if (jobs.width == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);

        jobs.of = &jobs;
        jobs.width = processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (int)processors;
    }
    (void)pthread_mutex_unlock(&lock);
    return &jobs;
}
