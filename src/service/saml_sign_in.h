/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by SAML 2.0: Apache with mod_auth_mellon in front speaks it and hands over who came,
 * in headers, with a secret that it shares with us (docs/signing-in.md). Without that secret the
 * headers are worth nothing, wherever they come from (ISSUER-10).
 */
#ifndef KC_SERVICE_SAML_SIGN_IN_H
#define KC_SERVICE_SAML_SIGN_IN_H

#include "service/identity_sign_in.h"

struct saml_claim {
    struct slice code;    /* of the address: which service */
    struct slice secret;  /* as handed over by files of Apache that know nothing of claims */
    struct slice secret2; /* by those that set them; at least one of both, and none is wrong */
    struct slice issuer;  /* entity id of the identity provider */
    struct slice subject; /* NameID */
    struct slice session; /* SessionIndex; may be empty */
    struct slice email;
    struct slice given_name;
    struct slice family_name;
    struct slice claims; /* "groups:BASE64,unit:BASE64"; values of a list are separated by ";" */
    const struct actor *actor; /* who links it to the own account; NULL: who signs in */
    struct accounts_visitor visitor;
};
/* Who that is, to be asked whether it is (ISSUER-14); nothing is changed. Errors as below. */
struct saml_person {
    struct slice name;    /* else the mail address, else the NameID */
    struct slice service; /* its name */
};
MUST_USE enum err saml_look(const struct accounts *acc, struct ctx *ctx,
                            const struct saml_claim *claim, struct saml_person *ret_person);
/*
 *   ERR_NOT_FOUND  there is no such service
 *   ERR_DENIED     the secret, the identity provider or the NameID is not what it must be
 */
MUST_USE enum err saml_sign_in(const struct accounts *acc, struct ctx *ctx,
                               const struct saml_claim *claim, struct identity_sign_in *ret);

/*
 * Where to sign out at the server in front and at the identity provider, and come back from there.
 *   ERR_NOT_FOUND  there is no such service that speaks SAML
 */
MUST_USE enum err saml_end_url(const struct accounts *acc, struct ctx *ctx, struct slice code,
                               struct slice *ret_url);

#endif
