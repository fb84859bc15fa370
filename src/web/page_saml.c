/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by SAML: the one address that looks at identity headers. They count with the secret of
 * the web server in front alone; a header that is there twice counts as none, for then somebody
 * has added one.
 */
#include "service/saml_sign_in.h"
#include "web/page_issuer.h"
#include "web/route.h"
#include "web/session.h"
#include "web/web_app.h"

static struct slice
header_once(const struct http_request *req, const char *name)
{
    struct slice found = SLICE("");
    int count = 0;

    for (size_t i = 0; i < req->headers_len; i++) {
        if (slice_eq_ascii_nocase(req->headers[i].name, slice_of(name))) {
            found = req->headers[i].value;
            count++;
        }
    }
    return count == 1 ? found : SLICE("");
}

enum err
page_saml_return(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct saml_claim claim = {
        .code = http_param(req, "code"),
        .secret = header_once(req, "KC-Saml-Secret"),
        .issuer = header_once(req, "KC-Saml-Issuer"),
        .subject = header_once(req, "KC-Saml-Name-Id"),
        .session = header_once(req, "KC-Saml-Session"),
        .email = header_once(req, "KC-Saml-Mail"),
        .given_name = header_once(req, "KC-Saml-Given-Name"),
        .family_name = header_once(req, "KC-Saml-Family-Name"),
        .visitor = {.address = {(const char *)&req->peer, sizeof req->peer},
                    .browser = session_browser(req),
                    .guest = req->guest},
    };
    struct identity_sign_in who = {.answer = IDENTITY_REFUSED};
    enum err e;

    if (req->actor != NULL)
        return http_redirect(res, SLICE("/konto"));
    e = saml_sign_in(app->accounts, &req->ctx, &claim, &who);
    return e == OK ? page_issuer_answer(req, res, &who, SLICE("/konto"))
                   : page_issuer_failure(req, res, e);
}
