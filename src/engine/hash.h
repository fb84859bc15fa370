/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A hash of short strings for tables in memory: eight bytes a step, multiply and fold. It is not
 * kept anywhere and not made against an attacker; tables that use it hold words of texts, which are
 * bounded.
 */
#ifndef KC_ENGINE_HASH_H
#define KC_ENGINE_HASH_H

#include <stdint.h>
#include <string.h>

#include "base/slice.h"

static inline uint64_t
hash_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

static inline uint64_t
hash_end(uint64_t h)
{
    return (h ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
}

static inline uint64_t
hash_of(struct slice s)
{
    uint64_t h = s.len;
    uint64_t x;
    size_t i = 0;

    for (; i + 8 <= s.len; i += 8) {
        memcpy(&x, s.at + i, 8);
        h = hash_mix(h, x);
    }
    if (i < s.len) {
        x = 0;
        memcpy(&x, s.at + i, s.len - i);
        h = hash_mix(h, x);
    }
    return hash_end(h);
}

#endif
