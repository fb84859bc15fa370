/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys of people and what they seal. */
#include <string.h>

#include "service/check_parts.h"

_Static_assert((int)CHECK_OWNER_BYTES == (int)CHECK_PERSON_BYTES, "the hash is what is kept");

#define KEY_PURPOSE "kommunalcampus check key 1"
#define RECORD_PURPOSE "kommunalcampus check record 1"

enum err
check_key_find(struct db *db, const struct check_desk *desk, struct crypto_key *ret_key)
{
    struct ctx *ctx = db_ctx(db);
    struct slice sealed = {0};
    struct slice plain = {0};
    struct instant unused = {0};

    TRY(check_store_key(db, check_owner_slice(&desk->owner), &sealed, &unused));
    if (crypto_unseal(ctx->arena, desk->key, KEY_PURPOSE, sealed, &plain) != OK ||
        plain.len != CRYPTO_KEY_BYTES)
        return fail(ctx, ERR_CORRUPT, "the key of a person's checks was sealed by another server");
    memcpy(ret_key->bytes, plain.at, CRYPTO_KEY_BYTES);
    return OK;
}

enum err
check_key_need(struct db *db, const struct check_desk *desk, struct crypto_key *ret_key)
{
    struct ctx *ctx = db_ctx(db);
    enum err e = check_key_find(db, desk, ret_key);
    struct slice sealed = {0};

    if (e != ERR_NOT_FOUND)
        return e;
    crypto_random(ret_key->bytes, CRYPTO_KEY_BYTES);
    if (crypto_seal(ctx->arena, desk->key, KEY_PURPOSE,
                    (struct slice){(const char *)ret_key->bytes, CRYPTO_KEY_BYTES}, &sealed) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for a key");
    return check_store_person_add(db, check_owner_slice(&desk->owner), sealed, ctx->now);
}

enum err
check_seal(struct ctx *ctx, const struct crypto_key *key, const struct check_record *r,
           struct slice *ret_sealed)
{
    struct slice plain = {0};

    TRY(check_record_write(ctx, r, &plain));
    if (crypto_seal(ctx->arena, key, RECORD_PURPOSE, plain, ret_sealed) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    return OK;
}

enum err
check_unseal(struct ctx *ctx, const struct crypto_key *key, struct slice sealed,
             struct check_record *ret_record)
{
    struct slice plain = {0};
    enum err e = crypto_unseal(ctx->arena, key, RECORD_PURPOSE, sealed, &plain);

    if (e != OK)
        return fail(ctx, e, "a kept check cannot be opened");
    return check_record_read(ctx, plain, ret_record);
}
