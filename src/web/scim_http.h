/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SCIM 2.0 under /scim/v2 (RFC 7644), for directories. Every answer is JSON, also when something is
 * wrong, but for what is so malformed that nobody knows what it was for. No cookie is looked at.
 * docs/exchange.md
 */
#ifndef KC_WEB_SCIM_HTTP_H
#define KC_WEB_SCIM_HTTP_H

#include "web/http.h"

/* Whether a request came for SCIM, found or not. */
bool scim_http_is_meant(const struct http_request *req);
/* An error page of SCIM for res->status. */
MUST_USE enum err scim_http_error(struct http_request *req, struct http_response *res);

/* For http_server_options.plain_error: nothing, when the request did not come for SCIM. */
MUST_USE enum err scim_http_plain_error(struct http_request *req, struct http_response *res);

#endif
