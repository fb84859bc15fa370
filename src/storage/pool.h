/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A bounded pool of connections: who takes one waits, at most so long, for one to be given
 * back. The pool counts and keeps them; opening and closing is its user's.
 */
#ifndef KC_STORAGE_POOL_H
#define KC_STORAGE_POOL_H

#include <pthread.h>
#include <stdint.h>

#include "base/err.h"

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t given;
    void **free; /* free_len of them */
    int free_len;
    int used;
    int max;
    int wait_ms_max;
    int64_t refused; /* waited in vain */
};

/* ERR_LIMIT: no memory. */
MUST_USE enum err pool_init(struct pool *p, int max, int wait_ms_max);
/* All connections are given back and taken out (pool_take_free()). */
void pool_done(struct pool *p);

/*
 * `*ret_connection` is a free one, or NULL: then there is room for one more and the caller
 * opens it. Either way it is given back with pool_give(), which must be told NULL when
 * there is none (any more).
 *
 *   ERR_BUSY   all are in use for longer than wait_ms_max
 */
MUST_USE enum err pool_take(struct pool *p, void **ret_connection);
void pool_give(struct pool *p, void *connection);
/* How many are in use now, and how many callers were refused so far. */
void pool_count(struct pool *p, int *ret_used, int64_t *ret_refused);
/* Take a free one out for closing it; NULL when there is none. */
void *pool_take_free(struct pool *p);

#endif
