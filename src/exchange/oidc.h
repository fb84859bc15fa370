/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is said to and by an OpenID provider besides tokens: its description
 * (Discovery 1.0), the addresses we send a browser to, the answer of its token
 * endpoint, and what claims say.
 */
#ifndef KC_EXCHANGE_OIDC_H
#define KC_EXCHANGE_OIDC_H

#include "exchange/json_read.h"

struct oidc_metadata {
    struct slice authorization; /* addresses; each is fine for http_fetch() */
    struct slice token;
    struct slice keys;
    struct slice end_session; /* empty: it has none */
    struct slice user;        /* tells more about a person; empty: it has none */
    bool says_issuer;         /* every answer carries "iss" (RFC 9207) */
    bool secret_in_form;      /* it takes our secret in the form alone, not as Basic */
};
/*
 * `local_http` as in http_fetch.h.
 *   ERR_INVALID   no description, of another issuer than `issuer`, or with an
 *                 address that may not be asked
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err oidc_metadata_read(struct ctx *ctx, struct slice bytes, struct slice issuer,
                                     bool local_http, struct oidc_metadata *ret_metadata);
/* "ISSUER/.well-known/openid-configuration" */
MUST_USE enum err oidc_metadata_url(struct arena *a, struct slice issuer, struct slice *ret_url);

/* Append `mark` ('?', '&' or 0 for none) and "name=value", percent-encoded. */
void oidc_put(struct text *t, char mark, const char *name, struct slice value);
/* `value` percent-encoded alone. */
void oidc_put_value(struct text *t, struct slice value);

struct oidc_tokens {
    struct slice id;
    struct slice access; /* empty: none */
};
/* Of the token endpoint's answer. ERR_INVALID: it has no ID token. ERR_LIMIT.
 */
MUST_USE enum err oidc_token_answer_read(struct ctx *ctx, struct slice bytes,
                                         struct oidc_tokens *ret_tokens);
/*
 * Claims of the UserInfo endpoint. ERR_INVALID: none, or about somebody else
 * than `subject` (Core 1.0, section 5.3.4). ERR_LIMIT.
 */
MUST_USE enum err oidc_user_read(struct ctx *ctx, struct slice bytes, struct slice subject,
                                 const struct json_value **ret_claims);

/*
 * Whether a claim is this text, or a list that holds it. `name` may lead into
 * objects: "realm_access.roles". A claim whose own name has points is found
 * first.
 */
bool oidc_claim_has(const struct json_value *claims, struct slice name, struct slice value);
/* The mail address if the claims say that it is verified; empty otherwise. As
 * it stands there. */
struct slice oidc_verified_email(const struct json_value *claims);
/* What to call the person: "name", else given and family name; may be empty.
 * ERR_LIMIT. */
MUST_USE enum err oidc_person_name(struct arena *a, const struct json_value *claims,
                                   struct slice *ret_name);

#endif
