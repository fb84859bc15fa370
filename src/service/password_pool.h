/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pool that computes password hashes: PASSWORD_THREADS threads and a queue of
 * PASSWORD_QUEUE_MAX. Who asks waits on the own thread; when the queue is full the answer is
 * ERR_BUSY at once. So a flood of sign-ins slows sign-ins alone, and takes no more memory than
 * the threads' 19 MiB each. Any thread may ask.
 */
#ifndef KC_SERVICE_PASSWORD_POOL_H
#define KC_SERVICE_PASSWORD_POOL_H

#include "base/crypto_password.h"
#include "base/ctx.h"

struct password_pool;

/* `queue_max` 0: PASSWORD_QUEUE_MAX. ERR_LIMIT when a thread or memory cannot be had. */
MUST_USE enum err password_pool_open(struct ctx *ctx, int queue_max,
                                     struct password_pool **ret_pool);
/* Waits for what runs; nobody may ask any more. NULL is allowed. */
void password_pool_close(struct password_pool *p);

/* ERR_BUSY  the queue is full, or there is no memory now */
MUST_USE enum err password_pool_make(struct password_pool *p, struct ctx *ctx,
                                     struct slice password, struct crypto_password *ret_hash);
/*
 * Whether `password` is that of `hash`. NULL is an account that has none, or that does not exist:
 * the same work is done and the answer is false (ACCOUNT-5).
 *   ERR_BUSY  the queue is full
 */
MUST_USE enum err password_pool_is(struct password_pool *p, struct ctx *ctx, struct slice password,
                                   const struct crypto_password *hash, bool *ret_is);

#endif
