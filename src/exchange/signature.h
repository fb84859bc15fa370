/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether a signature is right, by a public key (RFC 7518, RFC 8037): the
 * adapter of OpenSSL's libcrypto. Only algorithms with a public key: a shared
 * secret is no part of it (decision 0070).
 */
#ifndef KC_EXCHANGE_SIGNATURE_H
#define KC_EXCHANGE_SIGNATURE_H

#include <stdbool.h>

#include "base/slice.h"

enum signature_kind {
    SIGNATURE_RS256,
    SIGNATURE_PS256,
    SIGNATURE_ES256,
    SIGNATURE_EDDSA, /* Ed25519 alone */
};
enum { SIGNATURE_KINDS = SIGNATURE_EDDSA + 1 };

/* Big-endian numbers, as they stand in a key set. */
struct signature_key {
    struct slice n; /* RSA: modulus, SIGNATURE_RSA_BITS_MIN to _MAX */
    struct slice e; /* RSA: exponent */
    struct slice x; /* P-256: 32 bytes; Ed25519: the key, 32 bytes */
    struct slice y; /* P-256: 32 bytes */
};

/* "RS256"; never NULL. */
const char *signature_name(enum signature_kind kind);
/* ERR_NOT_FOUND: none of these, as "none" and "HS256" are. */
MUST_USE enum err signature_parse(struct slice name, enum signature_kind *ret_kind);
/* False as well when the key is none of this kind, too short or too long. */
bool signature_is_right(enum signature_kind kind, const struct signature_key *key,
                        struct slice data, struct slice signature);

#endif
