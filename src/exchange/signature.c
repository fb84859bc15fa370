/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/signature.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#include "base/limits.h"

enum { P256_BYTES = 32, ED25519_BYTES = 32, ED25519_SIGNATURE_BYTES = 64, DER_BYTES_MAX = 80 };

static const char *const NAMES[SIGNATURE_KINDS] = {"RS256", "PS256", "ES256", "EdDSA"};

const char *
signature_name(enum signature_kind kind)
{
    return NAMES[kind];
}

enum err
signature_parse(struct slice name, enum signature_kind *ret_kind)
{
    for (int i = 0; i < SIGNATURE_KINDS; i++) {
        if (slice_is(name, NAMES[i])) {
            *ret_kind = (enum signature_kind)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static const unsigned char *
bytes_of(struct slice s)
{
    return (const unsigned char *)s.at;
}

/* --- keys ---------------------------------------------------------------- */

static EVP_PKEY *
key_from(const char *type, OSSL_PARAM_BLD *build)
{
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;

    if (params == NULL || ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    return key;
}

/* A short key is no protection; a long one lets others spend our time. */
static EVP_PKEY *
rsa_key(const struct signature_key *k)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(bytes_of(k->n), (int)k->n.len, NULL);
    BIGNUM *e = BN_bin2bn(bytes_of(k->e), (int)k->e.len, NULL);
    EVP_PKEY *key = NULL;

    if (build != NULL && n != NULL && e != NULL && BN_num_bits(n) >= SIGNATURE_RSA_BITS_MIN &&
        BN_num_bits(n) <= SIGNATURE_RSA_BITS_MAX && BN_num_bits(e) <= 32 &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) == 1)
        key = key_from("RSA", build);
    BN_free(n);
    BN_free(e);
    OSSL_PARAM_BLD_free(build);
    return key;
}

/* Points that do not lie on the curve are refused by fromdata. */
static EVP_PKEY *
p256_key(const struct signature_key *k)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    unsigned char point[1 + 2 * P256_BYTES] = {POINT_CONVERSION_UNCOMPRESSED};
    EVP_PKEY *key = NULL;

    if (build != NULL && k->x.len == P256_BYTES && k->y.len == P256_BYTES) {
        memcpy(point + 1, k->x.at, P256_BYTES);
        memcpy(point + 1 + P256_BYTES, k->y.at, P256_BYTES);
        if (OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ==
                1 &&
            OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) ==
                1)
            key = key_from("EC", build);
    }
    OSSL_PARAM_BLD_free(build);
    return key;
}

static EVP_PKEY *
key_make(enum signature_kind kind, const struct signature_key *k)
{
    if (kind == SIGNATURE_ES256)
        return p256_key(k);
    if (kind != SIGNATURE_EDDSA)
        return rsa_key(k);
    return k->x.len == ED25519_BYTES && k->y.len == 0
               ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes_of(k->x), k->x.len)
               : NULL;
}

/* --- signatures ---------------------------------------------------------- */

/* Two numbers of 32 bytes (RFC 7518 section 3.4) as libcrypto wants them.
 * False: they are none. */
static bool
der_of(struct slice raw, unsigned char *der, size_t *ret_len)
{
    ECDSA_SIG *sig = ECDSA_SIG_new();
    unsigned char *at = der;
    BIGNUM *r = NULL;
    BIGNUM *s = NULL;
    int len = 0;

    if (sig != NULL && raw.len == (size_t)2 * P256_BYTES) {
        r = BN_bin2bn(bytes_of(raw), P256_BYTES, NULL);
        s = BN_bin2bn(bytes_of(raw) + P256_BYTES, P256_BYTES, NULL);
    }
    if (r != NULL && s != NULL && ECDSA_SIG_set0(sig, r, s) == 1) { /* they are the sig's now */
        len = i2d_ECDSA_SIG(sig, NULL);
        len = len > 0 && len <= DER_BYTES_MAX ? i2d_ECDSA_SIG(sig, &at) : 0;
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(sig);
    *ret_len = (size_t)(len > 0 ? len : 0);
    return len > 0;
}

static bool
is_right(enum signature_kind kind, EVP_PKEY *key, struct slice data, struct slice signature)
{
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *more = NULL;
    const EVP_MD *hash = kind == SIGNATURE_EDDSA ? NULL : EVP_sha256();
    bool fine = md != NULL && EVP_DigestVerifyInit(md, &more, hash, NULL, key) == 1;

    if (fine && kind == SIGNATURE_PS256) /* RFC 7518 section 3.5 */
        fine = EVP_PKEY_CTX_set_rsa_padding(more, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(more, RSA_PSS_SALTLEN_DIGEST) == 1;
    fine = fine &&
           EVP_DigestVerify(md, bytes_of(signature), signature.len, bytes_of(data), data.len) == 1;
    EVP_MD_CTX_free(md);
    return fine;
}

bool
signature_is_right(enum signature_kind kind, const struct signature_key *key, struct slice data,
                   struct slice signature)
{
    unsigned char der[DER_BYTES_MAX];
    size_t len = 0;
    EVP_PKEY *pkey;
    bool right;

    if (signature.len == 0 || data.len == 0)
        return false;
    if (kind == SIGNATURE_ES256) {
        if (!der_of(signature, der, &len))
            return false;
        signature = (struct slice){(const char *)der, len};
    }
    pkey = key_make(kind, key);
    right = pkey != NULL && is_right(kind, pkey, data, signature);
    EVP_PKEY_free(pkey);
    return right;
}
