/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Guests: people without an account, known by a random number in a signed
 * cookie, and nothing else. The cookie kc_guest is "ID.SIGNATURE": 144 random
 * bits and a keyed BLAKE2b hash, both in base64url. It is set when a page that
 * needs a guest is visited, not before.
 *
 * The form token is a keyed hash of the same id: a page of another site can
 * make the browser send the cookie, but does not know the token.
 */
#ifndef KC_WEB_GUEST_H
#define KC_WEB_GUEST_H

#include "base/crypto.h"
#include "web/http.h"

#define GUEST_COOKIE "kc_guest"
/* Where TLS is on: no other host of the domain, and no page without TLS, can set it (RFC 6265bis).
 */
#define GUEST_COOKIE_TLS "__Host-" GUEST_COOKIE
enum { GUEST_ID_CHARS = 24, GUEST_DAYS = 90, GUEST_DAY_SECONDS = 60 * 60 * 24 };

/* Fill req->guest and req->form_token from the cookie; leaves them empty when it is not ours. */
MUST_USE enum err guest_read(const struct crypto_key *key, struct http_request *req);
/*
 * Make a guest when there is none and set the cookie. A known guest's cookie is set anew when a
 * page is visited, so that it lasts `days` from the last visit.
 */
MUST_USE enum err guest_ensure(const struct crypto_key *key, int days, struct http_request *req,
                               struct http_response *res);
/* The browser forgets the cookie ("delete everything"); the page's data is the caller's to delete.
 */
void guest_forget(const struct http_request *req, struct http_response *res);
/* Whether `token` is the form token of the request's guest, in constant time. */
bool guest_token_is_valid(const struct http_request *req, struct slice token);

#endif
