/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_landing.h"

#include "domain/municipality.h"
#include "service/browse_service.h"
#include "service/landing_service.h"
#include "web/page.gen.h"
#include "web/route.h"

/* "/k/heidelberg" and what follows; codes need no encoding. */
static struct slice
landing_url(const struct page *page, struct slice code, const char *rest)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = {"", 0};

    text_puts(&t, "/k/");
    percent_put(&t, code);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : (struct slice){"", 0};
}

/* --- the members --------------------------------------------------------- */

enum err
page_members_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    const struct web_app *app = req->app;
    struct page_members p = {.page = &page};
    struct landing_members all = {0};

    TRY(landing_members(&req->ctx, app->platform, &all));
    p.rows = arena_array(req->arena, struct member_row, (size_t)all.len + 1);
    if (p.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all.len; i++) {
        const struct organisation *o = &all.at[i];

        p.rows[p.rows_len++] = (struct member_row){o->name, landing_url(&page, o->code, ""),
                                                   state_name(o->state), o->admitted_on};
    }
    page.title = page_say(&page, SAY_LANDING_MEMBERS);
    p.crumbs.crumbs[0].label = page.title;
    p.crumbs.crumbs_len = 1;
    PAGE_SEND(&page, res, page_members, &p);
}

/* --- one of them --------------------------------------------------------- */

/* The first run that has not begun; NULL: self-paced. */
static const struct run *
next_run(const struct page *page, const struct module *m)
{
    for (int i = 0; i < m->runs_len; i++) {
        if (browse_run_is_open(page->snap, &m->runs[i]))
            return &m->runs[i];
    }
    return NULL;
}

static enum err
put_cards(struct page_landing *p, const struct landing *landing)
{
    const struct page *page = p->page;

    for (int i = 0; i < landing->modules_len; i++) {
        const struct module *m = browse_module(page->snap, landing->modules[i]);

        if (m != NULL && browse_is_offered(page->snap, m))
            TRY(module_card_make(page, m, next_run(page, m), -1, &p->cards[p->cards_len++]));
    }
    return OK;
}

enum err
page_landing_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    const struct web_app *app = req->app;
    struct page_landing *p = arena_new(req->arena, struct page_landing);
    struct landing landing = {0};

    if (p == NULL)
        return ERR_LIMIT;
    TRY(landing_show(&req->ctx, app->platform, http_param(req, "code"), &p->organisation,
                     &landing));
    p->page = &page;
    page.title = p->organisation.name;
    p->land = state_name(p->organisation.state);
    p->greeting = landing.greeting;
    if (landing.colour.len > 0)
        page.stylesheet = landing_url(&page, p->organisation.code, "/farbe.css");
    if (landing.logo != LOGO_NONE)
        p->logo_url = landing_url(&page, p->organisation.code, "/logo");
    p->crumbs.crumbs[0].label = page_say(&page, SAY_LANDING_MEMBERS);
    p->crumbs.crumbs[0].url = SLICE("/kommunen");
    p->crumbs.crumbs[1].label = page.title;
    p->crumbs.crumbs_len = 2;
    TRY(put_cards(p, &landing));
    PAGE_SEND(&page, res, page_landing, p);
}

/* The colour was read by colour_parse() when it was saved: seven signs, none with a meaning. */
enum err
page_landing_colour(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct organisation organisation = {0};
    struct landing landing = {0};
    struct text t = text_init(req->arena, 512);

    TRY(landing_show(&req->ctx, app->platform, http_param(req, "code"), &organisation, &landing));
    if (landing.colour.len == 0)
        return ERR_NOT_FOUND;
    text_printf(&t,
                ".kc-hero { --kc-brand: %.*s; --kc-brand-2: %.*s; --kc-on-brand-soft: #fff; }\n",
                SLICE_ARG(landing.colour), SLICE_ARG(landing.colour));
    TRY(http_body(res, "text/css; charset=utf-8", &t));
    return http_etag(req, res);
}

enum err
page_landing_logo(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    enum logo_kind kind = LOGO_NONE;

    TRY(landing_logo(&req->ctx, app->platform, http_param(req, "code"), &res->body, &kind));
    res->content_type = logo_kind_type(kind);
    return http_etag(req, res);
}
