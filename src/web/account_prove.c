/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/account_prove.h"

#include "service/identity_sign_in.h"
#include "web/session.h"

static enum err
ask(struct http_request *req, struct http_response *res, const struct account_prove *how,
    enum err e, int wait_seconds)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, how->title));
    f.lead = page_say(&page, how->lead);
    f.action = how->action;
    f.submit = how->go;
    f.hidden_name = how->hidden_name;
    if (how->hidden_name != NULL)
        f.hidden = form_value(&req->form, how->hidden_name);
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

enum err
account_prove(struct http_request *req, struct http_response *res, const struct account_prove *how,
              bool *ret_proved)
{
    const struct web_app *app = req->app;
    struct account_security_proof proof = {.password = form_value(&req->form, "passwort"),
                                           .address = session_address(req)};
    struct identity_list list = {.identities_len = 0};
    enum err e;

    *ret_proved = false;
    TRY(identity_list(app->accounts, &req->ctx, req->actor, &list));
    if (!list.is_fresh && !list.has_password)
        return account_form_word(req, res,
                                 &(struct account_form_word){403, how->title, how->stale,
                                                             SAY_ACCOUNT_TITLE, SLICE("/konto")});
    if (!list.is_fresh && !form_has(&req->form, "passwort"))
        return ask(req, res, how, OK, 0);
    e = identity_prove(app->accounts, &req->ctx, req->actor, &proof);
    if (e == ERR_DENIED || e == ERR_BUSY) {
        ctx_clear(&req->ctx);
        return ask(req, res, how, e, proof.wait_seconds);
    }
    *ret_proved = e == OK;
    return e;
}
