/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a service that people sign in with says about a person: the ID token of
 * OpenID Connect (Core 1.0, section 3.1.3.7) and the logout token (Back-Channel
 * Logout 1.0, section 2.6).
 *
 * A token is believed when every rule holds. The rules are a table, so that a
 * test can leave out each one and show that it is needed.
 */
#ifndef KC_EXCHANGE_ID_TOKEN_H
#define KC_EXCHANGE_ID_TOKEN_H

#include "exchange/jwk_set.h"
#include "exchange/jwt.h"

enum token_fault {
    TOKEN_FINE,
    TOKEN_FORM,      /* no token at all */
    TOKEN_TYPE,      /* a token for something else */
    TOKEN_CRITICAL,  /* demands what we do not know (RFC 7515 section 4.1.11) */
    TOKEN_ALGORITHM, /* none, a shared secret, or another that we do not take */
    TOKEN_KEY,       /* no key of this name and kind: it may be new */
    TOKEN_SIGNATURE,
    TOKEN_ISSUER,
    TOKEN_AUDIENCE,
    TOKEN_PARTY, /* azp: made for another party, or for several without saying for
                    which */
    TOKEN_EXPIRED,
    TOKEN_EARLY,  /* nbf */
    TOKEN_ISSUED, /* iat: in the future, long ago, or not there */
    TOKEN_NONCE,  /* not that of this sign-in; in a logout token: any */
    TOKEN_SUBJECT,
    TOKEN_EVENT, /* of a logout token: it is no event of a logout */
    TOKEN_ID,    /* jti of a logout token: none, or too long */
};
enum { TOKEN_FAULTS = TOKEN_ID + 1 };
/* "algorithm"; for logs and tests. */
const char *token_fault_name(enum token_fault fault);

/* What the token must be about. */
struct token_want {
    struct slice issuer;
    struct slice client; /* our name there */
    struct slice nonce;  /* of this sign-in; not of a logout token */
    struct instant now;
    bool is_logout;
};
/* What the rules look at. */
struct token_look {
    struct jwt jwt;
    const struct jwk_set *keys;
    struct token_want want;
};
struct token_rule {
    enum token_fault fault; /* when it does not hold */
    bool (*holds)(const struct token_look *look);
};
enum { TOKEN_RULES = TOKEN_ID - TOKEN_FORM };
extern const struct token_rule token_rules[TOKEN_RULES];
/* The first fault that one of these finds. */
enum token_fault token_judge(const struct token_look *look, const struct token_rule *rules,
                             int len);

struct id_token {
    enum token_fault fault;
    struct slice subject; /* 1..ISSUER_SUBJECT_BYTES_MAX; of a logout token it may
                             be empty */
    struct slice session; /* "sid"; may be empty */
    struct slice id;      /* "jti"; of a logout token */
    struct instant expires;
    const struct json_value *claims;
};
/*
 * In ctx->arena; `ret->fault` is always set.
 *   ERR_INVALID   it is not believed; the message says which rule, nothing of it
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err id_token_read(struct ctx *ctx, struct slice token, const struct jwk_set *keys,
                                const struct token_want *want, struct id_token *ret);

#endif
