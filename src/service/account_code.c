/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/account_code.h"

#include "base/crypto.h"
#include "base/limits.h"

enum err
account_code_make(struct ctx *ctx, struct slice *ret_code)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char bytes[ACCOUNT_CODE_CHARS];
    char code[ACCOUNT_CODE_CHARS];

    crypto_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof code; i++)
        code[i] = letters[bytes[i] & 63];
    return arena_copy(ctx->arena, (struct slice){code, sizeof code}, ret_code);
}
