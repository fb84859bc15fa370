/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Snapshots are counted. Taking one locks a mutex for the time of reading a
 * pointer and adding one: nobody holds it while working. The last reader to leave
 * a replaced snapshot frees it.
 */
#include "service/platform.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h> /* getenv */
#include <time.h>

#include "service/data_file.h"
#include "service/guest_service.h"
#include "service/plan_desk.h"
#include "storage/db.h"
#include "storage/framework_store.h"
#include "storage/job_profile_store.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"
#include "storage/revision_store.h"
#include "storage/setting_store.h"
#include "storage/topic_store.h"

#define SNAPSHOT_BYTES_MAX ((size_t)4 << 30)

enum { WATCH_ARENA_BYTES_MAX = 64 << 20, EXPIRE_EVERY_SECONDS = 3600 };

struct image {
    struct snapshot snapshot; /* first: what readers hold */
    struct arena *arena;      /* the content */
    struct arena *own;        /* this struct */
    int readers;              /* the platform itself is one while it is current */
};

struct platform {
    struct arena *arena; /* holds the platform itself */
    struct database *database;
    struct plan_desk *desk;
    const struct experience_model *model; /* NULL: none */
    struct image *current;
    pthread_mutex_t lock; /* of current, readers, stopping */
    pthread_cond_t stop;
    pthread_t watcher;
    bool watching;
    bool stopping;
    int guest_days;
    int64_t refresh_failures; /* under lock */
    struct instant now;       /* when watching began */
};

static atomic_uint_fast64_t images; /* built in this process */

/* What a snapshot is built from, in its arena. */
struct image_load {
    struct image *image;
    struct day today;
    struct framework framework;
    struct catalogue_source source;
    struct municipality *municipalities;
    int municipalities_len;
    struct postcode *postcodes;
    int postcodes_len;
};

static enum err
synonyms_load(struct db *db, struct image_load *l)
{
    enum err e = setting_store_get(db, SLICE("synonyms"), l->image->arena, &l->source.synonyms);

    if (e != ERR_NOT_FOUND)
        return e;
    return data_file_find(SLICE("synonyms.de.txt"), &l->source.synonyms);
}

static enum err
people_load(struct db *db, struct image_load *l)
{
    struct arena *a = l->image->arena;
    struct topic *topics;
    struct job_profile *jobs;
    enum err e = framework_store_load(db, a, &l->framework);

    if (e != OK && e != ERR_NOT_FOUND) /* before the first seed there is none */
        return e;
    l->source.framework = &l->framework;
    TRY(topic_store_load(db, a, &topics, &l->source.topics_len));
    TRY(job_profile_store_load(db, a, &jobs, &l->source.jobs_len));
    l->source.topics = topics;
    l->source.jobs = jobs;
    return OK;
}

static enum err
catalogue_load(struct db *db, struct image_load *l)
{
    struct arena *a = l->image->arena;
    struct provider *providers;
    struct venue *venues;
    struct module *modules;

    TRY(provider_store_load(db, a, &providers, &l->source.providers_len));
    TRY(venue_store_load(db, a, &venues, &l->source.venues_len));
    TRY(module_store_load(db, a, &modules, &l->source.modules_len));
    l->source.providers = providers;
    l->source.venues = venues;
    l->source.modules = modules;
    TRY(municipality_store_load(db, a, &l->municipalities, &l->municipalities_len));
    return postcode_store_load(db, a, &l->postcodes, &l->postcodes_len);
}

static enum err
image_load(struct db *db, void *arg)
{
    struct image_load *l = arg;

    arena_reset(l->image->arena); /* it may be called again */
    l->framework = (struct framework){.competences_len = 0};
    TRY(revision_store_get(db, &l->image->snapshot.revision));
    TRY(people_load(db, l));
    TRY(catalogue_load(db, l));
    return synonyms_load(db, l);
}

/* Towns of venues are known places too, even where no register was imported. */
static enum err
places_build(struct image_load *l)
{
    int more = l->source.venues_len;
    int len = l->postcodes_len;
    struct postcode *all =
        arena_array(l->image->arena, struct postcode, (size_t)len + (size_t)more + 1);

    if (all == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++)
        all[i] = l->postcodes[i];
    for (int i = 0; i < more && l->postcodes_len == 0; i++) {
        const struct venue *v = &l->source.venues[i];

        all[len] =
            (struct postcode){.code = v->postcode, .place = v->city, .position = v->position};
        len += postcode_is_sound(&all[len]);
    }
    return place_index_build(l->image->arena, l->municipalities, l->municipalities_len, all, len,
                             &l->image->snapshot.places);
}

/* Two arenas, because loading may have to begin anew: one for the image, one for its content. */
static void
image_free(struct image *image)
{
    struct arena *own = image->own;

    arena_close(image->arena);
    arena_close(own);
}

static enum err
image_build(struct ctx *ctx, struct database *database, struct image **ret_image)
{
    struct arena *own = arena_open(sizeof(struct image));
    struct image *image = own ? arena_new(own, struct image) : NULL;
    struct arena *arena = arena_open(SNAPSHOT_BYTES_MAX);
    struct image_load load = {.image = image, .today = day_of(ctx->now)};
    struct framework *kept;
    enum err e;

    if (image == NULL || arena == NULL) {
        arena_close(own);
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "no memory for a catalogue snapshot");
    }
    image->arena = arena;
    image->own = own;
    image->readers = 1;
    image->snapshot.serial = ++images;
    load.source.today = image->snapshot.today = load.today;
    e = db_read(database, ctx, image_load, &load);
    if (e == OK) {
        kept = arena_new(arena, struct framework);
        if (kept != NULL)
            *kept = load.framework;
        load.source.framework = kept;
        e = kept ? catalogue_build(arena, &load.source, &image->snapshot.catalogue) : ERR_LIMIT;
        if (e == OK)
            e = places_build(&load);
        if (e != OK)
            (void)fail(ctx, e, "the catalogue of %d blocks cannot be built: %s",
                       load.source.modules_len, err_name(e));
    }
    if (e != OK) {
        image_free(image);
        return e;
    }
    *ret_image = image;
    return OK;
}

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

/* What was learnt, laid over the catalogue of a new image. */
static enum err
experience_lay(struct ctx *ctx, const struct experience_model *model, struct image *image)
{
    struct snapshot *s = &image->snapshot;

    s->experience_model = model;
    if (model == NULL ||
        match_experience_make(image->arena, s->catalogue, model, &s->experience) == OK)
        return OK;
    return fail(ctx, ERR_LIMIT, "no memory for the model of match_model");
}

enum err
platform_use_model(struct ctx *ctx, struct platform *p, const struct experience_model *model)
{
    p->model = model;
    return experience_lay(ctx, model, p->current);
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
        e = desk_open(ctx, p);
        if (e != OK)
            image_free(p->current);
    }
    if (e != OK) {
        arena_close(arena);
        return e;
    }
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->stop, NULL);
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
    assert(p->current->readers == 1);
    image_free(p->current);
    (void)pthread_cond_destroy(&p->stop);
    (void)pthread_mutex_destroy(&p->lock);
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

const struct snapshot *
snapshot_acquire(struct platform *p)
{
    struct image *image;

    (void)pthread_mutex_lock(&p->lock);
    image = p->current;
    image->readers++;
    (void)pthread_mutex_unlock(&p->lock);
    return &image->snapshot;
}

static void
image_leave(struct platform *p, struct image *image)
{
    bool last;

    (void)pthread_mutex_lock(&p->lock);
    assert(image->readers > 0);
    last = --image->readers == 0;
    (void)pthread_mutex_unlock(&p->lock);
    if (last)
        image_free(image);
}

void
snapshot_keep(struct platform *p, const struct snapshot *s)
{
    struct image *image = (struct image *)(uintptr_t)s;

    (void)pthread_mutex_lock(&p->lock);
    assert(image->readers > 0);
    image->readers++;
    (void)pthread_mutex_unlock(&p->lock);
}

void
snapshot_release(struct platform *p, const struct snapshot *s)
{
    /* s is the first member of a struct image that snapshot_acquire() handed out. */
    struct image *image = (struct image *)(uintptr_t)s;

    image_leave(p, image);
}

static enum err
revision_read(struct db *db, void *arg)
{
    int64_t *revision = arg;

    return revision_store_get(db, revision);
}

enum err
platform_refresh(struct ctx *ctx, struct platform *p)
{
    const struct snapshot *s = snapshot_acquire(p);
    int64_t have = s->revision;
    struct day today = s->today;
    int64_t revision = 0;
    struct image *fresh;
    struct image *old;
    enum err e;

    snapshot_release(p, s);
    TRY(db_read(p->database, ctx, revision_read, &revision));
    if (revision == have && today.n == day_of(ctx->now).n)
        return OK;
    TRY(image_build(ctx, p->database, &fresh));
    e = experience_lay(ctx, p->model, fresh);
    if (e != OK) {
        image_free(fresh);
        return e;
    }
    (void)pthread_mutex_lock(&p->lock);
    old = fresh; /* another thread may have been faster, with what is newer */
    if (fresh->snapshot.revision >= p->current->snapshot.revision) {
        old = p->current;
        p->current = fresh;
    }
    (void)pthread_mutex_unlock(&p->lock);
    plan_desk_renew(p->desk, &fresh->snapshot);
    image_leave(p, old);
    return OK;
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

/* One second, or until told to stop. */
static bool
watch_wait(struct platform *p)
{
    struct timespec until;
    bool stopping;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    (void)pthread_mutex_lock(&p->lock);
    if (!p->stopping)
        (void)pthread_cond_timedwait(&p->stop, &p->lock, &until);
    stopping = p->stopping;
    (void)pthread_mutex_unlock(&p->lock);
    return !stopping;
}

/* A failure here is counted for /metrics; the next second tries again. */
static void
watch_once(struct platform *p, struct ctx *ctx, int64_t *expire_at)
{
    struct timespec now;
    int64_t deleted;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (getenv("KC_TODAY") == NULL)
        ctx->now.ms = (int64_t)now.tv_sec * 1000;
    if (platform_refresh(ctx, p) != OK) {
        (void)pthread_mutex_lock(&p->lock);
        p->refresh_failures++;
        (void)pthread_mutex_unlock(&p->lock);
    }
    ctx_clear(ctx);
    if (now.tv_sec >= *expire_at) {
        struct instant before = {ctx->now.ms - (int64_t)p->guest_days * 86400000};

        (void)!guest_expire(ctx, p, before, &deleted);
        *expire_at = now.tv_sec + EXPIRE_EVERY_SECONDS;
        ctx_clear(ctx);
    }
    arena_reset(ctx->arena);
}

static void *
watch(void *arg)
{
    struct platform *p = arg;
    struct ctx ctx = {.arena = arena_open(WATCH_ARENA_BYTES_MAX), .now = p->now};
    int64_t expire_at = 0;

    while (ctx.arena != NULL && watch_wait(p))
        watch_once(p, &ctx, &expire_at);
    arena_close(ctx.arena);
    return NULL;
}

enum err
platform_watch_start(struct ctx *ctx, struct platform *p, int guest_days)
{
    assert(!p->watching);
    p->now = ctx->now;
    p->guest_days = guest_days;
    p->stopping = false;
    if (pthread_create(&p->watcher, NULL, watch, p) != 0)
        return fail(ctx, ERR_LIMIT, "the watching thread cannot be started");
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
    (void)pthread_mutex_unlock(&p->lock);
    (void)pthread_join(p->watcher, NULL);
    p->watching = false;
}
