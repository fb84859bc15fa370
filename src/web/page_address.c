/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Another mail address for the own account, and the way back (ACCOUNT-14 to ACCOUNT-19). Links of
 * mails lead to a form: opening one changes nothing.
 */
#include "service/address_change.h"
#include "service/identity_sign_in.h"
#include "web/account_form.h"
#include "web/password_field.h"
#include "web/route.h"
#include "web/session.h"
#include "web/web_app.h"

static void
link_to(struct account_form *f, enum say_key label, struct slice url)
{
    f->links[f->links_len++] = (struct account_form_link){label, url};
}

/* A page that says one thing, and where it goes on. */
static enum err
say_word(struct page *page, struct http_response *res, enum say_key text, int status)
{
    struct account_form f;

    ctx_clear(&page->req->ctx);
    TRY(account_form_init(&f, page, SAY_ADDRESS_TITLE));
    f.lead = page_say(page, text);
    link_to(&f, SAY_ACCOUNT_TITLE, SLICE("/konto"));
    res->status = status;
    res->is_personal = true;
    return account_form_show(&f, res);
}

/* --- asking -------------------------------------------------------------------- */

/* ISSUER-13 has the same proof: a fresh sign-in, else the password. */
static enum err
put_ask(struct account_form *f, struct page *page, const struct identity_list *list)
{
    struct http_request *req = page->req;
    struct slice waits = SLICE("");

    TRY(account_form_init(f, page, SAY_ADDRESS_TITLE));
    TRY(address_change_waits(session_accounts(req), &req->ctx, req->actor, &waits));
    f->lead = page_say(page, SAY_ADDRESS_LEAD);
    if (waits.len > 0)
        f->good = page_tell(page, SAY_ADDRESS_WAITS, SAY_ARGS(SAY_AS_TEXT(waits)));
    f->action = SLICE("/konto/adresse");
    f->submit = SAY_ADDRESS_ASK;
    link_to(f, SAY_ACCOUNT_TITLE, SLICE("/konto"));
    (void)account_form_field(f, "email", SAY_ADDRESS_NEW, "email",
                             slice_trim(form_value(&req->form, "email")));
    if (!list->is_fresh)
        (void)account_form_field(f, "passwort", SAY_ACCOUNT_PASSWORD, "current-password",
                                 SLICE(""));
    return OK;
}

enum err
page_address_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct identity_list list = {.identities_len = 0};
    struct account_form f;

    TRY(identity_list(session_accounts(req), &req->ctx, req->actor, &list));
    if (!list.is_fresh && !list.has_password)
        return say_word(&page, res, SAY_ADDRESS_STALE, 403);
    TRY(put_ask(&f, &page, &list));
    res->is_personal = true;
    return account_form_show(&f, res);
}

/* What went wrong, in the form; `field` is the one that a wrong password stands in. */
static enum err
tell(struct account_form *f, struct http_response *res, enum err e, int wait_seconds)
{
    ctx_clear(&f->page->req->ctx);
    if (e == ERR_BUSY)
        account_form_busy(f, res);
    else if (e == ERR_DENIED && wait_seconds > 0)
        account_form_wait(f, res, wait_seconds);
    else if (e == ERR_DENIED)
        account_form_wrong(f, &f->fields[f->fields_len - 1],
                           page_say(f->page, SAY_ACCOUNT_PASSWORD_WRONG));
    else if (e == ERR_CONFLICT)
        account_form_wrong(f, &f->fields[0], page_say(f->page, SAY_ADDRESS_SAME));
    else
        return e;
    res->is_personal = true;
    return account_form_show(f, res);
}

enum err
page_address_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_security_proof proof = {.password = form_value(&req->form, "passwort"),
                                           .address = session_address(req)};
    struct address_wish wish = {.actor = req->actor, .address = session_address(req)};
    struct identity_list list = {.identities_len = 0};
    struct account_form f;
    int wait_seconds = 0;
    enum err e;

    TRY(identity_list(session_accounts(req), &req->ctx, req->actor, &list));
    if (!list.is_fresh && !list.has_password)
        return say_word(&page, res, SAY_ADDRESS_STALE, 403);
    TRY(put_ask(&f, &page, &list));
    if (account_email_parse(req->arena, f.fields[0].value, &wish.email) != OK) {
        account_form_wrong(&f, &f.fields[0], page_say(&page, SAY_ACCOUNT_EMAIL_WRONG));
        return account_form_show(&f, res);
    }
    e = identity_prove(session_accounts(req), &req->ctx, req->actor, &proof);
    if (e != OK)
        return tell(&f, res, e, proof.wait_seconds);
    e = address_change_ask(session_accounts(req), &req->ctx, &wish, &wait_seconds);
    return e == OK ? say_word(&page, res, SAY_ADDRESS_SENT, 200) : tell(&f, res, e, wait_seconds);
}

/* --- confirming ------------------------------------------------------------------ */

enum err
page_address_confirm(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;
    struct slice email = SLICE("");
    enum err e;

    TRY(account_form_init(&f, &page, SAY_ADDRESS_CONFIRM_TITLE));
    f.hidden_name = "t";
    f.hidden = form_value(&req->query, "t");
    e = address_change_look(session_accounts(req), &req->ctx, req->actor, f.hidden, &email);
    if (e == ERR_NOT_FOUND)
        return say_word(&page, res, SAY_ADDRESS_OVER, 404);
    TRY(e);
    f.lead = page_tell(&page, SAY_ADDRESS_CONFIRM_LEAD, SAY_ARGS(SAY_AS_TEXT(email)));
    f.action = SLICE("/konto/adresse/bestaetigen");
    f.submit = SAY_ADDRESS_CONFIRM;
    link_to(&f, SAY_ACCOUNT_TITLE, SLICE("/konto"));
    res->is_personal = true;
    return account_form_show(&f, res);
}

enum err
page_address_confirm_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    enum err e = address_change_confirm(session_accounts(req), &req->ctx, req->actor,
                                        form_value(&req->form, "t"));

    if (e == ERR_NOT_FOUND)
        return say_word(&page, res, SAY_ADDRESS_OVER, 404);
    if (e == ERR_CONFLICT)
        return say_word(&page, res, SAY_ADDRESS_TAKEN, 409);
    TRY(e);
    return http_redirect(res, SLICE("/konto?adresse"));
}

/* --- the way back ------------------------------------------------------------------ */

/* ACCOUNT-16: on until somebody takes it off, for what is strange may be older than the change. */
static const char ALL_GO[] = "alle";

static enum err
put_back(struct account_form *f, struct page *page, struct slice secret,
         struct address_back *ret_back)
{
    struct http_request *req = page->req;

    TRY(account_form_init(f, page, SAY_ADDRESS_BACK_TITLE));
    TRY(address_back_look(session_accounts(req), &req->ctx, secret, page->lang, ret_back));
    f->lead = page_tell(page, SAY_ADDRESS_BACK_LEAD, SAY_ARGS(SAY_AS_TEXT(ret_back->email)));
    f->action = SLICE("/adresse-zurueck");
    f->submit = SAY_ADDRESS_BACK;
    f->hidden_name = "t";
    f->hidden = secret;
    (void)password_field(f);
    if (ret_back->before.len == 0)
        return OK;
    f->tick_name = ALL_GO;
    f->tick_lead =
        page_tell(page, SAY_ADDRESS_BACK_BEFORE, SAY_ARGS(SAY_AS_TEXT(ret_back->before)));
    f->tick = SAY_ADDRESS_BACK_TICK;
    f->tick_is_on = !form_has(&req->form, "t") || form_has(&req->form, ALL_GO);
    return OK;
}

enum err
page_address_back(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct address_back back;
    struct account_form f;
    enum err e = put_back(&f, &page, form_value(&req->query, "t"), &back);

    if (e == ERR_NOT_FOUND)
        return say_word(&page, res, SAY_ADDRESS_BACK_OVER, 404);
    TRY(e);
    return account_form_show(&f, res);
}

enum err
page_address_back_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice secret = form_value(&req->form, "t");
    struct address_back_wish wish = {.secret = secret, .password = form_value(&req->form, "neu")};
    struct address_back back;
    struct account_form f;
    enum err e = put_back(&f, &page, secret, &back);

    if (e == ERR_NOT_FOUND)
        return say_word(&page, res, SAY_ADDRESS_BACK_OVER, 404);
    TRY(e);
    TRY(password_field_check(&f, &f.fields[0], back.email, back.account.name));
    if (f.errors->errors_len > 0)
        return account_form_show(&f, res);
    wish.keeps_before = back.before.len > 0 && !f.tick_is_on;
    e = address_back_take(session_accounts(req), &req->ctx, &wish);
    if (e == OK)
        return http_redirect(res, SLICE("/anmelden?gesetzt"));
    if (e == ERR_NOT_FOUND)
        return say_word(&page, res, SAY_ADDRESS_BACK_OVER, 404);
    return e == ERR_CONFLICT ? say_word(&page, res, SAY_ADDRESS_BACK_TAKEN, 409)
                             : tell(&f, res, e, 0);
}
