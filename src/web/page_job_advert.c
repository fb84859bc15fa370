/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/job_copy.h"
#include "web/page.gen.h"
#include "web/page_advert.h"
#include "web/route.h"

static enum err
begin(struct page *page, struct staff_desk *desk, struct page_job_advert *p)
{
    *p = (struct page_job_advert){.page = page, .desk = desk};
    TRY(staff_desk_open(desk, page, STAFF_JOBS));
    p->errors = arena_new(page->req->arena, struct form_errors);
    if (p->errors == NULL)
        return ERR_LIMIT;
    p->form.page = page;
    p->form.action = staff_desk_url(desk, "/stellenanzeige");
    p->create = staff_desk_url(desk, "/stellenanzeige/anlegen");
    p->form.like_action = staff_desk_url(desk, "/stellen");
    p->form.like_field = "vorlage";
    p->form.like_label = SAY_ADVERT_COPY_JOB;
    p->name = (struct field){
        .id = "name", .name = "name", .type = "text", .label = SAY_STAFF_NAME, .value = SLICE("")};
    page->title = page_say(page, SAY_ADVERT_STAFF_TITLE);
    p->crumbs.crumbs[0] =
        (struct crumb){page_say(page, SAY_STAFF_JOBS), staff_desk_url(desk, "/stellen")};
    p->crumbs.crumbs[1].label = page->title;
    p->crumbs.crumbs_len = 2;
    return OK;
}

static enum err
show(struct page *page, struct http_response *res, struct page_job_advert *p)
{
    if (p->errors->errors_len > 0 || p->form.problem.len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_job_advert, p);
}

enum err
page_job_advert_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_advert p;

    TRY(begin(&page, &desk, &p));
    return show(&page, res, &p);
}

enum err
page_job_advert_read(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_advert p;

    TRY(begin(&page, &desk, &p));
    TRY(advert_form_read(&page, &req->form, &p.form));
    if (p.form.title.len <= JOB_NAME_BYTES_MAX)
        p.name.value = p.form.title;
    return show(&page, res, &p);
}

static void
wrong(struct page_job_advert *p, enum say_key why)
{
    p->name.error = page_say(p->page, why);
    form_errors_add(p->errors, (struct form_error){SLICE("name"), page_say(p->page, SAY_STAFF_NAME),
                                                   p->name.error});
}

/* What was sent, as a form again: the sentences are gone with the text, the choice is not. */
static enum err
put_sent(struct page_job_advert *p, const struct form *sent)
{
    const struct framework *all = p->page->snap->catalogue->framework;

    p->form.others =
        arena_array(p->page->req->arena, struct job_need, (size_t)all->competences_len + 1);
    if (p->form.others == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all->competences_len; i++) {
        const struct competence *c = &all->competences[i];
        struct job_need need = {c, page_name(p->page, c->name_de, c->name_en), 0, 3};

        job_need_read(sent, &need);
        p->form.others[p->form.others_len++] = need;
    }
    p->form.is_read = p->form.can_be_taken = true;
    return OK;
}

/* ADVERT-13 */
enum err
page_job_advert_make(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_job_advert p;
    struct job_profile wanted = {.description = SLICE("")};
    enum err e = OK;

    TRY(begin(&page, &desk, &p));
    wanted.targets = arena_array(req->arena, struct job_target, JOB_PROFILE_TARGETS_MAX);
    if (wanted.targets == NULL)
        return ERR_LIMIT;
    wanted.targets_len = advert_form_targets(&page, &req->form, wanted.targets);
    wanted.name_de = p.name.value = slice_trim(form_value(&req->form, "name"));
    if (wanted.name_de.len == 0)
        wrong(&p, SAY_STAFF_NAME_MISSING);
    else if (wanted.name_de.len > JOB_NAME_BYTES_MAX)
        wrong(&p, SAY_STAFF_TOO_LONG);
    else if (wanted.targets_len == 0)
        wrong(&p, SAY_STAFF_JOB_EMPTY);
    if (p.errors->errors_len == 0)
        e = job_copy_create(&req->ctx, &desk.use, &wanted);
    if (e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        p.name.error = page_tell(&page, SAY_STAFF_JOBS_MANY, SAY_ARGS(SAY_AS_INT(JOB_COPIES_MAX)));
        form_errors_add(
            p.errors,
            (struct form_error){SLICE("name"), page_say(&page, SAY_STAFF_NAME), p.name.error});
        e = OK;
    }
    TRY(e);
    if (p.errors->errors_len > 0) {
        TRY(put_sent(&p, &req->form));
        return show(&page, res, &p);
    }
    return http_redirect(res, staff_desk_job_url(&desk, &wanted));
}
