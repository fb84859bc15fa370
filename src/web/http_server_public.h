/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is the same for everybody. The one place that decides it, so that a test can
 * replace it and show that the others notice (tests/web/careless.c).
 */
#ifndef KC_WEB_HTTP_SERVER_PUBLIC_H
#define KC_WEB_HTTP_SERVER_PUBLIC_H

#include "web/http.h"

/*
 * Whether the answer to this request may be shared: its route allows it (ROUTE_KEPT), and
 * nobody has a guest's cookie, valid or not. Who has one is always answered anew.
 */
bool http_request_is_public(const struct http_request *req);
/*
 * Whether this answer to such a request may be: it is fine, holds no cookie, was not
 * marked as personal, and no guest was known while it was made.
 */
bool http_answer_is_public(const struct http_request *req, const struct http_response *res);

#endif
