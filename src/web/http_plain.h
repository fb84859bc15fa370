/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plain error page: for requests that are too broken for a real one, and
 * when the real one fails. German and English, no style, nothing of the request.
 */
#ifndef KC_WEB_HTTP_PLAIN_H
#define KC_WEB_HTTP_PLAIN_H

#include "web/http.h"

/* Set body and type for res->status. ERR_LIMIT when the arena is full. */
MUST_USE enum err http_plain_page(const struct http_request *req, struct http_response *res);

#endif
