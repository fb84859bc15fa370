/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Images: what a snapshot consists of in memory, loaded from the database.
 *
 * A full image is read and built anew. A changed one is made from the image before: only the
 * modules that changed since its base are read, and the parts that stay (the base's modules and
 * texts, the word index when no searched word changed) are shared and counted; the last image that
 * uses a part frees it.
 */
#ifndef KC_SERVICE_IMAGE_H
#define KC_SERVICE_IMAGE_H

#include "service/platform.h"

struct image;

/* ERR_LIMIT, ERR_IO, ERR_CORRUPT */
MUST_USE enum err image_build(struct ctx *ctx, struct database *database, struct image **ret_image);
/*
 * The image as it is now, from the one before, which may go afterwards.
 *
 *   ERR_NOT_FOUND   without a message: it has to be built anew, because the day or something else
 * than modules changed, or more than MODULE_CHANGES_MAX modules did since the base was read
 */
MUST_USE enum err image_change(struct ctx *ctx, struct database *database,
                               const struct image *before, struct image **ret_image);
void image_free(struct image *image);
/* How many modules changed since its base was read. */
int image_changes(const struct image *image);

/* Memory that goes with it. */
struct arena *image_arena(struct image *image);
struct snapshot *image_snapshot(struct image *image);
/* Of a snapshot that image_snapshot() answered. */
struct image *image_of_snapshot(const struct snapshot *s);
/* Readers that hold it: the caller's to count, under a lock of its own; 1 at first. */
int *image_readers(struct image *image);

#endif
