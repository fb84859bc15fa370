/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Snapshots are counted. Taking one locks a mutex for the time of reading a
 * pointer and adding one: nobody holds it while working. The last reader to leave
 * a replaced snapshot frees it.
 *
 * One thread builds at a time, under a mutex of its own. So each snapshot that is installed is
 * newer than the one before, and there are never more than two of them in memory but for readers
 * of older ones.
 */
#include "service/platform.h"

#include <pthread.h>
#include <stdlib.h> /* getenv */

#include "service/certification_service.h"
#include "service/erasure.h"
#include "service/guest_service.h"
#include "service/image.h"
#include "service/plan_desk.h"
#include "service/rebase.h"
#include "service/response_pool.h"
#include "service/retention.h"
#include "storage/db.h"
#include "storage/revision_store.h"
#include "storage/steady_wait.h"

enum {
    WATCH_ARENA_BYTES_MAX = 64 << 20,
    EXPIRE_EVERY_SECONDS = 3600,
    SCRUB_EVERY_SECONDS = 15 * 60,
    FORGET_LINE_BYTES_MAX = 1000,
    MS_NS = 1000000,
    WATCH_EVERY_MS = 250,
    WATCH_PAUSE_MS_MAX = 1000,
    SHOW_WAIT_MS_MAX = 5000,
    REBASE_PAUSE_MS = 5 * 60 * 1000
};

#define SECOND_NS INT64_C(1000000000)

struct platform {
    struct arena *arena; /* holds the platform itself */
    struct database *database;
    struct plan_desk *desk;
    struct item_bank *items;
    struct response_pool *responses;
    const struct experience_model *model; /* NULL: none */
    bool collects;                        /* lists for learning */
    pthread_mutex_t building;             /* held while an image is built and installed */
    struct rebase rebase;                 /* under building */
    bool rebases;                         /* likewise: while somebody watches */
    struct instant rebase_again;          /* likewise: not begun before, when one has failed */
    struct image *current;
    pthread_mutex_t lock; /* of current, readers, stopping, rounds */
    pthread_cond_t stop;
    pthread_cond_t round; /* one has ended */
    int64_t rounds_begun; /* looks of the watcher */
    int64_t rounds_ended;
    pthread_t watcher;
    bool watching;
    bool stopping;
    struct platform_watch watch;
    bool scrub_soon;          /* under lock */
    int64_t scrubs;           /* under lock */
    int64_t scrub_at_ns;      /* not before; of the watcher */
    int64_t refresh_failures; /* under lock */
    struct instant now;       /* when watching began */
};

static void
desk_hold(void *owner, const struct snapshot *snap)
{
    snapshot_keep(owner, snap);
}

static void
desk_release(void *owner, const struct snapshot *snap)
{
    snapshot_release(owner, snap);
}

static enum err
desk_open(struct ctx *ctx, struct platform *p)
{
    struct plan_desk_options options = plan_desk_default();
    enum err e;

    options.hold = desk_hold;
    options.release = desk_release;
    options.owner = p;
    e = plan_desk_open(&options, &p->desk);
    return e == OK ? OK : fail(ctx, e, "the plan desk cannot be opened: %s", err_name(e));
}

static enum err
desks_open(struct ctx *ctx, struct platform *p)
{
    const struct framework *f = image_snapshot(p->current)->catalogue->framework;
    enum err e;

    TRY(item_bank_open(ctx, p->database, f, &p->items));
    e = response_pool_open(ctx, &p->responses);
    if (e == OK) {
        e = desk_open(ctx, p);
        if (e == OK)
            return OK;
        response_pool_close(p->responses);
    }
    item_bank_close(p->items);
    return e;
}

/* What was learnt, laid over the catalogue of a new image. */
static enum err
experience_lay(struct ctx *ctx, const struct experience_model *model, struct image *image)
{
    struct snapshot *s = image_snapshot(image);

    s->experience_model = model;
    if (model == NULL ||
        match_experience_make(image_arena(image), s->catalogue, model, &s->experience) == OK)
        return OK;
    return fail(ctx, ERR_LIMIT, "no memory for the model of match_model");
}

enum err
platform_use_model(struct ctx *ctx, struct platform *p, const struct experience_model *model)
{
    p->model = model;
    return experience_lay(ctx, model, p->current);
}

void
platform_collect(struct platform *p, bool on)
{
    p->collects = on;
}

bool
platform_collects(const struct platform *p)
{
    return p->collects;
}

enum err
platform_open(struct ctx *ctx, struct database *db, struct platform **ret_platform)
{
    struct arena *arena = arena_open(sizeof(struct platform));
    struct platform *p = arena ? arena_new(arena, struct platform) : NULL;
    enum err e;

    if (p == NULL) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "no memory for the platform");
    }
    p->arena = arena;
    p->database = db;
    e = image_build(ctx, db, &p->current);
    if (e == OK) {
        e = desks_open(ctx, p);
        if (e != OK)
            image_free(p->current);
    }
    if (e != OK) {
        arena_close(arena);
        return e;
    }
    (void)pthread_mutex_init(&p->building, NULL);
    (void)pthread_mutex_init(&p->lock, NULL);
    steady_cond_init(&p->stop);
    steady_cond_init(&p->round);
    *ret_platform = p;
    return OK;
}

void
platform_close(struct platform *p)
{
    if (p == NULL)
        return;
    platform_watch_stop(p);
    plan_desk_close(p->desk);
    item_bank_close(p->items);
    response_pool_close(p->responses);
    assert(*image_readers(p->current) == 1);
    image_free(p->current);
    (void)pthread_cond_destroy(&p->round);
    (void)pthread_cond_destroy(&p->stop);
    (void)pthread_mutex_destroy(&p->lock);
    (void)pthread_mutex_destroy(&p->building);
    arena_close(p->arena);
}

struct database *
platform_db(struct platform *p)
{
    return p->database;
}

struct plan_desk *
platform_desk(struct platform *p)
{
    return p->desk;
}

const struct item_bank *
platform_items(const struct platform *p)
{
    return p->items;
}

struct response_pool *
platform_responses(const struct platform *p)
{
    return p->responses;
}

const struct snapshot *
snapshot_acquire(struct platform *p)
{
    struct image *image;

    (void)pthread_mutex_lock(&p->lock);
    image = p->current;
    ++*image_readers(image);
    (void)pthread_mutex_unlock(&p->lock);
    return image_snapshot(image);
}

static void
image_leave(struct platform *p, struct image *image)
{
    bool last;

    (void)pthread_mutex_lock(&p->lock);
    assert(*image_readers(image) > 0);
    last = --*image_readers(image) == 0;
    (void)pthread_mutex_unlock(&p->lock);
    if (last)
        image_free(image);
}

void
snapshot_keep(struct platform *p, const struct snapshot *s)
{
    struct image *image = image_of_snapshot(s);

    (void)pthread_mutex_lock(&p->lock);
    assert(*image_readers(image) > 0);
    ++*image_readers(image);
    (void)pthread_mutex_unlock(&p->lock);
}

void
snapshot_release(struct platform *p, const struct snapshot *s)
{
    struct image *image = image_of_snapshot(s);

    image_leave(p, image);
}

static enum err
revision_read(struct db *db, void *arg)
{
    int64_t *revision = arg;

    return revision_store_get(db, revision);
}

/* From the base that was built beside, for which may be waited. ERR_NOT_FOUND: it is of no use. */
static enum err
image_rebase(struct ctx *ctx, struct platform *p, struct image **ret_fresh)
{
    bool ended = rebase_has_ended(&p->rebase);
    struct image *base = rebase_take(&p->rebase);
    enum err e = base ? image_change(ctx, p->database, base, ret_fresh) : ERR_NOT_FOUND;

    if (ended && base == NULL)
        p->rebase_again.ms = ctx->now.ms + REBASE_PAUSE_MS;
    image_free(base);
    return e;
}

/*
 * From the image before when that is enough; it is held by the caller. At half of the changes that
 * one base can bear a new one is begun beside, so that nobody has to wait for it.
 */
static enum err
image_renew(struct ctx *ctx, struct platform *p, const struct image *before,
            struct image **ret_fresh)
{
    enum err e = ERR_NOT_FOUND;

    if (rebase_has_ended(&p->rebase))
        e = image_rebase(ctx, p, ret_fresh);
    if (e == ERR_NOT_FOUND)
        e = image_change(ctx, p->database, before, ret_fresh);
    if (e == ERR_NOT_FOUND)
        e = image_rebase(ctx, p, ret_fresh);
    if (e == ERR_NOT_FOUND)
        e = image_build(ctx, p->database, ret_fresh);
    if (e == OK && p->rebases && ctx->now.ms >= p->rebase_again.ms &&
        image_changes(*ret_fresh) >= MODULE_CHANGES_MAX / 2)
        rebase_begin(&p->rebase, p->database, ctx->now);
    return e;
}

enum err
platform_refresh_items(struct ctx *ctx, struct platform *p)
{
    const struct snapshot *s = snapshot_acquire(p);
    enum err e = item_bank_refresh(ctx, p->items, p->database, s->catalogue->framework);

    snapshot_release(p, s);
    return e;
}

/* What nobody else has built can only be newer. */
static void
image_install(struct platform *p, struct image *fresh)
{
    struct image *old;

    (void)pthread_mutex_lock(&p->lock);
    old = p->current;
    p->current = fresh;
    (void)pthread_mutex_unlock(&p->lock);
    plan_desk_renew(p->desk, image_snapshot(fresh));
    image_leave(p, old);
}

/* While p->building is held. */
static enum err
image_refresh(struct ctx *ctx, struct platform *p)
{
    const struct snapshot *s = snapshot_acquire(p);
    int64_t revision = 0;
    struct image *fresh = NULL;
    enum err e = db_read(p->database, ctx, revision_read, &revision);

    if (e == OK && (revision != s->revision || s->today.n != day_of(ctx->now).n ||
                    rebase_has_ended(&p->rebase)))
        e = image_renew(ctx, p, image_of_snapshot(s), &fresh);
    snapshot_release(p, s);
    if (e != OK || fresh == NULL)
        return e;
    e = experience_lay(ctx, p->model, fresh);
    if (e != OK) {
        image_free(fresh);
        return e;
    }
    image_install(p, fresh);
    return OK;
}

enum err
platform_refresh(struct ctx *ctx, struct platform *p)
{
    enum err e;

    (void)pthread_mutex_lock(&p->building);
    e = image_refresh(ctx, p);
    (void)pthread_mutex_unlock(&p->building);
    return e;
}

enum err
platform_show(struct ctx *ctx, struct platform *p)
{
    struct timespec until = steady_in(SHOW_WAIT_MS_MAX);
    bool waits = true;
    int64_t round;

    if (!p->watching)
        return platform_refresh(ctx, p);
    (void)pthread_mutex_lock(&p->lock);
    round = p->rounds_begun + 1; /* one that has begun may have looked before */
    while (p->rounds_ended < round && !p->stopping && waits)
        waits = steady_wait(&p->round, &p->lock, until);
    (void)pthread_mutex_unlock(&p->lock);
    return OK;
}

int64_t
platform_scrubs(struct platform *p)
{
    int64_t scrubs;

    (void)pthread_mutex_lock(&p->lock);
    scrubs = p->scrubs;
    (void)pthread_mutex_unlock(&p->lock);
    return scrubs;
}

int64_t
platform_refresh_failures(struct platform *p)
{
    int64_t failures;

    (void)pthread_mutex_lock(&p->lock);
    failures = p->refresh_failures;
    (void)pthread_mutex_unlock(&p->lock);
    return failures;
}

/*
 * A quarter of a second, and as long as the last look took: a catalogue that changes all the time
 * costs half a processor at most. Or until told to stop.
 */
static bool
watch_wait(struct platform *p, int64_t took_ms)
{
    int64_t ms = took_ms > WATCH_EVERY_MS ? took_ms : WATCH_EVERY_MS;
    struct timespec until = steady_in(ms < WATCH_PAUSE_MS_MAX ? ms : WATCH_PAUSE_MS_MAX);
    bool waits = true;
    bool stopping;

    (void)pthread_mutex_lock(&p->lock);
    while (!p->stopping && waits)
        waits = steady_wait(&p->stop, &p->lock, until);
    stopping = p->stopping;
    (void)pthread_mutex_unlock(&p->lock);
    return !stopping;
}

/* PRIVACY-9, PRIVACY-7: what failed is tried again the next time. */
static void
forget(struct platform *p, struct ctx *ctx)
{
    struct retention_wish wish = {p->watch.guest_days, false, -1};
    struct text line = text_init(ctx->arena, FORGET_LINE_BYTES_MAX);
    struct retention_report report;
    struct slice said = {0};
    bool scrubbed = false;
    enum err e = retention_run(ctx, p->database, &wish, &report);

    ctx_clear(ctx);
    response_pool_turn(p->responses, day_month_first(day_of(ctx->now)));
    retention_put(&line, &report);
    if (e != OK)
        text_puts(&line, " failed=1");
    if (text_end(&line, &said) == OK && said.len > 0 && p->watch.tell != NULL)
        p->watch.tell(p->watch.arg, said);
    (void)!erasure_scrub(ctx, p->database, &scrubbed);
    ctx_clear(ctx);
}

/* PRIVACY-7: somebody was erased since; but the file is not written anew all the time. */
static void
scrub_when_wanted(struct platform *p, struct ctx *ctx)
{
    bool wanted;
    bool scrubbed = false;

    if (steady_ns() < p->scrub_at_ns)
        return;
    (void)pthread_mutex_lock(&p->lock);
    wanted = p->scrub_soon;
    p->scrub_soon = false;
    (void)pthread_mutex_unlock(&p->lock);
    if (!wanted)
        return;
    (void)!erasure_scrub(ctx, p->database, &scrubbed); /* failed: with the next hour's */
    ctx_clear(ctx);
    p->scrub_at_ns = steady_ns() + SCRUB_EVERY_SECONDS * SECOND_NS;
    (void)pthread_mutex_lock(&p->lock);
    p->scrubs += scrubbed;
    (void)pthread_mutex_unlock(&p->lock);
}

void
platform_scrub_soon(struct platform *p)
{
    (void)pthread_mutex_lock(&p->lock);
    p->scrub_soon = true;
    (void)pthread_mutex_unlock(&p->lock);
}

/* A failure here is counted for /metrics; the next round tries again. */
static void
catalogue_watch(struct platform *p, struct ctx *ctx)
{
    bool failed;

    (void)pthread_mutex_lock(&p->lock);
    p->rounds_begun++;
    (void)pthread_mutex_unlock(&p->lock);
    failed = platform_refresh(ctx, p) != OK || platform_refresh_items(ctx, p) != OK;
    (void)pthread_mutex_lock(&p->lock);
    p->refresh_failures += failed;
    p->rounds_ended = p->rounds_begun;
    (void)pthread_cond_broadcast(&p->round);
    (void)pthread_mutex_unlock(&p->lock);
    ctx_clear(ctx);
}

static void
watch_once(struct platform *p, struct ctx *ctx, int64_t *expire_at_ns)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (getenv("KC_TODAY") == NULL)
        ctx->now.ms = (int64_t)now.tv_sec * 1000;
    catalogue_watch(p, ctx);
    if (steady_ns() >= *expire_at_ns) {
        forget(p, ctx);
        ctx_clear(ctx);
        (void)!certification_remind(p->database, ctx);
        *expire_at_ns = steady_ns() + EXPIRE_EVERY_SECONDS * SECOND_NS;
    } else {
        scrub_when_wanted(p, ctx);
    }
    arena_reset(ctx->arena);
}

static void *
watch(void *arg)
{
    struct platform *p = arg;
    struct ctx ctx = {.arena = arena_open(WATCH_ARENA_BYTES_MAX), .now = p->now};
    int64_t expire_at_ns = INT64_MIN; /* at once */
    int64_t took_ms = 0;

    while (ctx.arena != NULL && watch_wait(p, took_ms)) {
        int64_t began_ns = steady_ns();

        watch_once(p, &ctx, &expire_at_ns);
        took_ms = (steady_ns() - began_ns) / MS_NS;
    }
    arena_close(ctx.arena);
    return NULL;
}

static void
rebases_set(struct platform *p, bool rebases)
{
    (void)pthread_mutex_lock(&p->building);
    p->rebases = rebases;
    if (!rebases)
        rebase_stop(&p->rebase);
    (void)pthread_mutex_unlock(&p->building);
}

enum err
platform_watch_start(struct ctx *ctx, struct platform *p, const struct platform_watch *watching)
{
    assert(!p->watching);
    p->now = ctx->now;
    p->watch = *watching;
    p->stopping = false;
    rebases_set(p, true);
    if (pthread_create(&p->watcher, NULL, watch, p) != 0) {
        rebases_set(p, false);
        return fail(ctx, ERR_LIMIT, "the watching thread cannot be started");
    }
    p->watching = true;
    return OK;
}

void
platform_watch_stop(struct platform *p)
{
    if (!p->watching)
        return;
    (void)pthread_mutex_lock(&p->lock);
    p->stopping = true;
    (void)pthread_cond_signal(&p->stop);
    (void)pthread_cond_broadcast(&p->round);
    (void)pthread_mutex_unlock(&p->lock);
    (void)pthread_join(p->watcher, NULL);
    rebases_set(p, false);
    p->watching = false;
}
