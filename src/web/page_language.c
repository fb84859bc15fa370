/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_language.h"

#include <string.h>

#include "web/cookie.h"
#include "web/page.h"
#include "web/route.h"

bool
page_language_may_go_back(struct slice back)
{
    /* RFC 3986: unreserved, "%", and the reserved ones of a path and query. */
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-._~%!$&'()*+,;=:@/?";

    if (back.len == 0 || back.len > HTTP_TARGET_BYTES_MAX || back.at[0] != '/')
        return false;
    if (back.len > 1 && back.at[1] == '/')
        return false;
    for (size_t i = 0; i < back.len; i++) {
        if (back.at[i] == '\0' || strchr(allowed, back.at[i]) == NULL)
            return false;
    }
    return true;
}

enum err
page_language_set(struct http_request *req, struct http_response *res)
{
    struct slice lang = http_param(req, "lang");
    struct slice back = form_value(&req->query, "zurueck");

    if (!slice_is(lang, "de") && !slice_is(lang, "en"))
        return ERR_NOT_FOUND;
    cookie_set(req, res, LANGUAGE_COOKIE, lang, LANGUAGE_SECONDS);
    return http_redirect(res, page_language_may_go_back(back) ? back : SLICE("/"));
}
