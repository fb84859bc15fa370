/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A short name for bytes that nobody without the key can compute or guess: for tables
 * in memory whose keys would tell something about a person in clear.
 *
 * SipHash-2-4 with 128 bits (Aumasson, Bernstein: SipHash, a fast short-input PRF, 2012).
 * The key is random and never leaves the process; two different inputs share a name
 * with probability 2^-128.
 */
#ifndef KC_BASE_KEYED_HASH_H
#define KC_BASE_KEYED_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash_key {
    uint64_t k0;
    uint64_t k1;
};

struct keyed_hash {
    uint64_t low;
    uint64_t high;
};

struct keyed_hash keyed_hash_of(struct hash_key key, const void *bytes, size_t len);
bool keyed_hash_same(struct keyed_hash a, struct keyed_hash b);

#endif
