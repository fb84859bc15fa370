/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/charset.h"

#include "base/unicode.h"

const char *
charset_name(enum charset c)
{
    return c == CHARSET_UTF8 ? "UTF-8" : "Windows-1252";
}

/* Length of the well-formed sequence of two to four bytes at `i`, or 0. */
static size_t
sequence_at(struct slice s, size_t i)
{
    unsigned char first = (unsigned char)s.at[i];
    size_t len = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

    if (first < 0xc2 || first > 0xf4 || len > s.len - i)
        return 0;
    return unicode_is_valid(slice_sub(s, i, len)) ? len : 0;
}

enum err
charset_detect(struct slice *bytes, enum charset *ret_charset)
{
    size_t sequences = 0;
    size_t strays = 0;

    if (slice_starts(*bytes, SLICE("\xff\xfe")) || slice_starts(*bytes, SLICE("\xfe\xff")) ||
        (bytes->len >= 2 && (bytes->at[0] == '\0' || bytes->at[1] == '\0')))
        return ERR_INVALID;
    if (slice_starts(*bytes, SLICE("\xef\xbb\xbf"))) {
        *bytes = slice_sub(*bytes, 3, bytes->len);
        *ret_charset = CHARSET_UTF8;
        return OK;
    }
    for (size_t i = 0; i < bytes->len;) {
        size_t len = (bytes->at[i] & 0x80) != 0 ? sequence_at(*bytes, i) : 1;

        sequences += len > 1;
        strays += len == 0;
        i += len > 0 ? len : 1;
    }
    *ret_charset = strays > sequences ? CHARSET_WINDOWS_1252 : CHARSET_UTF8;
    return OK;
}

/* 0x80..0x9f of Windows-1252 as WHATWG's encoding standard has them; 0: not defined. */
static const uint16_t HIGH[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static enum err
from_windows(struct arena *a, struct slice bytes, struct slice *ret_utf8)
{
    struct text t = text_init(a, 3 * bytes.len + 1);

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned c = (unsigned char)bytes.at[i];

        if (c >= 0x80 && c < 0xa0)
            c = HIGH[c - 0x80];
        if (c == 0)
            return ERR_INVALID;
        if (c < 0x80) {
            text_putc(&t, (char)c);
        } else if (c < 0x800) {
            text_putc(&t, (char)(0xc0 | c >> 6));
            text_putc(&t, (char)(0x80 | (c & 0x3f)));
        } else {
            text_putc(&t, (char)(0xe0 | c >> 12));
            text_putc(&t, (char)(0x80 | (c >> 6 & 0x3f)));
            text_putc(&t, (char)(0x80 | (c & 0x3f)));
        }
    }
    return text_end(&t, ret_utf8);
}

enum err
charset_utf8(struct arena *a, enum charset c, struct slice bytes, struct slice *ret_utf8)
{
    if (c == CHARSET_WINDOWS_1252)
        return from_windows(a, bytes, ret_utf8);
    if (!unicode_is_valid(bytes))
        return ERR_INVALID;
    *ret_utf8 = bytes;
    return OK;
}

enum err
charset_text(struct arena *a, enum charset c, struct slice bytes, size_t bytes_max,
             struct slice *ret_text)
{
    struct slice utf8 = {0};

    if (bytes.len > bytes_max)
        return ERR_LIMIT;
    TRY(charset_utf8(a, c, bytes, &utf8));
    return unicode_text(a, utf8, 3 * bytes_max, ret_text);
}
