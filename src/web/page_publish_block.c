/* SPDX-License-Identifier: EUPL-1.2 */
/* A block of a provider: its versions, its dates, what may be done with it. */
#include <inttypes.h>

#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/publish_page.h"
#include "web/route.h"

static enum err
put_history(const struct page *page, const struct publish_desk *desk, struct page_publish_block *p)
{
    const struct module_version_list *all = &p->block.history;

    p->history = arena_array(page->req->arena, struct publish_history_row, (size_t)all->len + 1);
    if (p->history == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all->len; i++)
        p->history[p->history_len++] =
            (struct publish_history_row){&all->at[i], publish_word_state(all->at[i].state),
                                         publish_version_url(page, desk, all->at[i].id, ""),
                                         all->at[i].state == MODULE_PUBLISHED};
    return OK;
}

static struct slice
days_of(const struct page *page, const struct run_sheet *r)
{
    struct slice first = slice_trim(r->fields[RUN_FIRST]);
    struct slice last = slice_trim(r->fields[RUN_LAST]);
    struct slice rest = r->fields[RUN_SITTINGS];
    struct slice line = {0};

    if (first.len == 0 && sheet_next(&rest, false, &line))
        return line;
    if (last.len == 0 || slice_eq(first, last))
        return first;
    return page_tell(page, SAY_PUBLISH_RUN_DAYS, SAY_ARGS(SAY_AS_TEXT(first), SAY_AS_TEXT(last)));
}

static struct slice
run_url(const struct page *page, const struct publish_desk *desk, struct slice block,
        struct slice run)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_put(&t, publish_block_url(page, desk, block, "/termin/"));
    percent_put(&t, run);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

static enum err
put_runs(const struct page *page, const struct publish_desk *desk, struct page_publish_block *p)
{
    const struct publish_block *b = &p->block;

    p->runs = arena_array(page->req->arena, struct publish_run_row, (size_t)b->runs_len + 1);
    if (p->runs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < b->runs_len; i++) {
        struct publish_run_row *r = &p->runs[p->runs_len++];

        *r = (struct publish_run_row){.place = b->runs[i].fields[RUN_PLACE],
                                      .postcode = b->runs[i].fields[RUN_POSTCODE],
                                      .city = b->runs[i].fields[RUN_CITY],
                                      .seats = b->runs[i].fields[RUN_SEATS],
                                      .days = days_of(page, &b->runs[i])};
        r->url = run_url(page, desk, b->code, b->runs[i].fields[RUN_CODE]);
        r->is_counted = p->in_catalogue;
        if (p->in_catalogue)
            r->taken = b->module.runs[i].taken;
    }
    return OK;
}

/* Dates can be planned for what is offered, and for a first draft. */
static bool
may_date(const struct publish_block *b)
{
    if (b->module.id.n != 0)
        return !b->module.gone && b->module.feed.len == 0 && !b->module.self_paced;
    return b->history.len > 0 && b->history.at[0].state == MODULE_DRAFT;
}

static enum err
load(struct page *page, struct publish_desk *desk, struct page_publish_block **ret)
{
    struct http_request *req = page->req;
    struct page_publish_block *p = arena_new(req->arena, struct page_publish_block);
    struct slice code = http_param(req, "block");

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    TRY(publish_block_look(&req->ctx, desk, code, &p->block));
    p->page = page;
    p->in_catalogue = p->block.module.id.n != 0;
    p->is_offered = p->in_catalogue && !p->block.module.gone;
    p->of_feed = p->block.module.feed.len > 0;
    p->may_date = may_date(&p->block);
    p->run_new_url = publish_block_url(page, desk, code, "/termin/neu");
    p->do_url = publish_block_url(page, desk, code, "/tun");
    p->seal_url = publish_block_url(page, desk, code, "/guetesiegel");
    if (p->in_catalogue)
        p->public_url = page_module_url(page, &p->block.module);
    p->copy = (struct field){
        .id = "titel",
        .name = "titel",
        .type = "text",
        .label = SAY_PUBLISH_COPY_TITLE,
        .value = page_tell(page, SAY_PUBLISH_COPY_OF, SAY_ARGS(SAY_AS_TEXT(p->block.title)))};
    p->retire =
        (struct field){.id = "grund", .name = "grund", .type = "text", .label = SAY_PUBLISH_REASON};
    page->title = p->block.title;
    p->crumbs = publish_crumbs(page, desk, page->title);
    TRY(put_history(page, desk, p));
    *ret = p;
    return put_runs(page, desk, p);
}

enum err
page_publish_block_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_block *p = NULL;
    struct publish_desk desk;

    TRY(load(&page, &desk, &p));
    if (form_has(&req->query, "termin"))
        p->good = page_say(&page, SAY_PUBLISH_RUN_SAVED);
    else if (form_has(&req->query, "abgesagt"))
        p->good = page_say(&page, SAY_PUBLISH_RUN_CANCELLED);
    else if (form_has(&req->query, "zurueckgezogen"))
        p->good = page_say(&page, SAY_PUBLISH_RETIRED);
    PAGE_SEND(&page, res, page_publish_block, p);
}

static enum err
show_wrong(struct page *page, struct http_response *res, struct page_publish_block *p, int status)
{
    (void)page;
    res->status = status;
    PAGE_SEND(page, res, page_publish_block, p);
}

static enum err
copy(struct page *page, struct http_response *res, struct publish_desk *desk)
{
    struct http_request *req = page->req;
    struct slice title = slice_trim(form_value(&req->form, "titel"));
    struct module_version_id id = {0};
    struct page_publish_block *p = NULL;
    enum err e = publish_copy(&req->ctx, desk, http_param(req, "block"), title, &id);

    if (e != ERR_INVALID && e != ERR_LIMIT) {
        TRY(e);
        return http_redirect(res, publish_version_url(page, desk, id, "/bearbeiten"));
    }
    ctx_clear(&req->ctx);
    TRY(load(page, desk, &p));
    if (e == ERR_LIMIT) {
        p->problem = page_say(page, SAY_PUBLISH_FULL);
        return show_wrong(page, res, p, 409);
    }
    p->copy.value = title;
    p->copy.error =
        page_say(page, title.len == 0 ? SAY_PUBLISH_WRONG_MISSING : SAY_PUBLISH_WRONG_LONG);
    return show_wrong(page, res, p, 422);
}

static enum err
retire(struct page *page, struct http_response *res, struct publish_desk *desk)
{
    struct http_request *req = page->req;
    struct slice reason = slice_trim(form_value(&req->form, "grund"));
    struct slice code = http_param(req, "block");
    struct page_publish_block *p = NULL;
    enum err e = publish_retire(&req->ctx, desk, code, reason);

    if (e == OK)
        return http_redirect(res, publish_block_url(page, desk, code, "?zurueckgezogen"));
    if (e != ERR_INVALID && e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    TRY(load(page, desk, &p));
    p->retire.value = reason;
    if (e == ERR_CONFLICT)
        p->problem = page_say(page, SAY_PUBLISH_CHANGED);
    else
        p->retire.error =
            page_say(page, reason.len == 0 ? SAY_PUBLISH_NEED_REASON : SAY_PUBLISH_WRONG_LONG);
    return show_wrong(page, res, p, e == ERR_CONFLICT ? 409 : 422);
}

enum err
page_publish_block_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice what = form_value(&req->form, "tun");
    struct module_version_id id = {0};
    struct page_publish_block *p = NULL;
    struct publish_desk desk;
    enum err e;

    TRY(publish_page_desk(&page, &desk));
    if (slice_is(what, "kopieren"))
        return copy(&page, res, &desk);
    if (slice_is(what, "zurueckziehen"))
        return retire(&page, res, &desk);
    if (!slice_is(what, "neue-fassung"))
        return ERR_INVALID;
    e = publish_revise(&req->ctx, &desk, http_param(req, "block"), &id);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        TRY(load(&page, &desk, &p));
        p->problem = page_say(&page, SAY_PUBLISH_CHANGED);
        return show_wrong(&page, res, p, 409);
    }
    TRY(e);
    return http_redirect(res, publish_version_url(&page, &desk, id, "/bearbeiten"));
}

/* --- one date ------------------------------------------------------------------------- */

static bool
is_local(const struct publish_block *b)
{
    return b->module.id.n == 0 || module_format_is_local(b->module.format);
}

static struct slice
mark_text(const struct page *page, uint64_t mark)
{
    struct text t = text_init(page->req->arena, 24);
    struct slice s = SLICE("");

    text_printf(&t, "%016" PRIx64, mark);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

/* The block, and the run of the address in it; NULL for a new one. ERR_NOT_FOUND. */
static enum err
load_run(struct page *page, struct publish_desk *desk, struct publish_block *b,
         const struct run_sheet **ret_run, struct page_publish_run **ret)
{
    struct http_request *req = page->req;
    struct slice code = http_param(req, "run");
    struct page_publish_run *p = arena_new(req->arena, struct page_publish_run);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    TRY(publish_block_look(&req->ctx, desk, http_param(req, "block"), b));
    *ret_run = NULL;
    for (int i = 0; i < b->runs_len; i++) {
        if (slice_eq(b->runs[i].fields[RUN_CODE], code))
            *ret_run = &b->runs[i];
    }
    p->is_new = slice_is(code, "neu");
    if (*ret_run == NULL && !p->is_new)
        return ERR_NOT_FOUND;
    p->page = page;
    p->is_local = is_local(b);
    p->back = publish_block_url(page, desk, b->code, "#termine");
    p->action = run_url(page, desk, b->code, code);
    page->title = page_say(page, p->is_new ? SAY_PUBLISH_RUN_NEW : SAY_PUBLISH_RUN_EDIT);
    p->crumbs = publish_crumbs(page, desk, b->title);
    p->crumbs.crumbs[1].url = publish_block_url(page, desk, b->code, "");
    p->crumbs.crumbs[2].label = page->title;
    p->crumbs.crumbs_len = 3;
    *ret = p;
    return OK;
}

enum err
page_publish_run_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    static const struct run_sheet EMPTY = {.fields = {{0}}};
    struct page_publish_run *p = NULL;
    const struct run_sheet *run = NULL;
    struct publish_desk desk;
    struct publish_block b;

    TRY(load_run(&page, &desk, &b, &run, &p));
    if (run != NULL)
        p->seen = mark_text(&page, publish_run_mark(run));
    TRY(publish_run_form_show(&page, run == NULL ? &EMPTY : run, NULL, &p->form));
    PAGE_SEND(&page, res, page_publish_run, p);
}

enum err
page_publish_run_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    bool cancels = slice_is(form_value(&req->form, "tun"), "absagen");
    uint64_t seen = publish_mark_read(form_value(&req->form, "gesehen"));
    struct page_publish_run *p = NULL;
    const struct run_sheet *run = NULL;
    struct publish_desk desk;
    struct publish_block b;
    struct run_sheet sheet;
    struct block_faults faults = {.len = 0};
    enum err e;

    TRY(load_run(&page, &desk, &b, &run, &p));
    sheet = publish_run_form_read(&page, p->is_new ? SLICE("") : http_param(req, "run"));
    e = cancels ? publish_run_cancel(&req->ctx, &desk, b.code, http_param(req, "run"), seen)
                : publish_run_save(&req->ctx, &desk, b.code, &(struct publish_run){&sheet, seen},
                                   &faults);
    if (e == OK)
        return http_redirect(
            res, publish_block_url(&page, &desk, b.code, cancels ? "?abgesagt" : "?termin"));
    if (e != ERR_CONFLICT && e != ERR_INVALID)
        return e;
    ctx_clear(&req->ctx);
    p->seen = form_value(&req->form, "gesehen");
    if (e == ERR_CONFLICT)
        p->conflict = page_say(&page, SAY_PUBLISH_RUN_CONFLICT);
    res->status = e == ERR_CONFLICT ? 409 : 422;
    TRY(publish_run_form_show(&page, &sheet, &faults, &p->form));
    PAGE_SEND(&page, res, page_publish_run, p);
}
