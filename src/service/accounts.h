/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What everything about accounts stands on: the database, the server's key, the password pool, the
 * public address. Secrets that people carry (cookies, links, codes) are random and kept as keyed
 * hashes alone, each use with a purpose of its own. Rules: docs/rules/account.md.
 */
#ifndef KC_SERVICE_ACCOUNTS_H
#define KC_SERVICE_ACCOUNTS_H

#include "base/crypto.h"
#include "domain/account.h"
#include "service/password_pool.h"

struct database;
struct db;

struct accounts {
    struct database *db;
    struct crypto_key key;
    struct password_pool *passwords;
    const char *public_url; /* "https://campus.example.org": all that links are made of */
};

/* Who asks, as far as the request tells. */
struct accounts_visitor {
    struct slice address; /* of the network: counted, hashed, never kept */
    struct slice browser; /* coarse: "Firefox, Windows" */
    struct slice guest;   /* the guest's id: binds two steps of one sign-in together */
};

/* A keyed hash for one purpose, in the arena. ERR_LIMIT. */
MUST_USE enum err accounts_hash(const struct accounts *acc, struct arena *a, const char *purpose,
                                struct slice data, struct slice *ret_hash);
/* 192 random bits in base64url. ERR_LIMIT. */
MUST_USE enum err accounts_secret(struct arena *a, struct slice *ret_secret);
/* A new account's code: ACCOUNT_CODE_CHARS of base64url, 96 random bits. ERR_LIMIT. */
MUST_USE enum err accounts_code(struct arena *a, struct slice *ret_code);

/* Something that can be guessed, and by whom. */
struct accounts_guess {
    const char *purpose;  /* "sign in", "reset", "code" */
    struct slice subject; /* mail address or account code */
    struct slice address;
};
/*
 * Count an attempt, for the subject and for the network address (ACCOUNT-6).
 *   ERR_DENIED  *ret_wait_seconds (>= 1) must pass first; without a message
 */
MUST_USE enum err accounts_guess_begin(const struct accounts *acc, struct ctx *ctx,
                                       const struct accounts_guess *g, int *ret_wait_seconds);
/* Under which hash the attempts at a subject are counted; the address does not matter. ERR_LIMIT.
 */
MUST_USE enum err accounts_guess_subject(const struct accounts *acc, struct arena *a,
                                         const struct accounts_guess *g, struct slice *ret_hash);
/* It was right: in the transaction that says so. */
MUST_USE enum err accounts_guess_right(const struct accounts *acc, struct db *db,
                                       const struct accounts_guess *g);

#endif
