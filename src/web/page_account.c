/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_account.h"

#include "domain/right.h"
#include "service/employment_service.h"
#include "service/mail_service.h"
#include "web/account_prove.h"
#include "web/check_owner.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/password_field.h"
#include "web/route.h"
#include "web/session.h"

enum { QUIET_ZONE = 4 }; /* white modules around a QR code, ISO/IEC 18004 */

static struct account_security_proof
proof_of(const struct http_request *req)
{
    return (struct account_security_proof){.password = form_value(&req->form, "passwort"),
                                           .address = session_address(req)};
}

/* --- overview --- */

/* How many entries of municipalities wait for an answer. */
static enum err
put_asked(struct http_request *req, struct page_account *p)
{
    const struct web_app *app = req->app;
    struct employment_own *own = NULL;
    int len = 0;

    TRY(employment_list(&req->ctx, app->platform, req->actor, &own, &len));
    for (int i = 0; i < len; i++)
        p->asked += own[i].employment.answer == EMPLOYMENT_ASKED &&
                    employment_is_current(&own[i].employment, day_of(req->ctx.now));
    return OK;
}

/* Of the services those that the person has not linked yet. */
static void
leave_out_linked(struct page_account *p)
{
    int kept = 0;

    for (int i = 0; i < p->issuers_len; i++) {
        bool is_linked = false;

        for (int k = 0; k < p->linked.identities_len; k++)
            is_linked |= slice_eq(p->linked.identities[k].name, p->issuers[i].name);
        if (!is_linked)
            p->issuers[kept++] = p->issuers[i];
    }
    p->issuers_len = kept;
}

enum err
page_account_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_account *p = arena_new(req->arena, struct page_account);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = &page;
    TRY(account_security_load(session_accounts(req), &req->ctx, req->actor, &p->security));
    TRY(sign_in_list(session_accounts(req), &req->ctx, req->actor, p->sessions, &p->sessions_len));
    TRY(put_asked(req, p));
    TRY(identity_list(session_accounts(req), &req->ctx, req->actor, &p->linked));
    TRY(issuer_list(session_accounts(req), &req->ctx, &p->issuers, &p->issuers_len));
    leave_out_linked(p);
    TRY(page_passkey_box(req, &page, &p->passkeys));
    if (form_has(&req->query, "geaendert"))
        p->good = page_say(&page, SAY_ACCOUNT_CHANGED);
    else if (form_has(&req->query, "passkey"))
        p->good = page_say(&page, SAY_PASSKEY_ADDED);
    else if (form_has(&req->query, "entfernt"))
        p->good = page_say(&page, SAY_PASSKEY_REMOVED);
    else if (form_has(&req->query, "dienste"))
        p->good = page_say(&page, SAY_ISSUER_CHANGED);
    else if (form_has(&req->query, "adresse"))
        p->good = page_say(&page, SAY_ADDRESS_DONE);
    page.title = page_say(&page, SAY_ACCOUNT_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_account, p);
}

enum err
page_account_end(struct http_request *req, struct http_response *res)
{
    int64_t id = 0;

    if (form_has(&req->form, "alle"))
        TRY(sign_in_end_others(session_accounts(req), &req->ctx, req->actor));
    else if (slice_int(form_value(&req->form, "id"), 1, INT64_MAX, &id) == OK)
        TRY(sign_in_end(session_accounts(req), &req->ctx, req->actor, (struct session_id){id}));
    else
        return ERR_INVALID;
    return http_redirect(res, SLICE("/konto#geraete"));
}

/* --- password --- */

static enum err
put_password(struct account_form *f, struct page *page)
{
    TRY(account_form_init(f, page, SAY_ACCOUNT_CHANGE_PASSWORD));
    f->action = SLICE("/konto/passwort");
    f->submit = SAY_ACCOUNT_SET_PASSWORD;
    f->links[f->links_len++] = (struct account_form_link){SAY_ACCOUNT_TITLE, SLICE("/konto")};
    (void)account_form_field(f, "passwort", SAY_ACCOUNT_OLD_PASSWORD, "current-password",
                             SLICE(""));
    (void)password_field(f);
    return OK;
}

enum err
page_account_password(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(put_password(&f, &page));
    return account_form_show(&f, res);
}

/* A wrong password, too many of them, or a full pool: said in the form. */
static enum err
tell(struct account_form *f, struct http_response *res, enum err e, int wait_seconds)
{
    if (e == ERR_BUSY)
        account_form_busy(f, res);
    else if (e == ERR_DENIED && wait_seconds > 0)
        account_form_wait(f, res, wait_seconds);
    else if (e == ERR_DENIED)
        account_form_wrong(f, &f->fields[0], page_say(f->page, SAY_ACCOUNT_PASSWORD_WRONG));
    else
        return e;
    return account_form_show(f, res);
}

enum err
page_account_password_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_security_proof proof = proof_of(req);
    struct account_security s = {.has_totp = false};
    struct account_form f;
    enum err e;

    proof.replacement = form_value(&req->form, "neu");
    TRY(put_password(&f, &page));
    TRY(account_security_load(session_accounts(req), &req->ctx, req->actor, &s));
    TRY(password_field_check(&f, &f.fields[1], s.account.email, s.account.name));
    if (f.errors->errors_len > 0)
        return account_form_show(&f, res);
    e = account_security_set_password(session_accounts(req), &req->ctx, req->actor, &proof);
    if (e != OK)
        return tell(&f, res, e, proof.wait_seconds);
    session_set(req, res, proof.secret);
    return http_redirect(res, SLICE("/konto?geaendert"));
}

/* --- second factor --- */

static enum err
show_factor(struct page *page, struct http_response *res, struct slice secret, bool wrong)
{
    struct http_request *req = page->req;
    struct page_second_factor p = {.page = page, .wrong = wrong};
    struct account_security s = {.has_totp = false};

    TRY(account_security_load(session_accounts(req), &req->ctx, req->actor, &s));
    TRY(second_factor_show(req->arena, secret, s.account.email, &p.factor));
    p.view = p.factor.size + 2 * QUIET_ZONE;
    page->title = page_say(page, SAY_ACCOUNT_TOTP_START);
    page->noindex = true;
    if (wrong)
        res->status = 422;
    PAGE_SEND(page, res, page_second_factor, &p);
}

/*
 * ACCOUNT-20: else whoever sits there keeps the owner out with a factor of theirs. A new key each
 * time, so that a picture that somebody saw is worth nothing once it is left.
 */
enum err
page_account_factor_begin(struct http_request *req, struct http_response *res)
{
    static const struct account_prove how = {SAY_ACCOUNT_TOTP_START,
                                             SAY_ACCOUNT_TOTP_PROOF,
                                             SAY_ACCOUNT_TOTP_STALE,
                                             SAY_ACCOUNT_GO_ON,
                                             SLICE_INIT("/konto/zweiter-faktor"),
                                             NULL};
    struct account_security s = {.has_totp = false};
    struct slice secret = SLICE("");
    bool is_proved = false;

    TRY(account_security_load(session_accounts(req), &req->ctx, req->actor, &s));
    if (s.has_totp)
        return http_redirect(res, SLICE("/konto"));
    TRY(account_prove(req, res, &how, &is_proved));
    if (!is_proved)
        return OK;
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    TRY(account_security_totp_begin(session_accounts(req), &req->ctx, req->actor, &secret));
    return show_factor(&page, res, secret, false);
}

enum err
page_account_factor_use(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_recovery p = {.page = &page, .codes_len = RECOVERY_CODES};
    struct slice secret = SLICE("");
    enum err e = account_security_totp_use(session_accounts(req), &req->ctx, req->actor,
                                           slice_trim(form_value(&req->form, "code")), p.codes);

    if (e == ERR_INVALID) {
        TRY(account_security_totp_begun(session_accounts(req), &req->ctx, req->actor, &secret));
        return show_factor(&page, res, secret, true);
    }
    if (e == ERR_NOT_FOUND)
        return http_redirect(res, SLICE("/konto"));
    TRY(e);
    page.title = page_say(&page, SAY_ACCOUNT_RECOVERY_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_recovery, &p);
}

static enum err
put_drop(struct account_form *f, struct page *page)
{
    TRY(account_form_init(f, page, SAY_ACCOUNT_TOTP_TITLE));
    f->action = SLICE("/konto/zweiter-faktor/aus");
    f->submit = SAY_ACCOUNT_TOTP_DROP;
    f->links[f->links_len++] = (struct account_form_link){SAY_ACCOUNT_TITLE, SLICE("/konto")};
    (void)account_form_field(f, "passwort", SAY_ACCOUNT_PASSWORD, "current-password", SLICE(""));
    return OK;
}

enum err
page_account_factor_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(put_drop(&f, &page));
    return account_form_show(&f, res);
}

enum err
page_account_factor_drop(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_security_proof proof = proof_of(req);
    struct account_form f;
    enum err e;

    TRY(put_drop(&f, &page));
    e = account_security_totp_drop(session_accounts(req), &req->ctx, req->actor, &proof);
    return e == OK ? http_redirect(res, SLICE("/konto")) : tell(&f, res, e, proof.wait_seconds);
}

/* --- what a guest entered --- */

enum err
page_account_adopt(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_adopt p = {.page = &page};

    page.title = page_say(&page, SAY_ACCOUNT_ADOPT_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_adopt, &p);
}

/* ACCOUNT-12: the person has chosen; what was not chosen is deleted. */
enum err
page_account_adopt_save(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct check_move move = {check_owner_of_account(req, req->actor->code), true};
    struct check_desk desk;
    struct experience_person person;
    struct consent_person guest;
    bool both = false;

    if (req->guest.len == 0)
        return http_redirect(res, SLICE("/konto"));
    guest = consent_owner_of_guest(req);
    desk = check_desk_of_guest(req);
    if (form_has(&req->form, "geraet")) {
        TRY(guest_adopt_instead(&req->ctx, app->platform, guest_data_key_of_guest(req),
                                guest_data_key(req)));
        TRY(check_move(&req->ctx, &desk, &move, &both));
    } else {
        TRY(guest_delete(&req->ctx, app->platform, guest_data_key_of_guest(req)));
        TRY(check_delete_all(&req->ctx, &desk));
        TRY(consent_forget(&req->ctx, app->accounts->db, &guest));
    }
    person = consent_experience_of(req);
    TRY(experience_settle(&req->ctx, app->platform, &person));
    return http_redirect(res, SLICE("/situation"));
}

/* --- mails of a demo --- */

enum err
page_outbox_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    const struct web_app *app = req->app;
    struct page_outbox *p = arena_new(req->arena, struct page_outbox);

    if (!app->shows_outbox)
        return ERR_NOT_FOUND;
    if (p == NULL)
        return ERR_LIMIT;
    p->page = &page;
    TRY(mail_service_shown(&req->ctx, app->accounts->db, p->mails, &p->mails_len));
    page.title = page_say(&page, SAY_ACCOUNT_OUTBOX_TITLE);
    page.noindex = true;
    res->is_personal = true;
    PAGE_SEND(&page, res, page_outbox, p);
}
