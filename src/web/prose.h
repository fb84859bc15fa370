/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plain prose as providers write it: paragraphs parted by blank lines, lines
 * that begin with "- " are a list.
 */
#ifndef KC_WEB_PROSE_H
#define KC_WEB_PROSE_H

#include "base/arena.h"

struct prose_block {
    bool is_list;
    struct slice *lines; /* items of the list, or lines of the paragraph */
    int lines_len;
};

struct prose {
    struct prose_block *blocks;
    int blocks_len;
};

/* ERR_LIMIT: the arena is full. The lines are slices of `text`. */
MUST_USE enum err prose_parse(struct arena *a, struct slice text, struct prose *ret_prose);

#endif
