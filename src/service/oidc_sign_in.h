/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by OpenID Connect: we are the relying party (Core 1.0, code flow
 * with PKCE S256, state, nonce, RFC 9207). Rules: docs/rules/account.md,
 * ISSUER-n.
 *
 * What has to come back unchanged (which service, nonce, verifier, whose
 * linking) travels sealed in the state itself, bound to the guest's cookie, for
 * ISSUER_STATE_MINUTES; only that it came back is kept, so that it comes back
 * once.
 */
#ifndef KC_SERVICE_OIDC_SIGN_IN_H
#define KC_SERVICE_OIDC_SIGN_IN_H

#include "service/identity_sign_in.h"
#include "service/issuer_desk.h"

struct oidc {
    const struct accounts *accounts;
    struct issuer_desk *desk;
};

/* Who goes there. */
struct oidc_begin {
    struct slice issuer;       /* its code */
    struct slice back;         /* path of this server, where to go afterwards */
    const struct actor *actor; /* links it to the own account; NULL: signs in */
    struct slice guest;
};
/*
 * The address to send the browser to; and the service's name.
 *   ERR_NOT_FOUND       there is no such service
 *   ERR_BUSY            too many ask services just now
 *   ERR_IO, ERR_INVALID it cannot be reached, or describes itself wrongly
 */
MUST_USE enum err oidc_begin(const struct oidc *o, struct ctx *ctx, const struct oidc_begin *begin,
                             struct slice *ret_url, struct slice *ret_name);

/* What came back. */
struct oidc_answer {
    struct slice issuer; /* code of the address that it came to */
    struct slice state;
    struct slice code;
    struct slice says_issuer; /* "iss"; empty: it was not there */
    struct slice error;       /* empty: none */
    const struct actor *actor;
    struct accounts_visitor visitor;
};
struct oidc_return {
    struct identity_sign_in who;
    struct slice back;
    struct slice name; /* of the service */
};
/*
 * Nobody is signed in unless this answers OK.
 *   ERR_DENIED    not ours, of another browser, person or service, too late,
 *                 a second time, or the service said no
 *   ERR_INVALID   what it sent is not believed
 *   others        as oidc_begin()
 */
MUST_USE enum err oidc_return(const struct oidc *o, struct ctx *ctx,
                              const struct oidc_answer *answer, struct oidc_return *ret);

/*
 * The service says by itself that somebody has signed out there (Back-Channel
 * Logout 1.0).
 *   ERR_INVALID   the token is not believed, or came before
 *   others        as oidc_begin()
 */
MUST_USE enum err oidc_logout(const struct oidc *o, struct ctx *ctx, struct slice issuer,
                              struct slice token);
/*
 * Where to sign out at the service too (RP-Initiated Logout 1.0).
 * ERR_NOT_FOUND: nowhere.
 */
MUST_USE enum err oidc_end_url(const struct oidc *o, struct ctx *ctx, struct slice issuer,
                               struct slice *ret_url);
/* The code of the service that this session began with. ERR_NOT_FOUND: with
 * none. */
MUST_USE enum err oidc_issuer_of_session(const struct accounts *acc, struct ctx *ctx,
                                         struct session_id session, struct slice *ret_code);

#endif
