/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/sha1.h"

#include <string.h>

enum { ROUNDS = 80, LENGTH_BYTES = 8 };

static uint32_t
turned(uint32_t x, unsigned bits)
{
    return (x << bits) | (x >> (32 - bits));
}

/* FIPS 180-4, section 6.1.2, step 3: the function and the constant of a round. */
static uint32_t
mixed(int round, const uint32_t v[5])
{
    if (round < 20)
        return ((v[1] & v[2]) | (~v[1] & v[3])) + UINT32_C(0x5a827999);
    if (round < 40)
        return (v[1] ^ v[2] ^ v[3]) + UINT32_C(0x6ed9eba1);
    if (round < 60)
        return ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + UINT32_C(0x8f1bbcdc);
    return (v[1] ^ v[2] ^ v[3]) + UINT32_C(0xca62c1d6);
}

static void
block_take(uint32_t state[5], const uint8_t *block)
{
    uint32_t w[ROUNDS];
    uint32_t v[5];

    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < ROUNDS; i++)
        w[i] = turned(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, state, sizeof v);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t next = turned(v[0], 5) + mixed(i, v) + v[4] + w[i];

        v[4] = v[3];
        v[3] = v[2];
        v[2] = turned(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (int i = 0; i < 5; i++)
        state[i] += v[i];
}

struct sha1
sha1_of(struct slice data)
{
    uint32_t state[5] = {UINT32_C(0x67452301), UINT32_C(0xefcdab89), UINT32_C(0x98badcfe),
                         UINT32_C(0x10325476), UINT32_C(0xc3d2e1f0)};
    uint8_t end[2 * SHA1_BLOCK_BYTES] = {0};
    size_t whole = data.len / SHA1_BLOCK_BYTES * SHA1_BLOCK_BYTES;
    size_t rest = data.len - whole;
    size_t end_len = rest + 1 + LENGTH_BYTES <= SHA1_BLOCK_BYTES ? SHA1_BLOCK_BYTES : sizeof end;
    uint64_t bits = (uint64_t)data.len * 8;
    struct sha1 hash;

    for (size_t i = 0; i < whole; i += SHA1_BLOCK_BYTES)
        block_take(state, (const uint8_t *)data.at + i);
    if (rest > 0)
        memcpy(end, data.at + whole, rest);
    end[rest] = 0x80;
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        end[end_len - 1 - i] = (uint8_t)(bits >> (8 * i));
    for (size_t i = 0; i < end_len; i += SHA1_BLOCK_BYTES)
        block_take(state, end + i);
    for (int i = 0; i < SHA1_BYTES; i++)
        hash.bytes[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

struct sha1
sha1_hmac(struct slice key, struct slice data)
{
    uint8_t inner[SHA1_BLOCK_BYTES + SHA1_HMAC_DATA_MAX] = {0};
    uint8_t outer[SHA1_BLOCK_BYTES + SHA1_BYTES] = {0};
    struct sha1 hash;

    assert(data.len <= SHA1_HMAC_DATA_MAX);
    if (key.len > SHA1_BLOCK_BYTES) {
        hash = sha1_of(key);
        key = (struct slice){(const char *)hash.bytes, sizeof hash.bytes};
    }
    for (size_t i = 0; i < SHA1_BLOCK_BYTES; i++) {
        uint8_t k = i < key.len ? (uint8_t)key.at[i] : 0;

        inner[i] = k ^ 0x36;
        outer[i] = k ^ 0x5c;
    }
    if (data.len > 0)
        memcpy(inner + SHA1_BLOCK_BYTES, data.at, data.len);
    hash = sha1_of((struct slice){(const char *)inner, SHA1_BLOCK_BYTES + data.len});
    memcpy(outer + SHA1_BLOCK_BYTES, hash.bytes, sizeof hash.bytes);
    return sha1_of((struct slice){(const char *)outer, sizeof outer});
}
