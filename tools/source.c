/* SPDX-License-Identifier: EUPL-1.2 */
#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"

_Noreturn void
source_die(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    (void)fputs("error: ", stderr);
    (void)vfprintf(stderr, fmt, args);
    (void)fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void *
source_alloc(struct arena *a, size_t bytes)
{
    void *p = arena_alloc(a, bytes, 16);

    if (p == NULL)
        source_die("out of memory: the arena of this tool is full");
    return p;
}

char *
source_cstr(struct arena *a, struct slice s)
{
    char *p = source_alloc(a, s.len + 1);

    if (s.len > 0)
        memcpy(p, s.at, s.len);
    return p;
}

/* False when there is no such file. */
static bool
read_file(struct arena *a, const char *path, struct slice *ret)
{
    FILE *f = fopen(path, "rb");
    char *at;
    long size;

    if (f == NULL)
        return false;
    if (fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0)
        source_die("cannot read %s", path);
    if (size > SOURCE_BYTES_MAX)
        source_die("%s has more than %d bytes", path, SOURCE_BYTES_MAX);
    at = source_alloc(a, (size_t)size + 1);
    if (fread(at, 1, (size_t)size, f) != (size_t)size)
        source_die("cannot read %s", path);
    (void)fclose(f);
    *ret = (struct slice){at, (size_t)size};
    return true;
}

struct source
source_read_bytes(struct arena *a, const char *path)
{
    struct source s = {.path = path};

    if (!read_file(a, path, &s.text))
        source_die("cannot open %s", path);
    return s;
}

struct source
source_read(struct arena *a, const char *path)
{
    struct source s = source_read_bytes(a, path);

    if (!unicode_is_valid(s.text))
        source_die("%s is not UTF-8", path);
    return s;
}

int
source_line(const struct source *s, const char *at)
{
    int line = 1;

    for (const char *p = s->text.at; p < at; p++)
        line += *p == '\n';
    return line;
}

int
source_column(const struct source *s, const char *at)
{
    const char *p = at;

    while (p > s->text.at && p[-1] != '\n')
        p--;
    return (int)(at - p) + 1;
}

static void
say_at(const struct source *s, const char *at, const char *kind)
{
    (void)fprintf(stderr, "%s:%d:%d: %s: ", s->path, source_line(s, at), source_column(s, at),
                  kind);
}

_Noreturn void
source_error(const struct source *s, const char *at, const char *fmt, ...)
{
    va_list args;

    say_at(s, at, "error");
    va_start(args, fmt);
    (void)vfprintf(stderr, fmt, args);
    va_end(args);
    (void)fputc('\n', stderr);
    exit(1);
}

void
source_warning(const struct source *s, const char *at, const char *fmt, ...)
{
    va_list args;

    say_at(s, at, "warning");
    va_start(args, fmt);
    (void)vfprintf(stderr, fmt, args);
    va_end(args);
    (void)fputc('\n', stderr);
}

void
source_write(struct arena *a, const char *path, const struct text *t)
{
    struct slice new = {0};
    struct slice old = {0};
    FILE *f;

    if (text_end(t, &new) != OK)
        source_die("the result for %s is larger than %d bytes", path, OUTPUT_BYTES_MAX);
    if (read_file(a, path, &old) && slice_eq(old, new))
        return;
    f = fopen(path, "wb");
    if (f == NULL || fwrite(new.at, 1, new.len, f) != new.len || fclose(f) != 0)
        source_die("cannot write %s", path);
}

void
source_put_literal(struct text *out, struct slice s)
{
    text_putc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c == '\n' && i + 1 < s.len)
            text_puts(out, "\\n\"\n        \"");
        else if (c == '"' || c == '\\')
            text_printf(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f || c == '?')
            text_printf(out, "\\%03o", (unsigned)c);
        else
            text_putc(out, (char)c);
    }
    text_putc(out, '"');
}
