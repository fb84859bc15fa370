/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_advert.h"

#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/visit.h"

static enum err
show(struct visit *v, struct http_response *res, struct page_advert *p)
{
    p->page = p->form.page = &v->page;
    p->form.action = SLICE("/situation/anzeige");
    p->form.like_action = SLICE("/situation/anzeige/ziel");
    p->form.like_field = "stelle";
    p->form.like_label = SAY_ADVERT_TAKE_JOB;
    p->crumbs.crumbs[0] =
        (struct crumb){page_say(&v->page, SAY_LAYOUT_NAV_SITUATION), SLICE("/situation")};
    p->crumbs.crumbs[1].label = v->page.title = page_say(&v->page, SAY_ADVERT_TITLE);
    p->crumbs.crumbs_len = 2;
    if (p->form.problem.len > 0 || p->problem.len > 0)
        res->status = 422;
    PAGE_SEND(&v->page, res, page_advert, p);
}

enum err
page_advert_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_advert p = {.page = NULL};

    TRY(visit_begin(req, NAV_SITUATION, &v));
    return show(&v, res, &p);
}

enum err
page_advert_read(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_advert p = {.page = NULL};

    TRY(visit_begin(req, NAV_SITUATION, &v));
    TRY(advert_form_read(&v.page, &req->form, &p.form));
    return show(&v, res, &p);
}

/* ADVERT-12: a profile of the library when one was chosen, else the targets as they were changed.
 */
static bool
take_target(struct visit *v, const struct form *sent, struct job_target *room)
{
    const struct job_profile *job = browse_job_by_code(v->page.snap, form_value(sent, "stelle"));
    int len;

    if (job != NULL && job->organisation.n == 0) {
        v->situation.job = job->id;
        v->situation.own_targets_len = 0;
        return true;
    }
    len = advert_form_targets(&v->page, sent, room);
    if (len == 0)
        return false;
    v->situation.job.n = 0;
    v->situation.own_targets = room;
    v->situation.own_targets_len = len;
    return true;
}

enum err
page_advert_take(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_advert p = {.page = NULL};
    struct job_target *room = arena_array(req->arena, struct job_target, JOB_PROFILE_TARGETS_MAX);

    if (room == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_SITUATION, &v));
    if (!take_target(&v, &req->form, room)) {
        p.problem = page_say(&v.page, SAY_ADVERT_NO_TARGET);
        return show(&v, res, &p);
    }
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/situation/koennen"));
}
