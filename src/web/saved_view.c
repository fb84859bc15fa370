/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/saved_view.h"

#include "web/guest_data.h"
#include "web/page_search.h"

static void
put_part(struct text *t, struct slice part)
{
    if (t->len > 0)
        text_puts(t, " · ");
    text_put(t, part);
}

/* The words that the results page has for filters: its chips. */
static enum err
put_words(struct page_search *p, struct slice *ret_words)
{
    const struct search_form *f = p->form;
    struct text t = text_init(p->page->req->arena, HTTP_TARGET_BYTES_MAX);

    TRY(page_search_facets(p));
    TRY(page_search_chips(p));
    if (f->text.len > 0)
        put_part(&t, page_tell(p->page, SAY_SAVED_QUOTED, SAY_ARGS(SAY_AS_TEXT(f->text))));
    if (f->place.len > 0 && f->radius_km < DISTANCE_KM_MAX)
        put_part(&t, page_tell(p->page, SAY_SAVED_AROUND,
                               SAY_ARGS(SAY_AS_TEXT(f->place), SAY_AS_INT(f->radius_km))));
    for (int i = 0; i < p->chips_len; i++)
        put_part(&t, p->chips[i].label);
    if (t.len == 0)
        text_put(&t, page_say(p->page, SAY_SAVED_EVERYTHING));
    return text_end(&t, ret_words);
}

enum err
saved_view_make(const struct page *page, struct slice query, struct saved_view *ret_view)
{
    struct arena *a = page->req->arena;
    struct ctx *ctx = &page->req->ctx;
    struct search_form *form = arena_new(a, struct search_form);
    struct page_search *p = arena_new(a, struct page_search);
    struct learning_search_answer answer;
    struct saved_view v = {.total = 0};
    struct form fields;
    enum err e;

    if (form == NULL || p == NULL)
        return ERR_LIMIT;
    TRY(form_parse(a, query, &fields));
    TRY(search_form_read(a, page->snap, &fields, form));
    form->wanted.query.limit = 1;
    form->wanted.query.offset = 0;
    TRY(learning_search(ctx, page->snap, &form->wanted, &answer));
    v.total = answer.result.total;
    v.url = search_form_url(a, form, (struct search_change){.without = "sort"});
    v.query = slice_sub(v.url, sizeof "/suche?" - 1, v.url.len);
    *p = (struct page_search){.page = page, .form = form, .answer = &answer};
    TRY(put_words(p, &v.words));
    e = saved_search_hits(ctx, page->snap, &form->wanted, &v.hits);
    v.too_many = e == ERR_LIMIT && v.total > SAVED_SEARCH_HITS_MAX;
    if (v.too_many)
        ctx_clear(ctx);
    else
        TRY(e);
    *ret_view = v;
    return OK;
}

enum err
saved_news_find(const struct page *page, struct http_response *res, struct saved_news *ret_news)
{
    const struct web_app *app = page->req->app;
    struct arena *a = page->req->arena;
    struct saved_search_list *list = arena_new(a, struct saved_search_list);
    struct module_set all = {NULL, 0};

    *ret_news = (struct saved_news){.searches = 0};
    if (!guest_data_has_key(page->req))
        return OK;
    if (list == NULL)
        return ERR_LIMIT;
    TRY(saved_search_load(&page->req->ctx, app->platform, guest_data_key(page->req), list));
    res->is_personal = res->is_personal || list->len > 0;
    ret_news->searches = list->len;
    for (int i = 0; i < list->len; i++) {
        struct module_set fresh;
        struct saved_view v;

        TRY(saved_view_make(page, list->at[i].query, &v));
        TRY(module_set_minus(a, v.hits, list->at[i].seen, &fresh));
        TRY(module_set_join(a, all, fresh, &all));
        ret_news->with_news += fresh.len > 0;
    }
    ret_news->blocks = all.len;
    return OK;
}
