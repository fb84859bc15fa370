/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/jwk_set.h"

#include "base/crypto.h"
#include "base/limits.h"
#include "exchange/json_read.h"

static bool
read_kind(const struct json_value *v, enum jwk_kind *ret_kind)
{
    struct slice type = json_loose_text(json_member(v, "kty"));
    struct slice curve = json_loose_text(json_member(v, "crv"));

    if (slice_is(type, "RSA"))
        *ret_kind = JWK_RSA;
    else if (slice_is(type, "EC") && slice_is(curve, "P-256"))
        *ret_kind = JWK_P256;
    else if (slice_is(type, "OKP") && slice_is(curve, "Ed25519"))
        *ret_kind = JWK_ED25519;
    else
        return false;
    return true;
}

/* An absent number is empty, and no key of its kind is made with it. */
static enum err
read_number(struct ctx *ctx, const struct json_value *v, const char *name, struct slice *ret)
{
    return crypto_unbase64url(ctx->arena, json_loose_text(json_member(v, name)), ret);
}

static bool
is_for_signatures(const struct json_value *v)
{
    const struct json_value *use = json_member(v, "use");

    return v->kind == JSON_KIND_OBJECT &&
           (!json_is_given(use) || slice_is(json_loose_text(use), "sig"));
}

static enum err
read_key(struct ctx *ctx, const struct json_value *v, struct jwk *k)
{
    k->id = json_loose_text(json_member(v, "kid"));
    k->alg = json_loose_text(json_member(v, "alg"));
    if (k->kind == JWK_RSA) {
        TRY(read_number(ctx, v, "n", &k->key.n));
        return read_number(ctx, v, "e", &k->key.e);
    }
    TRY(read_number(ctx, v, "x", &k->key.x));
    return k->kind == JWK_P256 ? read_number(ctx, v, "y", &k->key.y) : OK;
}

enum err
jwk_set_read(struct ctx *ctx, struct slice bytes, struct jwk_set *ret_set)
{
    const struct json_value *top = NULL;
    const struct json_value *keys;
    struct jwk_set set = {.len = 0};

    if (bytes.len > ISSUER_ANSWER_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "key set: has %zu bytes", bytes.len);
    TRY(json_read(ctx, bytes, &top));
    keys = json_member(top, "keys");
    if (keys == NULL || keys->kind != JSON_KIND_ARRAY)
        return fail(ctx, ERR_INVALID, "key set: has no \"keys\"");
    if (keys->len > ISSUER_KEYS_MAX)
        return fail(ctx, ERR_LIMIT, "key set: has %zu keys, at most %d are read", keys->len,
                    ISSUER_KEYS_MAX);
    set.at = arena_array(ctx->arena, struct jwk, keys->len + 1);
    if (set.at == NULL)
        return fail(ctx, ERR_LIMIT, "key set: no memory");
    for (size_t i = 0; i < keys->len; i++) {
        struct jwk *k = &set.at[set.len];

        *k = (struct jwk){.kind = JWK_RSA};
        if (!is_for_signatures(&keys->items[i]) || !read_kind(&keys->items[i], &k->kind))
            continue;
        if (read_key(ctx, &keys->items[i], k) == ERR_LIMIT)
            return fail(ctx, ERR_LIMIT, "key set: no memory");
        set.len++;
    }
    *ret_set = set;
    return OK;
}

/* A public RSA key must never be taken for another kind of thing: the kind
 * follows from the key. */
static bool
fits(const struct jwk *k, enum signature_kind kind)
{
    static const enum jwk_kind needed[SIGNATURE_KINDS] = {JWK_RSA, JWK_RSA, JWK_P256, JWK_ED25519};

    return k->kind == needed[kind] && (k->alg.len == 0 || slice_is(k->alg, signature_name(kind)));
}

const struct jwk *
jwk_set_find(const struct jwk_set *set, struct slice id, enum signature_kind kind)
{
    const struct jwk *found = NULL;

    for (int i = 0; i < set->len; i++) {
        const struct jwk *k = &set->at[i];

        if (!fits(k, kind) || (id.len > 0 && !slice_eq(k->id, id)))
            continue;
        if (found != NULL)
            return NULL;
        found = k;
    }
    return found;
}
