/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random numbers of a check: SplitMix64 (Steele, Lea & Flood 2014) of a seed and two counters, so
 * that each draw can be repeated alone.
 */
#ifndef KC_ENGINE_CHECK_RANDOM_H
#define KC_ENGINE_CHECK_RANDOM_H

#include <stdint.h>

static inline uint64_t
check_random_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/* 0 <= u < 1 */
static inline double
check_random_unit(uint64_t seed, uint32_t what, uint32_t at)
{
    uint64_t x = check_random_mix(seed ^ check_random_mix(((uint64_t)what << 32) | at));

    return (double)(x >> 11) / 9007199254740992.0;
}

/* 0 .. below-1 */
static inline int
check_random_below(uint64_t seed, uint32_t what, uint32_t at, int below)
{
    int n = (int)(check_random_unit(seed, what, at) * below);

    return n < below ? n : below - 1;
}

#endif
