/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that appears whole or not at all, for its owner alone (0600): written beside its place
 * under a name that nobody reads
 * ("NAME.part"), made durable, then renamed; an old one stays until then.
 *
 *     CLEANUP(whole_file_done) struct whole_file f = {0};
 *
 *     TRY(whole_file_begin(ctx, path, &f));
 *     TRY(whole_file_put(ctx, &f, bytes));
 *     TRY(whole_file_end(ctx, &f));
 */
#ifndef KC_CLI_WHOLE_FILE_H
#define KC_CLI_WHOLE_FILE_H

#include <stdio.h>

#include "base/ctx.h"

enum { WHOLE_FILE_PATH_BYTES_MAX = 4000 };

struct whole_file {
    const char *path; /* the caller's */
    char *part;       /* in ctx->arena */
    FILE *file;       /* NULL: nothing is open */
};

/*
 *   ERR_INVALID   the path is longer than WHOLE_FILE_PATH_BYTES_MAX
 *   ERR_IO        it cannot be opened
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err whole_file_begin(struct ctx *ctx, const char *path, struct whole_file *ret_file);
/* ERR_IO */
MUST_USE enum err whole_file_put(struct ctx *ctx, struct whole_file *f, struct slice bytes);
/* It stands at its place, on the disk, and so does its name. ERR_IO: it does not. */
MUST_USE enum err whole_file_end(struct ctx *ctx, struct whole_file *f);
/* For CLEANUP: what was not ended is gone; nothing is at its place. */
void whole_file_done(struct whole_file *f);

#endif
