/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_curriculum.h"

#include "service/browse_service.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"

struct visit {
    struct page page;
    struct situation situation;
    struct page_curriculum *p;
};

static void
visit_done(struct visit *v)
{
    page_done(&v->page);
}

static enum err
visit_begin(struct http_request *req, struct visit *v)
{
    const struct web_app *app = req->app;
    const struct job_profile *job;
    bool known;

    v->page = page_begin(req, NAV_PLAN);
    v->page.noindex = true;
    v->page.title = page_say(&v->page, SAY_LAYOUT_NAV_PLAN);
    v->p = arena_new(req->arena, struct page_curriculum);
    if (v->p == NULL)
        return ERR_LIMIT;
    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &v->situation, &known));
    job = browse_job(v->page.snap, v->situation.job);
    v->p->page = &v->page;
    v->p->situation = &v->situation;
    v->p->has_job = job != NULL;
    if (job != NULL)
        v->p->job = page_name(&v->page, job->name_de, job->name_en);
    return OK;
}

enum err
page_curriculum_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.p = NULL};
    struct learning_plans *plans = arena_new(req->arena, struct learning_plans);

    if (plans == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, &v));
    if (v.p->has_job) {
        TRY(learning_plans(&req->ctx, v.page.snap, &v.situation, plans));
        TRY(plan_view_make(&v.page, &v.situation, &plans->chosen, &v.p->view));
        plan_view_others(&v.page, plans, &v.p->view);
        v.p->note = fixed_note_of(&v.page, &v.situation, SLICE("/lehrplan"));
    }
    PAGE_SEND(&v.page, res, page_curriculum, v.p);
}

enum err
page_curriculum_goal_save(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    CLEANUP(visit_done) struct visit v = {.p = NULL};

    TRY(visit_begin(req, &v));
    if (preset_parse(form_value(&req->form, "ziel"), &v.situation.preset) != OK)
        return ERR_INVALID;
    TRY(guest_situation_save(&req->ctx, app->platform, guest_data_key(req), &v.situation));
    return http_redirect(res, SLICE("/lehrplan"));
}

enum err
page_curriculum_print(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.p = NULL};
    struct curriculum plan;

    TRY(visit_begin(req, &v));
    if (!v.p->has_job)
        return http_redirect(res, SLICE("/lehrplan"));
    TRY(learning_plan(&req->ctx, v.page.snap, &v.situation, &plan));
    TRY(plan_view_make(&v.page, &v.situation, &plan, &v.p->view));
    PAGE_SEND(&v.page, res, page_curriculum_print, v.p);
}

enum err
page_curriculum_calendar(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.p = NULL};
    struct text ics = text_init(req->arena, HTTP_BODY_OUT_BYTES_MAX);
    struct curriculum plan;

    TRY(visit_begin(req, &v));
    if (!v.p->has_job)
        return http_redirect(res, SLICE("/lehrplan"));
    TRY(learning_plan(&req->ctx, v.page.snap, &v.situation, &plan));
    TRY(learning_plan_calendar(&req->ctx, v.page.snap, &plan, req->host, &ics));
    http_set_download(res, "lehrplan.ics");
    return http_body(res, HTTP_TYPE_CALENDAR, &ics);
}
