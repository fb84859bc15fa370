/* SPDX-License-Identifier: EUPL-1.2 */
/* The control of kept.c: everything is taken to be the same for everybody. Linked before the
 * library. */
#include "web/http_server_public.h"

bool
http_request_is_public(const struct http_request *req)
{
    return req->method == METHOD_GET;
}

bool
http_answer_is_public(const struct http_request *req, const struct http_response *res)
{
    (void)req;
    return res->status == 200;
}
