/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Somebody comes from a service that people sign in with, and what it says was
 * believed: who that is here. Rules: docs/rules/account.md, ISSUER-n. How the
 * service speaks is not known here.
 */
#ifndef KC_SERVICE_IDENTITY_SIGN_IN_H
#define KC_SERVICE_IDENTITY_SIGN_IN_H

#include "domain/issuer.h"
#include "service/account_security.h"
#include "service/sign_in.h"

struct identity_claim {
    const struct issuer *issuer;
    struct slice subject;            /* its name for the person, 1..ISSUER_SUBJECT_BYTES_MAX */
    struct slice session;            /* its name for the session; may be empty */
    struct slice email;              /* as it says that it is verified; may be empty or unsound */
    struct slice name;               /* may be empty */
    const struct issuer_rule *given; /* of its rules, those that hold */
    int given_len;
    const struct actor *actor; /* who links it to the own account; NULL: who signs in */
    struct accounts_visitor visitor;
};

enum identity_answer {
    IDENTITY_ENTERED, /* `in` says how it goes on */
    IDENTITY_LINKED,
    IDENTITY_TAKEN,   /* it is another account's */
    IDENTITY_KNOWN,   /* the mailbox has an account: sign in there, then link
                         (ISSUER-3) */
    IDENTITY_NO_MAIL, /* nobody knows the person, and no mailbox is shown to be
                         theirs */
    IDENTITY_REFUSED, /* the account may not sign in */
};

struct identity_sign_in {
    enum identity_answer answer;
    struct sign_in in; /* of IDENTITY_ENTERED: SIGN_IN_DONE or SIGN_IN_SECOND */
};
MUST_USE enum err identity_sign_in(const struct accounts *acc, struct ctx *ctx,
                                   const struct identity_claim *claim,
                                   struct identity_sign_in *ret);

/* With what the person can sign in besides a password. */
struct identity_list {
    struct identity identities[IDENTITIES_MAX];
    int identities_len;
    bool has_password;
    bool is_fresh; /* the person signed in less than SESSION_FRESH_MINUTES ago */
};
MUST_USE enum err identity_list(const struct accounts *acc, struct ctx *ctx,
                                const struct actor *actor, struct identity_list *ret_list);
/*
 * Before linking (ISSUER-13): a fresh sign-in, else the password, as
 * account_security_prove() says.
 */
MUST_USE enum err identity_prove(const struct accounts *acc, struct ctx *ctx,
                                 const struct actor *actor, struct account_security_proof *proof);
/*
 * Linked no more; ends the sessions that began with it, but this one.
 *   ERR_NOT_FOUND  the person has none of this id
 *   ERR_CONFLICT   it is the last way in (ISSUER-5)
 */
MUST_USE enum err identity_unlink(const struct accounts *acc, struct ctx *ctx,
                                  const struct actor *actor, struct identity_id id);
/* The hash by which a session of the service is known; the issuer's address is
 * part of it. */
MUST_USE enum err identity_session_hash(const struct accounts *acc, struct arena *a,
                                        struct slice issuer, struct slice session,
                                        struct slice *ret_hash);

#endif
