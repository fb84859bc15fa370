/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Password hashes that cost next to nothing, for tests that walk every form as everybody. Linked
 * before the library; what argon2id costs is tested in unit.base.crypto.
 */
#include <sodium.h>
#include <string.h>

#include "base/crypto_password.h"

enum err
crypto_password_make(struct slice password, struct crypto_password *ret_hash)
{
    unsigned char hash[crypto_generichash_BYTES];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)password.at, password.len, NULL,
                       0);
    memset(ret_hash, 0, sizeof *ret_hash);
    (void)sodium_bin2hex(ret_hash->text, sizeof ret_hash->text, hash, sizeof hash);
    return OK;
}

bool
crypto_password_is(const struct crypto_password *hash, struct slice password)
{
    struct crypto_password other;

    return crypto_password_make(password, &other) == OK && strcmp(other.text, hash->text) == 0;
}

bool
crypto_password_is_old(const struct crypto_password *hash)
{
    (void)hash;
    return false;
}
