/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/issuer_desk.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "exchange/http_fetch.h"

enum { KEPT_MAX = 2 * ISSUERS_MAX };

struct kept {
    struct arena *arena; /* of its own: replaced whole */
    struct slice url;
    struct slice body;
    struct instant at;
};

/* Who asks a service, by its code. */
struct place {
    char issuer[ISSUER_CODE_BYTES_MAX];
    size_t len;
    int under_way;
    int waiting;
    struct instant failed; /* ms == 0: it answered */
};

struct issuer_desk {
    pthread_mutex_t lock;
    pthread_cond_t left; /* somebody left a place */
    bool is_test;
    int under_way; /* in all */
    struct place places[ISSUERS_MAX];
    struct arena *arena; /* of the desk itself */
    struct kept kept[KEPT_MAX];
};

/* By a clock that nobody sets. */
static bool
condition_init(pthread_cond_t *c)
{
    pthread_condattr_t how;
    bool done;

    if (pthread_condattr_init(&how) != 0)
        return false;
    done = pthread_condattr_setclock(&how, CLOCK_MONOTONIC) == 0 && pthread_cond_init(c, &how) == 0;
    (void)pthread_condattr_destroy(&how);
    return done;
}

enum err
issuer_desk_open(struct ctx *ctx, bool is_test, struct issuer_desk **ret_desk)
{
    struct arena *arena = arena_open(sizeof(struct issuer_desk) + 256);
    struct issuer_desk *d = arena == NULL ? NULL : arena_new(arena, struct issuer_desk);

    if (d == NULL || pthread_mutex_init(&d->lock, NULL) != 0 || !condition_init(&d->left)) {
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
    (void)pthread_cond_destroy(&desk->left);
    (void)pthread_mutex_destroy(&desk->lock);
    arena_close(desk->arena);
}

bool
issuer_desk_is_test(const struct issuer_desk *desk)
{
    return desk->is_test;
}

/* --- places -------------------------------------------------------------- */

/* The place table's line of a service; a new one takes that of one that nobody is at. NULL: none.
 */
static struct place *
place_of(struct issuer_desk *d, struct slice issuer)
{
    struct place *idle = NULL;

    for (int i = 0; i < ISSUERS_MAX; i++) {
        struct place *p = &d->places[i];

        if (p->len == issuer.len && memcmp(p->issuer, issuer.at, issuer.len) == 0)
            return p;
        if (p->under_way + p->waiting == 0 && (idle == NULL || p->failed.ms < idle->failed.ms))
            idle = p;
    }
    if (idle == NULL || issuer.len > sizeof idle->issuer)
        return NULL;
    *idle = (struct place){.len = issuer.len};
    memcpy(idle->issuer, issuer.at, issuer.len);
    return idle;
}

static bool
is_free(const struct issuer_desk *d, const struct place *p)
{
    return p->under_way < ISSUER_FETCHES_MAX && d->under_way < ISSUER_FETCHES_ALL_MAX;
}

/* With the lock held, which waiting gives up meanwhile. */
static bool
wait_for(struct issuer_desk *d, struct place *p)
{
    struct timespec until;
    int rc = 0;

    if (p->waiting == ISSUER_WAITERS_MAX)
        return false;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(ISSUER_WAIT_MS_MAX % 1000) * 1000000;
    until.tv_sec += ISSUER_WAIT_MS_MAX / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    p->waiting++;
    while (!is_free(d, p) && rc == 0)
        rc = pthread_cond_timedwait(&d->left, &d->lock, &until);
    p->waiting--;
    return is_free(d, p);
}

/* In tests of the whole a service fails in one line and is right in the next. */
static bool
failed_just_now(const struct issuer_desk *d, const struct place *p, struct instant now)
{
    return !d->is_test && p->failed.ms > 0 &&
           now.ms - p->failed.ms < (int64_t)ISSUER_FAILED_SECONDS * 1000;
}

enum err
issuer_visit_begin(struct issuer_visit *v, struct ctx *ctx)
{
    struct issuer_desk *d = v->desk;
    struct place *p;
    bool failed = false;

    if (v->place != NULL)
        return OK;
    (void)pthread_mutex_lock(&d->lock);
    p = place_of(d, v->issuer);
    failed = p != NULL && failed_just_now(d, p, ctx->now);
    if (p != NULL && !failed && (is_free(d, p) || wait_for(d, p))) {
        p->under_way++;
        d->under_way++;
        v->place = p;
    }
    (void)pthread_mutex_unlock(&d->lock);
    if (failed)
        return fail(ctx, ERR_IO, "issuer %.*s: it did not answer less than %d s ago",
                    SLICE_ARG(v->issuer), ISSUER_FAILED_SECONDS);
    return v->place != NULL
               ? OK
               : fail(ctx, ERR_BUSY, "issuer %.*s: no place to ask it", SLICE_ARG(v->issuer));
}

void
issuer_visit_done(struct issuer_visit *v)
{
    if (v->place == NULL)
        return;
    (void)pthread_mutex_lock(&v->desk->lock);
    v->place->under_way--;
    v->desk->under_way--;
    v->place = NULL;
    (void)pthread_cond_broadcast(&v->desk->left);
    (void)pthread_mutex_unlock(&v->desk->lock);
}

/* That it does not describe itself is the service's doing; a code that it refuses may be anybody's.
 */
static void
note_answer(const struct issuer_visit *v, struct instant now, bool failed)
{
    (void)pthread_mutex_lock(&v->desk->lock);
    v->place->failed.ms = failed ? now.ms : 0;
    (void)pthread_mutex_unlock(&v->desk->lock);
}

enum err
issuer_desk_post(struct issuer_visit *v, struct ctx *ctx, const struct issuer_post *post,
                 struct slice *ret_body)
{
    struct http_fetch f = {.url = post->url,
                           .form = post->form,
                           .user = post->user,
                           .password = post->password,
                           .bearer = post->bearer,
                           .local_http = v->desk->is_test};

    TRY(issuer_visit_begin(v, ctx));
    return http_fetch(ctx, &f, ret_body);
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

/* Where the same address is kept, an empty one, or the oldest. */
static struct kept *
room_for(struct issuer_desk *d, struct slice url)
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
    place = room_for(d, url);
    arena_close(place->arena);
    *place = k;
    (void)pthread_mutex_unlock(&d->lock);
}

enum err
issuer_desk_get(struct issuer_visit *v, struct ctx *ctx, enum issuer_age age,
                struct issuer_answer *answer)
{
    struct issuer_desk *desk = v->desk;
    struct http_fetch f = {.url = answer->url, .local_http = desk->is_test};
    enum err e = look(desk, ctx, answer->url, age_ms_max(desk, age), &answer->body);

    answer->is_kept = e == OK;
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(issuer_visit_begin(v, ctx));
    e = http_fetch(ctx, &f, &answer->body);
    note_answer(v, ctx->now, e == ERR_IO);
    return e;
}

void
issuer_desk_keep(struct issuer_desk *desk, const struct ctx *ctx,
                 const struct issuer_answer *answer)
{
    if (!answer->is_kept)
        keep(desk, ctx->now, answer->url, answer->body);
}
