/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/crypto_password.h"

#include <sodium.h>

static_assert(CRYPTO_PASSWORD_BYTES >= crypto_pwhash_argon2id_STRBYTES, "libsodium's text fits");

enum err
crypto_password_make(struct slice password, struct crypto_password *ret_hash)
{
    struct crypto_password hash = {{0}};

    if (crypto_pwhash_argon2id_str(hash.text, password.at, password.len, CRYPTO_PASSWORD_PASSES,
                                   CRYPTO_PASSWORD_MEMORY) != 0)
        return ERR_BUSY;
    *ret_hash = hash;
    return OK;
}

bool
crypto_password_is(const struct crypto_password *hash, struct slice password)
{
    return crypto_pwhash_argon2id_str_verify(hash->text, password.at, password.len) == 0;
}

bool
crypto_password_is_old(const struct crypto_password *hash)
{
    return crypto_pwhash_argon2id_str_needs_rehash(hash->text, CRYPTO_PASSWORD_PASSES,
                                                   CRYPTO_PASSWORD_MEMORY) != 0;
}
