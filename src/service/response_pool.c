/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/response_pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "storage/calibration_store.h"

struct response_pool {
    struct arena *arena; /* holds the pool itself */
    pthread_mutex_t lock;
    struct response_bundle waiting[RESPONSE_POOL_MIN];
    int len;
};

struct keeping {
    struct response_bundle bundles[RESPONSE_POOL_MIN];
    uint8_t names[RESPONSE_POOL_MIN][CALIBRATION_BUNDLE_BYTES];
};

enum err
response_pool_open(struct ctx *ctx, struct response_pool **ret_pool)
{
    struct arena *arena = arena_open(sizeof(struct response_pool) + 64);
    struct response_pool *pool = arena != NULL ? arena_new(arena, struct response_pool) : NULL;

    if (pool == NULL) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "no memory for answers");
    }
    pool->arena = arena;
    (void)pthread_mutex_init(&pool->lock, NULL);
    *ret_pool = pool;
    return OK;
}

void
response_pool_close(struct response_pool *pool)
{
    if (pool == NULL)
        return;
    (void)pthread_mutex_destroy(&pool->lock);
    arena_close(pool->arena);
}

static int
by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, CALIBRATION_BUNDLE_BYTES);
}

static enum err
use_keep(struct db *db, void *arg)
{
    const struct keeping *k = arg;

    for (int i = 0; i < RESPONSE_POOL_MIN; i++) {
        for (int n = 0; n < k->bundles[i].len; n++) {
            struct calibration_answer a = {
                .bundle = {(const char *)k->names[i], CALIBRATION_BUNDLE_BYTES},
                .place = n,
                .version = k->bundles[i].versions[n],
                .credit = k->bundles[i].credits[n],
                .month = k->bundles[i].month,
                .language = slice_of(k->bundles[i].language)};

            TRY(calibration_store_give(db, &a));
        }
    }
    return OK;
}

/* Random names in rising order, and the bundles shuffled (Fisher & Yates): the order in which rows
 * lie in the database says nothing about the order in which checks ended. */
static void
shuffle(struct keeping *k)
{
    crypto_random(k->names, sizeof k->names);
    qsort(k->names, RESPONSE_POOL_MIN, sizeof k->names[0], by_bytes);
    for (int i = RESPONSE_POOL_MIN - 1; i > 0; i--) {
        struct response_bundle moved = k->bundles[i];
        uint32_t random;
        int other;

        crypto_random(&random, sizeof random);
        other = (int)(random % (uint32_t)(i + 1));
        k->bundles[i] = k->bundles[other];
        k->bundles[other] = moved;
    }
}

enum err
response_pool_give(struct ctx *ctx, struct response_pool *pool, struct database *db,
                   const struct response_bundle *bundle)
{
    struct keeping *k = arena_new(ctx->arena, struct keeping);
    bool full;

    if (k == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for answers");
    (void)pthread_mutex_lock(&pool->lock);
    pool->waiting[pool->len++] = *bundle;
    full = pool->len == RESPONSE_POOL_MIN;
    if (full) {
        memcpy(k->bundles, pool->waiting, sizeof k->bundles);
        pool->len = 0;
    }
    (void)pthread_mutex_unlock(&pool->lock);
    if (!full)
        return OK;
    shuffle(k);
    return db_write(db, ctx, use_keep, k);
}
