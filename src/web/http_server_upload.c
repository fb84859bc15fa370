/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_upload.h"

#include "web/guest.h"
#include "web/session.h"

bool
http_route_takes_uploads(const struct route *r)
{
    return r->body_bytes_max > FORM_BODY_BYTES_MAX && !(r->flags & ROUTE_STREAMED);
}

/* Behind TLS the name with the prefix alone counts, as for those who read the cookie. */
static bool
sends(const struct http_request *req, const char *plain, const char *tls)
{
    return http_cookie(req, req->is_https ? tls : plain).len > 0;
}

bool
http_upload_is_signed(const struct http_request *req)
{
    enum right right = req->route->right;

    if (right != RIGHT_GUEST && !right_needs_actor(right))
        return true;
    return sends(req, SESSION_COOKIE, SESSION_COOKIE_TLS) ||
           (right == RIGHT_GUEST && sends(req, GUEST_COOKIE, GUEST_COOKIE_TLS));
}

bool
http_upload_has_room(size_t under_way, size_t of_address)
{
    return under_way < HTTP_UPLOADS_MAX && of_address < HTTP_UPLOADS_PER_ADDRESS_MAX;
}
