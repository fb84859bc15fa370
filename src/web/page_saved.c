/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_saved.h"

#include "service/browse_service.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"

/* --- all of them --------------------------------------------------------- */

static enum err
put_row(const struct page *page, const struct saved_search *s, struct saved_row *row)
{
    struct module_set fresh;

    row->search = s;
    TRY(saved_view_make(page, s->query, &row->view));
    TRY(module_set_minus(page->req->arena, row->view.hits, s->seen, &fresh));
    row->new_len = fresh.len;
    for (int i = 0; i < fresh.len && row->shown_len < SAVED_NEW_SHOWN; i++) {
        const struct module *m = browse_module(page->snap, fresh.ids[i]);

        if (m != NULL)
            row->shown[row->shown_len++] =
                (struct saved_block){m->title, m->language, page_module_url(page, m)};
    }
    return OK;
}

enum err
page_saved_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    const struct web_app *app = req->app;
    struct page_saved *p = arena_new(req->arena, struct page_saved);
    struct saved_search_list *list = arena_new(req->arena, struct saved_search_list);

    if (p == NULL || list == NULL)
        return ERR_LIMIT;
    TRY(saved_search_load(&req->ctx, app->platform, guest_data_key(req), list));
    p->page = &page;
    for (int i = 0; i < list->len; i++)
        TRY(put_row(&page, &list->at[i], &p->rows[p->rows_len++]));
    page.title = page_say(&page, SAY_SAVED_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_saved, p);
}

/* --- keeping one --------------------------------------------------------- */

static enum err
show_ask(struct page *page, struct http_response *res, struct page_saved_ask *p)
{
    p->page = page;
    p->name.id = p->name.name = "name";
    p->name.type = "text";
    p->name.label = SAY_SAVED_NAME;
    p->name.hint = page_say(page, SAY_SAVED_NAME_HINT);
    page->title = page_say(page, SAY_SAVED_ASK_TITLE);
    page->noindex = true;
    PAGE_SEND(page, res, page_saved_ask, p);
}

/* A name to begin with: what is searched, as far as it fits. */
static struct slice
name_of(struct slice words)
{
    size_t len = words.len;

    if (len > SAVED_SEARCH_NAME_BYTES_MAX) {
        len = SAVED_SEARCH_NAME_BYTES_MAX;
        while (len > 0 && ((unsigned char)words.at[len] & 0xc0) == 0x80)
            len--;
    }
    return slice_trim(slice_sub(words, 0, len));
}

enum err
page_saved_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    struct page_saved_ask *p = arena_new(req->arena, struct page_saved_ask);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(saved_view_make(&page, req->query_raw, &p->view));
    p->name.value = name_of(p->view.words);
    return show_ask(&page, res, p);
}

/* What cannot be kept is shown again, with the reason. */
static enum err
refuse(struct page *page, struct http_response *res, struct page_saved_ask *p)
{
    res->status = 422;
    return show_ask(page, res, p);
}

enum err
page_saved_add(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    const struct web_app *app = req->app;
    struct page_saved_ask *p = arena_new(req->arena, struct page_saved_ask);
    struct saved_search s = {.name = slice_trim(form_value(&req->form, "name"))};
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    TRY(saved_view_make(&page, form_value(&req->form, "suche"), &p->view));
    p->name.value = s.name;
    if (s.name.len == 0)
        p->name.error = page_say(&page, SAY_SAVED_NAME_MISSING);
    else if (s.name.len > SAVED_SEARCH_NAME_BYTES_MAX)
        p->name.error = page_tell(&page, SAY_SAVED_NAME_LONG,
                                  SAY_ARGS(SAY_AS_INT(SAVED_SEARCH_NAME_BYTES_MAX)));
    if (p->name.error.len > 0 || p->view.too_many)
        return refuse(&page, res, p);
    s.query = p->view.query;
    s.seen = p->view.hits;
    e = saved_search_add(&req->ctx, app->platform, guest_data_key(req), &s);
    if (e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        p->full = true;
        return refuse(&page, res, p);
    }
    TRY(e);
    return http_redirect(res, SLICE("/gemerkt"));
}

/* --- one of them --------------------------------------------------------- */

/* ERR_NOT_FOUND: it is not this guest's, or no number. */
static enum err
find_own(struct http_request *req, struct saved_search *ret_search)
{
    const struct web_app *app = req->app;
    struct saved_search_list *list = arena_new(req->arena, struct saved_search_list);
    int64_t id;

    if (list == NULL)
        return ERR_LIMIT;
    if (slice_int(form_value(&req->form, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    TRY(saved_search_load(&req->ctx, app->platform, guest_data_key(req), list));
    for (int i = 0; i < list->len; i++) {
        if (list->at[i].id.n == id) {
            *ret_search = list->at[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err
page_saved_look(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    const struct web_app *app = req->app;
    struct saved_search s;
    struct saved_view v;

    TRY(find_own(req, &s));
    TRY(saved_view_make(&page, s.query, &v));
    s.seen = v.hits;
    if (!v.too_many)
        TRY(saved_search_look(&req->ctx, app->platform, guest_data_key(req), &s));
    return http_redirect(res, v.url);
}

enum err
page_saved_delete(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct saved_search s;

    TRY(find_own(req, &s));
    TRY(saved_search_delete(&req->ctx, app->platform, guest_data_key(req), s.id));
    return http_redirect(res, SLICE("/gemerkt"));
}
