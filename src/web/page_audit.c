/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_audit.h"

#include "web/page.gen.h"
#include "web/route.h"

/* A day as Germans type it, or as a browser sends it. Nothing: as it was. */
static void
read_day(struct page_audit *p, struct slice typed, int days_later, struct instant *at)
{
    struct day day = {0};

    if (typed.len == 0)
        return;
    if (day_parse_german(typed, &day) != OK && day_parse_iso(typed, &day) != OK)
        p->problem = page_say(p->page, SAY_AUDIT_BAD_DAY);
    else
        *at = instant_at(day_plus(day, days_later), 0);
}

static void
read_filter(struct page_audit *p, struct audit_filter *ret_filter)
{
    const struct form *q = &p->page->req->query;

    p->action = slice_trim(form_value(q, "vorgang"));
    p->code = slice_trim(form_value(q, "kennung"));
    p->organisation = slice_trim(form_value(q, "organisation"));
    p->first = slice_trim(form_value(q, "von"));
    p->last = slice_trim(form_value(q, "bis"));
    *ret_filter = (struct audit_filter){.before = INT64_MAX,
                                        .organisation = p->organisation,
                                        .action = p->action,
                                        .code = p->code,
                                        .first = {INT64_MIN},
                                        .last = {INT64_MAX}};
    if (form_int(q, "vor", (struct form_range){1, INT64_MAX, INT64_MAX}, &ret_filter->before) != OK)
        ret_filter->before = INT64_MAX;
    read_day(p, p->first, 0, &ret_filter->first);
    read_day(p, p->last, 1, &ret_filter->last);
}

/* This page with the same filter, from another event on; 0: from the newest. */
static struct slice
url_from(const struct page_audit *p, int64_t before)
{
    struct text t = text_init(p->page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");
    const struct {
        const char *name;
        struct slice value;
    } fields[] = {{"vorgang", p->action},
                  {"kennung", p->code},
                  {"organisation", p->organisation},
                  {"von", p->first},
                  {"bis", p->last}};

    text_put(&t, p->action_url);
    text_putc(&t, '?');
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        if (fields[i].value.len == 0)
            continue;
        text_printf(&t, "%s=", fields[i].name);
        percent_put(&t, fields[i].value);
        text_putc(&t, '&');
    }
    if (before > 0)
        text_printf(&t, "vor=%lld", (long long)before);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

static enum err
show(struct page_audit *p, struct page *page, struct http_response *res,
     const struct organisation *organisation)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;
    struct report_use use = {app->platform, req->actor, organisation};
    struct report_events *events = arena_new(req->arena, struct report_events);
    struct audit_filter filter;

    if (events == NULL)
        return ERR_LIMIT;
    read_filter(p, &filter);
    if (p->problem.len > 0)
        res->status = 422;
    TRY(report_events(&req->ctx, &use, filter, events));
    p->events = events;
    if (events->more)
        p->older_url = url_from(p, events->at[events->len - 1].id);
    if (filter.before != INT64_MAX)
        p->newest_url = url_from(p, 0);
    page->title = page_say(page, SAY_AUDIT_TITLE);
    page->noindex = true;
    PAGE_SEND(page, res, page_audit, p);
}

enum err
page_audit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_audit p = {.page = &page, .action_url = SLICE("/betrieb/protokoll")};

    p.crumbs.crumbs[0] = (struct crumb){page_say(&page, SAY_OFFICE_TITLE), SLICE("/betrieb")};
    p.crumbs.crumbs[1].label = page_say(&page, SAY_AUDIT_TITLE);
    p.crumbs.crumbs_len = 2;
    return show(&p, &page, res, NULL);
}

enum err
page_audit_staff(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_audit p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_AUDIT));
    p.action_url = staff_desk_url(&desk, "/protokoll");
    return show(&p, &page, res, &desk.organisation);
}
