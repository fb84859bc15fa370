/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_situation.h"

#include "service/browse_service.h"
#include "web/check_owner.h"
#include "web/consent_owner.h"
#include "web/guest.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/situation_words.h"
#include "web/visit.h"

enum step { STEP_JOB, STEP_RATING, STEP_WISHES, STEP_NONE };

static int
count_rated(const struct visit *v)
{
    const struct job_profile *job = v->job;
    int n = 0;

    for (int i = 0; job != NULL && i < job->targets_len; i++)
        n += v->situation.rating[job->targets[i].competence.n] != RATING_UNKNOWN;
    return n;
}

/* Later steps can be visited once there is a job. */
static struct progress
progress_of(const struct visit *v, enum step at)
{
    bool has_job = v->job != NULL;
    struct progress p = {.steps_len = 3};

    p.steps[0] = (struct progress_step){
        .label = SAY_SITUATION_STEP_JOB, .url = SLICE("/situation/stelle"), .is_done = has_job};
    p.steps[1] = (struct progress_step){.label = SAY_SITUATION_STEP_RATING,
                                        .is_done = has_job && count_rated(v) > 0};
    p.steps[2] = (struct progress_step){.label = SAY_SITUATION_STEP_WISHES,
                                        .is_done = has_job && at == STEP_NONE};
    if (has_job) {
        p.steps[1].url = SLICE("/situation/koennen");
        p.steps[2].url = SLICE("/situation/wuensche");
    }
    if (at != STEP_NONE)
        p.steps[at].is_current = true;
    return p;
}

/* --- overview --- */

static enum err
put_gaps(const struct visit *v, struct page_situation *p)
{
    struct gap gaps[JOB_PROFILE_TARGETS_MAX];
    int len = gap_list(&v->situation, v->job, gaps);

    p->gaps = arena_array(v->page.req->arena, struct situation_gap, (size_t)len + 1);
    if (p->gaps == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        const struct competence *c = browse_competence(v->page.snap, gaps[i].competence);

        if (c == NULL)
            continue;
        p->gaps[p->gaps_len++] =
            (struct situation_gap){page_name(&v->page, c->name_de, c->name_en), c->code,
                                   gaps[i].held, gaps[i].needed, gaps[i].rated};
        p->gaps_open += gap_levels(&gaps[i]) > 0;
    }
    return OK;
}

static enum err
show_overview(struct visit *v, struct http_response *res)
{
    struct page_situation p = {
        .page = &v->page,
        .progress = progress_of(v, STEP_NONE),
        .situation = &v->situation,
        .job = v->job_name,
        .job_description = v->job->description,
        .has_own_targets = v->situation.own_targets_len > 0,
        .rated = count_rated(v),
    };

    TRY(put_gaps(v, &p));
    TRY(situation_words(&v->page, &v->situation, &p.wishes, &p.wishes_len));
    v->page.title = page_say(&v->page, SAY_LAYOUT_NAV_SITUATION);
    PAGE_SEND(&v->page, res, page_situation, &p);
}

/* --- the job --- */

static enum err
show_job(struct visit *v, struct http_response *res, struct page_job *p)
{
    p->page = &v->page;
    p->progress = progress_of(v, STEP_JOB);
    p->is_first = !v->known;
    v->page.title = page_say(&v->page, SAY_SITUATION_JOB_TITLE);
    PAGE_SEND(&v->page, res, page_job, p);
}

enum err
page_situation_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_job *p = arena_new(req->arena, struct page_job);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    if (v.job != NULL)
        return show_overview(&v, res);
    TRY(job_form_show(&v.page, &v.situation, &p->form));
    return show_job(&v, res, p);
}

enum err
page_job_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_job *p = arena_new(req->arena, struct page_job);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    TRY(job_form_show(&v.page, &v.situation, &p->form));
    return show_job(&v, res, p);
}

enum err
page_job_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_job *p = arena_new(req->arena, struct page_job);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    TRY(job_form_read(&v.page, &req->form, &v.situation, &p->form));
    if (p->form.errors.errors_len > 0) {
        res->status = 422;
        return show_job(&v, res, p);
    }
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/situation/koennen"));
}

/* --- the own rating --- */

static enum err
show_rating(struct visit *v, struct http_response *res, struct page_rating *p)
{
    p->page = &v->page;
    p->progress = progress_of(v, STEP_RATING);
    p->job = v->job_name;
    p->rated = count_rated(v);
    v->page.title = page_say(&v->page, SAY_SITUATION_RATING_TITLE);
    PAGE_SEND(&v->page, res, page_rating, p);
}

enum err
page_rating_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_rating *p = arena_new(req->arena, struct page_rating);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    if (v.job == NULL)
        return http_redirect(res, SLICE("/situation/stelle"));
    TRY(rating_form_show(&v.page, &v.situation, &p->form));
    return show_rating(&v, res, p);
}

enum err
page_rating_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_rating *p = arena_new(req->arena, struct page_rating);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    if (v.job == NULL)
        return http_redirect(res, SLICE("/situation/stelle"));
    TRY(rating_form_read(&v.page, &req->form, &v.situation, &p->form));
    if (p->form.errors.errors_len > 0) {
        res->status = 422;
        return show_rating(&v, res, p);
    }
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/situation/wuensche"));
}

/* --- the wishes --- */

static enum err
show_wishes(struct visit *v, struct http_response *res, struct page_wishes *p)
{
    p->page = &v->page;
    p->progress = progress_of(v, STEP_WISHES);
    v->page.title = page_say(&v->page, SAY_SITUATION_WISHES_TITLE);
    PAGE_SEND(&v->page, res, page_wishes, p);
}

enum err
page_wishes_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_wishes *p = arena_new(req->arena, struct page_wishes);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    TRY(wishes_form_show(&v.page, &v.situation, &p->form));
    return show_wishes(&v, res, p);
}

enum err
page_wishes_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_wishes *p = arena_new(req->arena, struct page_wishes);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    TRY(wishes_form_read(&v.page, &req->form, &v.situation, &p->form));
    if (p->form.errors.errors_len > 0) {
        res->status = 422;
        return show_wishes(&v, res, p);
    }
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/situation"));
}

/* --- delete everything --- */

enum err
page_situation_delete(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct check_desk desk = check_desk_of(req);
    struct consent_person person = consent_owner_of(req);

    TRY(check_delete_all(&req->ctx, &desk));
    if (req->actor == NULL) /* of an account they stay: acts are kept (CONSENT-3) */
        TRY(consent_forget(&req->ctx, app->accounts->db, &person));
    TRY(guest_delete(&req->ctx, app->platform, guest_data_key(req)));
    guest_forget(req, res);
    return http_redirect(res, SLICE("/geloescht"));
}

enum err
page_deleted_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    struct page_deleted p = {.page = &page};

    page.noindex = true;
    page.title = page_say(&page, SAY_SITUATION_DELETED_TITLE);
    PAGE_SEND(&page, res, page_deleted, &p);
}
