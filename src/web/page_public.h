/* SPDX-License-Identifier: EUPL-1.2 */
/* What pages that are the same for everybody depend on: for http_server_options.public_answer. */
#ifndef KC_WEB_PAGE_PUBLIC_H
#define KC_WEB_PAGE_PUBLIC_H

#include "web/http_server.h"

/* The catalogue's revision and day, and the language. req->app is a struct web_app. */
bool page_public_answer(const struct http_request *req, struct public_answer *ret_answer);

#endif
