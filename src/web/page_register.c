/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Registering, confirming, and a new password by mail. Known and unknown addresses get the same
 * page (ACCOUNT-5). Links of mails lead to a form: opening one changes nothing, since programs that
 * look for malware open them too.
 */
#include "service/registration.h"
#include "web/account_form.h"
#include "web/password_field.h"
#include "web/route.h"
#include "web/session.h"

/* --- registering --- */

static void
put_register(struct account_form *f, const struct form *sent)
{
    f->lead = page_say(f->page, SAY_ACCOUNT_REGISTER_LEAD);
    f->action = SLICE("/registrieren");
    f->submit = SAY_ACCOUNT_REGISTER_TITLE;
    (void)account_form_field(f, "name", SAY_ACCOUNT_NAME, "name",
                             slice_trim(form_value(sent, "name")));
    f->fields[0].hint = page_say(f->page, SAY_ACCOUNT_NAME_HINT);
    (void)account_form_field(f, "email", SAY_ACCOUNT_EMAIL, "username",
                             slice_trim(form_value(sent, "email")));
    (void)password_field(f);
    f->links[f->links_len++] = (struct account_form_link){SAY_ACCOUNT_SIGN_IN, SLICE("/anmelden")};
}

enum err
page_register_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    if (req->actor != NULL)
        return http_redirect(res, SLICE("/konto"));
    TRY(account_form_init(&f, &page, SAY_ACCOUNT_REGISTER_TITLE));
    put_register(&f, &req->form);
    return account_form_show(&f, res);
}

/* One line: a name stands in mails. */
static bool
has_line_end(struct slice s)
{
    return slice_find_char(s, '\n') < s.len;
}

static enum err
check_register(struct account_form *f, struct registration *r)
{
    const struct page *page = f->page;

    r->name = f->fields[0].value;
    if (r->name.len == 0 || has_line_end(r->name))
        account_form_wrong(f, &f->fields[0], page_say(page, SAY_ACCOUNT_NAME_MISSING));
    else if (r->name.len > ACCOUNT_NAME_BYTES_MAX)
        account_form_wrong(
            f, &f->fields[0],
            page_tell(page, SAY_ACCOUNT_NAME_LONG, SAY_ARGS(SAY_AS_INT(ACCOUNT_NAME_BYTES_MAX))));
    if (account_email_parse(page->req->arena, f->fields[1].value, &r->email) != OK)
        account_form_wrong(f, &f->fields[1], page_say(page, SAY_ACCOUNT_EMAIL_WRONG));
    return password_field_check(f, &f->fields[2], r->email, r->name);
}

/* The page after every form that sends a mail. */
static enum err
show_mail_sent(struct page *page, struct http_response *res)
{
    struct account_form f;

    TRY(account_form_init(&f, page, SAY_ACCOUNT_MAIL_TITLE));
    f.lead = page_say(page, SAY_ACCOUNT_MAIL_SENT);
    return account_form_show(&f, res);
}

/* A failure that the form can tell; others are passed on. */
static enum err
tell(struct account_form *f, struct http_response *res, enum err e, int wait_seconds)
{
    if (e == ERR_BUSY)
        account_form_busy(f, res);
    else if (e == ERR_DENIED && wait_seconds > 0)
        account_form_wait(f, res, wait_seconds);
    else if (e == ERR_DENIED)
        account_form_problem(f, res, SAY_ACCOUNT_PASSWORD_WRONG);
    else
        return e;
    return account_form_show(f, res);
}

enum err
page_register_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct registration r = {.password = form_value(&req->form, "neu"),
                             .language = page.lang,
                             .address = session_address(req)};
    struct account_form f;
    int wait_seconds = 0;
    enum err e;

    TRY(account_form_init(&f, &page, SAY_ACCOUNT_REGISTER_TITLE));
    put_register(&f, &req->form);
    TRY(check_register(&f, &r));
    if (f.errors->errors_len > 0)
        return account_form_show(&f, res);
    e = registration_begin(session_accounts(req), &req->ctx, &r, &wait_seconds);
    return e == OK ? show_mail_sent(&page, res) : tell(&f, res, e, wait_seconds);
}

/* --- links --- */

static enum err
show_over(struct page *page, struct http_response *res)
{
    struct account_form f;

    TRY(account_form_init(&f, page, SAY_ACCOUNT_LINK_TITLE));
    ctx_clear(&page->req->ctx);
    res->status = 404;
    f.lead = page_say(page, SAY_ACCOUNT_LINK_OVER);
    f.links[f.links_len++] = (struct account_form_link){SAY_ACCOUNT_FORGOT, SLICE("/passwort")};
    f.links[f.links_len++] =
        (struct account_form_link){SAY_ACCOUNT_REGISTER_TITLE, SLICE("/registrieren")};
    return account_form_show(&f, res);
}

static enum err
put_confirm(struct account_form *f, struct page *page, struct slice secret)
{
    TRY(account_form_init(f, page, SAY_ACCOUNT_CONFIRM_TITLE));
    f->lead = page_say(page, SAY_ACCOUNT_CONFIRM_LEAD);
    f->action = SLICE("/registrieren/bestaetigen");
    f->submit = SAY_ACCOUNT_CONFIRM;
    f->hidden_name = "t";
    f->hidden = secret;
    (void)account_form_field(f, "passwort", SAY_ACCOUNT_PASSWORD, "current-password", SLICE(""));
    return OK;
}

enum err
page_register_confirm(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice secret = form_value(&req->query, "t");
    struct account_form f;
    struct account account;
    enum err e = registration_look(session_accounts(req), &req->ctx, secret, "confirm", &account);

    if (e == ERR_NOT_FOUND)
        return show_over(&page, res);
    TRY(e);
    TRY(put_confirm(&f, &page, secret));
    return account_form_show(&f, res);
}

enum err
page_register_confirm_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice secret = form_value(&req->form, "t");
    struct account_form f;
    int wait_seconds = 0;
    enum err e = registration_confirm(session_accounts(req), &req->ctx, secret,
                                      form_value(&req->form, "passwort"), &wait_seconds);

    if (e == OK)
        return http_redirect(res, SLICE("/anmelden?bestaetigt"));
    if (e == ERR_NOT_FOUND)
        return show_over(&page, res);
    TRY(put_confirm(&f, &page, secret));
    return tell(&f, res, e, wait_seconds);
}

/* --- a forgotten password --- */

static enum err
put_ask(struct account_form *f, struct page *page)
{
    TRY(account_form_init(f, page, SAY_ACCOUNT_RESET_TITLE));
    f->lead = page_say(page, SAY_ACCOUNT_RESET_LEAD);
    f->action = SLICE("/passwort");
    f->submit = SAY_ACCOUNT_RESET_SEND;
    (void)account_form_field(f, "email", SAY_ACCOUNT_EMAIL, "username",
                             slice_trim(form_value(&page->req->form, "email")));
    return OK;
}

enum err
page_reset_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(put_ask(&f, &page));
    return account_form_show(&f, res);
}

enum err
page_reset_send(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;
    struct slice email = SLICE("");
    int wait_seconds = 0;
    enum err e;

    TRY(put_ask(&f, &page));
    if (account_email_parse(req->arena, f.fields[0].value, &email) != OK) {
        account_form_wrong(&f, &f.fields[0], page_say(&page, SAY_ACCOUNT_EMAIL_WRONG));
        return account_form_show(&f, res);
    }
    e = registration_ask_reset(session_accounts(req), &req->ctx, email, session_address(req),
                               &wait_seconds);
    return e == OK ? show_mail_sent(&page, res) : tell(&f, res, e, wait_seconds);
}

/* PASSKEY-8 */
static enum err
put_passkeys(struct account_form *f, const struct account *account)
{
    struct http_request *req = f->page->req;
    struct passkey all[PASSKEYS_MAX];
    struct text t = text_init(req->arena, PASSKEY_NAMES_BYTES_MAX);
    struct slice names = SLICE("");
    int len = 0;

    TRY(passkey_list(session_accounts(req), &req->ctx, account->id, all, &len));
    passkey_put_names(&t, f->page->lang, all, len);
    TRY(text_end(&t, &names));
    if (len == 0)
        return OK;
    f->tick_name = "passkeys";
    f->tick_lead = page_tell(f->page, SAY_PASSKEY_RESET_NAMES, SAY_ARGS(SAY_AS_TEXT(names)));
    f->tick = SAY_PASSKEY_RESET_TICK;
    f->tick_is_on = form_has(&req->form, f->tick_name);
    return OK;
}

static enum err
put_reset(struct account_form *f, struct page *page, struct slice secret,
          const struct account *account)
{
    TRY(account_form_init(f, page, SAY_ACCOUNT_RESET_TITLE));
    f->action = SLICE("/passwort/neu");
    f->submit = SAY_ACCOUNT_SET_PASSWORD;
    f->hidden_name = "t";
    f->hidden = secret;
    (void)password_field(f);
    return put_passkeys(f, account);
}

enum err
page_reset_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice secret = form_value(&req->query, "t");
    struct account_form f;
    struct account account;
    enum err e = registration_look(session_accounts(req), &req->ctx, secret, "reset", &account);

    if (e == ERR_NOT_FOUND)
        return show_over(&page, res);
    TRY(e);
    TRY(put_reset(&f, &page, secret, &account));
    return account_form_show(&f, res);
}

enum err
page_reset_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice secret = form_value(&req->form, "t");
    struct account_form f;
    struct account account = {.name = SLICE("")};
    enum err e = registration_look(session_accounts(req), &req->ctx, secret, "reset", &account);

    if (e == ERR_NOT_FOUND)
        return show_over(&page, res);
    TRY(e);
    TRY(put_reset(&f, &page, secret, &account));
    TRY(password_field_check(&f, &f.fields[0], account.email, account.name));
    if (f.errors->errors_len > 0)
        return account_form_show(&f, res);
    e = registration_reset(
        session_accounts(req), &req->ctx, secret,
        &(struct registration_reset){.password = form_value(&req->form, "neu"),
                                     .without_passkeys = form_has(&req->form, "passkeys")});
    if (e == OK)
        return http_redirect(res, SLICE("/anmelden?gesetzt"));
    return e == ERR_NOT_FOUND ? show_over(&page, res) : tell(&f, res, e, 0);
}
