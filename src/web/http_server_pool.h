/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Worker threads with a bounded queue. The event loop submits jobs and collects the finished ones.
 * Slow jobs wait apart and never have all workers, so that a page that is made in a millisecond
 * does not wait for plans that take a second each. With one worker there is one queue.
 */
#ifndef KC_WEB_HTTP_SERVER_POOL_H
#define KC_WEB_HTTP_SERVER_POOL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct http_pool;

struct http_job {
    struct http_job *next;           /* the pool's */
    void (*run)(struct http_job *j); /* on a worker */
    bool is_slow;
};

struct http_pool_options {
    int workers;
    int queue_max;
    void (*notify)(void *owner); /* on a worker: something is finished */
    void *owner;
};

/* NULL when threads or memory are missing. */
struct http_pool *http_pool_open(const struct http_pool_options *options);
/* False when the queue is full; slow jobs may have half of it. */
bool http_pool_submit(struct http_pool *p, struct http_job *j);
/* Jobs that were run, as a list; NULL when there are none. */
struct http_job *http_pool_finished(struct http_pool *p);
/* Take out what no worker has begun, as a list. */
struct http_job *http_pool_cancel(struct http_pool *p);
size_t http_pool_queued(struct http_pool *p);
size_t http_pool_busy(struct http_pool *p);
/* Waits for running jobs. NULL is allowed. */
void http_pool_close(struct http_pool *p);

#endif
