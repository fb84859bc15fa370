/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of items, and the choice of a kind for a new one. */
#include "web/page_items.h"

#include "web/item_page.h"
#include "web/page.gen.h"
#include "web/route.h"

static void
offer_words(const struct page *page, struct item_filter f, struct page_items *p)
{
    for (int i = 0; i < ITEM_KINDS; i++) {
        struct slice code = slice_of(item_kind_code((enum item_kind)i));

        p->kinds[p->kinds_len++] = (struct item_offer){
            code, page_say(page, item_words_kind((enum item_kind)i)), slice_eq(code, f.kind)};
    }
    for (int i = 0; i < ITEM_STATES; i++) {
        struct slice code = slice_of(item_state_code((enum item_state)i));

        p->states[p->states_len++] = (struct item_offer){
            code, page_say(page, item_words_state((enum item_state)i)), slice_eq(code, f.state)};
    }
}

/* What is asked for; a value that nothing has is passed over, as if it were not said. */
static struct item_filter
filter_of(const struct page *page)
{
    const struct form *query = &page->req->query;
    struct item_filter f = {.competence = form_value(query, "kompetenz"),
                            .kind = form_value(query, "art"),
                            .state = form_value(query, "zustand")};
    enum item_state state;
    enum item_kind kind;
    int64_t level = 0;

    if (framework_by_code(page->snap->catalogue->framework, f.competence) == NULL)
        f.competence = SLICE("");
    if (item_kind_parse(f.kind, &kind) != OK)
        f.kind = SLICE("");
    if (item_state_parse(f.state, &state) != OK)
        f.state = SLICE("");
    if (slice_int(form_value(query, "niveau"), 1, LEVEL_MAX, &level) == OK)
        f.level = (int)level;
    return f;
}

static struct slice
page_of_list(const struct page *page, const struct item_filter *f, int number)
{
    struct text t = text_init(page->req->arena, 1024);
    struct slice url = SLICE("/aufgaben");

    text_puts(&t, "/aufgaben?kompetenz=");
    percent_put(&t, f->competence);
    text_puts(&t, "&art=");
    percent_put(&t, f->kind);
    text_puts(&t, "&zustand=");
    percent_put(&t, f->state);
    text_puts(&t, "&niveau=");
    if (f->level > 0)
        text_int(&t, f->level);
    text_puts(&t, "&seite=");
    text_int(&t, number + 1);
    return text_end(&t, &url) == OK ? url : SLICE("/aufgaben");
}

static enum err
put_rows(const struct page *page, const struct item_filter *f, struct page_items *p)
{
    struct item_desk desk = item_desk_of(page->req);
    struct item_page list = {.count = 0};
    int64_t number = 1;

    if (slice_int(form_value(&page->req->query, "seite"), 1, ITEM_VERSIONS_MAX, &number) != OK)
        number = 1;
    TRY(item_list(&page->req->ctx, &desk, f, (int)number - 1, &list));
    p->rows = arena_array(page->req->arena, struct item_row_view, (size_t)list.list.len + 1);
    if (p->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < list.list.len; i++)
        p->rows[p->rows_len++] = item_row_of(page, &list.list.versions[i]);
    p->count = list.count;
    if (number > 1)
        p->earlier_url = page_of_list(page, f, (int)number - 2);
    if (number * ITEM_PAGE_MAX < list.count)
        p->later_url = page_of_list(page, f, (int)number);
    return OK;
}

enum err
page_items_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_items *p = arena_new(req->arena, struct page_items);
    struct item_sheet_form *offers = arena_new(req->arena, struct item_sheet_form);
    struct item_filter f = filter_of(&page);
    struct text level = text_init(req->arena, 8);
    struct slice level_text = {0};

    if (p == NULL || offers == NULL)
        return ERR_LIMIT;
    p->page = &page;
    offer_words(&page, f, p);
    TRY(item_sheet_form_new(&page, ITEM_SINGLE, f.competence, offers));
    p->competences = offers->competences;
    p->competences_len = offers->competences_len;
    text_int(&level, f.level);
    TRY(text_end(&level, &level_text));
    for (int i = 0; i < offers->levels_len; i++) {
        p->levels[p->levels_len] = offers->levels[i];
        p->levels[p->levels_len].chosen = slice_eq(offers->levels[i].value, level_text);
        p->levels_len++;
    }
    TRY(put_rows(&page, &f, p));
    if (form_has(&req->query, "geloescht"))
        p->good = page_say(&page, SAY_ITEMS_DISCARDED);
    page.title = page_say(&page, SAY_ITEMS_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_items, p);
}

enum err
page_item_new_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_new p = {.page = &page};

    for (int i = 0; i < ITEM_KINDS; i++)
        p.kinds[p.kinds_len++] =
            (struct item_offer){slice_of(item_kind_code((enum item_kind)i)),
                                page_say(&page, item_words_kind((enum item_kind)i)), i == 0};
    page.title = page_say(&page, SAY_ITEMS_NEW);
    page.noindex = true;
    PAGE_SEND(&page, res, page_item_new, &p);
}
