/* SPDX-License-Identifier: EUPL-1.2 */
/* Cookies (RFC 6265): read one from a Cookie header, write one Set-Cookie. */
#ifndef KC_WEB_COOKIE_H
#define KC_WEB_COOKIE_H

#include "web/http.h"

/*
 * The value of `name` in a Cookie header ("a=1; b=2"). A name that occurs twice
 * is not to be trusted (somebody planted one).
 *   ERR_NOT_FOUND  it is absent
 *   ERR_CONFLICT   it is there twice
 */
MUST_USE enum err cookie_find(struct slice header, struct slice name, struct slice *ret_value);

/*
 * Set a cookie: Path=/, HttpOnly, SameSite=Lax, Secure when the browser speaks
 * TLS. `seconds` < 0 is for as long as the browser runs, 0 deletes it. A value
 * that has other characters than RFC 6265 allows makes the answer a 500.
 */
void cookie_set(const struct http_request *req, struct http_response *res, const char *name,
                struct slice value, int64_t seconds);

#endif
