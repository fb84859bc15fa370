/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_demand.h"

#include "base/csv_cell.h"
#include "domain/municipality.h"
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/publish_page.h"
#include "web/route.h"

/* "Baden-Württemberg 40, Hessen 25"; what is hidden is told below the table. */
static struct slice
land_words(const struct page *page, const struct demand_row *row)
{
    struct text t = text_init(page->req->arena, 2000);
    struct slice s = SLICE("");

    for (int i = 0; i < row->lands_len; i++) {
        const struct demand_land *l = &row->lands[i];

        if (l->people < 0)
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        text_put(&t, page_tell(page, SAY_DEMAND_LAND,
                               SAY_ARGS(SAY_AS_TEXT(l->state.len > 0
                                                        ? state_name(l->state)
                                                        : page_say(page, SAY_DEMAND_NO_LAND)),
                                        SAY_AS_INT(l->people))));
    }
    if (row->any_hidden) {
        text_puts(&t, t.len > 0 ? ", " : "");
        text_put(&t, page_say(page, SAY_DEMAND_OTHERS));
    }
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static struct slice
seat_words(const struct page *page, const struct demand_supply *supply)
{
    struct text t = text_init(page->req->arena, 40);
    struct slice s = SLICE("");

    if (supply->unlimited)
        return page_say(page, SAY_DEMAND_UNLIMITED);
    text_int(&t, supply->seats);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

/* "/anbieter/va-rheinbogen/neu?kompetenz=D1.1&niveau=3" */
static struct slice
draft_url(const struct page *page, const struct publish_desk *desk, const struct competence *c,
          int level)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_put(&t, publish_url(page, desk, "/neu?kompetenz="));
    percent_put(&t, c->code);
    text_puts(&t, "&niveau=");
    text_int(&t, level);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

/* The provider of the address ("?fuer="), else the first for whom the reader publishes. */
static enum err
find_desk(struct page *page, struct publish_desk *desk, bool *ret_found)
{
    const struct web_app *app = page->req->app;
    struct slice wanted = form_value(&page->req->query, "fuer");
    struct organisation *all = NULL;
    int len = 0;
    int at = 0;

    TRY(publish_organisations(&page->req->ctx, app->platform, page->req->actor, &all, &len));
    for (int i = 0; i < len; i++)
        at = slice_eq(all[i].code, wanted) ? i : at;
    *ret_found = len > 0;
    if (len > 0)
        *desk = (struct publish_desk){app->platform, page->req->actor, all[at]};
    return OK;
}

static enum err
put_rows(const struct page *page, const struct publish_desk *desk, const struct demand_view *view,
         struct page_demand *p)
{
    p->rows = arena_array(page->req->arena, struct demand_page_row, (size_t)view->rows_len + 1);
    if (p->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < view->rows_len; i++) {
        const struct demand_row *row = &view->rows[i];
        const struct competence *c = browse_competence(page->snap, row->competence);
        struct demand_page_row *r = &p->rows[p->rows_len];

        if (c == NULL)
            continue; /* newer than the snapshot */
        *r = (struct demand_page_row){.row = row,
                                      .name = page_name(page, c->name_de, c->name_en),
                                      .code = c->code,
                                      .lands = land_words(page, row),
                                      .seats = seat_words(page, &row->supply)};
        if (desk != NULL)
            r->url = draft_url(page, desk, c, row->level);
        p->any_hidden = p->any_hidden || row->any_hidden;
        p->rows_len++;
    }
    p->hidden = view->hidden;
    p->first_len = p->rows_len < DEMAND_FIRST_MAX ? p->rows_len : DEMAND_FIRST_MAX;
    p->more_len = p->rows_len - p->first_len;
    p->all_met = p->rows_len > 0 && p->rows[0].row->unmet == 0;
    return OK;
}

static enum err
load(struct page *page, struct page_demand *p, struct demand *d)
{
    const struct web_app *app = page->req->app;
    struct publish_desk desk;
    bool found = false;

    page->noindex = true;
    TRY(demand_show(&page->req->ctx, app->platform, page->snap, page->req->actor, d));
    TRY(find_desk(page, &desk, &found));
    p->page = page;
    p->month = d->month;
    p->csv_url = SLICE("/anbieter/bedarf.csv");
    if (found)
        p->crumbs = publish_crumbs(page, &desk, page_say(page, SAY_DEMAND_TITLE));
    return put_rows(page, found ? &desk : NULL, &d->view, p);
}

enum err
page_demand_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_demand p = {.rows_len = 0};
    struct demand d;

    TRY(load(&page, &p, &d));
    page.title = page_say(&page, SAY_DEMAND_TITLE);
    PAGE_SEND(&page, res, page_demand, &p);
}

/* --- to take along ------------------------------------------------------- */

static void
put_cell(struct text *t, struct slice s, const char *end)
{
    csv_cell_put(t, s);
    text_puts(t, end);
}

enum err
page_demand_csv(struct http_request *req, struct http_response *res)
{
    static const enum say_key heads[] = {
        SAY_DEMAND_CODE,  SAY_DEMAND_COMPETENCE, SAY_DEMAND_LEVEL, SAY_DEMAND_PEOPLE,
        SAY_DEMAND_LANDS, SAY_DEMAND_BLOCKS,     SAY_DEMAND_SEATS, SAY_DEMAND_UNMET};
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct text t = text_init(req->arena, HTTP_BODY_OUT_BYTES_MAX);
    struct page_demand p = {.rows_len = 0};
    struct demand d;

    TRY(load(&page, &p, &d));
    text_puts(&t, "\xef\xbb\xbf");
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        put_cell(&t, page_say(&page, heads[i]), i + 1 < ARRAY_LEN(heads) ? ";" : "\r\n");
    for (int i = 0; i < p.rows_len; i++) {
        const struct demand_page_row *r = &p.rows[i];

        put_cell(&t, r->code, ";");
        put_cell(&t, r->name, ";");
        text_printf(&t, "%d;%lld;", r->row->level, (long long)r->row->people);
        put_cell(&t, r->lands, ";");
        text_printf(&t, "%d;", r->row->supply.blocks);
        put_cell(&t, r->seats, ";");
        text_printf(&t, "%lld\r\n", (long long)r->row->unmet);
    }
    TRY(text_end(&t, &res->body));
    res->content_type = "text/csv; charset=utf-8";
    http_set_download(res, "bedarf.csv");
    return OK;
}
