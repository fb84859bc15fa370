/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A new base for images, built by a thread beside the one that goes on publishing changes of the
 * old one (service/image.h). One at a time; whoever calls these holds a lock of its own.
 */
#ifndef KC_SERVICE_REBASE_H
#define KC_SERVICE_REBASE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/ctx.h"

struct database;
struct image;

struct rebase {
    struct database *database;
    struct instant now;
    pthread_t thread;
    bool running; /* a thread is to be joined */
    atomic_bool ended;
    struct image *image; /* of the thread until it is joined; NULL: it failed */
};

/* Begin one as it is now, unless one runs. A thread that cannot be begun is not missed: when too
 * much has changed, the image is built anew as without it. */
void rebase_begin(struct rebase *r, struct database *database, struct instant now);
/* Whether one can be taken at once. */
bool rebase_has_ended(const struct rebase *r);
/* The new base, after waiting for it; the caller frees it. NULL: none was begun, or it failed. */
struct image *rebase_take(struct rebase *r);
/* Wait for it and forget it. */
void rebase_stop(struct rebase *r);

#endif
