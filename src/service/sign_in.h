/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in and out, and who is signed in. A session begins when all factors were right, never
 * before: so there is none whose rights could rise, and its secret is always new (ACCOUNT-7).
 */
#ifndef KC_SERVICE_SIGN_IN_H
#define KC_SERVICE_SIGN_IN_H

#include "domain/account_session.h"
#include "domain/actor.h"
#include "domain/issuer.h"
#include "domain/passkey.h"
#include "service/accounts.h"

enum sign_in_answer {
    SIGN_IN_WRONG,  /* address or password, or the code: nobody learns which, nor whether known */
    SIGN_IN_WAIT,   /* too many attempts: after wait_seconds */
    SIGN_IN_SECOND, /* right so far: `pending` goes into the form for the code */
    SIGN_IN_DONE,   /* `secret` goes into the cookie */
    SIGN_IN_OVER,   /* of the second step: it took too long; begin again */
};

struct sign_in {
    enum sign_in_answer answer;
    int wait_seconds;
    struct slice pending;
    struct slice secret;
    struct slice code; /* of the account, with SIGN_IN_DONE */
};

/* What somebody claims, and who asks. */
struct sign_in_claim {
    struct slice email; /* of the first step */
    struct slice password;
    struct slice pending; /* of the second: what the first one answered */
    struct slice code;    /* of the app, or a recovery code */
    struct accounts_visitor visitor;
};
/* ERR_BUSY: the password pool is full. */
MUST_USE enum err sign_in_begin(const struct accounts *acc, struct ctx *ctx,
                                const struct sign_in_claim *claim, struct sign_in *ret);
MUST_USE enum err sign_in_second(const struct accounts *acc, struct ctx *ctx,
                                 const struct sign_in_claim *claim, struct sign_in *ret);
/* Who a service that people sign in with has shown to be who (identity_sign_in.h). */
struct sign_in_identity {
    struct account_id account;
    struct identity_id identity;
    struct slice session; /* hash of what the service calls its session */
    struct slice method;  /* "oidc", "saml" */
};
/* The second factor of the account is asked for all the same: SIGN_IN_SECOND, or SIGN_IN_DONE. */
MUST_USE enum err sign_in_by_identity(const struct accounts *acc, struct ctx *ctx,
                                      const struct accounts_visitor *visitor,
                                      const struct sign_in_identity *who, struct sign_in *ret);
/* Something that may be used once: its hash, and from when it would be refused anyway. */
struct sign_in_once {
    struct slice hash;
    struct instant expires;
};
/* A passkey that was shown rightly (passkey_service.h). */
struct sign_in_passkey {
    struct passkey passkey; /* with the counter of before */
    int64_t counter;
    struct sign_in_once once;
};
/*
 * No second factor is asked for (PASSKEY-2): SIGN_IN_DONE; SIGN_IN_OVER when the question was
 * answered before; SIGN_IN_WRONG when the passkey has gone meanwhile, or the account may not.
 */
MUST_USE enum err sign_in_by_passkey(const struct accounts *acc, struct ctx *ctx,
                                     const struct accounts_visitor *visitor,
                                     const struct sign_in_passkey *how, struct sign_in *ret);
/*
 * Whose secret it is, in ctx->arena; notes the use every SESSION_TOUCH_MINUTES.
 *   ERR_NOT_FOUND  without a message: nobody's, ended, or the account may not sign in
 */
MUST_USE enum err sign_in_who(const struct accounts *acc, struct ctx *ctx, struct slice secret,
                              struct actor *ret_actor);
/* The session ends; not an error when it has. */
MUST_USE enum err sign_in_end(const struct accounts *acc, struct ctx *ctx,
                              const struct actor *actor, struct session_id id);
/* Signed in here alone. */
MUST_USE enum err sign_in_end_others(const struct accounts *acc, struct ctx *ctx,
                                     const struct actor *actor);
/* Room for ACCOUNT_SESSIONS_MAX. */
MUST_USE enum err sign_in_list(const struct accounts *acc, struct ctx *ctx,
                               const struct actor *actor, struct account_session *ret_sessions,
                               int *ret_len);

#endif
