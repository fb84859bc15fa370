/* SPDX-License-Identifier: EUPL-1.2 */
/* How a sign-in goes on, whatever it began with: a password, or a service. */
#ifndef KC_WEB_PAGE_SIGN_IN_H
#define KC_WEB_PAGE_SIGN_IN_H

#include "domain/say.h"
#include "service/sign_in.h"
#include "web/http.h"

/* Signed in: sets the cookie, takes along what the guest entered (ACCOUNT-12),
 * leads to `back`. */
MUST_USE enum err page_sign_in_entered(struct http_request *req, struct http_response *res,
                                       const struct sign_in *in, struct slice back);
/* ACCOUNT-13: only a path of this server; anything else is the own account. */
struct slice page_sign_in_way_back(const struct form *f);
/* The form to begin with once more; it says what was wrong. */
MUST_USE enum err page_sign_in_again(struct http_request *req, struct http_response *res,
                                     enum say_key problem);
/* The form for the code of the second factor. */
MUST_USE enum err page_sign_in_ask_code(struct http_request *req, struct http_response *res,
                                        const struct sign_in *in);

#endif
