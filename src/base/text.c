/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text
text_init(struct arena *a, size_t bytes_max)
{
    return (struct text){.arena = a, .max = bytes_max};
}

/* Room for `more` bytes and a NUL; false once the text has failed. */
static bool
text_reserve(struct text *t, size_t more)
{
    size_t size = t->size ? t->size : 256;
    char *bigger;

    if (t->failed || more > t->max || t->len > t->max - more) {
        t->failed = true;
        return false;
    }
    if (t->len + more < t->size)
        return true;
    while (size <= t->len + more)
        size *= 2;
    bigger = arena_alloc(t->arena, size, 1);
    if (bigger == NULL) {
        t->failed = true;
        return false;
    }
    if (t->len > 0)
        memcpy(bigger, t->at, t->len);
    t->at = bigger;
    t->size = size;
    return true;
}

void
text_put(struct text *t, struct slice s)
{
    if (s.len == 0 || !text_reserve(t, s.len))
        return;
    memcpy(t->at + t->len, s.at, s.len);
    t->len += s.len;
    t->at[t->len] = '\0';
}

void
text_puts(struct text *t, const char *str)
{
    text_put(t, slice_of(str));
}

void
text_putc(struct text *t, char c)
{
    text_put(t, (struct slice){&c, 1});
}

void
text_int(struct text *t, int64_t n)
{
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (n < 0)
        digits[--at] = '-';
    text_put(t, (struct slice){digits + at, sizeof digits - at});
}

void
text_printf(struct text *t, const char *fmt, ...)
{
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0) {
        t->failed = true;
        return;
    }
    if (!text_reserve(t, (size_t)n))
        return;
    va_start(args, fmt);
    (void)vsnprintf(t->at + t->len, (size_t)n + 1, fmt, args);
    va_end(args);
    t->len += (size_t)n;
}

void
text_clear(struct text *t)
{
    t->len = 0;
}

enum err
text_end(const struct text *t, struct slice *ret_slice)
{
    if (t->failed)
        return ERR_LIMIT;
    *ret_slice = (struct slice){t->at ? t->at : "", t->len};
    return OK;
}
