/* SPDX-License-Identifier: EUPL-1.2 */
/* Under which key the data of a request's guest is kept (service/guest_service.h). */
#ifndef KC_WEB_GUEST_DATA_H
#define KC_WEB_GUEST_DATA_H

#include "service/guest_service.h"
#include "web/http.h"
#include "web/web_app.h"

/* Whether there is one: a guest, or somebody signed in. */
bool guest_data_has_key(const struct http_request *req);
/*
 * Of the account's code when somebody is signed in, else of the guest's id; there must be one. The
 * database does not tell whose it is, and nobody can compute it from a log.
 */
struct guest_key guest_data_key(const struct http_request *req);
/* Of the guest's cookie, whoever is signed in; of an account: for taking over (ACCOUNT-12). */
struct guest_key guest_data_key_of_guest(const struct http_request *req);
struct guest_key guest_data_key_of_account(const struct http_request *req, struct slice code);

#endif
