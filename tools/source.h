/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What all build tools share: read a source file, say what is wrong in it as
 * file:line:column, write a result only when it differs (so that nothing
 * is rebuilt in vain). A build tool that finds a mistake ends at once.
 */
#ifndef KC_TOOLS_SOURCE_H
#define KC_TOOLS_SOURCE_H

#include "base/arena.h"
#include "base/text.h"

enum { SOURCE_BYTES_MAX = 64 << 20, OUTPUT_BYTES_MAX = 256 << 20 };

struct source {
    const char *path; /* as people know it: relative to the repository */
    struct slice text;
};

/* Ends the program when the file cannot be read or is no UTF-8 (`utf8`). */
struct source source_read(struct arena *a, const char *path);
struct source source_read_bytes(struct arena *a, const char *path);

/* Line and column, from 1; the column counts bytes. */
int source_line(const struct source *s, const char *at);
int source_column(const struct source *s, const char *at);

/* "path:line:column: error: ..." and exit(1). */
_Noreturn void source_error(const struct source *s, const char *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void source_warning(const struct source *s, const char *at, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Without a place. */
_Noreturn void source_die(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Write the text to the path, unless the same stands there already. */
void source_write(struct arena *a, const char *path, const struct text *t);

/* A C string literal of the bytes, in one or more lines, with the quotes. */
void source_put_literal(struct text *out, struct slice s);

/* arena_new() and its like for programs that just end when memory does. */
void *source_alloc(struct arena *a, size_t bytes);
char *source_cstr(struct arena *a, struct slice s);

#endif
