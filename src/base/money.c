/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/money.h"

#include <inttypes.h>

enum err
cents_add(struct cents a, struct cents b, struct cents *ret_sum)
{
    int64_t sum;

    if (__builtin_add_overflow(a.n, b.n, &sum) || sum > CENTS_MAX || sum < -CENTS_MAX)
        return ERR_LIMIT;
    ret_sum->n = sum;
    return OK;
}

/* 1234567 as 1.234.567 */
static void
put_grouped(struct text *t, int64_t n, char separator)
{
    char digits[32];
    int len = 0;

    do {
        digits[len++] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    while (len > 0) {
        text_putc(t, digits[--len]);
        if (len > 0 && len % 3 == 0)
            text_putc(t, separator);
    }
}

void
cents_put(struct text *t, struct cents c, bool german)
{
    int64_t n = c.n < 0 ? -c.n : c.n;

    if (c.n < 0)
        text_puts(t, "\u2212");
    if (!german)
        text_puts(t, "€");
    put_grouped(t, n / 100, german ? '.' : ',');
    text_putc(t, german ? ',' : '.');
    text_padded(t, n % 100, 2);
    if (german)
        text_puts(t, "\u00a0€");
}

/* The last separator is the decimal one if one or two digits follow it. */
static size_t
decimal_separator(struct slice s)
{
    for (size_t i = s.len; i > 0; i--) {
        if (s.at[i - 1] == ',' || s.at[i - 1] == '.')
            return s.len - i <= 2 ? i - 1 : s.len;
    }
    return s.len;
}

enum err
cents_parse(struct slice s, struct cents *ret_cents)
{
    struct slice euro = SLICE("€");
    int64_t value = 0;
    int decimals = 0;
    int digits = 0;
    size_t point;

    s = slice_trim(s);
    if (slice_ends(s, euro))
        s = slice_trim(slice_sub(s, 0, s.len - euro.len));
    if (s.len > 0 && s.at[0] == '-')
        return ERR_LIMIT;
    point = decimal_separator(s);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (i == point)
            continue;
        if ((c == '.' || c == ',' || c == ' ') && i < point && digits > 0)
            continue;
        if (c < '0' || c > '9')
            return ERR_INVALID;
        value = value * 10 + (c - '0');
        digits++;
        decimals += i > point;
        if (value > CENTS_MAX)
            return ERR_LIMIT;
    }
    if (digits == 0)
        return ERR_INVALID;
    for (; decimals < 2; decimals++)
        value *= 10;
    if (value > CENTS_MAX)
        return ERR_LIMIT;
    ret_cents->n = value;
    return OK;
}
