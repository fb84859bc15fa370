/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(CRYPTO_KEY_BYTES >= crypto_generichash_KEYBYTES_MIN, "a key BLAKE2b takes");
static_assert(CRYPTO_HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");
static_assert(CRYPTO_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a key it takes");

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};
static_assert(CRYPTO_SEAL_BYTES == NONCE_BYTES + TAG_BYTES, "what sealing adds");

enum err
crypto_start(void)
{
    return sodium_init() < 0 ? ERR_IO : OK;
}

void
crypto_random(void *ret_bytes, size_t len)
{
    randombytes_buf(ret_bytes, len);
}

void
crypto_wipe(void *bytes, size_t len)
{
    sodium_memzero(bytes, len);
}

struct crypto_hash
crypto_mac(const struct crypto_key *key, const char *purpose, struct slice data)
{
    crypto_generichash_state state;
    struct crypto_hash h;

    /* They fail only for lengths that are constants here. */
    (void)crypto_generichash_init(&state, key->bytes, sizeof key->bytes, sizeof h.bytes);
    (void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)data.at, data.len);
    (void)crypto_generichash_final(&state, h.bytes, sizeof h.bytes);
    return h;
}

struct crypto_hash
crypto_fingerprint(struct slice data)
{
    struct crypto_hash h;

    (void)crypto_generichash(h.bytes, sizeof h.bytes, (const unsigned char *)data.at, data.len,
                             NULL, 0);
    return h;
}

struct crypto_hash
crypto_sha256(struct slice data)
{
    struct crypto_hash h;

    (void)crypto_hash_sha256(h.bytes, (const unsigned char *)data.at, data.len);
    return h;
}

bool
crypto_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || sodium_memcmp(a.at, b.at, a.len) == 0);
}

enum err
crypto_base64url(struct arena *a, struct slice bytes, struct slice *ret_text)
{
    size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = arena_alloc(a, size, 1);

    if (out == NULL)
        return ERR_LIMIT;
    (void)sodium_bin2base64(out, size, (const unsigned char *)bytes.at, bytes.len,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *ret_text = (struct slice){out, size - 1};
    return OK;
}

/* 192 random bits of nonce may be drawn for as many messages as anybody will write. */
enum err
crypto_seal(struct arena *a, const struct crypto_key *key, const char *purpose, struct slice plain,
            struct slice *ret_sealed)
{
    unsigned char *out = arena_alloc(a, NONCE_BYTES + plain.len + TAG_BYTES, 1);
    unsigned long long len = 0;

    if (out == NULL)
        return ERR_LIMIT;
    crypto_random(out, NONCE_BYTES);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        out + NONCE_BYTES, &len, (const unsigned char *)plain.at, plain.len,
        (const unsigned char *)purpose, strlen(purpose), NULL, out, key->bytes);
    assert(len == plain.len + TAG_BYTES);
    *ret_sealed = (struct slice){(const char *)out, NONCE_BYTES + (size_t)len};
    return OK;
}

enum err
crypto_unseal(struct arena *a, const struct crypto_key *key, const char *purpose,
              struct slice sealed, struct slice *ret_plain)
{
    const unsigned char *in = (const unsigned char *)sealed.at;
    unsigned char *out;

    if (sealed.len < CRYPTO_SEAL_BYTES)
        return ERR_CORRUPT;
    out = arena_alloc(a, sealed.len - CRYPTO_SEAL_BYTES + 1, 1);
    if (out == NULL)
        return ERR_LIMIT;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            out, NULL, NULL, in + NONCE_BYTES, sealed.len - NONCE_BYTES,
            (const unsigned char *)purpose, strlen(purpose), in, key->bytes) != 0)
        return ERR_CORRUPT;
    *ret_plain = (struct slice){(const char *)out, sealed.len - CRYPTO_SEAL_BYTES};
    return OK;
}

enum err
crypto_unbase64url(struct arena *a, struct slice text, struct slice *ret_bytes)
{
    unsigned char *out = arena_alloc(a, text.len + 1, 1);
    size_t len = 0;

    if (out == NULL)
        return ERR_LIMIT;
    if (sodium_base642bin(out, text.len + 1, text.at, text.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return ERR_INVALID;
    *ret_bytes = (struct slice){(char *)out, len};
    return OK;
}
