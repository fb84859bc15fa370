/* SPDX-License-Identifier: EUPL-1.2 */
/* The file by which an operator enters a service that people sign in with
 * (docs/signing-in.md). */
#ifndef KC_EXCHANGE_ISSUER_JSON_H
#define KC_EXCHANGE_ISSUER_JSON_H

#include "base/ctx.h"
#include "domain/issuer.h"

enum { ISSUER_SECRET_BYTES_MIN = 16 };

struct issuer_file_rule {
    struct slice claim;
    struct slice value;
    struct slice organisation; /* code */
    enum role role;
};
struct issuer_file {
    struct issuer issuer;      /* without id, secret and organisation */
    struct slice organisation; /* code; empty: none */
    struct issuer_file_rule *rules;
    int rules_len;
};

/* In ctx->arena; names line and place of what is wrong. ERR_INVALID, ERR_LIMIT.
 */
MUST_USE enum err issuer_json_read(struct ctx *ctx, struct slice bytes,
                                   struct issuer_file *ret_file);

#endif
