/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_office.h"

#include "domain/municipality.h"
#include "web/office_form.h"
#include "web/page.gen.h"
#include "web/route.h"

static struct organisation_use
use_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct organisation_use){app->accounts, req->actor};
}

/* "/betrieb/organisation/heidelberg" and what follows. */
static struct slice
url_of(const struct page *page, struct slice code, const char *rest)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_puts(&t, "/betrieb/organisation/");
    percent_put(&t, code);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

/* --- all of them --------------------------------------------------------- */

static const enum say_key TITLES[ORGANISATION_KINDS] = {
    [ORGANISATION_COOPERATIVE] = SAY_OFFICE_COOPERATIVE,
    [ORGANISATION_MUNICIPALITY] = SAY_OFFICE_MUNICIPALITIES,
    [ORGANISATION_PROVIDER] = SAY_OFFICE_PROVIDERS,
    [ORGANISATION_CERTIFIER] = SAY_OFFICE_CERTIFIERS,
    [ORGANISATION_FUNDER] = SAY_OFFICE_FUNDERS,
};

static const enum say_key KINDS[ORGANISATION_KINDS] = {
    [ORGANISATION_COOPERATIVE] = SAY_OFFICE_COOPERATIVE,
    [ORGANISATION_MUNICIPALITY] = SAY_OFFICE_KIND_MUNICIPALITY,
    [ORGANISATION_PROVIDER] = SAY_OFFICE_KIND_PROVIDER,
    [ORGANISATION_CERTIFIER] = SAY_OFFICE_KIND_CERTIFIER,
    [ORGANISATION_FUNDER] = SAY_OFFICE_KIND_FUNDER,
};

static enum err
put_kind(struct page_office *p, enum organisation_kind kind)
{
    struct http_request *req = p->page->req;
    struct organisation_use use = use_of(req);
    struct office_kind *k = &p->kinds[p->kinds_len++];
    struct organisations all = {0};

    k->title = TITLES[kind];
    if (kind != ORGANISATION_COOPERATIVE)
        k->add_url =
            page_url(p->page, "/betrieb/neu", "art", slice_of(organisation_kind_code(kind)));
    TRY(organisation_list(&req->ctx, &use, kind, &all));
    k->rows = arena_array(req->arena, struct office_row, (size_t)all.len + 1);
    if (k->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all.len; i++) {
        const struct organisation *o = &all.at[i];

        k->members += o->status == ORGANISATION_ADMITTED;
        k->shares += o->status == ORGANISATION_ADMITTED ? o->shares : 0;
        k->rows[k->rows_len++] = (struct office_row){
            o, url_of(p->page, o->code, ""), o->state.len > 0 ? state_name(o->state) : SLICE(""),
            o->status == ORGANISATION_APPLIED, o->status == ORGANISATION_LEFT};
    }
    return OK;
}

enum err
page_office_show(struct http_request *req, struct http_response *res)
{
    static const enum organisation_kind order[] = {ORGANISATION_MUNICIPALITY, ORGANISATION_PROVIDER,
                                                   ORGANISATION_CERTIFIER, ORGANISATION_FUNDER,
                                                   ORGANISATION_COOPERATIVE};
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_office p = {.page = &page};

    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        TRY(put_kind(&p, order[i]));
    page.title = page_say(&page, SAY_OFFICE_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_office, &p);
}

/* --- an application ------------------------------------------------------ */

static enum err
show_new(struct page *page, struct http_response *res, struct page_office_new *p,
         enum organisation_kind kind)
{
    p->page = page;
    p->lead = page_say(page, kind == ORGANISATION_MUNICIPALITY ? SAY_OFFICE_NEW_MUNICIPALITY
                                                               : SAY_OFFICE_NEW_OTHER);
    page->title = page_say(page, SAY_OFFICE_NEW);
    page->noindex = true;
    p->crumbs.crumbs[0] = (struct crumb){page_say(page, SAY_OFFICE_TITLE), SLICE("/betrieb")};
    p->crumbs.crumbs[1].label = page_say(page, TITLES[kind]);
    p->crumbs.crumbs_len = 2;
    if (p->form.errors->errors_len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_office_new, p);
}

static enum organisation_kind
kind_of(const struct form *f)
{
    enum organisation_kind kind = ORGANISATION_MUNICIPALITY;

    if (organisation_kind_parse(form_value(f, "art"), &kind) != OK ||
        kind == ORGANISATION_COOPERATIVE)
        return ORGANISATION_MUNICIPALITY;
    return kind;
}

enum err
page_office_new(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_office_new p = {.page = &page};
    struct application a = {.kind = kind_of(&req->query), .shares = 1, .employees = -1};

    if (a.kind != ORGANISATION_MUNICIPALITY)
        a.shares = 0;
    TRY(office_form_show(&p.form, &page, &a, true));
    return show_new(&page, res, &p, a.kind);
}

enum err
page_office_apply(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_office_new p = {.page = &page};
    struct organisation_use use = use_of(req);
    struct application a = {.kind = kind_of(&req->form)};
    struct organisation made = {0};
    enum err e;

    TRY(office_form_read(&p.form, &page, &a, true));
    if (p.form.errors->errors_len > 0)
        return show_new(&page, res, &p, a.kind);
    e = organisation_apply(&req->ctx, &use, &a, &made);
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        p.problem =
            page_say(&page, e == ERR_CONFLICT                     ? SAY_OFFICE_KNOWN_ALREADY
                            : a.kind == ORGANISATION_MUNICIPALITY ? SAY_OFFICE_NO_MUNICIPALITY
                                                                  : SAY_OFFICE_NO_PROVIDER);
        res->status = 422;
        return show_new(&page, res, &p, a.kind);
    }
    TRY(e);
    return http_redirect(res, url_of(&page, made.code, "?neu"));
}

/* --- one of them --------------------------------------------------------- */

static void
put_ways(struct page_office_one *p, const struct page *page)
{
    struct slice code = p->organisation.code;

    p->url = url_of(page, code, "");
    p->admit = url_of(page, code, "/aufnehmen");
    p->leave = url_of(page, code, "/verabschieden");
    p->staff_add = url_of(page, code, "/mitarbeit");
    p->staff_take = url_of(page, code, "/mitarbeit/nehmen");
    p->is_applied = p->organisation.status == ORGANISATION_APPLIED;
    p->is_member = p->organisation.status == ORGANISATION_ADMITTED;
    p->has_left = p->organisation.status == ORGANISATION_LEFT;
    p->may_leave = p->is_member && p->organisation.kind != ORGANISATION_COOPERATIVE;
    p->staff_name = (struct field){
        .id = "name", .name = "name", .type = "text", .label = SAY_OFFICE_STAFF_NAME};
    p->staff_email =
        (struct field){.id = "email", .name = "email", .type = "email", .label = SAY_ACCOUNT_EMAIL};
}

static enum err
load_one(struct page *page, struct page_office_one *p)
{
    struct http_request *req = page->req;
    struct organisation_use use = use_of(req);
    struct organisation *o = &p->organisation;
    struct text t = text_init(req->arena, 16);

    *p = (struct page_office_one){.page = page};
    TRY(organisation_find(&req->ctx, &use, http_param(req, "code"), o, &p->staff));
    put_ways(p, page);
    day_put_iso(&t, page->snap->today);
    TRY(text_end(&t, &p->last_day));
    p->land = o->state.len > 0 ? state_name(o->state) : SLICE("");
    p->kind = page_say(page, KINDS[o->kind]);
    page->title = o->name;
    page->noindex = true;
    p->crumbs.crumbs[0] = (struct crumb){page_say(page, SAY_OFFICE_TITLE), SLICE("/betrieb")};
    p->crumbs.crumbs[1].label = o->name;
    p->crumbs.crumbs_len = 2;
    return OK;
}

static struct application
terms_of(const struct organisation *o)
{
    return (struct application){.kind = o->kind,
                                .name = o->name,
                                .shares = o->shares,
                                .employees = o->employees,
                                .leitweg_id = o->leitweg_id,
                                .contact_name = o->contact_name,
                                .contact_email = o->contact_email,
                                .contact_phone = o->contact_phone};
}

static enum err
show_one(struct page *page, struct http_response *res, struct page_office_one *p)
{
    struct application a = terms_of(&p->organisation);

    if (p->form.errors == NULL) {
        TRY(office_form_show(&p->form, page, &a, false));
        p->form.action = p->url;
    }
    if (p->form.errors->errors_len > 0 || p->problem.len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_office_one, p);
}

enum err
page_office_one(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_office_one p;

    TRY(load_one(&page, &p));
    if (form_has(&req->query, "neu"))
        p.good = page_say(&page, SAY_OFFICE_APPLIED);
    else if (form_has(&req->query, "aufgenommen"))
        p.good = page_say(&page, SAY_OFFICE_ADMITTED);
    else if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_STAFF_SAVED);
    return show_one(&page, res, &p);
}

/* Back to the page when it was done; else the page, with what stands in its way. */
static enum err
answer(struct page *page, struct http_response *res, struct page_office_one *p, enum err e,
       enum say_key problem)
{
    if (e == ERR_CONFLICT || e == ERR_INVALID) {
        ctx_clear(&page->req->ctx);
        p->problem = page_say(page, problem);
        return show_one(page, res, p);
    }
    TRY(e);
    return http_redirect(res, url_of(page, p->organisation.code, "?gespeichert"));
}

enum err
page_office_change(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct organisation_use use = use_of(req);
    struct page_office_one p;
    struct application a;

    TRY(load_one(&page, &p));
    a = terms_of(&p.organisation);
    TRY(office_form_read(&p.form, &page, &a, false));
    p.form.action = p.url;
    if (p.form.errors->errors_len > 0)
        return show_one(&page, res, &p);
    return answer(&page, res, &p, organisation_change(&req->ctx, &use, p.organisation.code, &a),
                  SAY_OFFICE_HAS_LEFT);
}

enum err
page_office_admit(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct organisation_use use = use_of(req);
    struct organisation admitted = {0};
    struct page_office_one p;
    enum err e;

    TRY(load_one(&page, &p));
    e = organisation_admit(&req->ctx, &use, p.organisation.code, &admitted);
    if (e != OK)
        return answer(&page, res, &p, e, SAY_OFFICE_NOT_APPLIED);
    return http_redirect(res, url_of(&page, p.organisation.code, "?aufgenommen"));
}

enum err
page_office_leave(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct organisation_use use = use_of(req);
    struct slice typed = slice_trim(form_value(&req->form, "letzter_tag"));
    struct day day = {0};
    struct page_office_one p;

    TRY(load_one(&page, &p));
    if (day_parse_iso(typed, &day) != OK && day_parse_german(typed, &day) != OK) {
        p.last_day = typed;
        p.problem = p.last_day_error = page_say(&page, SAY_STAFF_DAY_WRONG);
        return show_one(&page, res, &p);
    }
    return answer(&page, res, &p, organisation_leave(&req->ctx, &use, p.organisation.code, day),
                  SAY_OFFICE_CANNOT_LEAVE);
}

enum err
page_office_staff_add(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct organisation_use use = use_of(req);
    struct slice email = SLICE("");
    struct page_office_one p;

    TRY(load_one(&page, &p));
    p.staff_name.value = slice_trim(form_value(&req->form, "name"));
    p.staff_email.value = slice_trim(form_value(&req->form, "email"));
    if (p.staff_name.value.len == 0 || p.staff_name.value.len > ACCOUNT_NAME_BYTES_MAX)
        p.problem = p.staff_name.error = page_say(&page, SAY_STAFF_NAME_MISSING);
    if (account_email_parse(req->arena, p.staff_email.value, &email) != OK)
        p.problem = p.staff_email.error = page_say(&page, SAY_ACCOUNT_EMAIL_WRONG);
    if (p.problem.len > 0)
        return show_one(&page, res, &p);
    return answer(
        &page, res, &p,
        organisation_staff_add(&req->ctx, &use, p.organisation.code, p.staff_name.value, email),
        SAY_OFFICE_NO_MEMBER);
}

enum err
page_office_staff_take(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct organisation_use use = use_of(req);
    struct page_office_one p;

    TRY(load_one(&page, &p));
    return answer(&page, res, &p,
                  organisation_staff_take(&req->ctx, &use, p.organisation.code,
                                          form_value(&req->form, "konto")),
                  SAY_STAFF_ROLE_OWN);
}
