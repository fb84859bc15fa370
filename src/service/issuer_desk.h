/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Asks the services that people sign in with, and keeps what they describe of
 * themselves.
 *
 * Each service has places of its own: ISSUER_FETCHES_MAX sign-ins ask one at once, and
 * ISSUER_FETCHES_ALL_MAX any. So one that is slow or dead holds up its own people alone. A place is
 * held from the first question of a sign-in to the last. Who finds none waits at most
 * ISSUER_WAIT_MS_MAX, at most ISSUER_WAITERS_MAX for one service, and is then told ERR_BUSY; one
 * that did not answer is not asked again for ISSUER_FAILED_SECONDS (ISSUER-9).
 *
 * Descriptions and key sets are kept for ISSUER_METADATA_MINUTES once somebody has read them, so an
 * answer that is none is asked for again. Keys are asked for anew when a token names an unknown
 * one, at most every ISSUER_KEYS_SECONDS_MIN. Any thread may ask.
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

/* One sign-in, or whatever else asks a service: its place, once it has one. */
struct issuer_visit {
    struct issuer_desk *desk;
    struct slice issuer; /* code of the service; outlives the visit */
    struct place *place; /* NULL: none yet */
};
/* A place now; asking takes one by itself. ERR_BUSY; ERR_IO: it did not answer a moment ago. */
MUST_USE enum err issuer_visit_begin(struct issuer_visit *v, struct ctx *ctx);
/* For CLEANUP. */
void issuer_visit_done(struct issuer_visit *v);

enum issuer_age { ISSUER_AGE_KEPT, ISSUER_AGE_FRESH };
struct issuer_answer {
    struct slice url;
    struct slice body; /* result, in ctx->arena */
    bool is_kept;      /* result */
};
/*
 * What this address answers: what is kept of it, or with ISSUER_AGE_FRESH only if that was just
 * fetched.
 *   ERR_BUSY, ERR_IO                 as issuer_visit_begin()
 *   ERR_IO, ERR_INVALID, ERR_LIMIT   as http_fetch()
 */
MUST_USE enum err issuer_desk_get(struct issuer_visit *v, struct ctx *ctx, enum issuer_age age,
                                  struct issuer_answer *answer);
/* The caller has read it and found it good: from now on it is kept. */
void issuer_desk_keep(struct issuer_desk *desk, const struct ctx *ctx,
                      const struct issuer_answer *answer);

struct issuer_post {
    struct slice url;
    struct slice form; /* empty: nothing is sent, only asked */
    struct slice user; /* empty: without Basic */
    struct slice password;
    struct slice bearer; /* empty: without */
};
/* Never kept. As above. */
MUST_USE enum err issuer_desk_post(struct issuer_visit *v, struct ctx *ctx,
                                   const struct issuer_post *post, struct slice *ret_body);

#endif
