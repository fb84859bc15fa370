/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/line_file.h"

#include <errno.h>
#include <string.h>

enum { BUFFER_BYTES = 2 * CORPUS_LINE_BYTES_MAX };

enum err
line_file_open(struct ctx *ctx, const char *path, struct line_file *ret_file)
{
    struct line_file f = {.path = path, .buffer = arena_array(ctx->arena, char, BUFFER_BYTES)};

    if (f.buffer == NULL)
        return fail(ctx, ERR_LIMIT, "reading %s: no memory left", path);
    f.file = fopen(path, "re");
    if (f.file == NULL)
        return fail(ctx, ERR_IO, "%s cannot be opened: %s", path, strerror(errno));
    *ret_file = f;
    return OK;
}

void
line_file_close(struct line_file *f)
{
    if (f->file != NULL)
        (void)fclose(f->file);
    f->file = NULL;
}

/* More bytes behind those that wait; at the end of the file nothing changes. */
static enum err
refill(struct ctx *ctx, struct line_file *f)
{
    memmove(f->buffer, f->buffer + f->at, f->len - f->at);
    f->len -= f->at;
    f->at = 0;
    f->len += fread(f->buffer + f->len, 1, BUFFER_BYTES - f->len, f->file);
    if (ferror(f->file))
        return fail(ctx, ERR_IO, "%s cannot be read: %s", f->path, strerror(errno));
    return OK;
}

enum err
line_file_next(struct ctx *ctx, struct line_file *f, struct slice *ret_line, bool *ret_more)
{
    struct slice rest = {f->buffer + f->at, f->len - f->at};
    size_t len = slice_find_char(rest, '\n');

    if (len == rest.len) {
        TRY(refill(ctx, f));
        rest = (struct slice){f->buffer + f->at, f->len - f->at};
        len = slice_find_char(rest, '\n');
    }
    *ret_more = rest.len > 0;
    if (rest.len == 0)
        return OK;
    f->number++;
    if (len > CORPUS_LINE_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "%s, line %lld: longer than %d bytes", f->path,
                    (long long)f->number, CORPUS_LINE_BYTES_MAX);
    f->at += len < rest.len ? len + 1 : len;
    *ret_line = slice_sub(rest, 0, len);
    if (slice_ends(*ret_line, SLICE("\r")))
        ret_line->len--;
    if (f->number == 1 && slice_starts(*ret_line, SLICE("\xef\xbb\xbf")))
        *ret_line = slice_sub(*ret_line, 3, ret_line->len);
    return OK;
}

enum err
line_file_fail(struct ctx *ctx, const struct line_file *f, enum err e)
{
    struct failure inner = ctx->failure;

    if (slice_starts(slice_of(inner.message), slice_of(f->path)))
        return e;
    ctx_clear(ctx);
    return fail(ctx, e, "%s, line %lld: %s", f->path, (long long)f->number,
                inner.kind != OK ? inner.message : err_name(e));
}
