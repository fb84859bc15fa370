/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing an item: a new one, or a draft of one's own. What was typed stays, whatever it is. */
#include "web/item_page.h"
#include "web/page.gen.h"
#include "web/route.h"

static enum err
show(struct page *page, struct http_response *res, struct page_item_edit *p)
{
    p->page = page;
    p->kind = p->form.sheet.kind;
    p->kind_code = slice_of(item_kind_code(p->kind));
    p->kind_word = item_words_kind(p->kind);
    p->action = p->id == 0 ? SLICE("/aufgaben/neu")
                           : item_url(page, (struct item_version_id){p->id}, "/bearbeiten");
    page->title = page_say(page, p->id == 0 ? SAY_ITEMS_NEW : SAY_ITEMS_EDIT);
    page->noindex = true;
    if (p->form.errors.errors_len > 0)
        res->status = 422;
    PAGE_SEND(page, res, page_item_edit, p);
}

enum err
page_item_write_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_edit *p = arena_new(req->arena, struct page_item_edit);
    enum item_kind kind;

    if (p == NULL)
        return ERR_LIMIT;
    if (item_kind_parse(form_value(&req->query, "art"), &kind) != OK)
        return http_redirect(res, SLICE("/aufgaben/neu"));
    TRY(item_sheet_form_new(&page, kind, form_value(&req->query, "kompetenz"), &p->form));
    return show(&page, res, p);
}

/* What was sent: kept in `p`, shown as learners will see it when it is sound. */
static enum err
read(struct page *page, enum item_kind kind, struct slice code, struct page_item_edit *p,
     struct item *ret_item)
{
    TRY(item_sheet_form_read(page, kind, code, &p->form, ret_item));
    if (p->form.errors.errors_len > 0 || !slice_is(form_value(&page->req->form, "tun"), "vorschau"))
        return OK;
    p->has_preview = true;
    return item_form_show(page, ret_item, 0, &p->preview);
}

enum err
page_item_write(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_edit *p = arena_new(req->arena, struct page_item_edit);
    struct item_desk desk = item_desk_of(req);
    struct item_version_id id = {0};
    enum item_kind kind;
    struct item it = {.level = 0};

    if (p == NULL)
        return ERR_LIMIT;
    if (item_kind_parse(form_value(&req->form, "art"), &kind) != OK)
        return ERR_INVALID;
    TRY(read(&page, kind, SLICE("neu"), p, &it));
    if (p->form.errors.errors_len > 0 || p->has_preview)
        return show(&page, res, p);
    TRY(item_draft(&req->ctx, &desk, &it, &id));
    return http_redirect(res, item_url(&page, id, "?gespeichert"));
}

/* ERR_DENIED: it is no draft of who asks. */
static enum err
look(struct http_request *req, struct item_look *ret_look)
{
    struct item_desk desk = item_desk_of(req);
    struct item_version_id id = {0};

    TRY(item_id_of(req, &id));
    TRY(item_look(&req->ctx, &desk, id, ret_look));
    return item_version_may_change(&ret_look->version, req->actor->id) ? OK : ERR_DENIED;
}

enum err
page_item_edit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_edit *p = arena_new(req->arena, struct page_item_edit);
    struct item_look of = {.item = NULL};

    if (p == NULL)
        return ERR_LIMIT;
    TRY(look(req, &of));
    p->id = of.version.id.n;
    p->code = of.version.code;
    TRY(item_sheet_form_show(&page, of.item, &p->form));
    return show(&page, res, p);
}

/* Code and competence are the item's for ever: what a form says of them is not looked at. */
enum err
page_item_edit_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_edit *p = arena_new(req->arena, struct page_item_edit);
    struct item_desk desk = item_desk_of(req);
    struct item_look of = {.item = NULL};
    struct item it = {.level = 0};

    if (p == NULL)
        return ERR_LIMIT;
    TRY(look(req, &of));
    p->id = of.version.id.n;
    p->code = of.version.code;
    TRY(read(&page, of.version.kind, of.version.code, p, &it));
    if (p->form.errors.errors_len > 0 || p->has_preview)
        return show(&page, res, p);
    it.competence = of.item->competence;
    TRY(item_rewrite(&req->ctx, &desk, of.version.id, &it));
    return http_redirect(res, item_url(&page, of.version.id, "?gespeichert"));
}
