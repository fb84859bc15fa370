/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_own.h"

#include "service/own_words.h"
#include "web/check_owner.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"

/* PRIVACY-1: whose data it is follows from the cookie alone. */
static enum err
load(struct http_request *req, struct own_data **ret_data)
{
    const struct web_app *app = req->app;
    struct check_desk desk = check_desk_of(req);
    struct own_wish wish = {app->accounts, req->actor, guest_data_key(req), &desk};
    struct own_data *data = arena_new(req->arena, struct own_data);

    if (data == NULL)
        return ERR_LIMIT;
    *ret_data = data;
    return own_data_load(&req->ctx, &wish, data);
}

/* A guest is told of what guests can have. */
static void
put_parts(const struct own_data *data, struct page_own *p)
{
    for (int i = 0; i < OWN_PARTS; i++) {
        struct own_part_words words = own_words_part((enum own_part)i);
        int count = own_data_count(data, (enum own_part)i);

        if (!data->is_guest || count > 0 || i == OWN_SITUATION || i == OWN_SEARCHES ||
            i == OWN_PLAN || i == OWN_CHECK)
            p->parts[p->parts_len++] = (struct own_part_view){words.title, words.why, count};
    }
}

enum err
page_own_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_own p = {.page = &page, .is_guest = req->actor == NULL};
    struct own_data *data = NULL;

    TRY(load(req, &data));
    put_parts(data, &p);
    p.cut = own_data_is_cut(data) ? OWN_ROWS_MAX : 0;
    page.title = page_say(&page, SAY_OWN_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_own, &p);
}

enum err
page_own_json(struct http_request *req, struct http_response *res)
{
    struct own_data *data = NULL;

    TRY(load(req, &data));
    TRY(own_data_json(&req->ctx, data, &res->body));
    res->content_type = HTTP_TYPE_JSON;
    http_set_download(res, "meine-daten.json");
    return OK;
}

enum err
page_own_pdf(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct own_data *data = NULL;

    TRY(load(req, &data));
    TRY(own_data_pdf(&req->ctx, data, page.lang, &res->body));
    res->content_type = HTTP_TYPE_PDF;
    http_set_download(res, "meine-daten.pdf");
    return OK;
}
