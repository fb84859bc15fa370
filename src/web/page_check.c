/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_check.h"

#include "service/browse_service.h"
#include "service/check_give.h"
#include "service/check_pdf.h"
#include "web/check_owner.h"
#include "web/check_words.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/visit.h"

/* "/check/12/aufgabe" */
static struct slice
check_url(const struct page *page, int64_t id, const char *what)
{
    struct text t = text_init(page->req->arena, 64);
    struct slice url = {"/check", 6};

    text_puts(&t, "/check/");
    text_int(&t, id);
    text_puts(&t, what);
    return text_end(&t, &url) == OK ? url : SLICE("/check");
}

/* ERR_NOT_FOUND: no number, or not this person's check. */
static enum err
look(struct http_request *req, struct check_view *ret_view)
{
    struct check_desk desk = check_desk_of(req);
    int64_t id;

    if (slice_int(http_param(req, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    return check_look(&req->ctx, &desk, (struct check_run_id){id}, ret_view);
}

/* --- what it is about ------------------------------------------------------- */

static enum err
put_rows(const struct page *page, struct page_check *p)
{
    struct http_request *req = page->req;
    struct check_desk desk = check_desk_of(req);
    struct check_list *list = arena_new(req->arena, struct check_list);

    p->rows = arena_array(req->arena, struct check_row_view, CHECK_RUNS_MAX);
    if (list == NULL || p->rows == NULL)
        return ERR_LIMIT;
    TRY(check_list(&req->ctx, &desk, list));
    for (int i = list->len - 1; i >= 0; i--) {
        const struct check_record *r = &list->records[i];

        p->rows[p->rows_len++] = (struct check_row_view){.id = list->ids[i].n,
                                                         .label = check_words_scope(page, r->scope),
                                                         .begun = r->begun,
                                                         .ended = r->ended,
                                                         .is_over = r->ended.ms != 0,
                                                         .given = r->given_len};
    }
    p->full = list->len == CHECK_RUNS_MAX;
    return OK;
}

static enum err
show_check(struct visit *v, struct http_response *res, struct page_check *p)
{
    p->page = &v->page;
    p->job = v->job_name;
    TRY(check_words_scopes(&v->page, v->job, p));
    TRY(put_rows(&v->page, p));
    v->page.title = page_say(&v->page, SAY_CHECK_TITLE);
    PAGE_SEND(&v->page, res, page_check, p);
}

enum err
page_check_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_check p = {.page = NULL};

    TRY(visit_begin(req, NAV_CHECK, &v));
    return show_check(&v, res, &p);
}

enum err
page_check_begin(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct check_desk desk = check_desk_of(req);
    struct page_check p = {.page = NULL};
    struct check_run_id id = {0};
    enum err e;

    TRY(visit_begin(req, NAV_CHECK, &v));
    e = check_begin(&req->ctx, &desk, form_value(&req->form, "bereich"), &v.situation, &id);
    if (e == OK && form_has(&req->form, "helfen"))
        e = check_give(&req->ctx, &desk, id, v.page.lang);
    if (e == OK)
        return http_redirect(res, check_url(&v.page, id.n, "/aufgabe"));
    if (e != ERR_NOT_FOUND && e != ERR_LIMIT)
        return e;
    ctx_clear(&req->ctx);
    if (e == ERR_NOT_FOUND)
        p.error = page_say(&v.page, SAY_CHECK_CHOOSE);
    res->status = 422;
    return show_check(&v, res, &p);
}

/* --- the items -------------------------------------------------------------- */

static enum err
show_item(struct page *page, struct http_response *res, const struct check_view *view,
          struct page_check_item *p)
{
    int most = CHECK_RULES.items_max < view->items_len ? CHECK_RULES.items_max : view->items_len;

    p->page = page;
    p->id = view->id.n;
    p->code = view->next->code;
    p->label = check_words_scope(page, view->record.scope);
    p->done = view->record.given_len;
    p->number = p->done + 1;
    p->most = most;
    page->title = page_tell(page, SAY_CHECK_ITEM_TITLE, SAY_ARGS(SAY_AS_INT(p->number)));
    page->noindex = true;
    PAGE_SEND(page, res, page_check_item, p);
}

enum err
page_check_item_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct page_check_item *p = arena_new(req->arena, struct page_check_item);
    struct check_view view;

    if (p == NULL)
        return ERR_LIMIT;
    TRY(look(req, &view));
    if (view.next == NULL)
        return http_redirect(res, check_url(&page, view.id.n, "/ergebnis"));
    TRY(item_form_show(&page, view.next, view.record.seed, &p->form));
    return show_item(&page, res, &view, p);
}

/* Show the item again: something is missing, or the form answered an item before it. */
static enum err
ask_again(struct page *page, struct http_response *res, const struct check_view *view,
          struct page_check_item *p)
{
    res->status = p->was_answered ? 409 : 422;
    return show_item(page, res, view, p);
}

enum err
page_check_answer(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct page_check_item *p = arena_new(req->arena, struct page_check_item);
    struct slice code = form_value(&req->form, "aufgabe");
    struct item_answer answer = {.unknown = true};
    struct check_desk desk = check_desk_of(req);
    struct check_view view;
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    TRY(look(req, &view));
    if (view.next == NULL)
        return http_redirect(res, check_url(&page, view.id.n, "/ergebnis"));
    p->was_answered = !slice_eq(view.next->code, code);
    if (p->was_answered) {
        TRY(item_form_show(&page, view.next, view.record.seed, &p->form));
        return ask_again(&page, res, &view, p);
    }
    if (!slice_is(form_value(&req->form, "tun"), "unbekannt")) {
        TRY(item_form_read(&page, view.next, view.record.seed, &p->form, &answer));
        if (p->form.error.len > 0)
            return ask_again(&page, res, &view, p);
    }
    e = check_take(&req->ctx, &desk, view.id, code, &answer);
    if (e == ERR_CONFLICT)
        ctx_clear(&req->ctx); /* in another window meanwhile: the next item shows what is true */
    else
        TRY(e);
    return http_redirect(res, check_url(&page, view.id.n, "/aufgabe"));
}

/* --- the result ------------------------------------------------------------- */

enum err
page_check_result_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_check_result p = {.page = &v.page};
    struct check_report report;
    struct check_view view;

    TRY(visit_begin(req, NAV_CHECK, &v));
    TRY(look(req, &view));
    if (view.next != NULL)
        return http_redirect(res, check_url(&v.page, view.id.n, "/aufgabe"));
    p.id = view.id.n;
    p.scope = view.record.scope;
    p.has_job = v.job != NULL;
    TRY(check_report_make(&req->ctx, &view, &report));
    TRY(check_words_report(&v.page, &report, &p));
    v.page.title = page_say(&v.page, SAY_CHECK_RESULT_TITLE);
    PAGE_SEND(&v.page, res, page_check_result, &p);
}

enum err
page_check_result_json(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct text t = text_init(req->arena, CHECK_RECORD_BYTES_MAX);
    struct check_view view;

    TRY(look(req, &view));
    TRY(check_words_json(&page, &view, &t));
    http_set_download(res, "kompetenz-check.json");
    return http_body(res, HTTP_TYPE_JSON, &t);
}

enum err
page_check_result_pdf(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct check_pdf_wish wish = {.framework = page.snap->catalogue->framework, .lang = page.lang};
    struct check_report report;
    struct check_view view;

    TRY(look(req, &view));
    if (view.next != NULL)
        return http_redirect(res, check_url(&page, view.id.n, "/aufgabe"));
    TRY(check_report_make(&req->ctx, &view, &report));
    wish.report = &report;
    wish.label = check_words_scope(&page, report.scope);
    TRY(check_pdf_make(&req->ctx, &wish, &res->body));
    res->content_type = HTTP_TYPE_PDF;
    http_set_download(res, "kompetenz-check.pdf");
    return OK;
}

static void
measure(struct situation *s, struct competence_id competence, const struct check_levels *levels)
{
    uint8_t reached[LEVEL_MAX];

    for (int k = 1; k <= LEVEL_MAX; k++) {
        int percent = (int)(check_level_reached(levels, k) * 100 + 0.5);

        reached[k - 1] = (uint8_t)(percent < 100 ? percent : 100);
    }
    situation_measure(s, competence, reached);
}

/* What was measured goes to the situation with its chances: matches and the curriculum count with
 * them (CURRICULUM-18). */
enum err
page_check_adopt(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct check_view view;
    struct check_found *found;

    TRY(visit_begin(req, NAV_CHECK, &v));
    TRY(look(req, &view));
    found = arena_array(req->arena, struct check_found, (size_t)view.record.subjects_len);
    if (found == NULL)
        return ERR_LIMIT;
    TRY(check_result(&req->ctx, &view, found));
    for (int i = 0; i < view.record.subjects_len; i++) {
        const struct competence *c =
            framework_by_code(v.page.snap->catalogue->framework, found[i].competence);

        if (c != NULL && found[i].answers > 0)
            measure(&v.situation, c->id, &found[i].levels);
    }
    TRY(visit_save(&v));
    return http_redirect(res, v.job != NULL ? SLICE("/lehrplan") : SLICE("/situation/stelle"));
}

enum err
page_check_delete(struct http_request *req, struct http_response *res)
{
    struct check_desk desk = check_desk_of(req);
    int64_t id;

    if (slice_int(http_param(req, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    TRY(check_delete(&req->ctx, &desk, (struct check_run_id){id}));
    return http_redirect(res, SLICE("/check"));
}
