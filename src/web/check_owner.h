/* SPDX-License-Identifier: EUPL-1.2 */
/* Under which hash the checks of a request's person are kept (service/check_service.h). */
#ifndef KC_WEB_CHECK_OWNER_H
#define KC_WEB_CHECK_OWNER_H

#include "service/check_service.h"
#include "web/http.h"
#include "web/web_app.h"

/*
 * The desk of this server, with the request's person before it; the request must have a guest. The
 * owner is not the hash of guest_data.h: the two cannot be joined.
 */
struct check_desk check_desk_of(const struct http_request *req);

#endif
