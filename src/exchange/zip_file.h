/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ZIP files in and out, as packages of items are (the adapter of zlib). One disk, no encryption, no
 * ZIP64; entries stored or deflated. What an entry says of its size is checked while it is
 * unpacked: a small file cannot become a large one.
 */
#ifndef KC_EXCHANGE_ZIP_FILE_H
#define KC_EXCHANGE_ZIP_FILE_H

#include "base/ctx.h"
#include "base/limits.h"

struct zip_entry {
    struct slice name; /* as in the file; points into its bytes */
    struct slice packed;
    uint32_t size; /* unpacked */
    uint32_t crc;
    bool deflated;
};

struct zip_file {
    struct zip_entry *entries;
    int len;
};

/* Whether the bytes begin like one. */
bool zip_is_one(struct slice bytes);
/*
 * The directory. ERR_INVALID, with `*ret_why`: no ZIP file, or one of a form that is not read.
 *   ERR_LIMIT   more than ZIP_ENTRIES_MAX, or the arena is full
 */
MUST_USE enum err zip_open(struct arena *a, struct slice bytes, struct zip_file *ret_file,
                           const char **ret_why);
/* NULL when there is none of this name. */
const struct zip_entry *zip_find(const struct zip_file *z, struct slice name);
/*
 * One entry, unpacked, in the arena.
 *   ERR_CORRUPT   it is damaged, or is not what the directory says
 *   ERR_LIMIT     larger than bytes_max, or the arena is full
 */
MUST_USE enum err zip_unpack(struct arena *a, const struct zip_entry *e, size_t bytes_max,
                             struct slice *ret_bytes);

/* Out: begin with zeros, put every entry, end. Nothing is deflated. A text past its maximum fails.
 */
struct zip_writing {
    struct text *out;
    struct text directory;
    int entries;
};
struct zip_writing zip_begin(struct arena *a, struct text *out);
void zip_put(struct zip_writing *w, struct slice name, struct slice bytes);
void zip_end(struct zip_writing *w);

#endif
