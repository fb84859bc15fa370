/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_pool.h"

#include <stdlib.h>
#include <uv.h>

#include "base/limits.h"

struct list {
    struct http_job *first;
    struct http_job *last;
    size_t len;
};

struct http_pool {
    uv_mutex_t mutex;
    uv_cond_t wake;
    struct list waiting;
    struct list slow;
    struct list finished;
    size_t busy;
    size_t busy_slow;
    size_t slow_max; /* workers that may have slow jobs at once; 0: all are one queue */
    size_t queue_max;
    bool closing;
    void (*notify)(void *owner);
    void *owner;
    uv_thread_t threads[HTTP_WORKERS_MAX];
    int threads_len;
};

static void
list_put(struct list *l, struct http_job *j)
{
    j->next = NULL;
    if (l->last != NULL)
        l->last->next = j;
    else
        l->first = j;
    l->last = j;
    l->len++;
}

static struct http_job *
list_take(struct list *l)
{
    struct http_job *j = l->first;

    l->first = j->next;
    if (l->first == NULL)
        l->last = NULL;
    l->len--;
    return j;
}

static struct http_job *
list_take_all(struct list *l)
{
    struct http_job *first = l->first;

    *l = (struct list){NULL, NULL, 0};
    return first;
}

/* Slow ones first: they cannot have all workers, so nothing is starved either way. */
static struct http_job *
job_take(struct http_pool *p)
{
    if (p->slow.len > 0 && p->busy_slow < p->slow_max)
        return list_take(&p->slow);
    return p->waiting.len > 0 ? list_take(&p->waiting) : NULL;
}

static void
worker(void *arg)
{
    struct http_pool *p = arg;

    uv_mutex_lock(&p->mutex);
    for (;;) {
        struct http_job *j;
        bool is_slow;

        while ((j = job_take(p)) == NULL && !p->closing)
            uv_cond_wait(&p->wake, &p->mutex);
        if (j == NULL)
            break; /* slow ones that still wait are taken by those who are busy with such */
        is_slow = j->is_slow;
        p->busy++;
        p->busy_slow += is_slow;
        uv_mutex_unlock(&p->mutex);
        j->run(j);
        uv_mutex_lock(&p->mutex);
        p->busy--;
        p->busy_slow -= is_slow;
        list_put(&p->finished, j);
        p->notify(p->owner);
    }
    uv_mutex_unlock(&p->mutex);
}

struct http_pool *
http_pool_open(const struct http_pool_options *options)
{
    struct http_pool *p = calloc(1, sizeof *p);

    assert(options->workers > 0 && options->workers <= HTTP_WORKERS_MAX);
    if (p == NULL)
        return NULL;
    p->queue_max = (size_t)options->queue_max;
    p->slow_max = (size_t)options->workers - 1;
    p->notify = options->notify;
    p->owner = options->owner;
    if (uv_mutex_init(&p->mutex) != 0)
        goto no_mutex;
    if (uv_cond_init(&p->wake) != 0)
        goto no_cond;
    while (p->threads_len < options->workers) {
        if (uv_thread_create(&p->threads[p->threads_len], worker, p) != 0) {
            http_pool_close(p);
            return NULL;
        }
        p->threads_len++;
    }
    return p;
no_cond:
    uv_mutex_destroy(&p->mutex);
no_mutex:
    free(p);
    return NULL;
}

bool
http_pool_submit(struct http_pool *p, struct http_job *j)
{
    bool apart = j->is_slow && p->slow_max > 0;
    bool taken;

    uv_mutex_lock(&p->mutex);
    taken = p->waiting.len + p->slow.len < p->queue_max;
    if (apart)
        taken = taken && p->slow.len < (p->queue_max + 1) / 2;
    if (taken) {
        list_put(apart ? &p->slow : &p->waiting, j);
        uv_cond_signal(&p->wake);
    }
    uv_mutex_unlock(&p->mutex);
    return taken;
}

struct http_job *
http_pool_finished(struct http_pool *p)
{
    struct http_job *first;

    uv_mutex_lock(&p->mutex);
    first = list_take_all(&p->finished);
    uv_mutex_unlock(&p->mutex);
    return first;
}

struct http_job *
http_pool_cancel(struct http_pool *p)
{
    struct http_job *first;

    uv_mutex_lock(&p->mutex);
    while (p->slow.len > 0)
        list_put(&p->waiting, list_take(&p->slow));
    first = list_take_all(&p->waiting);
    uv_mutex_unlock(&p->mutex);
    return first;
}

size_t
http_pool_queued(struct http_pool *p)
{
    size_t n;

    uv_mutex_lock(&p->mutex);
    n = p->waiting.len + p->slow.len;
    uv_mutex_unlock(&p->mutex);
    return n;
}

size_t
http_pool_busy(struct http_pool *p)
{
    size_t n;

    uv_mutex_lock(&p->mutex);
    n = p->busy;
    uv_mutex_unlock(&p->mutex);
    return n;
}

void
http_pool_close(struct http_pool *p)
{
    if (p == NULL)
        return;
    uv_mutex_lock(&p->mutex);
    p->closing = true;
    uv_cond_broadcast(&p->wake);
    uv_mutex_unlock(&p->mutex);
    for (int i = 0; i < p->threads_len; i++)
        (void)uv_thread_join(&p->threads[i]);
    uv_cond_destroy(&p->wake);
    uv_mutex_destroy(&p->mutex);
    free(p);
}
