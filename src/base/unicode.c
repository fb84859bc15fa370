/* SPDX-License-Identifier: EUPL-1.2 */
/* The only file that sees utf8proc. It allocates with malloc; we copy and free. */
#include "base/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

bool
unicode_is_valid(struct slice bytes)
{
    size_t i = 0;

    while (i < bytes.len) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes.at + i,
                                              (utf8proc_ssize_t)(bytes.len - i), &c);

        if (n <= 0 || c == 0)
            return false;
        i += (size_t)n;
    }
    return true;
}

static enum err
map(struct arena *a, struct slice s, utf8proc_option_t options, struct slice *ret_mapped)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)(s.at ? s.at : ""),
                                      (utf8proc_ssize_t)s.len, &out, options);
    enum err e;

    if (n < 0) {
        free(out);
        return n == UTF8PROC_ERROR_NOMEM ? ERR_LIMIT : ERR_INVALID;
    }
    e = arena_copy(a, (struct slice){(const char *)out, (size_t)n}, ret_mapped);
    free(out);
    return e;
}

/* Without control characters; CR LF and CR alone become LF. */
static struct slice
without_controls(char *at, size_t len)
{
    size_t to = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)at[i];

        if (c == '\r') {
            if (i + 1 < len && at[i + 1] == '\n')
                continue;
            at[to++] = '\n';
        } else if (c == 0xc2 && i + 1 < len && (unsigned char)at[i + 1] < 0xa0) {
            i++; /* U+0080..U+009F, the C1 controls */
        } else if ((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t') {
            at[to++] = (char)c;
        }
    }
    return (struct slice){at, to};
}

enum err
unicode_text(struct arena *a, struct slice bytes, size_t bytes_max, struct slice *ret_text)
{
    struct slice mapped;
    char *own;

    if (bytes.len > bytes_max)
        return ERR_LIMIT;
    if (!unicode_is_valid(bytes))
        return ERR_INVALID;
    own = arena_cstr(a, bytes);
    if (own == NULL)
        return ERR_LIMIT;
    /* Controls go first: taken out afterwards, a mark behind one would stand uncomposed. */
    TRY(map(a, without_controls(own, bytes.len), UTF8PROC_STABLE | UTF8PROC_COMPOSE, &mapped));
    if (mapped.len > bytes_max)
        return ERR_LIMIT; /* some characters become longer in NFC */
    *ret_text = mapped;
    return OK;
}

/*
 * Nearly all German text: ASCII, umlauts, sharp s. What utf8proc answers for these is known, so it
 * is not asked; it takes microseconds for a title. False when anything else stands there.
 */
static bool
fold_german(struct slice text, char *to, size_t *ret_len)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0;

        if (c < 0x80) {
            to[len++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            continue;
        }
        if (c != 0xc3)
            return false;
        i++;
        if (next == 0xa4 || next == 0x84)
            to[len++] = 'a';
        else if (next == 0xb6 || next == 0x96)
            to[len++] = 'o';
        else if (next == 0xbc || next == 0x9c)
            to[len++] = 'u';
        else if (next != 0x9f)
            return false;
        else {
            to[len++] = 's';
            to[len++] = 's';
        }
    }
    *ret_len = len;
    return true;
}

enum err
unicode_fold(struct arena *a, struct slice text, struct slice *ret_folded)
{
    char *own = arena_cstr(a, text); /* no letter becomes longer */
    size_t len;

    if (own == NULL)
        return ERR_LIMIT;
    if (fold_german(text, own, &len)) {
        own[len] = '\0';
        *ret_folded = (struct slice){own, len};
        return OK;
    }
    return map(a, text,
               UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                   UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
               ret_folded);
}

size_t
unicode_length(struct slice text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return n;
}
