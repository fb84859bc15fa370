/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in by SAML: the link of our own pages, which says that the visitor chose it (ISSUER-14).
 */
#ifndef KC_WEB_PAGE_SAML_H
#define KC_WEB_PAGE_SAML_H

#include "web/http.h"

/* For this guest alone, for ISSUER_STATE_MINUTES. ERR_LIMIT: the arena is full. */
MUST_USE enum err page_saml_url(const struct http_request *req, struct slice code,
                                struct slice *ret_url);

#endif
