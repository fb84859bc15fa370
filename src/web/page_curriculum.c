/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_curriculum.h"

#include "service/browse_service.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/visit.h"

enum {
    PLAN_WAIT_MS = 1500,  /* then the page says that it is being made */
    OTHERS_WAIT_MS = 400, /* the plan is shown without them then */
    FILE_WAIT_MS = 8000,  /* a file to print or to keep is whole or not there */
};

static enum err
begin(struct http_request *req, struct visit *v, struct page_curriculum **ret_p)
{
    struct page_curriculum *p = arena_new(req->arena, struct page_curriculum);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_PLAN, v));
    v->page.title = page_say(&v->page, SAY_LAYOUT_NAV_PLAN);
    p->page = &v->page;
    p->situation = &v->situation;
    p->has_job = v->job != NULL;
    p->job = v->job_name;
    *ret_p = p;
    return OK;
}

static struct learning_person
person_of(const struct visit *v, int wait_ms)
{
    const struct web_app *app = v->page.req->app;

    return (struct learning_person){app->platform, v->page.snap, &v->situation,
                                    guest_data_key(v->page.req), wait_ms};
}

/*
 * The plan is being made: say so, and look again by itself. Nothing can be lost by that, for
 * nothing can be typed there.
 */
static enum err
show_waiting(const struct page_curriculum *p, struct http_response *res)
{
    http_set_header(res, "Refresh", SLICE("2"));
    PAGE_SEND(p->page, res, page_curriculum_waiting, p);
}

/* The plan that is shown: the accepted one as far as it can be, else the best one. */
static enum err
plan_to_show(const struct visit *v, const struct learning_person *person,
             struct learning_accepted *accepted, struct plan_answer *ret_made)
{
    struct http_request *req = v->page.req;

    TRY(learning_accepted(&req->ctx, person, accepted));
    if (!accepted->is_there)
        return learning_plan(&req->ctx, person, ret_made);
    ret_made->ready = accepted->ready;
    ret_made->plan = accepted->current;
    return OK;
}

/* Its words, and what can be accepted. */
static enum err
show_plan(const struct visit *v, const struct curriculum *plan,
          const struct learning_accepted *accepted, struct page_curriculum *p)
{
    TRY(plan_view_make(&v->page, &v->situation, plan, &p->view));
    TRY(plan_accepted_make(&v->page, accepted, &p->accepted));
    if (accepted->is_there)
        p->view.proof = page_say(&v->page, SAY_PLAN_ACCEPTED_PROOF);
    else if (plan->entries_len > 0)
        p->offered = learning_plan_fingerprint(plan);
    return OK;
}

enum err
page_curriculum_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_curriculum *p = NULL;
    struct learning_alternatives *others = arena_new(req->arena, struct learning_alternatives);
    struct learning_accepted *accepted = arena_new(req->arena, struct learning_accepted);
    struct learning_person person;
    struct plan_answer made;

    if (others == NULL || accepted == NULL)
        return ERR_LIMIT;
    TRY(begin(req, &v, &p));
    if (p->has_job) {
        person = person_of(&v, PLAN_WAIT_MS);
        TRY(plan_to_show(&v, &person, accepted, &made));
        if (!made.ready)
            return show_waiting(p, res);
        TRY(what_if_view_make(&v.page, &person, &made.plan, &p->what_if));
        person.wait_ms = p->what_if.asked ? 0 : OTHERS_WAIT_MS;
        if (!accepted->is_there)
            TRY(learning_explain(&req->ctx, &person, &made.plan));
        TRY(learning_alternatives(&req->ctx, &person, &made.plan, others));
        TRY(show_plan(&v, &made.plan, accepted, p));
        TRY(plan_view_others(&v.page, others, &p->view));
        p->note = fixed_note_of(&v.page, &v.situation, SLICE("/lehrplan"));
        p->was_other = form_has(&req->query, "anders");
    }
    PAGE_SEND(&v.page, res, page_curriculum, p);
}

/* What was left out to find the plan that is taken: else another one would come out. */
static enum err
drop_blocks(struct visit *v)
{
    struct http_request *req = v->page.req;

    struct slice code;
    size_t at = 0;

    while (form_next(&req->form, "ohne", &at, &code)) {
        const struct module *m = browse_module_by_code(v->page.snap, code);

        if (m == NULL)
            return ERR_INVALID;
        TRY(situation_fix(req->arena, &v->situation, m->id, FIXED_DROP));
    }
    return OK;
}

enum err
page_curriculum_goal_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};

    TRY(visit_begin(req, NAV_PLAN, &v));
    if (preset_parse(form_value(&req->form, "ziel"), &v.situation.preset) != OK)
        return ERR_INVALID;
    TRY(drop_blocks(&v));
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/lehrplan"));
}

/* The change is made to the wishes as they are now; when it does not fit them any more, nothing is.
 */
enum err
page_curriculum_what_if_save(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct situation_change change;
    struct situation changed;
    enum err e;

    TRY(visit_begin(req, NAV_PLAN, &v));
    if (what_if_read(&v.page, &req->form, &change) != OK)
        return ERR_INVALID;
    e = situation_changed(req->arena, &v.situation, change, &changed);
    if (e == ERR_CONFLICT)
        return http_redirect(res, SLICE("/lehrplan"));
    TRY(e);
    TRY(guest_situation_save(&req->ctx, app->platform, guest_data_key(req), &changed));
    return http_redirect(res, SLICE("/lehrplan"));
}

static enum err
plan_of_file(const struct visit *v, struct learning_accepted *ret_accepted,
             struct curriculum *ret_plan)
{
    struct learning_person person = person_of(v, FILE_WAIT_MS);
    struct plan_answer made;

    TRY(plan_to_show(v, &person, ret_accepted, &made));
    *ret_plan = made.plan;
    return made.ready ? OK : fail(&v->page.req->ctx, ERR_BUSY, "the plan is still being made");
}

enum err
page_curriculum_print(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct learning_accepted accepted;
    struct page_curriculum *p = NULL;
    struct curriculum plan;

    TRY(begin(req, &v, &p));
    if (!p->has_job)
        return http_redirect(res, SLICE("/lehrplan"));
    TRY(plan_of_file(&v, &accepted, &plan));
    TRY(show_plan(&v, &plan, &accepted, p));
    PAGE_SEND(&v.page, res, page_curriculum_print, p);
}

enum err
page_curriculum_calendar(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_curriculum *p = NULL;
    struct text ics = text_init(req->arena, HTTP_BODY_OUT_BYTES_MAX);
    struct learning_accepted accepted;
    struct curriculum plan;

    TRY(begin(req, &v, &p));
    if (!p->has_job)
        return http_redirect(res, SLICE("/lehrplan"));
    TRY(plan_of_file(&v, &accepted, &plan));
    TRY(learning_plan_calendar(&req->ctx, v.page.snap, &plan, req->host, &ics));
    http_set_download(res, "lehrplan.ics");
    return http_body(res, HTTP_TYPE_CALENDAR, &ics);
}

/* LEARN-12 */
static void
note_kept(struct http_request *req, const struct curriculum *plan)
{
    const struct web_app *app = req->app;
    struct experience_person person = consent_experience_of(req);
    struct module_id *kept = arena_array(req->arena, struct module_id, (size_t)plan->entries_len);

    if (kept == NULL)
        return;
    for (int i = 0; i < plan->entries_len; i++)
        kept[i] = plan->entries[i].module->id;
    experience_note_did(&req->ctx, app->platform, &person,
                        (struct experience_did){DEED_KEPT, kept, plan->entries_len});
}

/*
 * Exactly what was shown is accepted: when the plan that would be made now is another one, it is
 * shown first.
 */
enum err
page_curriculum_accept(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct learning_accepted accepted;
    const struct curriculum *plan;
    struct learning_person person;
    struct plan_answer made;
    int64_t shown;

    if (slice_int(form_value(&req->form, "stand"), 1, INT64_MAX, &shown) != OK)
        return ERR_INVALID;
    TRY(visit_begin(req, NAV_PLAN, &v));
    if (v.job == NULL)
        return http_redirect(res, SLICE("/lehrplan"));
    person = person_of(&v, FILE_WAIT_MS);
    TRY(plan_to_show(&v, &person, &accepted, &made));
    if (!made.ready)
        return fail(&req->ctx, ERR_BUSY, "the plan is still being made");
    plan = accepted.is_there ? &accepted.proposal : &made.plan;
    if (plan->entries_len == 0 || learning_plan_fingerprint(plan) != shown)
        return http_redirect(res, SLICE("/lehrplan?anders=1"));
    TRY(learning_accept(&req->ctx, &person, plan, accepted.is_there ? &accepted : NULL));
    note_kept(req, plan);
    return http_redirect(res, SLICE("/lehrplan"));
}

enum err
page_curriculum_stay(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct learning_person person;
    int64_t declined;

    if (slice_int(form_value(&req->form, "stand"), 1, INT64_MAX, &declined) != OK)
        return ERR_INVALID;
    TRY(visit_begin(req, NAV_PLAN, &v));
    person = person_of(&v, 0);
    TRY(learning_accepted_decline(&req->ctx, &person, declined));
    return http_redirect(res, SLICE("/lehrplan"));
}

enum err
page_curriculum_anew(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct learning_person person;

    TRY(visit_begin(req, NAV_PLAN, &v));
    person = person_of(&v, 0);
    TRY(learning_accepted_delete(&req->ctx, &person));
    return http_redirect(res, SLICE("/lehrplan"));
}
