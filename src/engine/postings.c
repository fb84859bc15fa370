/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The inner loops of the search. None of them branches on data that cannot be foreseen, where
 * that can be helped: a branch that goes the wrong way costs as much as ten postings.
 */
#include "engine/postings.h"

#include <math.h>
#include <string.h>

#include "engine/wide.h"

/* A word of every block says nothing, but of two blocks the one that is about it comes first. */
enum { IDF_MIN = POINTS_FACTOR_ONE / 64 };

/*
 * Natural logarithm with additions, multiplications and divisions alone, which every machine
 * rounds alike; libm's differ in their last bit from version to version. ln x = e ln 2 +
 * 2 artanh((m - 1) / (m + 1)) for x = m 2^e, m from 0.7 to 1.4: ten terms are exact to 1e-17.
 */
static double
ln(double x)
{
    static const double LN2 = 0.69314718055994530942;
    int e;
    double m = frexp(x, &e);
    double z;
    double power;
    double sum = 0;

    if (m < 0.70710678118654752440) {
        m *= 2;
        e--;
    }
    z = (m - 1) / (m + 1);
    power = z;
    for (int k = 1; k < 20; k += 2) {
        sum += power / k;
        power *= z * z;
    }
    return e * LN2 + 2 * sum;
}

uint32_t
postings_idf(uint32_t n, uint32_t all)
{
    /* 1 + (N - n + 0.5) / (n + 0.5) = (N + 1) / (n + 0.5) */
    double idf = ln((2.0 * all + 2.0) / (2.0 * n + 1.0));
    double parts = idf * POINTS_FACTOR_ONE + 0.5;

    return parts < IDF_MIN ? IDF_MIN : (uint32_t)parts;
}

struct cursor
postings_init(const struct index *x, uint32_t term, uint32_t factor)
{
    return (struct cursor){
        .p = index_postings(x, term), .factor = factor, .slots_len = x->bits_words * 64};
}

uint32_t
postings_peek(struct cursor *c)
{
    if (c->p.bits == NULL)
        return c->at < c->p.len ? c->p.slots[c->at] : CURSOR_END;
    while (c->at < c->slots_len) {
        uint64_t word = c->p.bits[c->at / 64] >> (c->at % 64);

        if (word != 0) {
            c->at += (uint32_t)__builtin_ctzll(word);
            return c->at;
        }
        c->at = (c->at / 64 + 1) * 64;
    }
    return CURSOR_END;
}

WIDE static void
points_of(const uint16_t *impacts, uint32_t len, uint32_t factor, uint32_t *ret_points)
{
    for (uint32_t i = 0; i < len; i++)
        ret_points[i] = (impacts[i] * factor) >> POINTS_SHIFT | 1;
}

/*
 * The places of the bits of a word, as slots. Eight at a time whether they are there or not: what
 * is too much is overwritten by the next word.
 */
static inline uint32_t
word_decode(uint64_t word, uint32_t base, uint32_t *out)
{
    uint32_t n = (uint32_t)__builtin_popcountll(word);

    for (uint32_t done = 0; done < n; done += 8) {
        for (uint32_t i = 0; i < 8; i++) {
            /* of no bits: 63, which is overwritten */
            out[done + i] = base + (uint32_t)__builtin_ctzll(word | UINT64_C(1) << 63);
            word &= word - 1;
        }
    }
    return n;
}

/* A list: as many as stand before `end`. */
static uint32_t
list_take(struct cursor *c, uint32_t end, uint32_t *ret_slots)
{
    const uint32_t *slots = c->p.slots + c->at;
    uint32_t n = c->p.len - c->at;

    if (n > BATCH)
        n = BATCH;
    if (n > 0 && slots[n - 1] >= end) {
        uint32_t low = 0;

        while (low < n) {
            uint32_t mid = low + (n - low) / 2;

            if (slots[mid] < end)
                low = mid + 1;
            else
                n = mid;
        }
    }
    memcpy(ret_slots, slots, n * sizeof *slots);
    return n;
}

WIDE static uint32_t
bits_take(struct cursor *c, uint32_t end, uint32_t *ret_slots)
{
    uint32_t last = end < c->slots_len ? end : c->slots_len;
    uint32_t n = 0;

    while (c->at < last && n <= BATCH - 64) {
        uint32_t w = c->at / 64;
        uint64_t word = c->p.bits[w] & ~UINT64_C(0) << (c->at % 64);

        if (last - w * 64 < 64)
            word &= (UINT64_C(1) << (last % 64)) - 1;
        n += word_decode(word, w * 64, ret_slots + n);
        c->at = (w + 1) * 64 < last ? (w + 1) * 64 : last;
    }
    return n;
}

/* How many postings of a bitmap stand before a slot. */
static inline uint32_t
rank_of(const struct postings *p, uint32_t slot)
{
    uint64_t below = p->bits[slot / 64] & ((UINT64_C(1) << (slot % 64)) - 1);

    return p->ranks[slot / 64] + (uint32_t)__builtin_popcountll(below);
}

uint32_t
postings_take(struct cursor *c, uint32_t end, uint32_t *ret_slots, uint32_t *ret_points)
{
    uint32_t from = c->at;
    uint32_t n;

    if (c->p.bits == NULL) {
        n = list_take(c, end, ret_slots);
        c->at += n;
    } else {
        n = bits_take(c, end, ret_slots);
        from = n > 0 ? rank_of(&c->p, ret_slots[0]) : 0;
    }
    points_of(c->p.impacts + from, n, c->factor, ret_points);
    return n;
}

WIDE static void
bits_look(const struct postings *p, uint32_t factor, const uint32_t *slots, uint32_t len,
          uint32_t *ret_points)
{
    for (uint32_t i = 0; i < len; i++) {
        uint32_t slot = slots[i];
        uint32_t there = (uint32_t)(p->bits[slot / 64] >> (slot % 64)) & 1;
        uint32_t at = rank_of(p, slot) & (0u - there); /* the first when it is not there */

        ret_points[i] = ((p->impacts[at] * factor) >> POINTS_SHIFT | 1) & (0u - there);
    }
}

WIDE uint32_t
postings_keep(const struct cursor *c, uint32_t *slots, uint32_t *points, uint32_t len)
{
    const uint64_t *bits = c->p.bits;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < len; i++) {
        uint32_t slot = slots[i];

        slots[kept] = slot;
        points[kept] = points[i];
        kept += (uint32_t)(bits[slot / 64] >> (slot % 64)) & 1;
    }
    return kept;
}

WIDE void
postings_add(const struct cursor *c, const uint32_t *slots, uint32_t len, uint32_t *points)
{
    struct postings p = c->p;
    uint32_t factor = c->factor;

    for (uint32_t i = 0; i < len; i++)
        points[i] += (p.impacts[rank_of(&p, slots[i])] * factor) >> POINTS_SHIFT | 1;
}

/* The first posting that is not before `slot`, from `at` on: in steps that double, then halves. */
static uint32_t
list_seek(const uint32_t *slots, uint32_t len, uint32_t at, uint32_t slot)
{
    uint32_t step = 1;
    uint32_t low = at;
    uint32_t high;

    while (low + step < len && slots[low + step] < slot) {
        low += step;
        step *= 2;
    }
    high = low + step < len ? low + step : len;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (slots[mid] < slot)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void
list_look(struct cursor *c, const uint32_t *slots, uint32_t len, uint32_t *ret_points)
{
    const struct postings *p = &c->p;
    uint32_t at = c->at;

    for (uint32_t i = 0; i < len; i++) {
        if (at < p->len && p->slots[at] < slots[i])
            at = list_seek(p->slots, p->len, at, slots[i]);
        ret_points[i] = at < p->len && p->slots[at] == slots[i]
                            ? ((p->impacts[at] * c->factor) >> POINTS_SHIFT | 1)
                            : 0;
    }
    c->at = at;
}

void
postings_look(struct cursor *c, const uint32_t *slots, uint32_t len, uint32_t *ret_points)
{
    if (c->p.bits != NULL)
        bits_look(&c->p, c->factor, slots, len, ret_points);
    else
        list_look(c, slots, len, ret_points);
}

WIDE uint32_t
postings_map_take(const struct map *map, uint32_t *at, uint32_t end, uint32_t *ret_slots)
{
    uint32_t n = 0;
    uint32_t w = *at;

    for (; w < end && n <= BATCH - 64; w++)
        n += word_decode(map->words[w], (map->first + w) * 64, ret_slots + n);
    *at = w;
    return n;
}

WIDE uint32_t
postings_map_len(const struct map *map)
{
    uint64_t n = 0;

    for (uint32_t w = 0; w < map->len; w++)
        n += (uint64_t)__builtin_popcountll(map->words[w]);
    return (uint32_t)n;
}

WIDE void
postings_map_and(struct map *map, const uint64_t *bits)
{
    const uint64_t *from = bits + map->first;

    for (uint32_t w = 0; w < map->len; w++)
        map->words[w] &= from[w];
}

WIDE void
postings_map_or(struct map *map, const uint64_t *const *bits, int len)
{
    for (uint32_t w = 0; w < map->len; w++) {
        uint64_t word = bits[0][map->first + w];

        for (int i = 1; i < len; i++)
            word &= bits[i][map->first + w];
        map->words[w] |= word;
    }
}

WIDE uint32_t
postings_most(const uint32_t *points, uint32_t len)
{
    uint32_t most = 0;

    for (uint32_t i = 0; i < len; i++)
        most = points[i] > most ? points[i] : most;
    return most;
}

WIDE void
postings_map_count(const struct map *map, uint32_t len, const struct partition *p, uint32_t stride,
                   uint32_t *counts)
{
    uint32_t left = len;

    for (size_t i = 0; i + 1 < p->sets_len && left > 0; i++) {
        const uint64_t *bits = p->bits + i * p->bits_words + map->first;
        uint64_t n = 0;

#pragma GCC unroll 8
        for (size_t w = 0; w < map->len; w++)
            n += (uint64_t)__builtin_popcountll(map->words[w] & bits[w]);
        counts[i * stride] += (uint32_t)n;
        left -= (uint32_t)n;
    }
    if (left > 0) /* the last has what no other has */
        counts[(size_t)(p->sets_len - 1) * stride] += left;
}

WIDE static uint32_t
impacts_most(const uint16_t *impacts, uint32_t len)
{
    uint16_t most = 0;

    for (uint32_t i = 0; i < len; i++)
        most = impacts[i] > most ? impacts[i] : most;
    return most;
}

uint32_t
postings_bound(const struct cursor *c, uint32_t from_word, uint32_t to_word)
{
    uint32_t from = c->p.ranks[from_word];
    uint32_t to = to_word < c->slots_len / 64 ? c->p.ranks[to_word] : c->p.len;

    return (impacts_most(c->p.impacts + from, to - from) * c->factor) >> POINTS_SHIFT | 1;
}

WIDE uint32_t
postings_and(uint32_t *slots, uint32_t *points, const uint32_t *add, uint32_t len)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < len; i++) {
        uint32_t there = add[i] != 0;

        slots[kept] = slots[i];
        points[kept] = points[i] + add[i];
        kept += there;
    }
    return kept;
}
