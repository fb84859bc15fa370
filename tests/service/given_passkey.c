/* SPDX-License-Identifier: EUPL-1.2 */
#include "given_passkey.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <string.h>

#include "check.h"

enum { FLAGS_SHOWN = 5, FLAGS_MADE = 69, NUMBER_BYTES = 32 };

static const struct accounts_visitor VISITOR = {.address = SLICE_INIT("1.2.3.4"),
                                                .browser = SLICE_INIT("Firefox, Windows"),
                                                .guest = SLICE_INIT("guest")};

static struct slice
ended(struct text *t)
{
    struct slice s = SLICE("");

    assert_int_equal(text_end(t, &s), OK);
    return s;
}

static struct slice
base64url(struct arena *a, struct slice bytes)
{
    struct slice s = SLICE("");

    assert_int_equal(crypto_base64url(a, bytes, &s), OK);
    return s;
}

static void
put_bytes(struct text *t, const char *head, struct slice bytes)
{
    text_puts(t, head);
    text_putc(t, (char)bytes.len);
    text_put(t, bytes);
}

static void
put_number(struct text *t, const EVP_PKEY *key, const char *name)
{
    BIGNUM *n = NULL;
    unsigned char at[NUMBER_BYTES];

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    assert_int_equal(BN_bn2binpad(n, at, NUMBER_BYTES), NUMBER_BYTES);
    BN_free(n);
    text_put(t, (struct slice){(const char *)at, sizeof at});
}

void
given_passkey_make(struct given_passkey *p, struct arena *a, const char *id)
{
    *p = (struct given_passkey){.key = EVP_EC_gen("P-256"), .id = base64url(a, slice_of(id))};
    assert_non_null(p->key);
}

void
given_passkey_done(struct given_passkey *p)
{
    EVP_PKEY_free(p->key);
}

static struct slice
data_of(const struct given_passkey *p, struct arena *a, struct slice host, int flags)
{
    struct text t = text_init(a, 4096);
    struct crypto_hash h = crypto_sha256(host);
    struct slice id = SLICE("");

    text_put(&t, (struct slice){(const char *)h.bytes, sizeof h.bytes});
    text_putc(&t, (char)flags);
    for (int shift = 24; shift >= 0; shift -= 8)
        text_putc(&t, (char)(p->counter >> shift));
    if (flags != FLAGS_MADE)
        return ended(&t);
    assert_int_equal(crypto_unbase64url(a, p->id, &id), OK);
    text_put(&t, SLICE("0123456789abcdef\0"));
    put_bytes(&t, "", id);
    text_put(&t, SLICE("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"));
    put_number(&t, p->key, OSSL_PKEY_PARAM_EC_PUB_X);
    text_put(&t, SLICE("\x22\x58\x20"));
    put_number(&t, p->key, OSSL_PKEY_PARAM_EC_PUB_Y);
    return ended(&t);
}

static struct slice
client_of(struct arena *a, const char *type, const struct passkey_question *q, const char *origin)
{
    struct text t = text_init(a, 4096);

    text_printf(&t, "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\"}", type,
                SLICE_ARG(q->challenge), origin);
    return ended(&t);
}

static struct slice
sign(const struct given_passkey *p, struct arena *a, struct slice data, struct slice client)
{
    struct crypto_hash h = crypto_sha256(client);
    struct text t = text_init(a, 8192);
    struct slice both;
    unsigned char at[256];
    size_t len = sizeof at;
    EVP_MD_CTX *md = EVP_MD_CTX_new();

    text_put(&t, data);
    text_put(&t, (struct slice){(const char *)h.bytes, sizeof h.bytes});
    both = ended(&t);
    assert_int_equal(EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, p->key), 1);
    assert_int_equal(EVP_DigestSign(md, at, &len, (const unsigned char *)both.at, both.len), 1);
    EVP_MD_CTX_free(md);
    return base64url(a, (struct slice){(const char *)at, len});
}

struct passkey_made
given_passkey_made(struct given_passkey *p, struct arena *a, const struct passkey_question *q,
                   const char *origin)
{
    struct text t = text_init(a, 8192);

    p->user = q->user;
    text_put(&t, SLICE("\xa3\x63"
                       "fmt\x64none\x67"
                       "attStmt\xa0\x68"
                       "authData"));
    put_bytes(&t, "\x58", data_of(p, a, q->host, FLAGS_MADE));
    return (struct passkey_made){.state = q->state,
                                 .id = p->id,
                                 .client = base64url(a, client_of(a, "webauthn.create", q, origin)),
                                 .object = base64url(a, ended(&t)),
                                 .name = SLICE(" Laptop "),
                                 .visitor = VISITOR};
}

struct passkey_shown
given_passkey_shown(struct given_passkey *p, struct arena *a, const struct passkey_question *q,
                    const char *origin)
{
    struct slice client = client_of(a, "webauthn.get", q, origin);
    struct slice data;

    p->counter++;
    data = data_of(p, a, q->host, FLAGS_SHOWN);
    return (struct passkey_shown){.state = q->state,
                                  .id = p->id,
                                  .client = base64url(a, client),
                                  .data = base64url(a, data),
                                  .signature = sign(p, a, data, client),
                                  .user = p->user,
                                  .visitor = VISITOR};
}
