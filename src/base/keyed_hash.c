/* SPDX-License-Identifier: EUPL-1.2 */
/* The algorithm as its paper has it: four words of state, little-endian blocks of eight bytes. */
#include "base/keyed_hash.h"

enum { ROUNDS_PER_BLOCK = 2, ROUNDS_AT_THE_END = 4, BLOCK_BYTES = 8 };

struct sip {
    uint64_t v0;
    uint64_t v1;
    uint64_t v2;
    uint64_t v3;
};

static uint64_t
turned(uint64_t x, unsigned bits)
{
    return (x << bits) | (x >> (64 - bits));
}

static void
rounds(struct sip *s, int n)
{
    for (int i = 0; i < n; i++) {
        s->v0 += s->v1;
        s->v1 = turned(s->v1, 13) ^ s->v0;
        s->v0 = turned(s->v0, 32);
        s->v2 += s->v3;
        s->v3 = turned(s->v3, 16) ^ s->v2;
        s->v0 += s->v3;
        s->v3 = turned(s->v3, 21) ^ s->v0;
        s->v2 += s->v1;
        s->v1 = turned(s->v1, 17) ^ s->v2;
        s->v2 = turned(s->v2, 32);
    }
}

static void
block_take(struct sip *s, uint64_t block)
{
    s->v3 ^= block;
    rounds(s, ROUNDS_PER_BLOCK);
    s->v0 ^= block;
}

static uint64_t
block_read(const uint8_t *at, size_t len)
{
    uint64_t block = 0;

    for (size_t i = 0; i < len; i++)
        block |= (uint64_t)at[i] << (8 * i);
    return block;
}

static uint64_t
word_of(const struct sip *s)
{
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

struct keyed_hash
keyed_hash_of(struct hash_key key, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    struct keyed_hash hash;
    size_t whole = len / BLOCK_BYTES * BLOCK_BYTES;
    struct sip s = {UINT64_C(0x736f6d6570736575) ^ key.k0,
                    UINT64_C(0x646f72616e646f6d) ^ key.k1 ^ 0xee,
                    UINT64_C(0x6c7967656e657261) ^ key.k0, UINT64_C(0x7465646279746573) ^ key.k1};

    for (size_t i = 0; i < whole; i += BLOCK_BYTES)
        block_take(&s, block_read(at + i, BLOCK_BYTES));
    block_take(&s, block_read(at + whole, len - whole) | (uint64_t)len << 56);
    s.v2 ^= 0xee;
    rounds(&s, ROUNDS_AT_THE_END);
    hash.low = word_of(&s);
    s.v1 ^= 0xdd;
    rounds(&s, ROUNDS_AT_THE_END);
    hash.high = word_of(&s);
    return hash;
}

bool
keyed_hash_same(struct keyed_hash a, struct keyed_hash b)
{
    return a.low == b.low && a.high == b.high;
}
