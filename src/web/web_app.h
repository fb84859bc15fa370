/* SPDX-License-Identifier: EUPL-1.2 */
/* What handlers get as req->app; made once by `kommunalcampus serve`. */
#ifndef KC_WEB_WEB_APP_H
#define KC_WEB_WEB_APP_H

#include "base/crypto.h"
#include "service/accounts.h"
#include "service/oidc_sign_in.h"
#include "service/platform.h"
#include "service/scim_gate.h"

struct web_app {
    struct platform *platform;
    const struct accounts *accounts;
    const struct oidc *oidc;
    struct scim_gate scim_gate; /* shared by all requests; has its own lock */
    bool shows_outbox;          /* a demo: /postfach shows the mails */
    struct crypto_key key;      /* the server's; guests' keys are made of it */
    int guest_days;             /* a situation is kept that long after the last visit */
};

#endif
