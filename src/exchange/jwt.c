/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/jwt.h"

#include "base/crypto.h"
#include "base/limits.h"

static enum err
read_part(struct ctx *ctx, struct slice part, const struct json_value **ret_object)
{
    struct slice bytes = SLICE("");

    TRY(crypto_unbase64url(ctx->arena, part, &bytes));
    TRY(json_read(ctx, bytes, ret_object));
    return (*ret_object)->kind == JSON_KIND_OBJECT ? OK : ERR_INVALID;
}

static enum err
read_parts(struct ctx *ctx, struct slice token, struct jwt *jwt)
{
    size_t head = slice_find_char(token, '.');
    struct slice rest = slice_sub(token, head + 1, token.len);
    size_t body = slice_find_char(rest, '.');
    struct slice tail = slice_sub(rest, body + 1, rest.len);

    if (head == token.len || body == rest.len || slice_find_char(tail, '.') < tail.len)
        return ERR_INVALID;
    jwt->is_signed = slice_sub(token, 0, head + 1 + body);
    TRY(read_part(ctx, slice_sub(token, 0, head), &jwt->header));
    TRY(read_part(ctx, slice_sub(rest, 0, body), &jwt->claims));
    return crypto_unbase64url(ctx->arena, tail, &jwt->signature);
}

enum err
jwt_read(struct ctx *ctx, struct slice token, struct jwt *ret_jwt)
{
    struct jwt jwt = {.header = NULL};
    enum err e;

    if (token.len > JWT_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "token: has %zu bytes, at most %d are read", token.len,
                    JWT_BYTES_MAX);
    e = read_parts(ctx, token, &jwt);
    if (e == ERR_LIMIT)
        return e;
    if (e != OK) {
        ctx_clear(ctx); /* the reader's message could hold a piece of the token */
        return fail(ctx, ERR_INVALID, "token: it is none");
    }
    *ret_jwt = jwt;
    return OK;
}
