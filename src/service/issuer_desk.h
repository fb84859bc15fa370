/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Asks the services that people sign in with, and keeps what they describe of
 * themselves.
 *
 * At most ISSUER_FETCHES_MAX questions are under way at once, whoever asks: so
 * a slow service holds up sign-ins with services alone, and of the workers two
 * at most. Who finds no place is told ERR_BUSY at once. Descriptions and key
 * sets are kept for ISSUER_METADATA_MINUTES; keys are asked for anew when a
 * token names an unknown one, at most every ISSUER_KEYS_SECONDS_MIN. Any thread
 * may ask.
 */
#ifndef KC_SERVICE_ISSUER_DESK_H
#define KC_SERVICE_ISSUER_DESK_H

#include "base/ctx.h"
#include "domain/issuer.h"

struct issuer_desk;

/* `is_test`: http:// to this machine is fine, and keys may be asked for anew at
 * once. */
MUST_USE enum err issuer_desk_open(struct ctx *ctx, bool is_test, struct issuer_desk **ret_desk);
/* Nobody may ask any more. NULL is allowed. */
void issuer_desk_close(struct issuer_desk *desk);
bool issuer_desk_is_test(const struct issuer_desk *desk);

enum issuer_age { ISSUER_AGE_KEPT, ISSUER_AGE_FRESH };
/*
 * What this address answers, in ctx->arena: what is kept of it, or with
 * ISSUER_AGE_FRESH only if that was just fetched. ERR_BUSY no place ERR_IO,
 * ERR_INVALID, ERR_LIMIT as http_fetch()
 */
MUST_USE enum err issuer_desk_get(struct issuer_desk *desk, struct ctx *ctx, struct slice url,
                                  enum issuer_age age, struct slice *ret_body);

struct issuer_post {
    struct slice url;
    struct slice form; /* empty: nothing is sent, only asked */
    struct slice user; /* empty: without Basic */
    struct slice password;
    struct slice bearer; /* empty: without */
};
/* Never kept. As above. */
MUST_USE enum err issuer_desk_post(struct issuer_desk *desk, struct ctx *ctx,
                                   const struct issuer_post *post, struct slice *ret_body);

#endif
