/* SPDX-License-Identifier: EUPL-1.2 */
/* A provider's blocks, and writing one. */
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/publish_page.h"
#include "web/route.h"

enum err
page_publish_which(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    const struct web_app *app = req->app;
    struct page_publish_which p = {.page = &page};
    struct organisation *all = NULL;
    int len = 0;

    TRY(publish_organisations(&req->ctx, app->platform, req->actor, &all, &len));
    p.organisations = arena_array(req->arena, struct crumb, (size_t)len + 1);
    if (p.organisations == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        struct publish_desk desk = {app->platform, req->actor, all[i]};

        p.organisations[p.organisations_len++] =
            (struct crumb){all[i].name, publish_url(&page, &desk, "")};
    }
    if (len == 1)
        return http_redirect(res, p.organisations[0].url);
    page.title = page_say(&page, SAY_PUBLISH_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_publish_which, &p);
}

/* --- the list --------------------------------------------------------------------- */

static struct publish_row
row_of(const struct page *page, const struct publish_desk *desk, const struct provider_block *b)
{
    struct publish_row row = {.block = b, .url = publish_block_url(page, desk, b->code, "")};
    const struct module *m = NULL;

    if (b->work.n != 0) {
        row.work_url = publish_version_url(page, desk, b->work, "");
        row.work_word = publish_word_state(b->work_state);
    }
    if (b->module.n == 0)
        return row;
    m = browse_module(page->snap, b->module);
    row.is_retired = b->gone;
    row.is_offered = m != NULL && browse_is_offered(page->snap, m);
    row.is_undated = !b->gone && !row.is_offered;
    row.is_certified = !b->gone && b->certified_until.n >= page->snap->today.n;
    return row;
}

static struct slice
page_number_url(const struct page *page, const struct publish_desk *desk, int64_t n)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_put(&t, publish_url(page, desk, "?seite="));
    text_int(&t, n);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

static struct slice
said_good(const struct page *page)
{
    const struct form *q = &page->req->query;

    if (form_has(q, "verworfen"))
        return page_say(page, SAY_PUBLISH_DISCARDED);
    return SLICE("");
}

enum err
page_publish_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish p = {.page = &page};
    struct publish_desk desk;
    struct provider_blocks blocks = {.at = NULL};
    int64_t n = 1;

    TRY(publish_page_desk(&page, &desk));
    if (slice_int(form_value(&req->query, "seite"), 1, INT32_MAX / PUBLISH_PAGE_MAX, &n) != OK)
        n = 1;
    TRY(publish_list(&req->ctx, &desk, (int)n - 1, &blocks));
    p.rows = arena_array(req->arena, struct publish_row, PUBLISH_PAGE_MAX);
    if (p.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < blocks.len; i++)
        p.rows[p.rows_len++] = row_of(&page, &desk, &blocks.at[i]);
    p.count = blocks.count;
    if (n > 1)
        p.earlier_url = page_number_url(&page, &desk, n - 1);
    if (n * PUBLISH_PAGE_MAX < blocks.count)
        p.later_url = page_number_url(&page, &desk, n + 1);
    p.name = desk.organisation.name;
    p.new_url = publish_url(&page, &desk, "/neu");
    p.import_url = publish_url(&page, &desk, "/hochladen");
    p.demand_url = page_url(&page, "/anbieter/bedarf", "fuer", desk.organisation.code);
    p.review_url = publish_url(&page, &desk, "/pruefung");
    p.good = said_good(&page);
    page.title = page_say(&page, SAY_PUBLISH_TITLE);
    PAGE_SEND(&page, res, page_publish, &p);
}

/* --- the form --------------------------------------------------------------------- */

static struct block_base
base_of(const struct page *page)
{
    const struct catalogue *c = page->snap->catalogue;

    return (struct block_base){c->framework, c->topics, c->topics_len, c->jobs, c->jobs_len};
}

/*
 * What stands in the way of keeping a draft: what is missing may be added later, a title must be
 * there, and nothing may be nonsense.
 */
static enum err
faults_of_draft(const struct page *page, const struct module_sheet *sheet,
                struct block_faults *ret_faults)
{
    struct block_base base = base_of(page);
    struct block_faults all;
    struct module m;

    *ret_faults = (struct block_faults){.len = 0};
    TRY(module_sheet_read(page->req->arena, sheet, &base, &m, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].wrong != BLOCK_MISSING || all.at[i].field == BLOCK_TITLE)
            sheet_fault_add(ret_faults, all.at[i]);
    }
    return OK;
}

static enum err
show_form(struct page *page, struct http_response *res, struct page_publish_edit *p)
{
    p->page = page;
    page->title = page_say(page, p->edition == 0 ? SAY_PUBLISH_NEW : SAY_PUBLISH_EDIT);
    if (p->conflict.len > 0)
        res->status = 409;
    PAGE_SEND(page, res, page_publish_edit, p);
}

static enum err
open_edit(struct page *page, struct publish_desk *desk, struct page_publish_edit **ret)
{
    struct page_publish_edit *p = arena_new(page->req->arena, struct page_publish_edit);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    *ret = p;
    return OK;
}

static void
is_new(const struct page *page, const struct publish_desk *desk, struct page_publish_edit *p)
{
    p->action = publish_url(page, desk, "/neu");
    p->back = publish_url(page, desk, "");
    p->crumbs = publish_crumbs(page, desk, page_say(page, SAY_PUBLISH_NEW));
}

/* From the page of demand: "?kompetenz=D1.1&niveau=3". */
static struct module_sheet
first_sheet(const struct page *page)
{
    struct module_sheet sheet = {.fields = {[BLOCK_LANGUAGE] = SLICE_INIT("de")}};
    struct slice code = form_value(&page->req->query, "kompetenz");
    struct text t = text_init(page->req->arena, 200);
    int64_t level = 0;

    if (framework_by_code(page->snap->catalogue->framework, code) == NULL ||
        slice_int(form_value(&page->req->query, "niveau"), 1, LEVEL_MAX, &level) != OK)
        return sheet;
    text_printf(&t, "%.*s 0-%d", SLICE_ARG(code), (int)level);
    if (text_end(&t, &sheet.fields[BLOCK_GIVES]) != OK)
        sheet.fields[BLOCK_GIVES] = SLICE("");
    return sheet;
}

enum err
page_publish_new(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_edit *p = NULL;
    struct publish_desk desk;
    struct module_sheet sheet = first_sheet(&page);

    TRY(open_edit(&page, &desk, &p));
    is_new(&page, &desk, p);
    TRY(publish_form_show(&page, &sheet, NULL, &p->form));
    return show_form(&page, res, p);
}

enum err
page_publish_add(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_edit *p = NULL;
    struct publish_desk desk;
    struct module_sheet sheet = {.runs = NULL};
    struct block_faults faults;
    struct module_version_id id = {0};
    enum err e;

    TRY(open_edit(&page, &desk, &p));
    TRY(publish_form_read(&page, &sheet));
    TRY(faults_of_draft(&page, &sheet, &faults));
    if (faults.count > 0) {
        is_new(&page, &desk, p);
        TRY(publish_form_show(&page, &sheet, &faults, &p->form));
        res->status = 422;
        return show_form(&page, res, p);
    }
    e = publish_draft(&req->ctx, &desk, &sheet, &id);
    if (e == ERR_LIMIT) { /* PUBLISH-21 */
        ctx_clear(&req->ctx);
        is_new(&page, &desk, p);
        p->problem = page_say(&page, SAY_PUBLISH_FULL);
        TRY(publish_form_show(&page, &sheet, NULL, &p->form));
        res->status = 409;
        return show_form(&page, res, p);
    }
    TRY(e);
    return http_redirect(res, publish_version_url(&page, &desk, id, "?gespeichert"));
}

static void
is_old(const struct page *page, const struct publish_desk *desk, const struct publish_look *look,
       struct page_publish_edit *p)
{
    p->action = publish_version_url(page, desk, look->version.id, "/bearbeiten");
    p->back = publish_version_url(page, desk, look->version.id, "");
    p->crumbs = publish_crumbs(page, desk, look->version.title);
}

enum err
page_publish_edit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_edit *p = NULL;
    struct publish_look *look = arena_new(req->arena, struct publish_look);
    struct module_version_id id = {0};
    struct publish_desk desk;

    if (look == NULL)
        return ERR_LIMIT;
    TRY(open_edit(&page, &desk, &p));
    TRY(publish_version_id(req, &id));
    TRY(publish_look(&req->ctx, &desk, id, look));
    if (!look->may_change)
        return http_redirect(res, publish_version_url(&page, &desk, id, ""));
    is_old(&page, &desk, look, p);
    p->edition = look->version.edition;
    TRY(publish_form_show(&page, &look->sheet, &look->faults, &p->form));
    return show_form(&page, res, p);
}

/* PUBLISH-8: what was typed stays on the page; the other text is one click away. */
static enum err
show_conflict(struct page *page, struct http_response *res, struct page_publish_edit *p,
              const struct module_sheet *sheet)
{
    ctx_clear(&page->req->ctx);
    p->conflict = page_say(page, SAY_PUBLISH_CONFLICT);
    TRY(publish_form_show(page, sheet, NULL, &p->form));
    return show_form(page, res, p);
}

enum err
page_publish_edit_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_edit *p = NULL;
    struct publish_look *look = arena_new(req->arena, struct publish_look);
    struct module_version_id id = {0};
    struct publish_desk desk;
    struct module_sheet sheet = {.runs = NULL};
    struct block_faults faults;
    enum err e;

    if (look == NULL)
        return ERR_LIMIT;
    TRY(open_edit(&page, &desk, &p));
    TRY(publish_version_id(req, &id));
    TRY(publish_look(&req->ctx, &desk, id, look));
    is_old(&page, &desk, look, p);
    p->edition = publish_edition(req);
    TRY(publish_form_read(&page, &sheet));
    TRY(faults_of_draft(&page, &sheet, &faults));
    if (faults.count > 0) {
        TRY(publish_form_show(&page, &sheet, &faults, &p->form));
        res->status = 422;
        return show_form(&page, res, p);
    }
    e = publish_rewrite(&req->ctx, &desk, id, p->edition, &sheet);
    if (e == ERR_CONFLICT)
        return show_conflict(&page, res, p, &sheet);
    TRY(e);
    return http_redirect(res, publish_version_url(&page, &desk, id, "?gespeichert"));
}
