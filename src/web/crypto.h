/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random numbers, keyed hashes, base64url: the only adapter of libsodium.
 */
#ifndef KC_WEB_CRYPTO_H
#define KC_WEB_CRYPTO_H

#include "base/ctx.h"

enum { CRYPTO_KEY_BYTES = 32, CRYPTO_HASH_BYTES = 32 };

struct crypto_key {
    uint8_t bytes[CRYPTO_KEY_BYTES];
};
struct crypto_hash {
    uint8_t bytes[CRYPTO_HASH_BYTES];
};

/* Before any other; may be called again. ERR_IO when there is no randomness. */
MUST_USE enum err crypto_start(void);
void crypto_random(void *ret_bytes, size_t len);

/*
 * Keyed BLAKE2b-256 (RFC 7693) of `purpose`, a zero byte and `data`. Each use has
 * its own purpose, so that a hash made for one is worth nothing for another.
 */
struct crypto_hash crypto_mac(const struct crypto_key *key, const char *purpose, struct slice data);
/* BLAKE2b-256 without key: fingerprints. */
struct crypto_hash crypto_fingerprint(struct slice data);
/* In constant time for slices of one length. */
bool crypto_eq(struct slice a, struct slice b);

/* base64url without padding (RFC 4648 section 5). */
MUST_USE enum err crypto_base64url(struct arena *a, struct slice bytes, struct slice *ret_text);

/*
 * The key in this file; made (mode 0600, random) when there is none.
 *   ERR_DENIED   others may read or write it
 *   ERR_CORRUPT  it is not CRYPTO_KEY_BYTES long
 *   ERR_IO       it cannot be read or written
 */
MUST_USE enum err crypto_key_load(struct ctx *ctx, const char *path, struct crypto_key *ret_key);

#endif
