/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys of a service that people sign in with, and tokens that it, or somebody else, signs. */
#ifndef KC_TESTS_EXCHANGE_GIVEN_TOKEN_H
#define KC_TESTS_EXCHANGE_GIVEN_TOKEN_H

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/crypto.h"
#include "given.h"

enum signer {
    SIGN_RSA,
    SIGN_PSS,
    SIGN_EC,
    SIGN_ED,
    SIGN_OTHER, /* an RSA key that is not in the set */
    SIGN_SHORT, /* an RSA key of 1024 bits that is in the set */
    SIGN_HMAC,  /* HS256 with the public modulus as secret */
    SIGN_NOT,   /* empty signature */
};
enum { SIGNERS = SIGN_SHORT + 1 };

static EVP_PKEY *keys[SIGNERS];

static void
keys_make(void)
{
    keys[SIGN_RSA] = keys[SIGN_PSS] = EVP_RSA_gen(2048);
    keys[SIGN_EC] = EVP_EC_gen("P-256");
    keys[SIGN_ED] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    keys[SIGN_OTHER] = EVP_RSA_gen(2048);
    keys[SIGN_SHORT] = EVP_RSA_gen(1024);
    for (int i = 0; i < SIGNERS; i++)
        assert_non_null(keys[i]);
}

static void
keys_free(void)
{
    keys[SIGN_PSS] = NULL;
    for (int i = 0; i < SIGNERS; i++)
        EVP_PKEY_free(keys[i]);
}

static struct slice
base64url(struct slice bytes)
{
    struct slice s = SLICE("");

    assert_int_equal(crypto_base64url(arena, bytes, &s), OK);
    return s;
}

static struct slice
number_of(const EVP_PKEY *key, const char *name)
{
    BIGNUM *n = NULL;
    char *at = arena_alloc(arena, 1024, 1);
    struct slice s = {at, 0};

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    s.len = (size_t)BN_bn2bin(n, (unsigned char *)at);
    if (s.len < 32)
        s.len = (size_t)BN_bn2binpad(n, (unsigned char *)at, 32);
    BN_free(n);
    return s;
}

/* Big-endian, without zeros in front: what "e" wants. */
static struct slice
exponent_of(const EVP_PKEY *key)
{
    struct slice s = number_of(key, OSSL_PKEY_PARAM_RSA_E);

    while (s.len > 0 && s.at[0] == 0)
        s = slice_sub(s, 1, s.len);
    return s;
}

static void
put_rsa(struct text *t, const char *id, const EVP_PKEY *key)
{
    struct slice n = base64url(number_of(key, OSSL_PKEY_PARAM_RSA_N));
    struct slice e = base64url(exponent_of(key));

    text_printf(t,
                "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%.*s\",\"e\":\"%.*s\"},",
                id, SLICE_ARG(n), SLICE_ARG(e));
}

/* "r1" RSA, "e1" P-256, "d1" Ed25519, "s1" RSA that is too short, "x1" RSA for encryption. */
static struct slice
key_set_json(void)
{
    struct text t = text_init(arena, 65536);
    struct slice x = base64url(number_of(keys[SIGN_EC], OSSL_PKEY_PARAM_EC_PUB_X));
    struct slice y = base64url(number_of(keys[SIGN_EC], OSSL_PKEY_PARAM_EC_PUB_Y));
    char raw[32];
    size_t len = sizeof raw;
    struct slice d;
    struct slice s = SLICE("");

    assert_int_equal(EVP_PKEY_get_raw_public_key(keys[SIGN_ED], (unsigned char *)raw, &len), 1);
    d = base64url((struct slice){raw, len});
    text_puts(&t, "{\"keys\":[");
    put_rsa(&t, "r1", keys[SIGN_RSA]);
    put_rsa(&t, "s1", keys[SIGN_SHORT]);
    text_puts(&t, "{\"kty\":\"RSA\",\"use\":\"enc\",\"kid\":\"x1\",\"n\":\"AQAB\",\"e\":\"AQAB\"},"
                  "{\"kty\":\"oct\",\"kid\":\"o1\",\"k\":\"c2VjcmV0\"},{\"kty\":\"RSA\",\"kid\":"
                  "\"b1\",\"n\":7},");
    text_printf(&t,
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e1\",\"alg\":\"ES256\",\"x\":\"%.*s\","
                "\"y\":\"%.*s\"},",
                SLICE_ARG(x), SLICE_ARG(y));
    text_printf(&t, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"d1\",\"x\":\"%.*s\"}]}",
                SLICE_ARG(d));
    assert_int_equal(text_end(&t, &s), OK);
    return s;
}

static struct slice
raw_of_der(const unsigned char *der, size_t len)
{
    char *raw = arena_alloc(arena, 64, 1);
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)len);

    assert_non_null(sig);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(sig), (unsigned char *)raw, 32), 32);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(sig), (unsigned char *)raw + 32, 32), 32);
    ECDSA_SIG_free(sig);
    return (struct slice){raw, 64};
}

static struct slice
sign(enum signer by, struct slice data)
{
    char *at = arena_alloc(arena, 1024, 1);
    size_t len = 1024;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *more = NULL;
    EVP_PKEY *key = keys[by];

    assert_int_equal(EVP_DigestSignInit(md, &more, by == SIGN_ED ? NULL : EVP_sha256(), NULL, key),
                     1);
    if (by == SIGN_PSS) {
        assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(more, RSA_PKCS1_PSS_PADDING), 1);
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(more, RSA_PSS_SALTLEN_DIGEST), 1);
    }
    assert_int_equal(
        EVP_DigestSign(md, (unsigned char *)at, &len, (const unsigned char *)data.at, data.len), 1);
    EVP_MD_CTX_free(md);
    return by == SIGN_EC ? raw_of_der((const unsigned char *)at, len) : (struct slice){at, len};
}

static struct slice
hmac(struct slice data)
{
    struct slice secret = number_of(keys[SIGN_RSA], OSSL_PKEY_PARAM_RSA_N);
    char *at = arena_alloc(arena, 64, 1);
    size_t len = 0;

    assert_non_null(EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, secret.at, secret.len,
                              (const unsigned char *)data.at, data.len, (unsigned char *)at, 64,
                              &len));
    return (struct slice){at, len};
}

static struct slice
token_make(const char *header, const char *claims, enum signer by)
{
    struct text t = text_init(arena, 4 << 20);
    struct slice data = SLICE("");
    struct slice signature = SLICE("");

    text_put(&t, base64url(slice_of(header)));
    text_putc(&t, '.');
    text_put(&t, base64url(slice_of(claims)));
    assert_int_equal(text_end(&t, &data), OK);
    if (by != SIGN_NOT)
        signature = base64url(by == SIGN_HMAC ? hmac(data) : sign(by, data));
    text_putc(&t, '.');
    text_put(&t, signature);
    assert_int_equal(text_end(&t, &data), OK);
    return data;
}

#endif
