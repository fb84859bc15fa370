/* SPDX-License-Identifier: EUPL-1.2 */
/* Under which hash the checks of a request's person are kept (service/check_service.h). */
#ifndef KC_WEB_CHECK_OWNER_H
#define KC_WEB_CHECK_OWNER_H

#include "service/check_service.h"
#include "web/http.h"
#include "web/web_app.h"

/*
 * The desk of this server, with the request's person before it: who is signed in, else the guest;
 * there must be one. The owner is not the hash of guest_data.h: the two cannot be joined.
 */
struct check_desk check_desk_of(const struct http_request *req);
/* Of the guest's cookie, whoever is signed in; of an account: for taking over (ACCOUNT-12). */
struct check_desk check_desk_of_guest(const struct http_request *req);
struct check_owner check_owner_of_account(const struct http_request *req, struct slice code);

#endif
