/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/origin.h"

/* "https://host:port" of the page that sent it must be where the request went. */
static bool
origin_eq_host(struct slice origin, struct slice host, bool is_https)
{
    struct slice scheme = is_https ? SLICE("https://") : SLICE("http://");
    struct slice port = is_https ? SLICE(":443") : SLICE(":80");

    if (!slice_starts(origin, scheme))
        return false;
    origin = slice_sub(origin, scheme.len, origin.len);
    if (slice_ends(host, port)) /* browsers leave the usual port away in Origin */
        host = slice_sub(host, 0, host.len - port.len);
    return slice_eq_ascii_nocase(origin, host);
}

bool
origin_is_ours(const struct http_request *req)
{
    struct slice site = http_header(req, "Sec-Fetch-Site");
    struct slice origin = http_header(req, "Origin");

    if (site.at != NULL && !slice_is(site, "same-origin") && !slice_is(site, "none"))
        return false;
    return origin.at == NULL || origin_eq_host(origin, req->host, req->is_https);
}
