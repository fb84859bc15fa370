/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_job_copy.h"

#include <stdio.h>

#include "service/browse_service.h"
#include "service/job_copy.h"
#include "web/page.gen.h"
#include "web/route.h"

static struct slice
copy_url(const struct staff_desk *d, const struct job_profile *job, const char *rest)
{
    char path[2 * CODE_BYTES_MAX];

    (void)snprintf(path, sizeof path, "/stellen/%.*s%s", SLICE_ARG(job->code), rest);
    return staff_desk_url(d, path);
}

/* --- all of them --------------------------------------------------------- */

static int
people_with(const struct employee_book *b, struct job_profile_id job, struct day today)
{
    int n = 0;

    for (int i = 0; i < b->all.len; i++)
        n += b->all.at[i].job.n == job.n && employment_is_current(&b->all.at[i], today);
    return n;
}

static enum err
show_all(struct page *page, struct http_response *res, struct page_job_copies *p)
{
    const struct catalogue *c = page->snap->catalogue;
    struct http_request *req = page->req;
    struct employee_book book = {0};

    TRY(employee_book_load(&req->ctx, &p->desk->use, &book));
    p->copies = arena_array(req->arena, struct job_copy_row, (size_t)c->jobs_len + 1);
    p->library = arena_array(req->arena, struct choice, (size_t)c->jobs_len + 1);
    if (p->copies == NULL || p->library == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < c->jobs_len; i++) {
        const struct job_profile *job = &c->jobs[i];

        if (job->organisation.n == 0)
            p->library[p->library_len++] = (struct choice){
                job->code, page_name(page, job->name_de, job->name_en), SLICE(""), false};
        else if (job_profile_is_for(job, p->desk->organisation.id))
            p->copies[p->copies_len++] = (struct job_copy_row){
                job, copy_url(p->desk, job, ""), people_with(&book, job->id, page->snap->today)};
    }
    p->action = staff_desk_url(p->desk, "/stellen");
    p->advert = staff_desk_url(p->desk, "/stellenanzeige");
    if (p->problem.len > 0)
        res->status = 422;
    page->title = page_say(page, SAY_STAFF_JOBS);
    PAGE_SEND(page, res, page_job_copies, p);
}

enum err
page_job_copies_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_copies p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_JOBS));
    if (form_has(&req->query, "zurueckgezogen"))
        p.good = page_say(&page, SAY_STAFF_JOB_IS_RETIRED);
    return show_all(&page, res, &p);
}

enum err
page_job_copies_make(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_copies p = {.page = &page, .desk = &desk};
    struct job_profile made = {.code = SLICE("")};
    enum err e;

    TRY(staff_desk_open(&desk, &page, STAFF_JOBS));
    e = job_copy_make(&req->ctx, &desk.use, form_value(&req->form, "vorlage"), &made);
    if (e == ERR_NOT_FOUND || e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        p.problem = page_tell(&page, e == ERR_LIMIT ? SAY_STAFF_JOBS_MANY : SAY_STAFF_JOB_UNKNOWN,
                              SAY_ARGS(SAY_AS_INT(JOB_COPIES_MAX)));
        return show_all(&page, res, &p);
    }
    TRY(e);
    return http_redirect(res, copy_url(&desk, &made, ""));
}

/* --- one of them --------------------------------------------------------- */

static const struct job_profile *
find_copy(const struct staff_desk *d)
{
    const struct job_profile *job =
        browse_job_by_code(d->page->snap, http_param(d->page->req, "job"));

    return job != NULL && job->organisation.n == d->organisation.id.n ? job : NULL;
}

static const struct job_target *
target_of(const struct job_profile *job, struct competence_id id)
{
    for (int i = 0; i < job->targets_len; i++) {
        if (job->targets[i].competence.n == id.n)
            return &job->targets[i];
    }
    return NULL;
}

static enum err
put_needs(struct page_job_copy *p, const struct job_profile *job)
{
    const struct framework *f = p->page->snap->catalogue->framework;
    struct arena *a = p->page->req->arena;

    p->needed = arena_array(a, struct job_need, (size_t)f->competences_len + 1);
    p->others = arena_array(a, struct job_need, (size_t)f->competences_len + 1);
    if (p->needed == NULL || p->others == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];
        const struct job_target *t = target_of(job, c->id);
        struct job_need need = {c, page_name(p->page, c->name_de, c->name_en),
                                t != NULL ? t->level : 0, t != NULL ? t->weight : 3};

        if (t != NULL)
            p->needed[p->needed_len++] = need;
        else
            p->others[p->others_len++] = need;
    }
    return OK;
}

static enum err
begin(struct page *page, struct staff_desk *desk, struct page_job_copy *p,
      const struct job_profile **ret_job)
{
    const struct job_profile *job;

    *p = (struct page_job_copy){.page = page, .desk = desk};
    TRY(staff_desk_open(desk, page, STAFF_JOBS));
    job = find_copy(desk);
    p->errors = arena_new(page->req->arena, struct form_errors);
    if (job == NULL || p->errors == NULL)
        return job == NULL ? ERR_NOT_FOUND : ERR_LIMIT;
    p->action = copy_url(desk, job, "");
    p->retire = copy_url(desk, job, "/zurueckziehen");
    p->name = (struct field){.id = "name",
                             .name = "name",
                             .type = "text",
                             .label = SAY_STAFF_NAME,
                             .value = job->name_de};
    p->description = job->description;
    p->crumbs.crumbs[0] =
        (struct crumb){page_say(page, SAY_STAFF_JOBS), staff_desk_url(desk, "/stellen")};
    p->crumbs.crumbs[1].label = job->name_de;
    p->crumbs.crumbs_len = 2;
    page->title = job->name_de;
    *ret_job = job;
    return put_needs(p, job);
}

static enum err
show(struct page *page, struct http_response *res, struct page_job_copy *p)
{
    if (p->errors->errors_len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_job_copy, p);
}

enum err
page_job_copy_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_copy p;
    const struct job_profile *job = NULL;

    TRY(begin(&page, &desk, &p, &job));
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_STAFF_SAVED);
    return show(&page, res, &p);
}

static void
read_needs(const struct form *f, struct job_need *needs, int len, struct job_profile *wanted)
{
    for (int i = 0; i < len; i++) {
        job_need_read(f, &needs[i]);
        job_need_take(&needs[i], wanted->targets, &wanted->targets_len);
    }
}

static void
wrong(struct page_job_copy *p, enum say_key why)
{
    p->name.error = page_say(p->page, why);
    form_errors_add(p->errors, (struct form_error){SLICE("name"), page_say(p->page, SAY_STAFF_NAME),
                                                   p->name.error});
}

enum err
page_job_copy_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_copy p;
    const struct job_profile *job = NULL;
    struct job_profile wanted;

    TRY(begin(&page, &desk, &p, &job));
    wanted = *job;
    wanted.targets = arena_array(req->arena, struct job_target, JOB_PROFILE_TARGETS_MAX);
    wanted.targets_len = 0;
    if (wanted.targets == NULL)
        return ERR_LIMIT;
    wanted.name_de = p.name.value = slice_trim(form_value(&req->form, "name"));
    wanted.description = p.description = slice_trim(form_value(&req->form, "beschreibung"));
    read_needs(&req->form, p.needed, p.needed_len, &wanted);
    read_needs(&req->form, p.others, p.others_len, &wanted);
    if (wanted.name_de.len == 0)
        wrong(&p, SAY_STAFF_NAME_MISSING);
    else if (wanted.name_de.len > JOB_NAME_BYTES_MAX ||
             wanted.description.len > JOB_DESCRIPTION_BYTES_MAX)
        wrong(&p, SAY_STAFF_TOO_LONG);
    else if (wanted.targets_len == 0)
        wrong(&p, SAY_STAFF_JOB_EMPTY);
    if (p.errors->errors_len > 0)
        return show(&page, res, &p);
    TRY(job_copy_change(&req->ctx, &desk.use, &wanted));
    return http_redirect(res, copy_url(&desk, job, "?gespeichert"));
}

enum err
page_job_copy_retire(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_copy p;
    const struct job_profile *job = NULL;

    TRY(begin(&page, &desk, &p, &job));
    TRY(job_copy_retire(&req->ctx, &desk.use, job->id));
    return http_redirect(res, staff_desk_url(&desk, "/stellen?zurueckgezogen"));
}
