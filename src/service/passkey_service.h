/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passkeys: adding one to the own account, signing in with one, naming and removing them. Rules:
 * docs/rules/account.md, PASSKEY-n. How browsers speak is exchange/webauthn.h's.
 *
 * What has to come back unchanged (the challenge, who was asked, in which browser) travels sealed
 * with the question, for PASSKEY_CHALLENGE_MINUTES; only that an answer was taken is kept.
 */
#ifndef KC_SERVICE_PASSKEY_SERVICE_H
#define KC_SERVICE_PASSKEY_SERVICE_H

#include "domain/passkey.h"
#include "service/sign_in.h"

/* For whom passkeys of this server are, by its public address. */
struct passkey_place {
    const char *host;    /* "campus.example" */
    struct slice origin; /* "https://campus.example" */
};
/* False: by numbers, which no passkey can be for (WebAuthn section 5.1.2); or no memory. */
bool passkey_place(const struct accounts *acc, struct arena *a, struct passkey_place *ret_place);

/* What a browser asks an authenticator. */
struct passkey_question {
    struct slice host;
    struct slice challenge; /* base64url, like the others */
    struct slice state;     /* comes back with the answer */
    struct slice user;      /* whose it becomes: a hash that tells nobody anything */
};
/* `actor` adds one; NULL: somebody signs in. ERR_NOT_FOUND: as passkey_place(). */
MUST_USE enum err passkey_ask(const struct accounts *acc, struct ctx *ctx,
                              const struct actor *actor, struct slice guest,
                              struct passkey_question *ret);

enum passkey_answer {
    PASSKEY_DONE,
    PASSKEY_OVER,       /* too late, of another browser or person, or used before */
    PASSKEY_UNKNOWN,    /* nobody has it here (any more) */
    PASSKEY_UNBELIEVED, /* what the browser sent is not right */
    PASSKEY_TAKEN,      /* it was added before */
    PASSKEY_FULL,       /* the person has PASSKEYS_MAX */
};
enum { PASSKEY_ANSWERS = PASSKEY_FULL + 1 };

/* Texts of a form: base64url, but for the name. */
struct passkey_made {
    struct slice state;
    struct slice id;
    struct slice client;
    struct slice object;
    struct slice name; /* as typed; unsound: the browser's stands for it */
    struct accounts_visitor visitor;
};
/* The owner is told by mail. An answer other than PASSKEY_DONE is no failure. */
MUST_USE enum err passkey_add(const struct accounts *acc, struct ctx *ctx,
                              const struct actor *actor, const struct passkey_made *made,
                              enum passkey_answer *ret_answer);

struct passkey_shown {
    struct slice state;
    struct slice id;
    struct slice client;
    struct slice data;
    struct slice signature;
    struct slice user;
    struct accounts_visitor visitor;
};
struct passkey_entered {
    enum passkey_answer answer;
    struct sign_in in; /* of PASSKEY_DONE: SIGN_IN_DONE */
};
/* It counts as both factors (PASSKEY-2). */
MUST_USE enum err passkey_enter(const struct accounts *acc, struct ctx *ctx,
                                const struct passkey_shown *shown, struct passkey_entered *ret);

/* --- the own ones -------------------------------------------------------- */

/* Room for PASSKEYS_MAX. */
MUST_USE enum err passkey_list(const struct accounts *acc, struct ctx *ctx,
                               struct account_id account, struct passkey *ret_passkeys,
                               int *ret_len);
/* As typed: trimmed, 1..PASSKEY_NAME_BYTES_MAX in one line. ERR_INVALID. */
MUST_USE enum err passkey_name_parse(struct slice typed, struct slice *ret_name);
/*
 *   ERR_INVALID    no name
 *   ERR_NOT_FOUND  the person has none of this id
 */
MUST_USE enum err passkey_rename(const struct accounts *acc, struct ctx *ctx,
                                 const struct actor *actor, struct passkey_id id,
                                 struct slice name);
/*
 * Who asks has proved themself (identity_prove()). Ends the sessions that began with it, but this
 * one; the owner is told by mail.
 *   ERR_NOT_FOUND  the person has none of this id
 *   ERR_CONFLICT   it is the last way in (PASSKEY-7)
 */
MUST_USE enum err passkey_remove(const struct accounts *acc, struct ctx *ctx,
                                 const struct actor *actor, struct passkey_id id);
/* Inside a use case: those added since then (0: all), with an event each; nobody is written to. */
MUST_USE enum err passkey_remove_since(struct db *db, const struct account *account,
                                       struct instant since);
/* Their names behind what stands in `t`: "Passkey „Laptop“, Passkey „Telefon“". */
enum { PASSKEY_NAMES_BYTES_MAX = PASSKEYS_MAX * (PASSKEY_NAME_BYTES_MAX + 40) };
void passkey_put_names(struct text *t, enum lang lang, const struct passkey *all, int len);

#endif
