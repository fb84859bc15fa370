/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random numbers, keyed hashes, sealing, base64url: the only adapter of libsodium.
 */
#ifndef KC_BASE_CRYPTO_H
#define KC_BASE_CRYPTO_H

#include "base/text.h"

enum { CRYPTO_KEY_BYTES = 32, CRYPTO_HASH_BYTES = 32, CRYPTO_SEAL_BYTES = 40 };

struct crypto_key {
    uint8_t bytes[CRYPTO_KEY_BYTES];
};
struct crypto_hash {
    uint8_t bytes[CRYPTO_HASH_BYTES];
};

/* Before any other; may be called again. ERR_IO when there is no randomness. */
MUST_USE enum err crypto_start(void);
void crypto_random(void *ret_bytes, size_t len);
/* Overwrite what nobody may find in memory later; not optimised away. */
void crypto_wipe(void *bytes, size_t len);

/*
 * Keyed BLAKE2b-256 (RFC 7693) of `purpose`, a zero byte and `data`. Each use has
 * its own purpose, so that a hash made for one is worth nothing for another.
 */
struct crypto_hash crypto_mac(const struct crypto_key *key, const char *purpose, struct slice data);
/* BLAKE2b-256 without key: fingerprints. */
struct crypto_hash crypto_fingerprint(struct slice data);
/* SHA-256 (FIPS 180-4): where a protocol of others asks for it. */
struct crypto_hash crypto_sha256(struct slice data);
/* In constant time for slices of one length. */
bool crypto_eq(struct slice a, struct slice b);

/* base64url without padding (RFC 4648 section 5). */
MUST_USE enum err crypto_base64url(struct arena *a, struct slice bytes, struct slice *ret_text);
/* The bytes of it. ERR_INVALID when it is none; ERR_LIMIT when the arena is full. */
MUST_USE enum err crypto_unbase64url(struct arena *a, struct slice text, struct slice *ret_bytes);

/*
 * Sealing: XChaCha20-Poly1305 (RFC 8439 with the long nonce of draft-irtf-cfrg-xchacha). Who has
 * not the key can neither read nor change it, and what was sealed for one purpose opens for no
 * other. The result is CRYPTO_SEAL_BYTES longer and lives in the arena.
 *   ERR_LIMIT    the arena is full
 *   ERR_CORRUPT  (unseal) another key or purpose, or the bytes were changed
 */
MUST_USE enum err crypto_seal(struct arena *a, const struct crypto_key *key, const char *purpose,
                              struct slice plain, struct slice *ret_sealed);
MUST_USE enum err crypto_unseal(struct arena *a, const struct crypto_key *key, const char *purpose,
                                struct slice sealed, struct slice *ret_plain);

#endif
