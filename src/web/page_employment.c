/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_employment.h"

#include "domain/password.h"
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/visit.h"

/* --- the own work -------------------------------------------------------- */

static struct slice
organisation_url(const struct page *page, struct slice code)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_puts(&t, "/k/");
    percent_put(&t, code);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

static void
put_job(const struct visit *v, struct employment_row *row)
{
    const struct job_profile *job = browse_job(v->page.snap, row->own.employment.job);

    if (job == NULL)
        return;
    row->job = page_name(&v->page, job->name_de, job->name_en);
    row->job_description = job->description;
    row->is_target = v->situation.job.n == job->id.n;
    for (int i = 0; i < job->targets_len; i++) {
        const struct competence *c = browse_competence(v->page.snap, job->targets[i].competence);

        if (c != NULL)
            row->needs[row->needs_len++] = (struct employment_need){
                page_name(&v->page, c->name_de, c->name_en), job->targets[i].level};
    }
}

static void
put_row(const struct visit *v, const struct employment_own *own, struct employment_row *row)
{
    const struct employment *e = &own->employment;

    row->own = *own;
    row->url = organisation_url(&v->page, own->organisation_code);
    row->is_over = e->has_last_day && e->last_day.n < v->page.snap->today.n;
    row->is_asked = e->answer == EMPLOYMENT_ASKED && !row->is_over;
    row->is_accepted = e->answer == EMPLOYMENT_ACCEPTED && !row->is_over;
    row->is_declined = e->answer == EMPLOYMENT_DECLINED && !row->is_over;
    put_job(v, row);
}

enum err
page_employment_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_employment p = {.page = &v.page};
    const struct web_app *app = req->app;
    struct employment_own *own = NULL;
    int len = 0;

    TRY(visit_begin(req, NAV_ACCOUNT, &v));
    TRY(employment_list(&req->ctx, app->platform, req->actor, &own, &len));
    p.rows = arena_array(req->arena, struct employment_row, (size_t)len + 1);
    if (p.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++)
        put_row(&v, &own[i], &p.rows[p.rows_len++]);
    if (form_has(&req->query, "bestaetigt"))
        p.good = page_say(&v.page, SAY_EMPLOYMENT_CONFIRMED);
    else if (form_has(&req->query, "beantwortet"))
        p.good = page_say(&v.page, SAY_EMPLOYMENT_ANSWERED);
    v.page.title = page_say(&v.page, SAY_EMPLOYMENT_TITLE);
    p.crumbs.crumbs[0] = (struct crumb){page_say(&v.page, SAY_ACCOUNT_TITLE), SLICE("/konto")};
    p.crumbs.crumbs[1].label = v.page.title;
    p.crumbs.crumbs_len = 2;
    PAGE_SEND(&v.page, res, page_employment, &p);
}

/* ORG-21: what is confirmed becomes what the person's situation aims at. */
static enum err
confirm_job(struct http_request *req, struct http_response *res, struct employment_id id)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    const struct web_app *app = req->app;
    struct job_profile_id job = {0};

    TRY(visit_begin(req, NAV_ACCOUNT, &v));
    TRY(employment_confirm_job(&req->ctx, app->platform, req->actor, id, &job));
    if (browse_job(v.page.snap, job) != NULL) {
        v.situation.job = job;
        v.situation.own_targets_len = 0;
        TRY(visit_save(&v));
    }
    return http_redirect(res, SLICE("/konto/stelle?bestaetigt"));
}

enum err
page_employment_say(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct slice what = form_value(&req->form, "tun");
    enum employment_answer answer =
        slice_is(what, "annehmen") ? EMPLOYMENT_ACCEPTED : EMPLOYMENT_DECLINED;
    int64_t id;

    if (slice_int(form_value(&req->form, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    if (slice_is(what, "bestaetigen"))
        return confirm_job(req, res, (struct employment_id){id});
    if (answer == EMPLOYMENT_DECLINED && !slice_is(what, "ablehnen"))
        return ERR_INVALID;
    TRY(employment_answer(&req->ctx, app->platform, req->actor, (struct employment_id){id},
                          answer));
    return http_redirect(res, SLICE("/konto/stelle?beantwortet"));
}

/* --- an invitation ------------------------------------------------------- */

static enum err
show_over(struct page *page, struct http_response *res)
{
    struct page_invitation p = {.page = page};

    page->title = page_say(page, SAY_EMPLOYMENT_INVITATION);
    page->noindex = true;
    p.problem = page_say(page, SAY_EMPLOYMENT_LINK_OVER);
    res->status = 404;
    PAGE_SEND(page, res, page_invitation, &p);
}

static struct slice
sign_in_url(const struct page *page, struct slice secret)
{
    struct slice here = page_url(page, "/einladung", "t", secret);

    return page_url(page, "/anmelden", "zurueck", here);
}

static enum err
show_invitation(struct page *page, struct http_response *res, struct slice secret, bool conflict)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;
    struct page_invitation p = {.page = page, .secret = secret};
    struct invitation found = {.names_len = 0};
    enum err e = invitation_look(app->accounts, &req->ctx, secret, &found);

    if (e == ERR_NOT_FOUND)
        return show_over(page, res);
    TRY(e);
    p.email = found.account.email;
    p.names = found.names;
    p.names_len = found.names_len;
    p.sign_in = sign_in_url(page, secret);
    p.password = (struct field){.id = "neu",
                                .name = "neu",
                                .type = "password",
                                .autocomplete = "new-password",
                                .label = SAY_ACCOUNT_NEW_PASSWORD,
                                .hint = page_tell(page, SAY_ACCOUNT_PASSWORD_HINT,
                                                  SAY_ARGS(SAY_AS_INT(PASSWORD_CHARS_MIN)))};
    if (conflict) {
        p.problem = page_say(page, SAY_EMPLOYMENT_CONFLICT);
        res->status = 409;
    }
    page->title = page_say(page, SAY_EMPLOYMENT_INVITATION);
    page->noindex = true;
    PAGE_SEND(page, res, page_invitation, &p);
}

enum err
page_invitation_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);

    return show_invitation(&page, res, form_value(&req->query, "t"), false);
}

enum err
page_invitation_take(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    const struct web_app *app = req->app;
    struct slice secret = form_value(&req->form, "t");
    enum err e = invitation_take(app->accounts, &req->ctx, req->actor, secret);

    if (e == ERR_NOT_FOUND)
        return show_over(&page, res);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        return show_invitation(&page, res, secret, true);
    }
    TRY(e);
    return http_redirect(res, SLICE("/konto/stelle"));
}
