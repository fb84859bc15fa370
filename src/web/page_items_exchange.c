/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists and packages of items, in and out. */
#include "web/item_page.h"
#include "web/multipart.h"
#include "web/page.gen.h"
#include "web/route.h"

enum { PROBLEMS_SHOWN_MAX = 200 };

static enum say_key
key_of(enum item_problem what)
{
    static const enum say_key KEYS[ITEM_PROBLEMS] = {
        [ITEM_PROBLEM_ROW] = SAY_ITEMS_PROBLEM_ROW,
        [ITEM_PROBLEM_CHARSET] = SAY_ITEMS_PROBLEM_CHARSET,
        [ITEM_PROBLEM_COLUMN] = SAY_ITEMS_PROBLEM_COLUMN,
        [ITEM_PROBLEM_XML] = SAY_ITEMS_PROBLEM_XML,
        [ITEM_PROBLEM_DOCTYPE] = SAY_ITEMS_PROBLEM_DOCTYPE,
        [ITEM_PROBLEM_NAMESPACE] = SAY_ITEMS_PROBLEM_NAMESPACE,
        [ITEM_PROBLEM_INTERACTION] = SAY_ITEMS_PROBLEM_INTERACTION,
        [ITEM_PROBLEM_ATTRIBUTE] = SAY_ITEMS_PROBLEM_ATTRIBUTE,
        [ITEM_PROBLEM_REFERENCE] = SAY_ITEMS_PROBLEM_REFERENCE,
        [ITEM_PROBLEM_IDENTIFIER] = SAY_ITEMS_PROBLEM_IDENTIFIER,
        [ITEM_PROBLEM_KIND] = SAY_ITEMS_PROBLEM_KIND,
        [ITEM_PROBLEM_COMPETENCE] = SAY_ITEMS_PROBLEM_COMPETENCE,
        [ITEM_PROBLEM_CODE] = SAY_ITEMS_PROBLEM_CODE,
        [ITEM_PROBLEM_MOVED] = SAY_ITEMS_PROBLEM_MOVED,
        [ITEM_PROBLEM_IN_WORK] = SAY_ITEMS_PROBLEM_IN_WORK,
        [ITEM_PROBLEM_RETIRED] = SAY_ITEMS_PROBLEM_RETIRED,
        [ITEM_PROBLEM_PACKAGE] = SAY_ITEMS_PROBLEM_PACKAGE,
        [ITEM_PROBLEM_MANIFEST] = SAY_ITEMS_PROBLEM_MANIFEST,
        [ITEM_PROBLEM_EMPTY] = SAY_ITEMS_PROBLEM_EMPTY,
        [ITEM_PROBLEM_MANY] = SAY_ITEMS_PROBLEM_MANY,
    };

    return KEYS[what];
}

static bool
has_value(enum item_problem what)
{
    return what != ITEM_PROBLEM_CHARSET && what != ITEM_PROBLEM_DOCTYPE &&
           what != ITEM_PROBLEM_EMPTY && what != ITEM_PROBLEM_MANY;
}

static struct slice
message_of(const struct page *page, const struct item_import_problem *p)
{
    if (p->what == ITEM_PROBLEM_RULE)
        return item_sheet_message(page, &p->fault);
    return has_value(p->what) ? page_tell(page, key_of(p->what), SAY_ARGS(SAY_AS_TEXT(p->value)))
                              : page_say(page, key_of(p->what));
}

static struct slice
place_of(const struct page *page, const struct item_import_problem *p)
{
    if (p->file.len > 0)
        return page_tell(page, SAY_ITEMS_PLACE_FILE,
                         SAY_ARGS(SAY_AS_TEXT(p->file), SAY_AS_INT(p->line)));
    return p->line == 0 ? SLICE("")
                        : page_tell(page, SAY_ITEMS_PLACE_LINE, SAY_ARGS(SAY_AS_INT(p->line)));
}

static enum err
put_problems(const struct page *page, struct page_items_exchange *p)
{
    const struct item_import *im = &p->report.import;

    p->problems = arena_array(page->req->arena, struct item_problem_view, PROBLEMS_SHOWN_MAX);
    if (p->problems == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < im->problems_len && i < PROBLEMS_SHOWN_MAX; i++)
        p->problems[p->problems_len++] = (struct item_problem_view){
            place_of(page, &im->problems[i]), message_of(page, &im->problems[i])};
    return OK;
}

static enum err
show(struct page *page, struct http_response *res, struct page_items_exchange *p)
{
    struct item_sheet_form *offers = arena_new(page->req->arena, struct item_sheet_form);

    if (offers == NULL)
        return ERR_LIMIT;
    TRY(item_sheet_form_new(page, ITEM_SINGLE, form_value(&page->req->form, "kompetenz"), offers));
    p->competences = offers->competences;
    p->competences_len = offers->competences_len;
    p->page = page;
    p->level = form_value(&page->req->form, "niveau");
    p->facet = form_value(&page->req->form, "facette");
    page->title = page_say(page, SAY_ITEMS_EXCHANGE);
    page->noindex = true;
    if (p->error.len > 0 || p->problems_len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_items_exchange, p);
}

enum err
page_items_exchange_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_items_exchange *p = arena_new(req->arena, struct page_items_exchange);

    return p == NULL ? ERR_LIMIT : show(&page, res, p);
}

/* What a file needs in memory must leave room for the page that tells of it. */
static enum err
import(struct http_request *req, struct page_items_exchange *p, const struct form_file *file)
{
    struct item_desk desk = item_desk_of(req);
    struct item_transfer_in in = {.bytes = file->bytes,
                                  .competence = form_value(&req->form, "kompetenz"),
                                  .level = form_value(&req->form, "niveau"),
                                  .facet = form_value(&req->form, "facette")};
    struct arena_mark mark = arena_mark(req->arena);
    enum err e = item_transfer_import(&req->ctx, &desk, &in, &p->report);

    if (e == ERR_LIMIT) {
        arena_rewind(req->arena, mark);
        p->report = (struct item_transfer_report){.added = 0};
    }
    return e;
}

enum err
page_items_import(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_items_exchange *p = arena_new(req->arena, struct page_items_exchange);
    const struct form_file *file = multipart_file(&req->files, "datei");
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    if (file == NULL) {
        p->error = page_say(&page, SAY_ITEMS_NO_FILE);
        return show(&page, res, p);
    }
    e = import(req, p, file);
    if (e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        p->error = page_say(&page, SAY_ITEMS_TOO_LARGE);
        return show(&page, res, p);
    }
    TRY(e);
    p->tried = true;
    TRY(put_problems(&page, p));
    return show(&page, res, p);
}

static enum err
send(struct http_request *req, struct http_response *res, enum item_format format)
{
    const struct web_app *app = req->app;

    TRY(item_transfer_export(&req->ctx, app->platform, format, SLICE(""), &res->body));
    res->content_type = format == ITEM_FORMAT_CSV ? "text/csv; charset=utf-8" : "application/zip";
    http_set_download(res, format == ITEM_FORMAT_CSV ? "aufgaben.csv" : "aufgaben.zip");
    return OK;
}

enum err
page_items_csv(struct http_request *req, struct http_response *res)
{
    return send(req, res, ITEM_FORMAT_CSV);
}

enum err
page_items_qti(struct http_request *req, struct http_response *res)
{
    return send(req, res, ITEM_FORMAT_QTI);
}
