/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/image.h"

#include <stdatomic.h>

#include "service/data_file.h"
#include "service/module_load.h"
#include "service/states.h"
#include "service/threads.h"
#include "storage/db.h"
#include "storage/framework_store.h"
#include "storage/job_profile_store.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"
#include "storage/reach.h"
#include "storage/revision_store.h"
#include "storage/setting_store.h"
#include "storage/topic_store.h"

#define IMAGE_BYTES_MAX ((size_t)4 << 30)

/* Memory that several images share. */
struct part {
    struct arena *arena;
    struct module_memory modules; /* of the base */
    atomic_int users;
};

enum {
    PART_BASE,        /* all that was read when the base was built, and the map */
    PART_CHANGED,     /* modules that changed since */
    PART_FRAME,       /* lookups, ladders, columns, rows of the match, built from all modules */
    PART_FRAME_TEXTS, /* changed modules that it was built from */
    PART_INDEX,       /* the word index, built from all modules */
    PART_INDEX_TEXTS, /* changed modules that it was built from: words are shown as they stand there
                       */
    PART_INDEX_CHANGED, /* what differs from it now */
    PARTS
};

struct image {
    struct snapshot snapshot; /* first: what readers hold */
    struct arena *own;        /* this struct, and what differs from the frame */
    struct part *parts[PARTS];
    int64_t base_revision;
    struct slice synonyms;        /* in the base */
    const struct module *changed; /* by id */
    int changed_len;
    int readers;
};

static atomic_uint_fast64_t images; /* built in this process */

static struct part *
part_open(void)
{
    struct arena *arena = arena_open(IMAGE_BYTES_MAX);
    struct part *part = arena ? arena_new(arena, struct part) : NULL;

    if (part == NULL) {
        arena_close(arena);
        return NULL;
    }
    part->arena = arena;
    part->modules.bytes_max = IMAGE_BYTES_MAX;
    part->users = 1;
    return part;
}

static struct part *
part_keep(struct part *part)
{
    if (part != NULL)
        part->users++;
    return part;
}

static void
part_leave(struct part *part)
{
    if (part == NULL || --part->users > 0)
        return;
    module_memory_done(&part->modules);
    arena_close(part->arena);
}

static struct image *
image_open(struct day today)
{
    struct arena *own = arena_open(IMAGE_BYTES_MAX);
    struct image *image = own ? arena_new(own, struct image) : NULL;

    if (image == NULL) {
        arena_close(own);
        return NULL;
    }
    image->own = own;
    image->readers = 1;
    image->snapshot.today = today;
    image->snapshot.serial = ++images;
    return image;
}

void
image_free(struct image *image)
{
    struct arena *own;

    if (image == NULL)
        return;
    own = image->own;
    for (int i = 0; i < PARTS; i++)
        part_leave(image->parts[i]);
    arena_close(own);
}

int
image_changes(const struct image *image)
{
    return image->changed_len;
}

struct arena *
image_arena(struct image *image)
{
    return image->own;
}

struct snapshot *
image_snapshot(struct image *image)
{
    return &image->snapshot;
}

struct image *
image_of_snapshot(const struct snapshot *s)
{
    return (struct image *)(uintptr_t)s; /* its first member */
}

int *
image_readers(struct image *image)
{
    return &image->readers;
}

/* What a snapshot is built from, in its arena. */
struct image_load {
    struct image *image;
    struct database *database;
    struct arena *arena; /* of the base */
    struct arena_mark mark;
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
    enum err e = setting_store_get(db, SLICE("synonyms"), l->arena, &l->source.synonyms);

    if (e != ERR_NOT_FOUND)
        return e;
    return data_file_find(SLICE("synonyms.de.txt"), &l->source.synonyms);
}

static enum err
people_load(struct db *db, struct image_load *l)
{
    struct arena *a = l->arena;
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
    struct arena *a = l->arena;
    struct provider *providers;
    struct venue *venues;
    struct module *modules;
    struct states_map map;

    TRY(provider_store_load(db, a, &providers, &l->source.providers_len));
    TRY(venue_store_load(db, a, &venues, &l->source.venues_len));
    TRY(modules_load(db, l->database, &l->image->parts[PART_BASE]->modules, &modules,
                     &l->source.modules_len));
    l->source.providers = providers;
    l->source.venues = venues;
    l->source.modules = modules;
    TRY(municipality_store_load(db, a, &l->municipalities, &l->municipalities_len));
    TRY(postcode_store_load(db, a, &l->postcodes, &l->postcodes_len));
    map = (struct states_map){l->municipalities, l->municipalities_len, l->postcodes,
                              l->postcodes_len};
    TRY(states_of_venues(a, &map, venues, l->source.venues_len));
    return states_of_providers(a, &map, providers, l->source.providers_len);
}

static enum err
image_load(struct db *db, void *arg)
{
    struct image_load *l = arg;

    arena_rewind(l->arena, l->mark); /* it may be called again */
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
    struct postcode *all = arena_array(l->arena, struct postcode, (size_t)len + (size_t)more + 1);

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
    return place_index_build(l->arena, l->municipalities, l->municipalities_len, all, len,
                             &l->image->snapshot.places);
}

static enum err
base_build(struct image_load *l, struct ctx *ctx)
{
    struct image *image = l->image;
    struct framework *kept = arena_new(l->arena, struct framework);
    enum err e = kept ? OK : ERR_LIMIT;

    if (kept != NULL)
        *kept = l->framework;
    l->source.framework = kept;
    l->source.threads = threads_jobs();
    l->source.index_arena = image->parts[PART_INDEX]->arena;
    l->source.frame_arena = image->parts[PART_FRAME]->arena;
    image->base_revision = image->snapshot.revision;
    image->synonyms = l->source.synonyms;
    if (e == OK)
        e = catalogue_build(image->own, &l->source, &image->snapshot.catalogue);
    if (e == OK)
        e = places_build(l);
    if (e != OK)
        (void)fail(ctx, e, "the catalogue of %d blocks cannot be built: %s", l->source.modules_len,
                   err_name(e));
    return e;
}

enum err
image_build(struct ctx *ctx, struct database *database, struct image **ret_image)
{
    struct image *image = image_open(day_of(ctx->now));
    struct image_load load = {.image = image, .database = database};
    enum err e = OK;

    if (image != NULL) {
        image->parts[PART_BASE] = part_open();
        image->parts[PART_INDEX] = part_open();
        image->parts[PART_FRAME] = part_open();
    }
    if (image == NULL || image->parts[PART_BASE] == NULL || image->parts[PART_INDEX] == NULL ||
        image->parts[PART_FRAME] == NULL) {
        image_free(image);
        return fail(ctx, ERR_LIMIT, "no memory for a catalogue snapshot");
    }
    load.arena = image->parts[PART_BASE]->arena;
    load.mark = arena_mark(load.arena);
    load.source.today = image->snapshot.today;
    e = reach_read(database, ctx, ACROSS_CATALOGUE, image_load, &load);
    if (e == OK)
        e = base_build(&load, ctx);
    arena_trim();
    if (e != OK) {
        image_free(image);
        return e;
    }
    *ret_image = image;
    return OK;
}

/* What changed since the base of an image. */
struct change_load {
    const struct image *before;
    struct image *image;
    struct arena *arena;
    struct arena_mark mark;
    struct module *modules;
    int modules_len;
};

static enum err
change_load(struct db *db, void *arg)
{
    struct change_load *l = arg;
    int64_t frame = 0;
    enum err e;

    arena_rewind(l->arena, l->mark); /* it may be called again */
    TRY(revision_store_get(db, &l->image->snapshot.revision));
    TRY(revision_store_frame(db, &frame));
    if (frame > l->before->base_revision)
        return ERR_NOT_FOUND;
    e = module_store_load_changed(db, l->arena, l->before->base_revision, &l->modules,
                                  &l->modules_len);
    return e == ERR_LIMIT ? ERR_NOT_FOUND : e;
}

/* Whether all that the image before had changed is read again, so that its copies may go. */
static bool
changed_again(const struct image *before, const struct change_load *l)
{
    int k = 0;

    for (int i = 0; i < before->changed_len; i++) {
        while (k < l->modules_len && l->modules[k].id.n < before->changed[i].id.n)
            k++;
        if (k == l->modules_len || l->modules[k].id.n != before->changed[i].id.n)
            return false;
    }
    return true;
}

/* The parts that the word index of a changed image lies in; `made`: what was made for it. */
static void
index_parts_keep(struct image *image, const struct image *before, struct part *made,
                 enum catalogue_index kind)
{
    if (kind == CATALOGUE_INDEX_NEW) {
        image->parts[PART_INDEX] = part_keep(made);
        image->parts[PART_INDEX_TEXTS] = part_keep(image->parts[PART_CHANGED]);
        return;
    }
    image->parts[PART_INDEX] = part_keep(before->parts[PART_INDEX]);
    image->parts[PART_INDEX_TEXTS] = part_keep(before->parts[PART_INDEX_TEXTS]);
    image->parts[PART_INDEX_CHANGED] =
        part_keep(kind == CATALOGUE_INDEX_CHANGED ? made : before->parts[PART_INDEX_CHANGED]);
}

static void
frame_parts_keep(struct image *image, const struct image *before, struct part *made)
{
    bool is_new = image->snapshot.catalogue->frame != before->snapshot.catalogue->frame;

    image->parts[PART_FRAME] = part_keep(is_new ? made : before->parts[PART_FRAME]);
    image->parts[PART_FRAME_TEXTS] =
        part_keep(is_new ? image->parts[PART_CHANGED] : before->parts[PART_FRAME_TEXTS]);
}

static enum err
change_build(struct ctx *ctx, const struct change_load *l)
{
    struct image *image = l->image;
    const struct image *before = l->before;
    struct part *index = part_open();
    struct part *frame = part_open();
    struct catalogue_change change = {.before = before->snapshot.catalogue,
                                      .modules = l->modules,
                                      .modules_len = l->modules_len,
                                      .synonyms = before->synonyms,
                                      .threads = threads_jobs()};
    enum catalogue_index kind = CATALOGUE_INDEX_SAME;
    enum err e = ERR_LIMIT;

    if (index != NULL && frame != NULL) {
        change.index_arena = index->arena;
        change.frame_arena = frame->arena;
        e = catalogue_change(image->own, &change, &image->snapshot.catalogue, &kind);
    }
    if (e == OK) {
        index_parts_keep(image, before, index, kind);
        frame_parts_keep(image, before, frame);
    }
    part_leave(index);
    part_leave(frame);
    return e == OK ? OK
                   : fail(ctx, e, "the catalogue with %d changed blocks cannot be built: %s",
                          l->modules_len, err_name(e));
}

enum err
image_change(struct ctx *ctx, struct database *database, const struct image *before,
             struct image **ret_image)
{
    struct image *image;
    struct change_load load = {.before = before};
    enum err e;

    if (before->snapshot.today.n != day_of(ctx->now).n)
        return ERR_NOT_FOUND;
    image = image_open(before->snapshot.today);
    if (image != NULL)
        image->parts[PART_CHANGED] = part_open();
    if (image == NULL || image->parts[PART_CHANGED] == NULL) {
        image_free(image);
        return fail(ctx, ERR_LIMIT, "no memory for a catalogue snapshot");
    }
    image->parts[PART_BASE] = part_keep(before->parts[PART_BASE]);
    image->base_revision = before->base_revision;
    image->synonyms = before->synonyms;
    image->snapshot.places = before->snapshot.places;
    load.image = image;
    load.arena = image->parts[PART_CHANGED]->arena;
    load.mark = arena_mark(load.arena);
    e = reach_read(database, ctx, ACROSS_CATALOGUE, change_load, &load);
    if (e == OK && !changed_again(before, &load))
        e = ERR_NOT_FOUND;
    if (e == OK)
        e = change_build(ctx, &load);
    if (e != OK) {
        image_free(image);
        return e;
    }
    image->changed = load.modules;
    image->changed_len = load.modules_len;
    *ret_image = image;
    return OK;
}
