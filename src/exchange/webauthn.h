/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passkeys as a browser hands them over (Web Authentication Level 2): what it made (section 7.1)
 * and what shows that somebody has it (section 7.2). The adapter of libfido2 (decision 0073).
 *
 * What a browser says is believed when every rule holds. The rules are a table, so that a test can
 * leave out each one and show that it is needed.
 */
#ifndef KC_EXCHANGE_WEBAUTHN_H
#define KC_EXCHANGE_WEBAUTHN_H

#include "base/crypto.h"
#include "domain/passkey.h"
#include "exchange/json_read.h"

enum webauthn_fault {
    WEBAUTHN_FINE,
    WEBAUTHN_FORM,      /* none at all: too long, cut off, no JSON, no CBOR */
    WEBAUTHN_TYPE,      /* making one is not having one */
    WEBAUTHN_CHALLENGE, /* not that of this question */
    WEBAUTHN_ORIGIN,    /* given to another page */
    WEBAUTHN_FRAME,     /* our page within another's */
    WEBAUTHN_HOST,      /* made for another host */
    WEBAUTHN_PRESENCE,  /* nobody touched it */
    WEBAUTHN_VERIFIED,  /* it did not ask who touches it */
    WEBAUTHN_BACKUP,    /* is copied elsewhere though it cannot be */
    WEBAUTHN_ID,        /* the browser names another than the authenticator */
    WEBAUTHN_ALGORITHM, /* none of those that we asked for */
    WEBAUTHN_KEY,       /* no key of that algorithm */
    WEBAUTHN_STATEMENT, /* says something about the maker that we did not ask for, or wrongly */
    WEBAUTHN_SIGNATURE,
    WEBAUTHN_COUNTER, /* has not counted on: there may be a copy of it */
};
enum { WEBAUTHN_FAULTS = WEBAUTHN_COUNTER + 1 };
/* "challenge"; for logs and tests. */
const char *webauthn_fault_name(enum webauthn_fault fault);

/* What was asked, and by whom. */
struct webauthn_want {
    struct slice origin;    /* "https://campus.example" */
    const char *host;       /* "campus.example": what the passkey is for */
    struct slice challenge; /* base64url, as the browser got it */
};
/* Bytes as the browser gives them. */
struct webauthn_made {
    struct slice id;
    struct slice client; /* clientDataJSON */
    struct slice object; /* attestationObject */
};
struct webauthn_shown {
    struct slice client;
    struct slice data; /* authenticatorData */
    struct slice signature;
    const struct passkey_key *key; /* kept for its id */
};

/* What the rules look at. */
struct webauthn_look {
    struct webauthn_want want;
    bool is_made;
    const struct json_value *client;
    struct crypto_hash client_hash;
    struct slice data; /* of the authenticator, whole */
    struct slice host_hash;
    int flags;
    int64_t counter;
    struct slice id;        /* of a new one, as the authenticator says */
    struct slice said_id;   /* and the browser */
    struct slice key;       /* COSE */
    struct slice format;    /* of the statement */
    struct slice statement; /* CBOR */
    struct slice signature;
    const struct passkey_key *kept;
};
struct webauthn_rule {
    enum webauthn_fault fault; /* when it does not hold */
    bool (*holds)(const struct webauthn_look *look);
};
enum { WEBAUTHN_RULES = WEBAUTHN_COUNTER - WEBAUTHN_FORM };
extern const struct webauthn_rule webauthn_rules[WEBAUTHN_RULES];
/* ERR_INVALID: it is none (WEBAUTHN_FORM). ERR_LIMIT: the arena is full. */
MUST_USE enum err webauthn_look_at_made(struct ctx *ctx, const struct webauthn_made *made,
                                        struct webauthn_look *look);
MUST_USE enum err webauthn_look_at_shown(struct ctx *ctx, const struct webauthn_shown *shown,
                                         struct webauthn_look *look);
/* The first fault that one of these finds. */
enum webauthn_fault webauthn_judge(const struct webauthn_look *look,
                                   const struct webauthn_rule *rules, int len);

struct webauthn_new {
    enum webauthn_fault fault;
    struct slice id;
    struct passkey_key key;
};
/*
 * In ctx->arena; `fault` is always set.
 *   ERR_INVALID  it is not believed; the message says which rule, nothing of what was sent
 *   ERR_LIMIT    the arena is full
 */
MUST_USE enum err webauthn_read_made(struct ctx *ctx, const struct webauthn_made *made,
                                     const struct webauthn_want *want, struct webauthn_new *ret);
/* `ret_counter` is to be kept. With the fault WEBAUTHN_COUNTER everything else was right. */
MUST_USE enum err webauthn_read_shown(struct ctx *ctx, const struct webauthn_shown *shown,
                                      const struct webauthn_want *want,
                                      enum webauthn_fault *ret_fault, int64_t *ret_counter);

#endif
