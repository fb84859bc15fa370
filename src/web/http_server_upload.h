/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Uploads: bodies that may be larger than any form and lie in memory until they are whole. Who
 * somebody is a worker finds out, with the database, when the body is there; so what nobody
 * signed in for is refused by its head, and few uploads are under way at a time.
 *
 * A cookie that is sent need not be valid: it opens one of the HTTP_UPLOADS_MAX places, for
 * HTTP_BODY_MS_MAX at most, and nothing else; one address has HTTP_UPLOADS_PER_ADDRESS_MAX of them
 * at most. The worker asks as always.
 */
#ifndef KC_WEB_HTTP_SERVER_UPLOAD_H
#define KC_WEB_HTTP_SERVER_UPLOAD_H

#include "web/http.h"
#include "web/route.h"

/* Whether this route's bodies can be larger than a form and are kept in memory. */
bool http_route_takes_uploads(const struct route *r);
/* Whether the head sends a cookie of the kind that the right of req->route asks for. */
bool http_upload_is_signed(const struct http_request *req);
/* Whether one more may begin beside `under_way` others, `of_address` of them from its address. */
bool http_upload_has_room(size_t under_way, size_t of_address);

#endif
