/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/pool.h"

#include <stdlib.h>

#include "storage/steady_wait.h"

enum err
pool_init(struct pool *p, int max, int wait_ms_max)
{
    *p = (struct pool){.max = max, .wait_ms_max = wait_ms_max};
    p->free = calloc((size_t)max, sizeof *p->free);
    if (p->free == NULL)
        return ERR_LIMIT;
    pthread_mutex_init(&p->lock, NULL);
    steady_cond_init(&p->given);
    return OK;
}

void
pool_done(struct pool *p)
{
    if (p->free == NULL)
        return;
    assert(p->used == 0 && p->free_len == 0);
    pthread_cond_destroy(&p->given);
    pthread_mutex_destroy(&p->lock);
    free(p->free);
    *p = (struct pool){.free = NULL};
}

enum err
pool_take(struct pool *p, void **ret_connection)
{
    struct timespec until = steady_in(p->wait_ms_max);
    enum err e = OK;
    bool waits = true;

    pthread_mutex_lock(&p->lock);
    while (p->used == p->max && waits)
        waits = steady_wait(&p->given, &p->lock, until);
    if (p->used == p->max) {
        p->refused++;
        e = ERR_BUSY;
    } else {
        p->used++;
        *ret_connection = p->free_len > 0 ? p->free[--p->free_len] : NULL;
    }
    pthread_mutex_unlock(&p->lock);
    return e;
}

void
pool_give(struct pool *p, void *connection)
{
    pthread_mutex_lock(&p->lock);
    assert(p->used > 0);
    p->used--;
    if (connection != NULL)
        p->free[p->free_len++] = connection;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

void
pool_count(struct pool *p, int *ret_used, int64_t *ret_refused)
{
    pthread_mutex_lock(&p->lock);
    *ret_used = p->used;
    *ret_refused = p->refused;
    pthread_mutex_unlock(&p->lock);
}

void *
pool_take_free(struct pool *p)
{
    void *connection = NULL;

    if (p->free == NULL)
        return NULL;
    pthread_mutex_lock(&p->lock);
    if (p->free_len > 0)
        connection = p->free[--p->free_len];
    pthread_mutex_unlock(&p->lock);
    return connection;
}
