/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Public keys of a service that people sign in with (JSON Web Key Set, RFC
 * 7517). Keys that are not for signatures, or of a kind that we do not take,
 * are passed over.
 */
#ifndef KC_EXCHANGE_JWK_SET_H
#define KC_EXCHANGE_JWK_SET_H

#include "base/ctx.h"
#include "exchange/signature.h"

enum jwk_kind { JWK_RSA, JWK_P256, JWK_ED25519 };

struct jwk {
    enum jwk_kind kind;
    struct slice id;  /* may be empty */
    struct slice alg; /* the only one it may be used with; empty: any of its kind */
    struct signature_key key;
};
struct jwk_set {
    struct jwk *at;
    int len; /* <= ISSUER_KEYS_MAX */
};

/*
 * In ctx->arena.
 *   ERR_INVALID   no JSON, or no key set
 *   ERR_LIMIT     longer than ISSUER_ANSWER_BYTES_MAX, more than ISSUER_KEYS_MAX
 *                 keys, or the arena is full
 */
MUST_USE enum err jwk_set_read(struct ctx *ctx, struct slice bytes, struct jwk_set *ret_set);
/*
 * The key for a token that names `id`, or, with an empty `id`, the only key of
 * the set that can have made such a signature. NULL: there is none, or more
 * than one.
 */
const struct jwk *jwk_set_find(const struct jwk_set *set, struct slice id,
                               enum signature_kind kind);

#endif
