/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_staff_import.h"

#include "web/page.gen.h"
#include "web/route.h"

/* --- words --------------------------------------------------------------- */

static const enum say_key COLUMNS[EMPLOYEE_COLUMNS] = {
    [EMPLOYEE_LINE] = SAY_IMPORT_COLUMN_LINE,
    [EMPLOYEE_FAMILY_NAME] = SAY_IMPORT_COLUMN_FAMILY_NAME,
    [EMPLOYEE_GIVEN_NAME] = SAY_IMPORT_COLUMN_GIVEN_NAME,
    [EMPLOYEE_EMAIL] = SAY_IMPORT_COLUMN_EMAIL,
    [EMPLOYEE_NUMBER] = SAY_IMPORT_COLUMN_NUMBER,
    [EMPLOYEE_DIVISION] = SAY_IMPORT_COLUMN_DIVISION,
    [EMPLOYEE_OFFICE] = SAY_IMPORT_COLUMN_OFFICE,
    [EMPLOYEE_DEPARTMENT] = SAY_IMPORT_COLUMN_DEPARTMENT,
    [EMPLOYEE_JOB] = SAY_IMPORT_COLUMN_JOB,
    [EMPLOYEE_SUPERIOR] = SAY_IMPORT_COLUMN_SUPERIOR,
    [EMPLOYEE_FIRST_DAY] = SAY_IMPORT_COLUMN_FIRST_DAY,
    [EMPLOYEE_LAST_DAY] = SAY_IMPORT_COLUMN_LAST_DAY,
};

static const enum say_key FAULTS[EMPLOYEE_FAULTS] = {
    [EMPLOYEE_FILE_EMPTY] = SAY_IMPORT_FAULT_FILE_EMPTY,
    [EMPLOYEE_FILE_CHARSET] = SAY_IMPORT_FAULT_FILE_CHARSET,
    [EMPLOYEE_FILE_LARGE] = SAY_IMPORT_FAULT_FILE_LARGE,
    [EMPLOYEE_ROWS_MANY] = SAY_IMPORT_FAULT_ROWS_MANY,
    [EMPLOYEE_HEADING_MISSING] = SAY_IMPORT_FAULT_HEADING_MISSING,
    [EMPLOYEE_HEADING_TWICE] = SAY_IMPORT_FAULT_HEADING_TWICE,
    [EMPLOYEE_LINE_BROKEN] = SAY_IMPORT_FAULT_LINE_BROKEN,
    [EMPLOYEE_LINE_WIDE] = SAY_IMPORT_FAULT_LINE_WIDE,
    [EMPLOYEE_MISSING] = SAY_IMPORT_FAULT_MISSING,
    [EMPLOYEE_NOT_TEXT] = SAY_IMPORT_FAULT_NOT_TEXT,
    [EMPLOYEE_LONG] = SAY_IMPORT_FAULT_LONG,
    [EMPLOYEE_NO_EMAIL] = SAY_IMPORT_FAULT_NO_EMAIL,
    [EMPLOYEE_NO_DAY] = SAY_IMPORT_FAULT_NO_DAY,
    [EMPLOYEE_ENDS_BEFORE_IT_BEGINS] = SAY_IMPORT_FAULT_ENDS_BEFORE,
    [EMPLOYEE_EMAIL_TWICE] = SAY_IMPORT_FAULT_EMAIL_TWICE,
    [EMPLOYEE_NUMBER_TWICE] = SAY_IMPORT_FAULT_NUMBER_TWICE,
    [EMPLOYEE_OWN_SUPERIOR] = SAY_IMPORT_FAULT_OWN_SUPERIOR,
    [EMPLOYEE_JOB_UNKNOWN] = SAY_IMPORT_FAULT_JOB_UNKNOWN,
    [EMPLOYEE_SUPERIOR_UNKNOWN] = SAY_IMPORT_FAULT_SUPERIOR_UNKNOWN,
    [EMPLOYEE_SUPERIORS_CIRCLE] = SAY_IMPORT_FAULT_CIRCLE,
    [EMPLOYEE_NUMBER_TAKEN] = SAY_IMPORT_FAULT_NUMBER_TAKEN,
};

/* --- what is shown ------------------------------------------------------- */

static void
put_problems(struct page_staff_import *p)
{
    const struct employee_list *list = p->plan->list;

    for (int i = 0; i < list->problems_len && p->problems_len < STAFF_IMPORT_ROWS_MAX; i++) {
        const struct employee_problem *x = &list->problems[i];

        p->problems[p->problems_len++] = (struct staff_import_problem){
            .line = x->line,
            .column =
                x->column != EMPLOYEE_LINE ? page_say(p->page, COLUMNS[x->column]) : SLICE(""),
            .value = x->value,
            .text = x->other_line > 0
                        ? page_tell(p->page, FAULTS[x->fault], SAY_ARGS(SAY_AS_INT(x->other_line)))
                        : page_say(p->page, FAULTS[x->fault]),
        };
    }
}

/* "Abteilung, Stelle" */
static struct slice
what_differs(const struct page *page, uint32_t differs)
{
    struct text t = text_init(page->req->arena, 1000);
    struct slice s = SLICE("");

    for (int i = 0; i < EMPLOYEE_COLUMNS; i++) {
        if ((differs >> i & 1) == 0)
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        text_put(&t, page_say(page, i == EMPLOYEE_FAMILY_NAME ? SAY_STAFF_NAME : COLUMNS[i]));
    }
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static void
put_changes(struct page_staff_import *p)
{
    const struct employee_plan *plan = p->plan;

    for (int i = 0; i < plan->list->len && p->changes_len < STAFF_IMPORT_ROWS_MAX; i++) {
        const struct employee_change *c = &plan->changes[i];

        if (c->step != EMPLOYEE_STEP_SAME)
            p->changes[p->changes_len++] = (struct staff_import_change){
                c->entry->name, c->entry->email,
                c->step == EMPLOYEE_STEP_NEW ? page_say(p->page, SAY_IMPORT_NEW)
                                             : what_differs(p->page, c->differs)};
    }
    p->more_changes = plan->news + plan->changed > p->changes_len;
    for (int i = 0; i < plan->missing_len && p->missing_len < STAFF_IMPORT_ROWS_MAX; i++)
        p->missing[p->missing_len++] = (struct staff_import_change){
            plan->missing[i]->name, plan->missing[i]->email, SLICE("")};
}

static enum err
show(struct page_staff_import *p, struct http_response *res)
{
    struct page *page = p->desk->page;

    if (p->plan != NULL) {
        put_problems(p);
        if (p->import != 0)
            put_changes(p);
        p->ignored = p->plan->list->ignored;
        p->ignored_len = p->plan->list->ignored_len;
    }
    if (p->problem.len > 0 || p->problems_len > 0 || p->day_error.len > 0)
        res->status = 422;
    page->title = page_say(page, p->import != 0 ? SAY_IMPORT_PREVIEW : SAY_STAFF_IMPORT_TITLE);
    PAGE_SEND(page, res, page_staff_import, p);
}

/* In the arena: two hundred rows of three kinds are much for a stack. */
static enum err
begin(struct page *page, struct staff_desk *desk, struct page_staff_import **ret)
{
    struct page_staff_import *p = arena_new(page->req->arena, struct page_staff_import);
    struct text t = text_init(page->req->arena, 16);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(staff_desk_open(desk, page, STAFF_IMPORT));
    p->page = page;
    p->desk = desk;
    p->action = staff_desk_url(desk, "/liste");
    p->take = staff_desk_url(desk, "/liste/uebernehmen");
    day_put_iso(&t, page->snap->today);
    TRY(text_end(&t, &p->last_day));
    *ret = p;
    return OK;
}

enum err
page_staff_import_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_import *p = NULL;

    TRY(begin(&page, &desk, &p));
    return show(p, res);
}

/* --- reading ------------------------------------------------------------- */

enum err
page_staff_import_read(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_import *p = NULL;
    struct employee_plan *plan = arena_new(req->arena, struct employee_plan);
    const struct form_file *file = multipart_file(&req->files, "datei");
    struct slice list = file != NULL ? file->bytes : form_value(&req->form, "text");

    TRY(begin(&page, &desk, &p));
    if (plan == NULL)
        return ERR_LIMIT;
    p->text = form_value(&req->form, "text");
    if (slice_trim(list).len == 0) {
        p->problem = page_say(&page, SAY_IMPORT_NOTHING);
        return show(p, res);
    }
    TRY(employee_import_preview(&req->ctx, &desk.use, list, plan, &p->import));
    p->plan = plan;
    return show(p, res);
}

/* --- taking over --------------------------------------------------------- */

/* The list once more, for a day that was wrong. */
static enum err
show_again(struct page_staff_import *p, struct http_response *res, int64_t import)
{
    struct http_request *req = p->page->req;
    struct employee_plan *plan = arena_new(req->arena, struct employee_plan);

    if (plan == NULL)
        return ERR_LIMIT;
    TRY(employee_import_again(&req->ctx, &p->desk->use, import, plan));
    p->plan = plan;
    p->import = plan->list->problems_count == 0 ? import : 0;
    return show(p, res);
}

enum err
page_staff_import_take(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_import *p = NULL;
    struct employee_plan *plan = arena_new(req->arena, struct employee_plan);
    struct employee_leavers leavers = {slice_is(form_value(&req->form, "fehlende"), "enden"), {0}};
    struct slice day = slice_trim(form_value(&req->form, "letzter_tag"));
    int64_t import;
    enum err e;

    TRY(begin(&page, &desk, &p));
    if (plan == NULL)
        return ERR_LIMIT;
    if (slice_int(form_value(&req->form, "liste"), 1, INT64_MAX, &import) != OK)
        return ERR_NOT_FOUND;
    if (leavers.end && day_parse_iso(day, &leavers.last_day) != OK &&
        day_parse_german(day, &leavers.last_day) != OK) {
        p->ends = true;
        p->last_day = day;
        p->day_error = page_say(&page, SAY_STAFF_DAY_WRONG);
        return show_again(p, res, import);
    }
    e = employee_import_confirm(&req->ctx, &desk.use, import, leavers, plan);
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        p->problem =
            page_say(&page, e == ERR_CONFLICT ? SAY_IMPORT_CHANGED_SINCE : SAY_IMPORT_FORGOTTEN);
        p->plan = e == ERR_CONFLICT ? plan : NULL;
        return show(p, res);
    }
    TRY(e);
    return http_redirect(res, staff_desk_url(&desk, "?eingelesen"));
}
