/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with a service: leaving for it, coming back, linking it to the own
 * account, signing out there. What went wrong in detail is for the operator's
 * log, not for whoever asks.
 */
#include "web/page_issuer.h"

#include "service/oidc_sign_in.h"
#include "web/account_form.h"
#include "web/page_language.h"
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

/* A page that says one thing and where to go on. */
struct word {
    int status;
    enum say_key title;
    enum say_key text;
    enum say_key go;
    struct slice to;
};

static enum err
say_word(struct http_request *req, struct http_response *res, const struct word *w)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, w->title));
    f.lead = page_say(&page, w->text);
    f.links[f.links_len++] = (struct account_form_link){w->go, w->to};
    res->status = w->status;
    res->is_personal = true;
    return account_form_show(&f, res);
}

enum err
page_issuer_failure(struct http_request *req, struct http_response *res, enum err e)
{
    struct word w = {403, SAY_ISSUER_FAILED, SAY_ISSUER_DENIED, SAY_ACCOUNT_SIGN_IN,
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
    return say_word(req, res, &w);
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
    static const struct word words[] = {
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
        return say_word(req, res, &words[who->answer]);
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
        .visitor = {.address = {(const char *)&req->peer, sizeof req->peer},
                    .browser = session_browser(req),
                    .guest = req->guest},
    };
    struct oidc_return ret = {.back = SLICE("")};
    enum err e = oidc_return(oidc_of(req), &req->ctx, &answer, &ret);

    return e == OK ? page_issuer_answer(req, res, &ret.who, way_back(ret.back))
                   : page_issuer_failure(req, res, e);
}

/* --- the own account ----------------------------------------------------- */

/* ISSUER-13: linking is another way in. */
static enum err
ask_proof(struct http_request *req, struct http_response *res, enum err e, int wait_seconds)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, SAY_ISSUER_LINK_TITLE));
    f.lead = page_say(&page, SAY_ISSUER_LINK_PROOF);
    f.action = SLICE("/konto/dienste");
    f.submit = SAY_ISSUER_GO;
    f.hidden_name = "dienst";
    f.hidden = form_value(&req->form, "dienst");
    f.links[f.links_len++] = (struct account_form_link){SAY_ACCOUNT_TITLE, SLICE("/konto")};
    (void)account_form_field(&f, "passwort", SAY_ACCOUNT_PASSWORD, "current-password", SLICE(""));
    if (e == ERR_BUSY)
        account_form_busy(&f, res);
    else if (wait_seconds > 0)
        account_form_wait(&f, res, wait_seconds);
    else if (e != OK)
        account_form_wrong(&f, &f.fields[0], page_say(&page, SAY_ACCOUNT_PASSWORD_WRONG));
    if (e != OK && res->status == 200)
        res->status = 422;
    return account_form_show(&f, res);
}

/* Whether the person has shown once more who they are; else the answer says how. */
static enum err
prove(struct http_request *req, struct http_response *res, bool *ret_proved)
{
    static const struct word stale = {403, SAY_ISSUER_LINK_TITLE, SAY_ISSUER_LINK_STALE,
                                      SAY_ACCOUNT_TITLE, SLICE_INIT("/konto")};
    const struct accounts *acc = oidc_of(req)->accounts;
    struct account_security_proof proof = {.password = form_value(&req->form, "passwort"),
                                           .address = {(const char *)&req->peer, sizeof req->peer}};
    struct identity_list list = {.identities_len = 0};
    enum err e;

    *ret_proved = false;
    TRY(identity_list(acc, &req->ctx, req->actor, &list));
    if (!list.is_fresh && !list.has_password)
        return say_word(req, res, &stale);
    if (!list.is_fresh && !form_has(&req->form, "passwort"))
        return ask_proof(req, res, OK, 0);
    e = identity_prove(acc, &req->ctx, req->actor, &proof);
    if (e == ERR_DENIED || e == ERR_BUSY) {
        ctx_clear(&req->ctx);
        return ask_proof(req, res, e, proof.wait_seconds);
    }
    *ret_proved = e == OK;
    return e;
}

/*
 * A form of ours leads to a page with a link, not straight away: a browser that
 * follows form-action would not leave, and whoever has been led here unawares
 * sees where it goes.
 */
enum err
page_issuer_link(struct http_request *req, struct http_response *res)
{
    struct oidc_begin begin = {.issuer = form_value(&req->form, "dienst"),
                               .back = SLICE("/konto"),
                               .actor = req->actor,
                               .guest = req->guest};
    struct slice url = SLICE("");
    struct slice name = SLICE("");
    bool is_proved = false;
    enum err e;

    TRY(prove(req, res, &is_proved));
    if (!is_proved)
        return OK;
    e = oidc_begin(oidc_of(req), &req->ctx, &begin, &url, &name);
    if (e != OK)
        return page_issuer_failure(req, res, e);
    return say_word(
        req, res,
        &(struct word){200, SAY_ISSUER_LINK_TITLE, SAY_ISSUER_LINK_TEXT, SAY_ISSUER_GO, url});
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
        return say_word(req, res,
                        &(struct word){409, SAY_ISSUER_LAST_TITLE, SAY_ISSUER_LAST,
                                       SAY_ACCOUNT_TITLE, SLICE("/konto")});
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
    enum err e = oidc_end_url(oidc_of(req), &req->ctx, http_param(req, "code"), &url);

    if (e == ERR_NOT_FOUND) {
        ctx_clear(&req->ctx);
        return http_redirect(res, SLICE("/anmelden?abgemeldet"));
    }
    if (e != OK)
        return page_issuer_failure(req, res, e);
    return http_redirect_away(res, url);
}
