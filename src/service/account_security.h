/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a signed-in person changes about how they sign in. Each asks for the password again, counts
 * wrong ones (ACCOUNT-6), writes a mail to the address and leaves an event in the audit log.
 *
 * All of them answer ERR_DENIED when the password is wrong; *ret_wait_seconds > 0 when there were
 * too many attempts. ERR_BUSY: the password pool is full.
 */
#ifndef KC_SERVICE_ACCOUNT_SECURITY_H
#define KC_SERVICE_ACCOUNT_SECURITY_H

#include "domain/actor.h"
#include "service/accounts.h"

struct account_security {
    struct account account;
    bool has_totp; /* in use */
    int recovery_left;
};
MUST_USE enum err account_security_load(const struct accounts *acc, struct ctx *ctx,
                                        const struct actor *actor, struct account_security *ret);

/* What a person proves themself with, once more. */
struct account_security_proof {
    struct slice password;
    struct slice address;     /* of the network */
    struct slice replacement; /* a new password, where one is set */
    int wait_seconds;         /* result */
    struct slice secret;      /* result: what the session's cookie is from now on */
};

/* `proof->replacement` is the new one. Signs out everywhere else; this session has another secret.
 */
MUST_USE enum err account_security_set_password(const struct accounts *acc, struct ctx *ctx,
                                                const struct actor *actor,
                                                struct account_security_proof *proof);

/* The password alone, for what is not done here. */
MUST_USE enum err account_security_prove(const struct accounts *acc, struct ctx *ctx,
                                         const struct actor *actor,
                                         struct account_security_proof *proof);

/* Inside a use case: whether this session began less than SESSION_FRESH_MINUTES ago. */
MUST_USE enum err account_security_is_fresh(struct db *db, const struct actor *actor,
                                            bool *ret_fresh);

/* Inside a use case: with how many things the person can sign in: password, services, passkeys. The
 * last one stays (ISSUER-5, PASSKEY-7). Needs ACROSS_ISSUER. */
MUST_USE enum err account_security_ways_in(struct db *db, struct account_id account, int *ret_ways);

/* A new secret, not in use before account_security_totp_use(); 20 random bytes, in the arena. */
MUST_USE enum err account_security_totp_begin(const struct accounts *acc, struct ctx *ctx,
                                              const struct actor *actor, struct slice *ret_secret);
/* The one that was begun. ERR_NOT_FOUND, without a message: none was, or it is in use. */
MUST_USE enum err account_security_totp_begun(const struct accounts *acc, struct ctx *ctx,
                                              const struct actor *actor, struct slice *ret_secret);
/*
 * The first code: from now on one is asked for. Answers RECOVERY_CODES new codes, told once.
 *   ERR_INVALID   the code is wrong; without a message
 *   ERR_NOT_FOUND no secret was begun
 */
MUST_USE enum err account_security_totp_use(const struct accounts *acc, struct ctx *ctx,
                                            const struct actor *actor, struct slice typed,
                                            struct slice *ret_codes);
/* Without the second factor, by the password. */
MUST_USE enum err account_security_totp_drop(const struct accounts *acc, struct ctx *ctx,
                                             const struct actor *actor,
                                             struct account_security_proof *proof);

/* For sign_in.c: a sealed secret opened; the hash of a recovery code as typed. */
MUST_USE enum err account_security_open(const struct accounts *acc, struct ctx *ctx,
                                        struct slice sealed, struct slice *ret_secret);
MUST_USE enum err account_security_recovery_hash(const struct accounts *acc, struct arena *a,
                                                 struct slice account_code, struct slice typed,
                                                 struct slice *ret_hash);

#endif
