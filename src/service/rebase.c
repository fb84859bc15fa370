/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/rebase.h"

#include "service/image.h"

enum { REBASE_ARENA_BYTES_MAX = 64 << 20 };

static void *
rebase_run(void *arg)
{
    struct rebase *r = arg;
    struct ctx ctx = {.arena = arena_open(REBASE_ARENA_BYTES_MAX), .now = r->now};

    if (ctx.arena == NULL || image_build(&ctx, r->database, &r->image) != OK)
        r->image = NULL; /* whoever needs one builds it, and says why it fails */
    arena_close(ctx.arena);
    atomic_store(&r->ended, true);
    return NULL;
}

void
rebase_begin(struct rebase *r, struct database *database, struct instant now)
{
    if (r->running)
        return;
    r->database = database;
    r->now = now;
    r->image = NULL;
    atomic_store(&r->ended, false);
    r->running = pthread_create(&r->thread, NULL, rebase_run, r) == 0;
}

bool
rebase_has_ended(const struct rebase *r)
{
    return r->running && atomic_load(&r->ended);
}

struct image *
rebase_take(struct rebase *r)
{
    struct image *image;

    if (!r->running)
        return NULL;
    (void)pthread_join(r->thread, NULL);
    r->running = false;
    image = r->image;
    r->image = NULL;
    return image;
}

void
rebase_stop(struct rebase *r)
{
    image_free(rebase_take(r));
}
