/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An authenticator of the test's own: it makes keys, says what authenticators say and signs it.
 * Everything it says can be made wrong, one thing at a time.
 */
#ifndef KC_TESTS_EXCHANGE_GIVEN_WEBAUTHN_H
#define KC_TESTS_EXCHANGE_GIVEN_WEBAUTHN_H

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#include "exchange/webauthn.h"
#include "given.h"

#define HOST "campus.example"
#define ORIGIN "https://campus.example"
#define CHALLENGE "Y2hhbGxlbmdl"
#define CLIENT_OF(type)                                                                            \
    "{\"type\":\"" type "\",\"challenge\":\"" CHALLENGE "\",\"origin\":\"" ORIGIN "\"}"
#define CLIENT_MADE CLIENT_OF("webauthn.create")
#define CLIENT_SHOWN CLIENT_OF("webauthn.get")

enum {
    ID_BYTES = 20,
    PRESENT = 1,
    VERIFIED = 4,
    CAN_COPY = 8,
    COPIED = 16,
    KEYED = 64,
    MORE = 128
};

enum given_key { KEY_EC, KEY_ED, KEY_RSA, KEY_OTHER, KEY_OTHER_ED, GIVEN_KEYS };
static EVP_PKEY *keys[GIVEN_KEYS];

static void
keys_make(void)
{
    keys[KEY_EC] = EVP_EC_gen("P-256");
    keys[KEY_ED] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    keys[KEY_RSA] = EVP_RSA_gen(2048);
    keys[KEY_OTHER] = EVP_EC_gen("P-256");
    keys[KEY_OTHER_ED] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    for (int i = 0; i < GIVEN_KEYS; i++)
        assert_non_null(keys[i]);
}

static void
keys_free(void)
{
    for (int i = 0; i < GIVEN_KEYS; i++)
        EVP_PKEY_free(keys[i]);
}

/* --- CBOR ---------------------------------------------------------------- */

static void
put_head(struct text *t, int kind, size_t n)
{
    if (n < 24) {
        text_putc(t, (char)(kind << 5 | (int)n));
    } else if (n < 256) {
        text_putc(t, (char)(kind << 5 | 24));
        text_putc(t, (char)n);
    } else {
        text_putc(t, (char)(kind << 5 | 25));
        text_putc(t, (char)(n >> 8));
        text_putc(t, (char)n);
    }
}

/* -7 is 6 of the negative kind. */
static void
put_int(struct text *t, int n)
{
    put_head(t, n < 0 ? 1 : 0, (size_t)(n < 0 ? -1 - n : n));
}

static void
put_bytes(struct text *t, int kind, struct slice s)
{
    put_head(t, kind, s.len);
    text_put(t, s);
}

static struct slice
ended(struct text *t)
{
    struct slice s = SLICE("");

    assert_int_equal(text_end(t, &s), OK);
    return s;
}

static struct slice
number_of(const EVP_PKEY *key, const char *name, int len)
{
    BIGNUM *n = NULL;
    char *at = arena_alloc(arena, 512, 1);

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    assert_int_equal(BN_bn2binpad(n, (unsigned char *)at, len), len);
    BN_free(n);
    return (struct slice){at, (size_t)len};
}

/* What can be wrong with a key. */
enum key_wrong {
    KEY_RIGHT,
    KEY_WRONG_ALGORITHM, /* ES384, which we did not ask for */
    KEY_NO_ALGORITHM,
    KEY_NAMED_TEXT,   /* a member whose name is a text */
    KEY_OFF_CURVE,    /* numbers that are no point */
    KEY_OTHER_KIND,   /* an EC key that says EdDSA */
    KEY_SHORT_NUMBER, /* 31 bytes */
    KEY_OTHER_CURVE,
};

static void
put_ec(struct text *t, const EVP_PKEY *key, enum key_wrong wrong)
{
    struct slice x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, 32);
    struct slice y = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32);
    int algorithm = wrong == KEY_WRONG_ALGORITHM ? -35 : wrong == KEY_OTHER_KIND ? -8 : -7;

    put_head(t, 5, wrong == KEY_NO_ALGORITHM ? 4 : wrong == KEY_NAMED_TEXT ? 6 : 5);
    put_int(t, 1);
    put_int(t, 2);
    if (wrong != KEY_NO_ALGORITHM) {
        put_int(t, 3);
        put_int(t, algorithm);
    }
    put_int(t, -1);
    put_int(t, wrong == KEY_OTHER_CURVE ? 2 : 1);
    put_int(t, -2);
    put_bytes(t, 2, slice_sub(x, 0, wrong == KEY_SHORT_NUMBER ? 31 : 32));
    put_int(t, -3);
    put_bytes(t, 2, wrong == KEY_OFF_CURVE ? x : y);
    if (wrong == KEY_NAMED_TEXT) {
        put_bytes(t, 3, SLICE("x"));
        put_int(t, 1);
    }
}

static struct slice
cose_of(enum given_key by, enum key_wrong wrong)
{
    struct text t = text_init(arena, 2048);
    char raw[32];
    size_t len = sizeof raw;

    if (by == KEY_EC || by == KEY_OTHER) {
        put_ec(&t, keys[by], wrong);
        return ended(&t);
    }
    put_head(&t, 5, 4);
    put_int(&t, 1);
    if (by == KEY_RSA) {
        put_int(&t, 3);
        put_int(&t, 3);
        put_int(&t, -257);
        put_int(&t, -1);
        put_bytes(&t, 2, number_of(keys[by], OSSL_PKEY_PARAM_RSA_N, 256));
        put_int(&t, -2);
        put_bytes(&t, 2, number_of(keys[by], OSSL_PKEY_PARAM_RSA_E, 3));
        return ended(&t);
    }
    assert_int_equal(EVP_PKEY_get_raw_public_key(keys[by], (unsigned char *)raw, &len), 1);
    put_int(&t, 1);
    put_int(&t, 3);
    put_int(&t, -8);
    put_int(&t, -1);
    put_int(&t, 6);
    put_int(&t, -2);
    put_bytes(&t, 2, (struct slice){raw, len});
    return ended(&t);
}

/* --- what it says -------------------------------------------------------- */

struct given_data {
    const char *host;
    int flags;
    int64_t counter;
    struct slice key; /* empty: none */
    const char *more; /* after it; NULL: nothing */
};

static struct slice
id_given(void)
{
    return SLICE("abcdefghijklmnopqrst");
}

static struct slice
data_of(const struct given_data *d)
{
    struct text t = text_init(arena, 8192);
    struct crypto_hash h = crypto_sha256(slice_of(d->host));

    text_put(&t, (struct slice){(const char *)h.bytes, sizeof h.bytes});
    text_putc(&t, (char)d->flags);
    for (int shift = 24; shift >= 0; shift -= 8)
        text_putc(&t, (char)(d->counter >> shift));
    if (d->key.len > 0) {
        text_put(&t, SLICE("0123456789abcdef"));
        text_putc(&t, 0);
        text_putc(&t, ID_BYTES);
        text_put(&t, id_given());
        text_put(&t, d->key);
    }
    text_puts(&t, d->more == NULL ? "" : d->more);
    return ended(&t);
}

/* Over the data and the hash of what the browser says. */
static struct slice
sign(enum given_key by, struct slice data, struct slice client)
{
    struct crypto_hash h = crypto_sha256(client);
    struct text t = text_init(arena, 16384);
    struct slice both;
    char *at = arena_alloc(arena, 1024, 1);
    size_t len = 1024;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    const EVP_MD *hash = by == KEY_ED || by == KEY_OTHER_ED ? NULL : EVP_sha256();

    text_put(&t, data);
    text_put(&t, (struct slice){(const char *)h.bytes, sizeof h.bytes});
    both = ended(&t);
    assert_int_equal(EVP_DigestSignInit(md, NULL, hash, NULL, keys[by]), 1);
    assert_int_equal(
        EVP_DigestSign(md, (unsigned char *)at, &len, (const unsigned char *)both.at, both.len), 1);
    EVP_MD_CTX_free(md);
    return (struct slice){at, len};
}

static struct slice
object_of(const char *format, struct slice statement, struct slice data)
{
    struct text t = text_init(arena, 16384);

    put_head(&t, 5, 3);
    put_bytes(&t, 3, SLICE("fmt"));
    put_bytes(&t, 3, slice_of(format));
    put_bytes(&t, 3, SLICE("attStmt"));
    text_put(&t, statement);
    put_bytes(&t, 3, SLICE("authData"));
    put_bytes(&t, 2, data);
    return ended(&t);
}

/* "packed", signed with the key itself. */
static struct slice
packed_of(enum given_key by, int algorithm, struct slice data)
{
    struct text t = text_init(arena, 2048);

    put_head(&t, 5, 2);
    put_bytes(&t, 3, SLICE("alg"));
    put_int(&t, algorithm);
    put_bytes(&t, 3, SLICE("sig"));
    put_bytes(&t, 2, sign(by, data, SLICE(CLIENT_MADE)));
    return ended(&t);
}

#endif
