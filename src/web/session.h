/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The cookie of who is signed in: a random secret, nothing else. It is set when a sign-in is
 * complete and never taken from elsewhere, so none can be planted (ACCOUNT-7).
 */
#ifndef KC_WEB_SESSION_H
#define KC_WEB_SESSION_H

#include "service/accounts.h"
#include "web/http.h"

#define SESSION_COOKIE "kc_session"
#define SESSION_COOKIE_TLS "__Host-" SESSION_COOKIE

/*
 * For http_server_options.identify: req->actor, and the form token, which is bound to the session.
 * A database that cannot answer now is a failure: nobody is taken for signed out by mistake.
 */
MUST_USE enum err session_identify(struct http_request *req);
void session_set(const struct http_request *req, struct http_response *res, struct slice secret);
void session_forget(const struct http_request *req, struct http_response *res);
/* "Firefox, Windows" of a User-Agent: as much as the person needs to know the device again. */
struct slice session_browser(const struct http_request *req);
/* The accounts of this server, which a page's use cases ask. */
const struct accounts *session_accounts(const struct http_request *req);
/* Where the request comes from, as bytes: guessing is slowed by it (ACCOUNT-6). */
struct slice session_address(const struct http_request *req);
/* Who knocks: address, browser, and the guest whose data may go along. */
struct accounts_visitor session_visitor(const struct http_request *req);

#endif
