/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_staff_directory.h"

#include <stdio.h>

#include "service/scim_token.h"
#include "web/page.gen.h"
#include "web/route.h"

static const int TERMS[STAFF_DIRECTORY_TERMS] = {90, 180, 365, SCIM_TOKEN_DAYS_MAX};
enum { TERM_USUAL = 180 };

/* People are called as the municipality wrote them down; who was never employed is not named. */
static struct slice
name_of(const struct employee_book *b, struct account_id id)
{
    for (int i = 0; i < b->all.len && id.n != 0; i++) {
        if (b->all.at[i].account.n == id.n)
            return b->all.at[i].name;
    }
    return SLICE("");
}

static enum err
load_rows(struct page_staff_directory *p)
{
    struct http_request *req = p->page->req;
    struct employee_book book = {.roles_len = 0};
    struct directory_token *tokens = NULL;
    int len = 0;
    int working = 0;

    TRY(scim_token_list(&req->ctx, &p->desk->use, &tokens, &len));
    TRY(employee_book_load(&req->ctx, &p->desk->use, &book));
    p->rows = arena_array(req->arena, struct staff_directory_row, (size_t)len + 1);
    if (p->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        const struct directory_token *t = &tokens[i];

        p->rows[p->rows_len++] = (struct staff_directory_row){
            .id = t->id.n,
            .label = t->label,
            .made_by = name_of(&book, t->made_by),
            .created = day_of(t->created),
            .expires = day_of(t->expires),
            .last_used = day_of(t->last_used),
            .was_used = t->last_used.ms != 0,
            .invites = t->invites,
            .works = directory_token_works(t, req->ctx.now),
            .is_revoked = t->revoked.ms != 0,
        };
        working += directory_token_works(t, req->ctx.now);
    }
    p->is_full = working >= SCIM_TOKENS_MAX;
    return OK;
}

static enum err
put_terms(struct page_staff_directory *p, int64_t chosen)
{
    for (int i = 0; i < STAFF_DIRECTORY_TERMS; i++) {
        struct text value = text_init(p->page->req->arena, 16);
        struct text label = text_init(p->page->req->arena, 80);

        text_int(&value, TERMS[i]);
        TRY(text_end(&value, &p->terms[i].value));
        day_put_german(&label, day_plus(p->page->snap->today, TERMS[i]));
        TRY(text_end(&label, &p->terms[i].label));
        p->terms[i].chosen = TERMS[i] == chosen;
    }
    return OK;
}

static enum err
show(struct page *page, struct http_response *res, struct page_staff_directory *p, int64_t term)
{
    const struct web_app *app = page->req->app;
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);

    TRY(load_rows(p));
    TRY(put_terms(p, term));
    text_puts(&t, app->accounts->public_url);
    text_puts(&t, "/scim/v2");
    TRY(text_end(&t, &p->address));
    p->action = staff_desk_url(p->desk, "/verzeichnis");
    p->revoke = staff_desk_url(p->desk, "/verzeichnis/widerrufen");
    if (p->problem.len > 0)
        res->status = 422;
    page->title = page_say(page, SAY_DIRECTORY_TITLE);
    PAGE_SEND(page, res, page_staff_directory, p);
}

enum err
page_staff_directory_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_directory p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_DIRECTORY));
    if (form_has(&req->query, "widerrufen"))
        p.good = page_say(&page, SAY_DIRECTORY_REVOKED);
    return show(&page, res, &p, TERM_USUAL);
}

/* The token is shown in the answer itself: no address leads to it, and nothing keeps it. */
enum err
page_staff_directory_make(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_staff_directory p = {.page = &page, .desk = &desk};
    struct scim_token_wish wish = {.label = slice_trim(form_value(&req->form, "name")),
                                   .invites = form_has(&req->form, "einladen")};
    struct form_range days = {1, SCIM_TOKEN_DAYS_MAX, TERM_USUAL};
    int64_t term = TERM_USUAL;
    enum err e;

    TRY(staff_desk_open(&desk, &page, STAFF_DIRECTORY));
    TRY(form_int(&req->form, "tage", days, &term));
    wish.days = (int)term;
    e = scim_token_make(&req->ctx, &desk.use, &wish, &p.secret);
    if (e == ERR_INVALID || e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        p.label = wish.label;
        p.invites = wish.invites;
        p.problem =
            page_say(&page, e == ERR_LIMIT ? SAY_DIRECTORY_FULL : SAY_DIRECTORY_LABEL_MISSING);
    } else {
        TRY(e);
    }
    return show(&page, res, &p, term);
}

enum err
page_staff_directory_revoke(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct directory_token_id id = {0};
    struct form_range any = {1, INT64_MAX, 0};

    TRY(staff_desk_open(&desk, &page, STAFF_DIRECTORY));
    TRY(form_int(&req->form, "id", any, &id.n));
    TRY(scim_token_revoke(&req->ctx, &desk.use, id));
    return http_redirect(res, staff_desk_url(&desk, "/verzeichnis?widerrufen"));
}
