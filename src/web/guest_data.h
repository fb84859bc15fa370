/* SPDX-License-Identifier: EUPL-1.2 */
/* Under which key the data of a request's guest is kept (service/guest_service.h). */
#ifndef KC_WEB_GUEST_DATA_H
#define KC_WEB_GUEST_DATA_H

#include "service/guest_service.h"
#include "web/http.h"
#include "web/web_app.h"

/* The request must have a guest. Nobody can compute it from a log or from the database. */
struct guest_key guest_data_key(const struct http_request *req);

#endif
