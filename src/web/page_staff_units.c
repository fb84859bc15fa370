/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_staff_units.h"

#include <stdio.h>

#include "web/page.gen.h"
#include "web/route.h"

static int64_t
parent_of(const struct employee_book *b, int64_t id)
{
    for (int i = 0; i < b->units_len; i++) {
        if (b->units[i].id.n == id)
            return b->units[i].parent.n;
    }
    return 0;
}

static bool
is_below(const struct employee_book *b, struct unit_id unit, int64_t asked)
{
    int64_t at = unit.n;

    for (int steps = 0; at != 0 && at != asked && steps <= b->units_len; steps++)
        at = parent_of(b, at);
    return at != 0 && at == asked;
}

static void
put_unit(const struct page *page, const struct employee_book *b, struct staff_unit_row *row)
{
    int64_t id = 0;

    row->is_empty = slice_int(row->unit.value, 1, INT64_MAX, &id) == OK;
    for (int i = 0; i < b->units_len; i++) {
        if (b->units[i].id.n == id)
            row->name = b->units[i].name;
        row->is_empty = row->is_empty && b->units[i].parent.n != id;
    }
    for (int i = 0; i < b->all.len; i++) {
        bool here = b->all.at[i].unit.n == id;

        if (employment_is_current(&b->all.at[i], page->snap->today)) {
            row->people += here;
            row->with_below += is_below(b, b->all.at[i].unit, id);
        }
        row->is_empty = row->is_empty && !here;
    }
}

static struct slice
list_url(const struct staff_desk *d, struct slice unit)
{
    char rest[48];

    (void)snprintf(rest, sizeof rest, "?abteilung=%.*s", SLICE_ARG(unit));
    return staff_desk_url(d, rest);
}

static enum err
show(struct page *page, struct http_response *res, struct page_staff_units *p)
{
    struct http_request *req = page->req;
    struct employee_book book = {0};

    TRY(employee_book_load(&req->ctx, &p->desk->use, &book));
    TRY(staff_desk_units(p->desk, &book, (struct unit_id){0}, &p->parents, &p->parents_len));
    p->rows = arena_array(req->arena, struct staff_unit_row, (size_t)p->parents_len + 1);
    if (p->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->parents_len; i++) {
        p->rows[p->rows_len] = (struct staff_unit_row){.unit = p->parents[i]};
        p->rows[p->rows_len].list_url = list_url(p->desk, p->parents[i].value);
        put_unit(page, &book, &p->rows[p->rows_len++]);
    }
    p->action = staff_desk_url(p->desk, "/abteilungen");
    if (p->problem.len > 0)
        res->status = 422;
    page->title = page_say(page, SAY_STAFF_UNITS);
    PAGE_SEND(page, res, page_staff_units, p);
}

enum err
page_staff_units_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_units p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_UNITS));
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_STAFF_SAVED);
    return show(&page, res, &p);
}

static enum err
do_it(struct http_request *req, const struct staff_desk *desk, struct slice name)
{
    struct slice what = form_value(&req->form, "tun");
    struct unit unit = {.name = name};
    struct form_range any = {1, INT64_MAX, 0};

    if (slice_is(what, "neu")) {
        TRY(form_int(&req->form, "unter", any, &unit.parent.n));
        return employee_unit_add(&req->ctx, &desk->use, &unit);
    }
    TRY(form_int(&req->form, "id", any, &unit.id.n));
    if (slice_is(what, "loeschen"))
        return employee_unit_delete(&req->ctx, &desk->use, unit.id);
    return slice_is(what, "umbenennen") ? employee_unit_rename(&req->ctx, &desk->use, unit.id, name)
                                        : ERR_NOT_FOUND;
}

enum err
page_staff_units_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice name = slice_trim(form_value(&req->form, "name"));
    bool is_new = slice_is(form_value(&req->form, "tun"), "neu");
    struct staff_desk desk;
    struct page_staff_units p = {.page = &page, .desk = &desk};
    enum err e;

    TRY(staff_desk_open(&desk, &page, STAFF_UNITS));
    e = do_it(req, &desk, name);
    if (e == ERR_CONFLICT || e == ERR_INVALID) {
        ctx_clear(&req->ctx);
        p.new_name = is_new ? name : SLICE("");
        p.problem =
            page_say(&page, e == ERR_INVALID ? SAY_STAFF_NAME_MISSING : SAY_STAFF_UNIT_CONFLICT);
        return show(&page, res, &p);
    }
    TRY(e);
    return http_redirect(res, staff_desk_url(&desk, "/abteilungen?gespeichert"));
}
