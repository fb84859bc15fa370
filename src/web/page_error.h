/* SPDX-License-Identifier: EUPL-1.2 */
/* The page for a status of 400 and more. */
#ifndef KC_WEB_PAGE_ERROR_H
#define KC_WEB_PAGE_ERROR_H

#include "web/page.h"

struct page_error {
    const struct page *page;
    int status;
    enum say_key text;
    struct slice message; /* the handler's own words; empty: `text` */
    const char *id;       /* of the request, for the operator */
};

/* For http_server_options.error_page: shows res->status and res->message. */
enum err page_error(struct http_request *req, struct http_response *res);

#endif
