/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text
text_init(struct arena *a, size_t bytes_max)
{
    return (struct text){.arena = a, .max = bytes_max};
}

/* More room than there is, for `more` bytes and a NUL. False once the text has failed. */
static bool
text_grow(struct text *t, size_t more)
{
    size_t size = t->size > 0 ? t->size : 256;
    char *bigger;

    if (t->failed || more > t->max || t->len > t->max - more) {
        t->failed = true;
        t->size = t->len; /* nothing fits any more: text_put() need not ask whether it failed */
        return false;
    }
    while (size <= t->len + more)
        size *= 2;
    if (size > t->max)
        size = t->max + 1; /* what fits is never past the maximum */
    bigger = arena_alloc_raw(t->arena, size, 1);
    if (bigger == NULL) {
        t->failed = true;
        t->size = t->len;
        return false;
    }
    if (t->len > 0)
        memcpy(bigger, t->at, t->len);
    t->at = bigger;
    t->size = size;
    return true;
}

void
text_expect(struct text *t, size_t bytes)
{
    if (bytes >= t->size - t->len && bytes <= t->max - t->len)
        (void)text_grow(t, bytes);
}

/* Pages are made of some thousand pieces: what fits is copied without further questions. */
void
text_put(struct text *t, struct slice s)
{
    if (s.len == 0 || (s.len >= t->size - t->len && !text_grow(t, s.len)))
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
    if (t->size - t->len <= 1 && !text_grow(t, 1))
        return;
    t->at[t->len++] = c;
    t->at[t->len] = '\0';
}

void
text_padded(struct text *t, int64_t n, int digits)
{
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    char all[20];
    size_t at = sizeof all;

    assert(digits >= 1 && digits <= (int)sizeof all);
    do {
        all[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    while (sizeof all - at < (size_t)digits)
        all[--at] = '0';
    if (n < 0)
        text_putc(t, '-');
    text_put(t, (struct slice){all + at, sizeof all - at});
}

void
text_int(struct text *t, int64_t n)
{
    text_padded(t, n, 1);
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
    if ((size_t)n >= t->size - t->len && !text_grow(t, (size_t)n))
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
