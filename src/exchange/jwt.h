/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON Web Tokens in compact form, signed (RFC 7515 section 3.1, RFC 7519).
 * Reading says nothing about whether the signature is right: id_token.h does.
 */
#ifndef KC_EXCHANGE_JWT_H
#define KC_EXCHANGE_JWT_H

#include "exchange/json_read.h"

struct jwt {
    const struct json_value *header; /* an object */
    const struct json_value *claims; /* an object */
    struct slice is_signed;          /* the bytes that the signature is of */
    struct slice signature;          /* may be empty */
};

/*
 * In ctx->arena.
 *   ERR_INVALID   other than two points, not base64url, not JSON, no objects;
 *                 one that is encrypted
 *   ERR_LIMIT     longer than JWT_BYTES_MAX, or the arena is full
 */
MUST_USE enum err jwt_read(struct ctx *ctx, struct slice token, struct jwt *ret_jwt);

#endif
