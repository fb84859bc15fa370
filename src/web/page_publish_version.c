/* SPDX-License-Identifier: EUPL-1.2 */
/* One version: what is still open, how learners see it, what may be done with it. */
#include "web/page.gen.h"
#include "web/page_module.h"
#include "web/publish_page.h"
#include "web/route.h"

static enum err
put_open(const struct page *page, const struct publish_desk *desk, struct page_publish_version *p)
{
    const struct block_faults *f = &p->look.faults;

    p->open = arena_array(page->req->arena, struct publish_open, (size_t)f->len + 1);
    if (p->open == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < f->len; i++) {
        const struct block_fault *x = &f->at[i];
        struct publish_open *o = &p->open[p->open_len++];

        o->message = publish_word_wrong(page, x);
        o->label = page_say(page, x->run < 0 ? publish_word_field((enum block_field)x->field)
                                             : publish_word_run_field((enum run_field)x->field));
        o->url = x->run < 0 ? p->edit_url
                            : publish_block_url(page, desk, p->look.version.code, "#termine");
    }
    return OK;
}

static enum err
load(struct page *page, struct publish_desk *desk, struct page_publish_version **ret)
{
    struct http_request *req = page->req;
    struct page_publish_version *p = arena_new(req->arena, struct page_publish_version);
    struct module_version_id id = {0};

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    TRY(publish_version_id(req, &id));
    TRY(publish_look(&req->ctx, desk, id, &p->look));
    p->page = page;
    p->state = publish_word_state(p->look.version.state);
    p->edit_url = publish_version_url(page, desk, id, "/bearbeiten");
    p->preview_url = publish_version_url(page, desk, id, "/vorschau");
    p->do_url = publish_version_url(page, desk, id, "/tun");
    p->block_url = publish_block_url(page, desk, p->look.version.code, "");
    page->title = p->look.version.title;
    p->crumbs = publish_crumbs(page, desk, page->title);
    *ret = p;
    return put_open(page, desk, p);
}

enum err
page_publish_version_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_version *p = NULL;
    struct publish_desk desk;

    TRY(load(&page, &desk, &p));
    if (form_has(&req->query, "gespeichert"))
        p->good = page_say(&page, SAY_PUBLISH_SAVED);
    else if (form_has(&req->query, "veroeffentlicht"))
        p->good = page_say(&page, SAY_PUBLISH_PUBLISHED);
    PAGE_SEND(&page, res, page_publish_version, p);
}

enum err
page_publish_preview(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_version *p = NULL;
    struct publish_desk desk;

    TRY(load(&page, &desk, &p));
    return page_module_preview(&page, res, &p->look.module, p->look.venues);
}

/* --- what may be done ------------------------------------------------------------------ */

/* The page again, with what stands in the way. */
static enum err
refuse(struct page *page, struct http_response *res, enum say_key problem, int status)
{
    struct page_publish_version *p = NULL;
    struct publish_desk desk;

    ctx_clear(&page->req->ctx);
    TRY(load(page, &desk, &p));
    p->problem = page_say(page, problem);
    res->status = status;
    PAGE_SEND(page, res, page_publish_version, p);
}

static enum err
ask_reason(struct page *page, struct http_response *res, struct slice reason)
{
    struct page_publish_version *p = NULL;
    struct publish_desk desk;

    ctx_clear(&page->req->ctx);
    TRY(load(page, &desk, &p));
    p->reason = reason;
    p->reason_error = reason.len == 0 ? page_say(page, SAY_PUBLISH_NEED_REASON)
                                      : page_say(page, SAY_PUBLISH_WRONG_LONG);
    res->status = 422;
    PAGE_SEND(page, res, page_publish_version, p);
}

enum err
page_publish_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice what = form_value(&req->form, "tun");
    struct slice reason = slice_trim(form_value(&req->form, "grund"));
    int edition = publish_edition(req);
    struct module_version_id id = {0};
    struct publish_desk desk;
    const char *after = "";
    enum err e;

    TRY(publish_page_desk(&page, &desk));
    TRY(publish_version_id(req, &id));
    if (slice_is(what, "einreichen")) {
        e = publish_submit(&req->ctx, &desk, id, edition);
    } else if (slice_is(what, "veroeffentlichen")) {
        e = publish_publish(&req->ctx, &desk, id, edition);
        after = "?veroeffentlicht";
    } else if (slice_is(what, "zurueckgeben")) {
        e = publish_return(&req->ctx, &desk, id, edition, reason);
        if (e == ERR_INVALID)
            return ask_reason(&page, res, reason);
    } else if (slice_is(what, "verwerfen")) {
        e = publish_discard(&req->ctx, &desk, id, edition);
    } else {
        return ERR_INVALID;
    }
    if (e == ERR_CONFLICT)
        return refuse(&page, res, SAY_PUBLISH_CHANGED, 409);
    if (e == ERR_INVALID)
        return refuse(&page, res, SAY_PUBLISH_NOT_WHOLE, 422);
    TRY(e);
    if (slice_is(what, "verwerfen"))
        return http_redirect(res, publish_url(&page, &desk, "?verworfen"));
    return http_redirect(res, publish_version_url(&page, &desk, id, after));
}
