/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/issuer_desk.h"

#include <pthread.h>
#include <string.h>

#include "exchange/http_fetch.h"

enum { KEPT_MAX = 2 * ISSUERS_MAX };

struct kept {
    struct arena *arena; /* of its own: replaced whole */
    struct slice url;
    struct slice body;
    struct instant at;
};

struct issuer_desk {
    pthread_mutex_t lock;
    bool is_test;
    int under_way;
    struct arena *arena; /* of the desk itself */
    struct kept kept[KEPT_MAX];
};

enum err
issuer_desk_open(struct ctx *ctx, bool is_test, struct issuer_desk **ret_desk)
{
    struct arena *arena = arena_open(sizeof(struct issuer_desk) + 256);
    struct issuer_desk *d = arena == NULL ? NULL : arena_new(arena, struct issuer_desk);

    if (d == NULL || pthread_mutex_init(&d->lock, NULL) != 0) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "no memory to ask services that people sign in with");
    }
    d->arena = arena;
    d->is_test = is_test;
    *ret_desk = d;
    return OK;
}

void
issuer_desk_close(struct issuer_desk *desk)
{
    if (desk == NULL)
        return;
    for (int i = 0; i < KEPT_MAX; i++)
        arena_close(desk->kept[i].arena);
    (void)pthread_mutex_destroy(&desk->lock);
    arena_close(desk->arena);
}

bool
issuer_desk_is_test(const struct issuer_desk *desk)
{
    return desk->is_test;
}

/* --- places -------------------------------------------------------------- */

static bool
place_take(struct issuer_desk *d)
{
    bool is_free;

    (void)pthread_mutex_lock(&d->lock);
    is_free = d->under_way < ISSUER_FETCHES_MAX;
    d->under_way += is_free;
    (void)pthread_mutex_unlock(&d->lock);
    return is_free;
}

static enum err
ask(struct issuer_desk *d, struct ctx *ctx, const struct http_fetch *f, struct slice *ret_body)
{
    enum err e;

    if (!place_take(d))
        return fail(ctx, ERR_BUSY, "%d questions to services are under way", ISSUER_FETCHES_MAX);
    e = http_fetch(ctx, f, ret_body);
    (void)pthread_mutex_lock(&d->lock);
    d->under_way--;
    (void)pthread_mutex_unlock(&d->lock);
    return e;
}

enum err
issuer_desk_post(struct issuer_desk *desk, struct ctx *ctx, const struct issuer_post *post,
                 struct slice *ret_body)
{
    struct http_fetch f = {.url = post->url,
                           .form = post->form,
                           .user = post->user,
                           .password = post->password,
                           .bearer = post->bearer,
                           .local_http = desk->is_test};

    return ask(desk, ctx, &f, ret_body);
}

/* --- what is kept -------------------------------------------------------- */

static int64_t
age_ms_max(const struct issuer_desk *d, enum issuer_age age)
{
    if (age == ISSUER_AGE_KEPT)
        return (int64_t)ISSUER_METADATA_MINUTES * 60000;
    return d->is_test ? -1 : (int64_t)ISSUER_KEYS_SECONDS_MIN * 1000;
}

static struct kept *
find(struct issuer_desk *d, struct slice url)
{
    for (int i = 0; i < KEPT_MAX; i++) {
        if (d->kept[i].arena != NULL && slice_eq(d->kept[i].url, url))
            return &d->kept[i];
    }
    return NULL;
}

/* ERR_NOT_FOUND: nothing, or too old. */
static enum err
look(struct issuer_desk *d, struct ctx *ctx, struct slice url, int64_t age_max,
     struct slice *ret_body)
{
    const struct kept *k;
    enum err e = ERR_NOT_FOUND;

    (void)pthread_mutex_lock(&d->lock);
    k = find(d, url);
    if (k != NULL && ctx->now.ms - k->at.ms <= age_max)
        e = arena_copy(ctx->arena, k->body, ret_body);
    (void)pthread_mutex_unlock(&d->lock);
    return e;
}

/* The place of the same address, an empty one, or the oldest. */
static struct kept *
place_of(struct issuer_desk *d, struct slice url)
{
    struct kept *oldest = find(d, url);

    for (int i = 0; oldest == NULL && i < KEPT_MAX; i++) {
        if (d->kept[i].arena == NULL)
            oldest = &d->kept[i];
    }
    if (oldest != NULL)
        return oldest;
    oldest = &d->kept[0];
    for (int i = 1; i < KEPT_MAX; i++) {
        if (d->kept[i].at.ms < oldest->at.ms)
            oldest = &d->kept[i];
    }
    return oldest;
}

/* That there is no memory to keep it is no reason not to use it. */
static void
keep(struct issuer_desk *d, struct instant now, struct slice url, struct slice body)
{
    struct kept k = {.arena = arena_open(url.len + body.len + 256), .at = now};
    struct kept *place;

    if (k.arena == NULL || arena_copy(k.arena, url, &k.url) != OK ||
        arena_copy(k.arena, body, &k.body) != OK) {
        arena_close(k.arena);
        return;
    }
    (void)pthread_mutex_lock(&d->lock);
    place = place_of(d, url);
    arena_close(place->arena);
    *place = k;
    (void)pthread_mutex_unlock(&d->lock);
}

enum err
issuer_desk_get(struct issuer_desk *desk, struct ctx *ctx, struct slice url, enum issuer_age age,
                struct slice *ret_body)
{
    struct http_fetch f = {.url = url, .local_http = desk->is_test};
    enum err e = look(desk, ctx, url, age_ms_max(desk, age), ret_body);

    if (e != ERR_NOT_FOUND)
        return e;
    TRY(ask(desk, ctx, &f, ret_body));
    keep(desk, ctx->now, url, *ret_body);
    return OK;
}
