/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a writing request comes from: a page of ours, or another site's that
 * makes the person's browser send it (CSRF). Browsers say so in Sec-Fetch-Site
 * and Origin; a client that sends neither is no browser and is told apart by
 * the form token alone.
 */
#ifndef KC_WEB_ORIGIN_H
#define KC_WEB_ORIGIN_H

#include "web/http.h"

/* Whether the request may change something, as far as its origin goes. */
bool origin_is_ours(const struct http_request *req);

#endif
