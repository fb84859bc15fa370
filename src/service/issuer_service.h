/* SPDX-License-Identifier: EUPL-1.2 */
/* Which services people may sign in with: entered by the operator, shown on the
 * sign-in page. */
#ifndef KC_SERVICE_ISSUER_SERVICE_H
#define KC_SERVICE_ISSUER_SERVICE_H

#include "domain/issuer.h"
#include "service/accounts.h"

struct issuer_choice {
    struct slice code;
    struct slice name;
    enum issuer_kind kind;
};
/* By name, in ctx->arena. */
MUST_USE enum err issuer_list(const struct accounts *acc, struct ctx *ctx,
                              struct issuer_choice **ret_choices, int *ret_len);

/*
 * Enter or change one as a file says (docs/signing-in.md); `secret` is in clear and kept sealed.
 *   ERR_INVALID     the file is wrong, the secret too short or long, or a rule
 *                   gives too much (ISSUER-6)
 *   ERR_NOT_FOUND   an organisation that it names does not exist
 *   ERR_CONFLICT    another service has this issuer
 */
MUST_USE enum err issuer_set(const struct accounts *acc, struct ctx *ctx, struct slice file,
                             struct slice secret);
/* Nobody signs in with it any more; not an error when there is none. */
MUST_USE enum err issuer_remove(const struct accounts *acc, struct ctx *ctx, struct slice code);
/* The secret in clear, in ctx->arena. ERR_CORRUPT: sealed with another key. */
MUST_USE enum err issuer_secret_open(const struct accounts *acc, struct ctx *ctx,
                                     const struct issuer *i, struct slice *ret_secret);

#endif
