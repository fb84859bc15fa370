/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passwords as they are kept: argon2id (RFC 9106) by libsodium, 19 MiB and two passes, as OWASP
 * recommends. One takes some ten milliseconds of a processor: ask service/password_pool.h.
 */
#ifndef KC_BASE_CRYPTO_PASSWORD_H
#define KC_BASE_CRYPTO_PASSWORD_H

#include "base/slice.h"

enum { CRYPTO_PASSWORD_BYTES = 128, CRYPTO_PASSWORD_MEMORY = 19 << 20, CRYPTO_PASSWORD_PASSES = 2 };

/* The salt, the parameters and the hash as one line of text, NUL-terminated. */
struct crypto_password {
    char text[CRYPTO_PASSWORD_BYTES];
};

/* ERR_BUSY when the system has no memory for it now. */
MUST_USE enum err crypto_password_make(struct slice password, struct crypto_password *ret_hash);
bool crypto_password_is(const struct crypto_password *hash, struct slice password);
/* Whether it was made with other parameters than these: then it is to be made anew. */
bool crypto_password_is_old(const struct crypto_password *hash);

#endif
