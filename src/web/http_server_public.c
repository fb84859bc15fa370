/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_public.h"

#include "web/guest.h"
#include "web/route.h"
#include "web/session.h"

/* By the bare name, in whatever form it is sent: twice, damaged, with a prefix. */
static bool
has_cookie_of_person(const struct http_request *req)
{
    for (size_t i = 0; i < req->headers_len; i++) {
        struct slice value = req->headers[i].value;

        if (slice_eq_ascii_nocase(req->headers[i].name, SLICE("Cookie")) &&
            (slice_find(value, SLICE(GUEST_COOKIE)) < value.len ||
             slice_find(value, SLICE(SESSION_COOKIE)) < value.len))
            return true;
    }
    return false;
}

bool
http_request_is_public(const struct http_request *req)
{
    return req->route != NULL && (req->route->flags & ROUTE_KEPT) != 0 &&
           req->method == METHOD_GET && !has_cookie_of_person(req);
}

bool
http_answer_is_public(const struct http_request *req, const struct http_response *res)
{
    if (res->status != 200 || res->failed || res->is_personal || req->guest.len > 0 ||
        req->actor != NULL)
        return false;
    for (size_t i = 0; i < res->headers_len; i++) {
        if (slice_eq_ascii_nocase(res->headers[i].name, SLICE("Set-Cookie")))
            return false;
    }
    return true;
}
