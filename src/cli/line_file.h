/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files read line by line, however large they are. A line ends with \n (a \r before it is dropped)
 * or with the file; a byte order mark in front of the first is skipped.
 */
#ifndef KC_CLI_LINE_FILE_H
#define KC_CLI_LINE_FILE_H

#include <stdio.h>

#include "base/ctx.h"
#include "base/limits.h"

struct line_file {
    const char *path;
    FILE *file;
    char *buffer; /* of twice CORPUS_LINE_BYTES_MAX */
    size_t at;
    size_t len;
    int64_t number; /* of the line just read, from 1 */
};

/*
 *   ERR_IO      it cannot be opened
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err line_file_open(struct ctx *ctx, const char *path, struct line_file *ret_file);
void line_file_close(struct line_file *f);

/*
 * The next line, valid until the one after it; *ret_more is false at the end.
 *
 *   ERR_IO      it cannot be read
 *   ERR_LIMIT   the line is longer than CORPUS_LINE_BYTES_MAX
 */
MUST_USE enum err line_file_next(struct ctx *ctx, struct line_file *f, struct slice *ret_line,
                                 bool *ret_more);

/* Tell a failure `e` with the line just read; those of line_file_next() name the file already. */
enum err line_file_fail(struct ctx *ctx, const struct line_file *f, enum err e);

#endif
