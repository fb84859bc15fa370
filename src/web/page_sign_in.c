/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in and out. Both steps answer with the same words whatever was wrong (ACCOUNT-5). */
#include "web/page_sign_in.h"

#include "service/issuer_service.h"
#include "web/account_form.h"
#include "web/check_owner.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/page_language.h"
#include "web/page_saml.h"
#include "web/route.h"
#include "web/session.h"

struct slice
page_sign_in_way_back(const struct form *f)
{
    struct slice back = form_value(f, "zurueck");

    return page_language_may_go_back(back) ? back : SLICE("/konto");
}

/* The services that one may sign in with: a link each, which keeps the way back. */
static enum err
put_issuers(struct http_request *req, struct account_form *f)
{
    struct issuer_choice *choices = NULL;
    int len = 0;

    TRY(issuer_list(session_accounts(req), &req->ctx, &choices, &len));
    f->issuers = arena_array(req->arena, struct account_form_issuer, (size_t)len + 1);
    if (f->issuers == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);
        struct account_form_issuer *to = &f->issuers[f->issuers_len];

        if (choices[i].kind == ISSUER_OIDC) {
            text_printf(&t, "/anmelden/dienst/%.*s?zurueck=", SLICE_ARG(choices[i].code));
            percent_put(&t, f->hidden);
            TRY(text_end(&t, &to->url));
        } else {
            TRY(page_saml_url(req, choices[i].code, &to->url));
        }
        to->code = choices[i].code;
        to->name = choices[i].name;
        f->issuers_len++;
    }
    return OK;
}

/* "dienst" names one of ours, or nothing is said about it. */
static enum err
put_still_at(struct http_request *req, struct account_form *f)
{
    struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);

    for (int i = 0; i < f->issuers_len; i++) {
        if (slice_eq(f->issuers[i].code, f->still_at)) {
            text_printf(&t, "/anmelden/dienst/%.*s/abmelden", SLICE_ARG(f->issuers[i].code));
            f->still_name = f->issuers[i].name;
            return text_end(&t, &f->still_url);
        }
    }
    return OK;
}

static void
put_passkey(struct account_form *f)
{
    struct http_request *req = f->page->req;
    struct passkey_place place;

    if (passkey_place(session_accounts(req), req->arena, &place))
        f->passkey =
            (struct passkey_entry){f->page, slice_of(place.host), f->hidden, f->problem.len == 0};
}

static enum err
show_first(struct page *page, struct http_response *res, struct account_form *f)
{
    const struct form *sent =
        page->req->method == METHOD_POST ? &page->req->form : &page->req->query;

    f->lead = page_say(page, SAY_ACCOUNT_SIGN_IN_LEAD);
    f->action = SLICE("/anmelden");
    f->submit = SAY_ACCOUNT_SIGN_IN;
    f->hidden_name = "zurueck";
    f->hidden = page_sign_in_way_back(sent);
    f->links[f->links_len++] = (struct account_form_link){SAY_ACCOUNT_FORGOT, SLICE("/passwort")};
    f->links[f->links_len++] =
        (struct account_form_link){SAY_ACCOUNT_REGISTER_TITLE, SLICE("/registrieren")};
    (void)account_form_field(f, "email", SAY_ACCOUNT_EMAIL, "username webauthn",
                             slice_trim(form_value(&page->req->form, "email")));
    (void)account_form_field(f, "passwort", SAY_ACCOUNT_PASSWORD, "current-password", SLICE(""));
    TRY(put_issuers(page->req, f));
    TRY(put_still_at(page->req, f));
    put_passkey(f);
    return account_form_show(f, res);
}

enum err
page_sign_in_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    if (req->actor != NULL)
        return http_redirect(res, page_sign_in_way_back(&req->query));
    TRY(account_form_init(&f, &page, SAY_ACCOUNT_SIGN_IN));
    f.still_at = form_value(&req->query, "dienst");
    if (form_has(&req->query, "bestaetigt"))
        f.good = page_say(&page, SAY_ACCOUNT_CONFIRMED);
    else if (form_has(&req->query, "gesetzt"))
        f.good = page_say(&page, SAY_ACCOUNT_PASSWORD_SET);
    else if (form_has(&req->query, "abgemeldet"))
        f.good = page_say(&page, SAY_ACCOUNT_SIGNED_OUT);
    else if (form_has(&req->query, "zurueck"))
        f.good = page_say(&page, SAY_ACCOUNT_NEEDED);
    return show_first(&page, res, &f);
}

enum err
page_sign_in_again(struct http_request *req, struct http_response *res, enum say_key problem)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, SAY_ACCOUNT_SIGN_IN));
    account_form_problem(&f, res, problem);
    return show_first(&page, res, &f);
}

/* ACCOUNT-12: what was entered before goes along, or the person is asked. */
enum err
page_sign_in_entered(struct http_request *req, struct http_response *res, const struct sign_in *in,
                     struct slice back)
{
    const struct web_app *app = req->app;
    struct check_desk desk = check_desk_of_guest(req);
    struct check_move move = {check_owner_of_account(req, in->code), false};
    struct experience_person person = consent_experience_of_account(req, in->code);
    enum guest_adoption adoption = GUEST_ADOPT_NONE;
    bool both = false;

    TRY(guest_adopt(&req->ctx, app->platform, guest_data_key_of_guest(req),
                    guest_data_key_of_account(req, in->code), &adoption));
    TRY(check_move(&req->ctx, &desk, &move, &both));
    if (adoption == GUEST_ADOPT_DONE && !both)
        TRY(experience_settle(&req->ctx, app->platform, &person));
    session_set(req, res, in->secret);
    if (adoption == GUEST_ADOPT_BOTH || both)
        return http_redirect(res, SLICE("/konto/angaben"));
    return http_redirect(res, back);
}

static enum err
show_second(struct page *page, struct http_response *res, struct account_form *f,
            const struct sign_in *in)
{
    f->lead = page_say(page, SAY_ACCOUNT_SECOND_LEAD);
    f->action = SLICE("/anmelden/code");
    f->submit = SAY_ACCOUNT_GO_ON;
    f->hidden_name = "schritt";
    f->hidden = in->pending;
    f->fields_len = 0;
    (void)account_form_field(f, "code", SAY_ACCOUNT_CODE, "one-time-code", SLICE(""));
    return account_form_show(f, res);
}

enum err
page_sign_in_ask_code(struct http_request *req, struct http_response *res, const struct sign_in *in)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, SAY_ACCOUNT_SECOND_TITLE));
    return show_second(&page, res, &f, in);
}

enum err
page_sign_in_enter(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct sign_in_claim claim = {.visitor = session_visitor(req)};
    struct slice email = slice_trim(form_value(&req->form, "email"));
    struct account_form f;
    struct sign_in in = {.answer = SIGN_IN_WRONG};
    struct slice sound;
    enum err e;

    if (req->actor != NULL)
        return http_redirect(res, page_sign_in_way_back(&req->form));
    if (account_email_parse(req->arena, email, &sound) == OK)
        email = sound;
    claim.email = email;
    claim.password = form_value(&req->form, "passwort");
    e = sign_in_begin(session_accounts(req), &req->ctx, &claim, &in);
    if (e == OK && in.answer == SIGN_IN_DONE)
        return page_sign_in_entered(req, res, &in, page_sign_in_way_back(&req->form));
    if (e != ERR_BUSY)
        TRY(e);
    TRY(account_form_init(
        &f, &page, in.answer == SIGN_IN_SECOND ? SAY_ACCOUNT_SECOND_TITLE : SAY_ACCOUNT_SIGN_IN));
    if (e == ERR_BUSY)
        account_form_busy(&f, res);
    else if (in.answer == SIGN_IN_SECOND)
        return show_second(&page, res, &f, &in);
    else if (in.answer == SIGN_IN_WAIT)
        account_form_wait(&f, res, in.wait_seconds);
    else
        account_form_problem(&f, res, SAY_ACCOUNT_WRONG);
    return show_first(&page, res, &f);
}

enum err
page_sign_in_code(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct sign_in_claim claim = {.visitor = session_visitor(req)};
    struct account_form f;
    struct sign_in in = {.answer = SIGN_IN_OVER};

    if (req->actor != NULL)
        return http_redirect(res, page_sign_in_way_back(&req->form));
    claim.pending = form_value(&req->form, "schritt");
    claim.code = slice_trim(form_value(&req->form, "code"));
    TRY(sign_in_second(session_accounts(req), &req->ctx, &claim, &in));
    if (in.answer == SIGN_IN_DONE)
        return page_sign_in_entered(req, res, &in, page_sign_in_way_back(&req->form));
    TRY(account_form_init(
        &f, &page, in.answer == SIGN_IN_OVER ? SAY_ACCOUNT_SIGN_IN : SAY_ACCOUNT_SECOND_TITLE));
    if (in.answer == SIGN_IN_OVER) {
        account_form_problem(&f, res, SAY_ACCOUNT_SECOND_OVER);
        return show_first(&page, res, &f);
    }
    if (in.answer == SIGN_IN_WAIT)
        account_form_wait(&f, res, in.wait_seconds);
    else
        account_form_problem(&f, res, SAY_ACCOUNT_CODE_WRONG);
    return show_second(&page, res, &f, &in);
}

/* Signed out here; who came with a service may still be signed in there. */
enum err
page_sign_in_out(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice to = SLICE("/anmelden?abgemeldet");
    struct slice issuer = SLICE("");
    enum err e =
        oidc_issuer_of_session(session_accounts(req), &req->ctx, req->actor->session, &issuer);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    TRY(sign_in_end(session_accounts(req), &req->ctx, req->actor, req->actor->session));
    session_forget(req, res);
    if (e == OK) {
        text_printf(&t, "/anmelden?abgemeldet&dienst=%.*s", SLICE_ARG(issuer));
        TRY(text_end(&t, &to));
    }
    return http_redirect(res, to);
}
