/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/leitweg.h"

enum { COARSE_MIN = 2, COARSE_MAX = 12, FINE_MAX = 30, LAENDER = 16, FEDERATION = 99 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 0..35; -1 for what may not stand in one. */
static int
value_of(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    return -1;
}

static bool
is_of(struct slice s, size_t min, size_t max, bool letters)
{
    for (size_t i = 0; i < s.len; i++) {
        if (value_of(s.at[i]) < 0 || (!letters && !is_digit(s.at[i])))
            return false;
    }
    return s.len >= min && s.len <= max;
}

enum leitweg_fault
leitweg_check(struct slice id)
{
    size_t first = slice_find_char(id, '-');
    struct slice coarse = slice_sub(id, 0, first);
    struct slice rest = slice_sub(id, first + 1, id.len);
    size_t second = slice_find_char(rest, '-');
    bool has_fine = second < rest.len;
    struct slice fine = slice_sub(rest, 0, has_fine ? second : 0);
    struct slice check = has_fine ? slice_sub(rest, second + 1, rest.len) : rest;
    int region;
    int remainder = 0;

    if (!is_of(coarse, COARSE_MIN, COARSE_MAX, false) || !is_of(check, 2, 2, false) ||
        !is_of(fine, has_fine ? 1 : 0, FINE_MAX, true))
        return LEITWEG_FORM;
    region = value_of(coarse.at[0]) * 10 + value_of(coarse.at[1]);
    if (region != FEDERATION && (region < 1 || region > LAENDER))
        return LEITWEG_REGION;
    for (size_t i = 0; i < id.len; i++) {
        int v = value_of(id.at[i]);

        if (v >= 0)
            remainder = (remainder * (v < 10 ? 10 : 100) + v) % 97;
    }
    return remainder == 1 ? LEITWEG_SOUND : LEITWEG_CHECK;
}
