/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/slice.h"

#include <string.h>

struct slice
slice_of(const char *str)
{
    return (struct slice){str, str ? strlen(str) : 0};
}

bool
slice_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool
slice_is(struct slice a, const char *str)
{
    return slice_eq(a, slice_of(str));
}

static char
ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
slice_eq_ascii_nocase(struct slice a, struct slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
            return false;
    }
    return true;
}

bool
slice_starts(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && slice_eq(slice_sub(s, 0, prefix.len), prefix);
}

bool
slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len && slice_eq(slice_sub(s, s.len - suffix.len, suffix.len), suffix);
}

int
slice_cmp(struct slice a, struct slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;

    if (c != 0)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}

struct slice
slice_sub(struct slice s, size_t from, size_t len)
{
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (struct slice){s.at ? s.at + from : NULL, len};
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice
slice_trim(struct slice s)
{
    while (s.len > 0 && is_space(s.at[0]))
        s = slice_sub(s, 1, s.len);
    while (s.len > 0 && is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

size_t
slice_find_char(struct slice s, char c)
{
    const char *p = s.len ? memchr(s.at, c, s.len) : NULL;

    return p ? (size_t)(p - s.at) : s.len;
}

size_t
slice_find(struct slice s, struct slice needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        if (s.at[i] == needle.at[0] && memcmp(s.at + i, needle.at, needle.len) == 0)
            return i;
    }
    return s.len;
}

bool
slice_next(struct slice *rest, char sep, struct slice *ret_part)
{
    size_t n;

    if (rest->at == NULL || (rest->len == 0))
        return false;
    n = slice_find_char(*rest, sep);
    *ret_part = slice_sub(*rest, 0, n);
    if (n == rest->len) {
        *rest = (struct slice){NULL, 0};
        return true;
    }
    rest->at += n + 1;
    rest->len -= n + 1;
    if (rest->len == 0)
        rest->at = NULL; /* a separator at the very end opens no further part */
    return true;
}

enum err
slice_int(struct slice s, int64_t min, int64_t max, int64_t *ret_value)
{
    bool negative = s.len > 0 && s.at[0] == '-';
    int64_t value = 0;
    size_t i = negative ? 1 : 0;

    if (i == s.len)
        return ERR_INVALID;
    for (size_t k = i; k < s.len; k++) {
        if (s.at[k] < '0' || s.at[k] > '9')
            return ERR_INVALID;
    }
    for (; i < s.len; i++) {
        int digit = s.at[i] - '0';

        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return ERR_LIMIT;
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return ERR_LIMIT;
    if (value < min || value > max)
        return ERR_LIMIT;
    *ret_value = value;
    return OK;
}

uint64_t
slice_hash(struct slice s)
{
    uint64_t h = 1469598103934665603u;

    for (size_t i = 0; i < s.len; i++)
        h = slice_hash_on(h, s.at[i]);
    return h;
}
