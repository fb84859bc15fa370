/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person sees after coming from a service that people sign in with. */
#ifndef KC_WEB_PAGE_ISSUER_H
#define KC_WEB_PAGE_ISSUER_H

#include "service/identity_sign_in.h"
#include "web/http.h"

/* Signed in, asked for the code, or told why not; `back` is a path of this server. */
MUST_USE enum err page_issuer_answer(struct http_request *req, struct http_response *res,
                                     const struct identity_sign_in *who, struct slice back);
/* A page that says so; ERR_NOT_FOUND is passed on. */
MUST_USE enum err page_issuer_failure(struct http_request *req, struct http_response *res,
                                      enum err e);

#endif
