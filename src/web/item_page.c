/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/item_page.h"

#include "service/item_bank.h"

struct item_desk
item_desk_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct item_desk){app->platform, req->actor};
}

struct item_row_view
item_row_of(const struct page *page, const struct item_version *v)
{
    const struct web_app *app = page->req->app;
    const struct item_bank *bank = platform_items(app->platform);
    int len = item_bank_len(bank);
    struct item_row_view row = {.version = v,
                                .kind = item_words_kind(v->kind),
                                .state = item_words_state(v->state),
                                .in_use = v->state == ITEM_APPROVED};

    for (int i = 0; i < len && row.in_use; i++)
        if (item_bank_at(bank, i)->id.n == v->id.n)
            row.on_trial = item_use_is_trial(item_bank_at(bank, i), item_bank_number(bank));
    return row;
}

enum err
item_id_of(const struct http_request *req, struct item_version_id *ret_id)
{
    return slice_int(http_param(req, "id"), 1, INT64_MAX, &ret_id->n) == OK ? OK : ERR_NOT_FOUND;
}

struct slice
item_url(const struct page *page, struct item_version_id id, const char *what)
{
    struct text t = text_init(page->req->arena, 128);
    struct slice url = SLICE("/aufgaben");

    text_puts(&t, "/aufgaben/");
    text_int(&t, id.n);
    text_puts(&t, what);
    return text_end(&t, &url) == OK ? url : SLICE("/aufgaben");
}
