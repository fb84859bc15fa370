/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_report.h"

#include <stdio.h>
#include <string.h>

#include "base/csv_cell.h"
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/route.h"

static const enum say_key MONTHS[] = {
    SAY_REPORT_MONTH_1, SAY_REPORT_MONTH_2,  SAY_REPORT_MONTH_3,  SAY_REPORT_MONTH_4,
    SAY_REPORT_MONTH_5, SAY_REPORT_MONTH_6,  SAY_REPORT_MONTH_7,  SAY_REPORT_MONTH_8,
    SAY_REPORT_MONTH_9, SAY_REPORT_MONTH_10, SAY_REPORT_MONTH_11, SAY_REPORT_MONTH_12,
};

enum say_key
report_part_title(enum report_part part)
{
    return part == REPORT_UNITS ? SAY_REPORT_UNIT : SAY_REPORT_JOB;
}

static struct slice
month_name(const struct page *page, struct day month)
{
    struct date d = day_to_date(month);

    return page_tell(
        page, SAY_REPORT_MONTH,
        SAY_ARGS(SAY_AS_TEXT(page_say(page, MONTHS[d.month - 1])), SAY_AS_PLAIN(d.year)));
}

/* "?monat=2026-11"; nothing: this one, n == 0. ERR_NOT_FOUND: there is no such month. */
static enum err
read_month(const struct form *query, struct day *ret_month)
{
    struct slice s = form_value(query, "monat");
    char text[11];

    *ret_month = (struct day){0};
    if (s.len == 0)
        return OK;
    if (s.len != 7)
        return ERR_NOT_FOUND;
    (void)snprintf(text, sizeof text, "%.*s-01", SLICE_ARG(s));
    return day_parse_iso(slice_of(text), ret_month) == OK ? OK : ERR_NOT_FOUND;
}

static struct slice
month_url(const struct staff_desk *d, const char *rest, struct day month)
{
    struct date date = day_to_date(month);
    char path[80];

    (void)snprintf(path, sizeof path, "/berichte%s%smonat=%04d-%02d", rest,
                   rest[0] == '\0' ? "?" : "&", date.year, date.month);
    return staff_desk_url(d, path);
}

/* A job profile as it is called today in the reader's language; one that is gone as it was then. */
static struct slice
group_name(const struct page *page, enum report_part part, const struct report_row *row)
{
    struct job_profile_id id = {row->subject};
    const struct job_profile *job =
        part == REPORT_JOBS && row->subject != 0 ? browse_job(page->snap, id) : NULL;

    if (job != NULL)
        return page_name(page, job->name_de, job->name_en);
    if (row->label.len > 0)
        return row->label;
    return page_say(page, part == REPORT_UNITS ? SAY_REPORT_NO_UNIT : SAY_REPORT_NO_JOB);
}

static int
put_cells(const struct report_row *row, struct report_cell cells[REPORT_COLUMNS])
{
    cells[0] = (struct report_cell){SAY_REPORT_PEOPLE, row->people, false};
    cells[1] = (struct report_cell){SAY_REPORT_ACCEPTED, row->fit[REPORT_ACCEPTED], false};
    cells[2] = (struct report_cell){SAY_REPORT_CONFIRMED, row->fit[REPORT_CONFIRMED], false};
    return REPORT_COLUMNS;
}

static enum err
put_section(struct page_report *p, const struct report *r, enum report_part part)
{
    struct page *page = p->desk->page;
    const struct report_table *t = &r->view.parts[part];
    struct report_section *s = &p->sections[p->sections_len++];
    char path[40];

    *s = (struct report_section){
        report_part_title(part), part, r->off[part], t->any_hidden, NULL, 0, SLICE("")};
    (void)snprintf(path, sizeof path, "/tabelle.csv?teil=%s", report_part_code(part));
    s->csv_url = month_url(p->desk, path, r->month);
    s->groups = arena_array(page->req->arena, struct report_group, (size_t)t->rows_len + 1);
    if (s->groups == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < t->rows_len; i++) {
        struct report_group *g = &s->groups[s->groups_len];

        if (t->rows[i].is_gone)
            continue;
        s->groups_len++;
        g->name = group_name(page, part, &t->rows[i]);
        g->cells_len = put_cells(&t->rows[i], g->cells);
        g->cells[2].is_nothing = part == REPORT_JOBS && t->rows[i].subject == 0;
    }
    return OK;
}

static struct report_use
use_of(const struct staff_desk *d)
{
    return (struct report_use){d->use.platform, d->use.actor, &d->organisation};
}

enum err
page_report_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_report p = {.page = &page, .desk = &desk, .all_off = true};
    struct report *r = arena_new(req->arena, struct report);
    struct report_use use;
    struct day month = {0};

    if (r == NULL)
        return ERR_LIMIT;
    TRY(staff_desk_open(&desk, &page, STAFF_REPORTS));
    TRY(read_month(&req->query, &month));
    use = use_of(&desk);
    TRY(report_show(&req->ctx, &use, month, r));
    p.view = &r->view;
    p.all_len = put_cells(&r->view.all, p.all);
    p.month = month_name(&page, r->month);
    for (int i = 0; i < REPORT_PARTS; i++) {
        TRY(put_section(&p, r, (enum report_part)i));
        p.all_off = p.all_off && r->off[i];
    }
    for (int i = 0; i < r->months.len; i++) {
        if (r->months.at[i].n != r->month.n)
            p.links[p.links_len++] = (struct report_link){month_name(&page, r->months.at[i]),
                                                          month_url(&desk, "", r->months.at[i])};
    }
    page.title = page_say(&page, SAY_REPORT_TITLE);
    PAGE_SEND(&page, res, page_report, &p);
}

/* --- to take along ------------------------------------------------------- */

static void
put_cell(struct text *t, struct slice s)
{
    csv_cell_put(t, s);
    text_putc(t, ';');
}

static void
put_figure(struct text *t, const struct page *page, int64_t n, const char *end)
{
    if (n < 0)
        text_put(t, page_say(page, SAY_REPORT_HIDDEN));
    else
        text_int(t, n);
    text_puts(t, end);
}

enum err
page_report_csv(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct report *r = arena_new(req->arena, struct report);
    struct text t = text_init(req->arena, REPORT_TEXT_BYTES_MAX);
    enum report_part part = REPORT_UNITS;
    struct day month = {0};
    struct report_use use;

    if (r == NULL)
        return ERR_LIMIT;
    TRY(staff_desk_open(&desk, &page, STAFF_REPORTS));
    TRY(read_month(&req->query, &month));
    TRY(report_part_parse(form_value(&req->query, "teil"), &part));
    use = use_of(&desk);
    TRY(report_part(&req->ctx, &use, month, part, r));
    text_puts(&t, "\xef\xbb\xbf");
    put_cell(&t, page_say(&page, SAY_REPORT_GROUP));
    put_cell(&t, page_say(&page, SAY_REPORT_PEOPLE));
    put_cell(&t, page_say(&page, SAY_REPORT_ACCEPTED));
    put_cell(&t, page_say(&page, SAY_REPORT_CONFIRMED));
    text_puts(&t, "\r\n");
    for (int i = 0; i < r->view.parts[part].rows_len; i++) {
        const struct report_row *row = &r->view.parts[part].rows[i];

        if (row->is_gone)
            continue;
        put_cell(&t, group_name(&page, part, row));
        put_figure(&t, &page, row->people, ";");
        put_figure(&t, &page, row->fit[REPORT_ACCEPTED], ";");
        put_figure(&t, &page, row->fit[REPORT_CONFIRMED], "\r\n");
    }
    TRY(text_end(&t, &res->body));
    res->content_type = "text/csv; charset=utf-8";
    http_set_download(res, part == REPORT_UNITS ? "abteilungen.csv" : "stellenprofile.csv");
    return OK;
}
