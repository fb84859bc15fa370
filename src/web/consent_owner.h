/* SPDX-License-Identifier: EUPL-1.2 */
/* Under which hash a request's person consents: who is signed in, else the guest. */
#ifndef KC_WEB_CONSENT_OWNER_H
#define KC_WEB_CONSENT_OWNER_H

#include "service/consent_service.h"
#include "service/experience_service.h"
#include "web/http.h"

/* There must be a guest or an account. */
struct consent_person consent_owner_of(const struct http_request *req);
/* The same with the key of the situation. */
struct experience_person consent_experience_of(const struct http_request *req);
/* Of an account that a sign-in has just opened. */
struct experience_person consent_experience_of_account(const struct http_request *req,
                                                       struct slice code);
/* Of the guest's cookie, whoever is signed in. */
struct consent_person consent_owner_of_guest(const struct http_request *req);

#endif
