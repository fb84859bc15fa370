/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/logo.h"

static const char *const TYPES[LOGO_KINDS] = {
    [LOGO_NONE] = "",
    [LOGO_PNG] = "image/png",
    [LOGO_JPEG] = "image/jpeg",
    [LOGO_WEBP] = "image/webp",
};

const char *
logo_kind_type(enum logo_kind kind)
{
    assert((int)kind >= 0 && (int)kind < LOGO_KINDS);
    return TYPES[kind];
}

enum logo_kind
logo_kind_of_type(struct slice type)
{
    for (int i = 0; i < LOGO_KINDS; i++) {
        if (slice_is(type, TYPES[i]))
            return (enum logo_kind)i;
    }
    return LOGO_NONE;
}

/* Big endian, 0 past the end. */
static uint32_t
number_at(struct slice s, size_t at, size_t bytes)
{
    uint32_t n = 0;

    if (at + bytes > s.len)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        n = n << 8 | (unsigned char)s.at[at + i];
    return n;
}

static uint32_t
little_at(struct slice s, size_t at, size_t bytes)
{
    uint32_t n = 0;

    if (at + bytes > s.len)
        return 0;
    for (size_t i = bytes; i > 0; i--)
        n = n << 8 | (unsigned char)s.at[at + i - 1];
    return n;
}

static bool
fits(uint32_t width, uint32_t height)
{
    return width >= 1 && width <= LOGO_PIXELS_MAX && height >= 1 && height <= LOGO_PIXELS_MAX;
}

static bool
is_png(struct slice s)
{
    return slice_starts(s, SLICE("\x89PNG\r\n\x1a\n")) && number_at(s, 8, 4) == 13 &&
           slice_starts(slice_sub(s, 12, 4), SLICE("IHDR")) &&
           fits(number_at(s, 16, 4), number_at(s, 20, 4));
}

/* From segment to segment until the frame header, which has the size. */
static bool
is_jpeg(struct slice s)
{
    size_t at = 2;

    if (!slice_starts(s, SLICE("\xff\xd8\xff")))
        return false;
    while (at + 4 <= s.len && (unsigned char)s.at[at] == 0xff) {
        unsigned marker = (unsigned char)s.at[at + 1];
        uint32_t len = number_at(s, at + 2, 2);
        bool is_frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;

        if (is_frame)
            return fits(number_at(s, at + 7, 2), number_at(s, at + 5, 2));
        if (len < 2)
            return false;
        at += 2 + len;
    }
    return false;
}

static bool
is_webp(struct slice s)
{
    struct slice kind = slice_sub(s, 12, 4);

    if (!slice_starts(s, SLICE("RIFF")) || !slice_starts(slice_sub(s, 8, 4), SLICE("WEBP")))
        return false;
    if (slice_is(kind, "VP8 "))
        return slice_starts(slice_sub(s, 23, 3), SLICE("\x9d\x01\x2a")) &&
               fits(little_at(s, 26, 2) & 0x3fff, little_at(s, 28, 2) & 0x3fff);
    if (slice_is(kind, "VP8L"))
        return s.len > 25 && s.at[20] == 0x2f &&
               fits((little_at(s, 21, 4) & 0x3fff) + 1, (little_at(s, 21, 4) >> 14 & 0x3fff) + 1);
    if (slice_is(kind, "VP8X"))
        return s.len >= 30 && fits(little_at(s, 24, 3) + 1, little_at(s, 27, 3) + 1);
    return false;
}

enum logo_kind
logo_kind_of(struct slice bytes)
{
    if (is_png(bytes))
        return LOGO_PNG;
    if (is_jpeg(bytes))
        return LOGO_JPEG;
    return is_webp(bytes) ? LOGO_WEBP : LOGO_NONE;
}
