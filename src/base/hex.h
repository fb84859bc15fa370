/* SPDX-License-Identifier: EUPL-1.2 */
/* One hexadecimal digit, of either case. */
#ifndef KC_BASE_HEX_H
#define KC_BASE_HEX_H

/* 0..15; -1: it is none. */
static inline int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

#endif
