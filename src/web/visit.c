/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/visit.h"

#include "service/browse_service.h"
#include "web/guest_data.h"

enum err
visit_begin(struct http_request *req, enum page_nav nav, struct visit *v)
{
    const struct web_app *app = req->app;

    v->page = page_begin(req, nav);
    v->page.noindex = true;
    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &v->situation,
                             &v->known));
    v->job = situation_job(&v->situation, browse_job(v->page.snap, v->situation.job), &v->own_job);
    if (v->job == &v->own_job)
        v->job_name = page_say(&v->page, SAY_SITUATION_OWN_TARGETS);
    else if (v->job != NULL)
        v->job_name = page_name(&v->page, v->job->name_de, v->job->name_en);
    return OK;
}

void
visit_done(struct visit *v)
{
    page_done(&v->page);
}

enum err
visit_save(struct visit *v)
{
    struct http_request *req = v->page.req;
    const struct web_app *app = req->app;

    return guest_situation_save(&req->ctx, app->platform, guest_data_key(req), &v->situation);
}
