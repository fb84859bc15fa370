/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with a service: leaving for it, coming back, linking it to the own
 * account, signing out there. What went wrong in detail is for the operator's
 * log, not for whoever asks.
 */
#include "web/page_issuer.h"

#include "service/issuer_service.h"
#include "service/oidc_sign_in.h"
#include "service/saml_sign_in.h"
#include "web/account_prove.h"
#include "web/page_language.h"
#include "web/page_saml.h"
#include "web/page_sign_in.h"
#include "web/route.h"
#include "web/session.h"

static const struct oidc *
oidc_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return app->oidc;
}

static struct slice
way_back(struct slice back)
{
    return page_language_may_go_back(back) ? back : SLICE("/konto");
}

enum err
page_issuer_failure(struct http_request *req, struct http_response *res, enum err e)
{
    struct account_form_word w = {403, SAY_ISSUER_FAILED, SAY_ISSUER_DENIED, SAY_ACCOUNT_SIGN_IN,
                                  SLICE("/anmelden")};

    if (e == ERR_NOT_FOUND)
        return e;
    if (e == ERR_BUSY) {
        w.status = 503;
        w.text = SAY_ISSUER_BUSY;
        http_set_header(res, "Retry-After", SLICE("5"));
    } else if (e != ERR_DENIED) { /* with 502 the reason goes into the log */
        w.status = 502;
        w.text = SAY_ISSUER_SILENT;
    }
    if (req->actor != NULL) {
        w.go = SAY_ACCOUNT_TITLE;
        w.to = SLICE("/konto");
    }
    return account_form_word(req, res, &w);
}

/* --- leaving and coming back --------------------------------------------- */

enum err
page_issuer_begin(struct http_request *req, struct http_response *res)
{
    struct oidc_begin begin = {.issuer = http_param(req, "code"),
                               .back = way_back(form_value(&req->query, "zurueck")),
                               .guest = req->guest};
    struct slice url = SLICE("");
    struct slice name = SLICE("");
    enum err e;

    if (req->actor != NULL)
        return http_redirect(res, begin.back);
    e = oidc_begin(oidc_of(req), &req->ctx, &begin, &url, &name);
    if (e != OK)
        return page_issuer_failure(req, res, e);
    res->is_personal = true;
    return http_redirect_away(res, url);
}

enum err
page_issuer_answer(struct http_request *req, struct http_response *res,
                   const struct identity_sign_in *who, struct slice back)
{
    static const struct account_form_word words[] = {
        [IDENTITY_TAKEN] = {409, SAY_ISSUER_FAILED, SAY_ISSUER_TAKEN, SAY_ACCOUNT_TITLE,
                            SLICE_INIT("/konto")},
        [IDENTITY_KNOWN] = {409, SAY_ISSUER_KNOWN_TITLE, SAY_ISSUER_KNOWN, SAY_ACCOUNT_SIGN_IN,
                            SLICE_INIT("/anmelden?zurueck=/konto")},
        [IDENTITY_NO_MAIL] = {409, SAY_ISSUER_FAILED, SAY_ISSUER_NO_MAIL,
                              SAY_ACCOUNT_REGISTER_TITLE, SLICE_INIT("/registrieren")},
        [IDENTITY_REFUSED] = {403, SAY_ISSUER_FAILED, SAY_ISSUER_DENIED, SAY_ACCOUNT_SIGN_IN,
                              SLICE_INIT("/anmelden")},
    };

    if (who->answer == IDENTITY_LINKED)
        return http_redirect(res, SLICE("/konto?dienste"));
    if (who->answer != IDENTITY_ENTERED)
        return account_form_word(req, res, &words[who->answer]);
    if (who->in.answer == SIGN_IN_DONE)
        return page_sign_in_entered(req, res, &who->in, back);
    if (who->in.answer == SIGN_IN_SECOND)
        return page_sign_in_ask_code(req, res, &who->in);
    return page_issuer_failure(req, res, ERR_DENIED);
}

enum err
page_issuer_return(struct http_request *req, struct http_response *res)
{
    struct oidc_answer answer = {
        .issuer = http_param(req, "code"),
        .state = form_value(&req->query, "state"),
        .code = form_value(&req->query, "code"),
        .says_issuer = form_value(&req->query, "iss"),
        .error = form_value(&req->query, "error"),
        .actor = req->actor,
        .visitor = session_visitor(req),
    };
    struct oidc_return ret = {.back = SLICE("")};
    enum err e = oidc_return(oidc_of(req), &req->ctx, &answer, &ret);

    return e == OK ? page_issuer_answer(req, res, &ret.who, way_back(ret.back))
                   : page_issuer_failure(req, res, e);
}

/* --- the own account ----------------------------------------------------- */

/*
 * A form of ours leads to a page with a link, not straight away: a browser that
 * follows form-action would not leave, and whoever has been led here unawares
 * sees where it goes.
 */
/* Of a service that speaks SAML the address is one of ours, where the server in front stands. */
static enum err
link_begin(struct http_request *req, const struct oidc_begin *begin, struct slice *ret_url)
{
    struct issuer_choice *choices = NULL;
    struct slice name = SLICE("");
    int len = 0;

    TRY(issuer_list(oidc_of(req)->accounts, &req->ctx, &choices, &len));
    for (int i = 0; i < len; i++)
        if (choices[i].kind == ISSUER_SAML && slice_eq(choices[i].code, begin->issuer))
            return page_saml_url(req, begin->issuer, ret_url);
    return oidc_begin(oidc_of(req), &req->ctx, begin, ret_url, &name);
}

enum err
page_issuer_link(struct http_request *req, struct http_response *res)
{
    static const struct account_prove how = {SAY_ISSUER_LINK_TITLE,        SAY_ISSUER_LINK_PROOF,
                                             SAY_ISSUER_LINK_STALE,        SAY_ISSUER_GO,
                                             SLICE_INIT("/konto/dienste"), "dienst"};
    struct oidc_begin begin = {.issuer = form_value(&req->form, "dienst"),
                               .back = SLICE("/konto"),
                               .actor = req->actor,
                               .guest = req->guest};
    struct slice url = SLICE("");
    bool is_proved = false;
    enum err e;

    TRY(account_prove(req, res, &how, &is_proved)); /* ISSUER-13 */
    if (!is_proved)
        return OK;
    e = link_begin(req, &begin, &url);
    if (e != OK)
        return page_issuer_failure(req, res, e);
    return account_form_word(req, res,
                             &(struct account_form_word){200, SAY_ISSUER_LINK_TITLE,
                                                         SAY_ISSUER_LINK_TEXT, SAY_ISSUER_GO, url});
}

enum err
page_issuer_unlink(struct http_request *req, struct http_response *res)
{
    int64_t id = 0;
    enum err e;

    if (slice_int(form_value(&req->form, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_INVALID;
    e = identity_unlink(oidc_of(req)->accounts, &req->ctx, req->actor, (struct identity_id){id});
    if (e == ERR_CONFLICT)
        return account_form_word(req, res,
                                 &(struct account_form_word){409, SAY_ISSUER_LAST_TITLE,
                                                             SAY_ISSUER_LAST, SAY_ACCOUNT_TITLE,
                                                             SLICE("/konto")});
    TRY(e);
    return http_redirect(res, SLICE("/konto?dienste"));
}

/* --- signing out --------------------------------------------------------- */

/* From the service's server: no browser, no cookie. Back-Channel Logout 1.0
 * section 2.8. */
enum err
page_issuer_logout(struct http_request *req, struct http_response *res)
{
    TRY(oidc_logout(oidc_of(req), &req->ctx, http_param(req, "code"),
                    form_value(&req->form, "logout_token")));
    res->status = 200;
    res->is_personal = true;
    return OK;
}

enum err
page_issuer_end(struct http_request *req, struct http_response *res)
{
    struct slice url = SLICE("");
    enum err e = saml_end_url(oidc_of(req)->accounts, &req->ctx, http_param(req, "code"), &url);

    if (e == ERR_NOT_FOUND) {
        ctx_clear(&req->ctx);
        e = oidc_end_url(oidc_of(req), &req->ctx, http_param(req, "code"), &url);
    }
    if (e == ERR_NOT_FOUND) {
        ctx_clear(&req->ctx);
        return http_redirect(res, SLICE("/anmelden?abgemeldet"));
    }
    if (e != OK)
        return page_issuer_failure(req, res, e);
    return http_redirect_away(res, url);
}
