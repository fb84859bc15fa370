/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/response_pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "storage/calibration_store.h"

/* Those of one language. */
struct waiting {
    struct response_bundle bundles[RESPONSE_POOL_MIN];
    struct check_owner givers[RESPONSE_POOL_MIN]; /* in rising order: not that of the bundles */
    int len;
};

struct response_pool {
    struct arena *arena; /* holds the pool itself */
    pthread_mutex_t lock;
    struct day month; /* of all that wait */
    struct waiting waiting[RESPONSE_POOLS_MAX];
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
    crypto_wipe(pool->waiting, sizeof pool->waiting);
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

/* --- what waits -------------------------------------------------------------- */

static void
turn(struct response_pool *pool, struct day month)
{
    if (month.n <= pool->month.n)
        return;
    crypto_wipe(pool->waiting, sizeof pool->waiting);
    pool->month = month;
}

void
response_pool_turn(struct response_pool *pool, struct day month)
{
    (void)pthread_mutex_lock(&pool->lock);
    turn(pool, month);
    (void)pthread_mutex_unlock(&pool->lock);
}

static int
by_owner(const void *a, const void *b)
{
    return memcmp(a, b, CHECK_OWNER_BYTES);
}

static bool
has_one_waiting(const struct response_pool *pool, const struct check_owner *giver)
{
    for (int i = 0; i < RESPONSE_POOLS_MAX; i++) {
        const struct waiting *w = &pool->waiting[i];

        if (bsearch(giver, w->givers, (size_t)w->len, sizeof w->givers[0], by_owner) != NULL)
            return true;
    }
    return false;
}

/* Where those of this language wait, or an empty place; NULL: other languages have them all. */
static struct waiting *
place_of(struct response_pool *pool, const char *language)
{
    struct waiting *empty = NULL;

    for (int i = 0; i < RESPONSE_POOLS_MAX; i++) {
        struct waiting *w = &pool->waiting[i];

        if (w->len == 0)
            empty = w;
        else if (strcmp(w->bundles[0].language, language) == 0)
            return w;
    }
    return empty;
}

static void
wait_with(struct waiting *w, const struct check_owner *giver, const struct response_bundle *bundle)
{
    w->bundles[w->len] = *bundle;
    w->givers[w->len++] = *giver;
    qsort(w->givers, (size_t)w->len, sizeof w->givers[0], by_owner);
}

/* Under the lock. `*ret_full`: enough are together, and they are the caller's. */
static enum err
take(struct response_pool *pool, const struct check_owner *giver,
     const struct response_bundle *bundle, struct response_bundle *ret_bundles, bool *ret_full)
{
    struct waiting *w;

    turn(pool, bundle->month);
    *ret_full = false;
    if (bundle->len == 0 || bundle->month.n < pool->month.n || has_one_waiting(pool, giver))
        return OK;
    w = place_of(pool, bundle->language);
    if (w == NULL)
        return ERR_LIMIT;
    wait_with(w, giver, bundle);
    if (w->len < RESPONSE_POOL_MIN)
        return OK;
    memcpy(ret_bundles, w->bundles, sizeof w->bundles);
    crypto_wipe(w, sizeof *w);
    *ret_full = true;
    return OK;
}

enum err
response_pool_give(struct ctx *ctx, struct response_pool *pool, struct database *db,
                   const struct check_owner *giver, const struct response_bundle *bundle)
{
    struct keeping *k = arena_new(ctx->arena, struct keeping);
    bool full = false;
    enum err e;

    if (k == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for answers");
    (void)pthread_mutex_lock(&pool->lock);
    e = take(pool, giver, bundle, k->bundles, &full);
    (void)pthread_mutex_unlock(&pool->lock);
    if (e != OK)
        return fail(ctx, e, "answers of %d other languages wait", RESPONSE_POOLS_MAX);
    if (!full)
        return OK;
    shuffle(k);
    return db_write(db, ctx, use_keep, k);
}
