/* SPDX-License-Identifier: EUPL-1.2 */
/* Files on their way into the program, for embed.c and embed_asset.c. */
#ifndef KC_TOOLS_EMBED_H
#define KC_TOOLS_EMBED_H

#include "source.h"

enum { EMBED_DEPTH_MAX = 16, EMBED_FINGERPRINT_DIGITS = 12 };

struct embed_file {
    struct slice name; /* "css/app.css" */
    struct source source;
    struct slice bytes; /* what is sent: references rewritten */
    struct slice gzip;  /* at == NULL: not smaller */
    struct slice brotli;
    const char *content_type;
    const char *fingerprint;
    const char *url;
    bool at_root;
    bool finished;
};

struct embed {
    struct arena *arena;
    struct embed_file *files; /* sorted by name */
    size_t len;
};

/*
 * Rewrite references, compress, name. What the file refers to is finished
 * first; `depth` is how many wait for it. A circle ends the program.
 */
void embed_finish(struct embed *e, struct embed_file *f, int depth);

#endif
