/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_share.h"

#include "web/check_owner.h"
#include "web/check_words.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/session.h"

enum { DAYS_AT_FIRST = 14 };

/* --- sharing one ------------------------------------------------------------ */

/* The check of the address, which must be over. */
static enum err
look(struct http_request *req, struct check_view *ret_view)
{
    struct check_desk desk = check_desk_of(req);
    int64_t id;

    if (slice_int(http_param(req, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    TRY(check_look(&req->ctx, &desk, (struct check_run_id){id}, ret_view));
    return ret_view->next == NULL ? OK : ERR_NOT_FOUND;
}

static struct slice
day_text(const struct page *page, struct day day)
{
    struct text t = text_init(page->req->arena, 16);
    struct slice s;

    day_put_iso(&t, day);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static struct field *
field_add(struct page_share_ask *p, const char *name, enum say_key label, struct slice value)
{
    struct field *f = &p->fields[p->fields_len++];

    assert(p->fields_len <= SHARE_FIELDS);
    *f = (struct field){.id = name, .name = name, .type = "text", .label = label, .value = value};
    return f;
}

static void
wrong(struct page_share_ask *p, struct field *field, struct slice message)
{
    field->error = message;
    form_errors_add(p->errors, (struct form_error){slice_of(field->id),
                                                   page_say(p->page, field->label), message});
}

static enum err
ask_begin(struct page *page, const struct check_view *view, struct page_share_ask *p)
{
    const struct form *form = &page->req->form;
    struct day today = day_of(page->req->ctx.now);
    struct slice until = form_value(form, "bis");

    p->page = page;
    p->id = view->id.n;
    p->label = check_words_scope(page, view->record.scope);
    p->ended = view->record.ended;
    p->errors = arena_new(page->req->arena, struct form_errors);
    if (p->errors == NULL)
        return ERR_LIMIT;
    field_add(p, "an", SAY_SHARE_RECIPIENT, slice_trim(form_value(form, "an")))->type = "email";
    p->fields[0].hint = page_say(page, SAY_SHARE_RECIPIENT_HINT);
    p->fields[0].autocomplete = "off";
    field_add(p, "zweck", SAY_SHARE_PURPOSE, slice_trim(form_value(form, "zweck")));
    p->fields[1].hint = page_say(page, SAY_SHARE_PURPOSE_HINT);
    field_add(p, "bis", SAY_SHARE_UNTIL,
              until.len > 0 ? until : day_text(page, day_plus(today, DAYS_AT_FIRST)));
    p->fields[2].type = "date";
    p->fields[2].is_short = true;
    p->fields[2].hint =
        page_tell(page, SAY_SHARE_UNTIL_HINT, SAY_ARGS(SAY_AS_INT(CHECK_SHARE_DAYS_MAX)));
    page->title = page_say(page, SAY_SHARE_ASK_TITLE);
    page->noindex = true;
    return OK;
}

static enum err
ask_show(struct page *page, struct http_response *res, struct page_share_ask *p)
{
    if (p->errors->errors_len > 0 || (p->problem.len > 0 && res->status == 200))
        res->status = 422;
    PAGE_SEND(page, res, page_share_ask, p);
}

enum err
page_check_share_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct page_share_ask p = {.page = &page};
    struct check_view view;

    TRY(look(req, &view));
    TRY(ask_begin(&page, &view, &p));
    return ask_show(&page, res, &p);
}

/* What was typed, with what is wrong about it. ERR_LIMIT */
static enum err
wish_read(const struct page *page, struct page_share_ask *p, struct check_share_wish *w)
{
    struct day today = day_of(page->req->ctx.now);
    enum err e =
        account_email_parse(page->req->arena, form_value(&page->req->form, "an"), &w->recipient);

    if (e == ERR_LIMIT)
        return e;
    if (e != OK)
        wrong(p, &p->fields[0], page_say(page, SAY_ACCOUNT_EMAIL_WRONG));
    w->purpose = p->fields[1].value;
    if (w->purpose.len == 0)
        wrong(p, &p->fields[1], page_say(page, SAY_SHARE_PURPOSE_MISSING));
    else if (w->purpose.len > CHECK_SHARE_PURPOSE_BYTES_MAX)
        wrong(p, &p->fields[1],
              page_tell(page, SAY_SHARE_PURPOSE_LONG,
                        SAY_ARGS(SAY_AS_INT(CHECK_SHARE_PURPOSE_BYTES_MAX))));
    if ((day_parse_iso(p->fields[2].value, &w->last) != OK &&
         day_parse_german(p->fields[2].value, &w->last) != OK) ||
        w->last.n < today.n || w->last.n > today.n + CHECK_SHARE_DAYS_MAX)
        wrong(p, &p->fields[2],
              page_tell(
                  page, SAY_SHARE_UNTIL_WRONG,
                  SAY_ARGS(SAY_AS_DAY(today), SAY_AS_DAY(day_plus(today, CHECK_SHARE_DAYS_MAX)))));
    return OK;
}

/* Why it could not be shared, in words. */
static enum err
tell(struct page *page, struct http_response *res, struct page_share_ask *p, enum err e)
{
    if (e == ERR_CONFLICT)
        wrong(p, &p->fields[0], page_say(page, SAY_SHARE_OWN));
    else if (e == ERR_LIMIT)
        p->problem = page_tell(page, SAY_SHARE_FULL, SAY_ARGS(SAY_AS_INT(CHECK_SHARES_MAX)));
    else
        return e;
    ctx_clear(&page->req->ctx);
    return ask_show(page, res, p);
}

enum err
page_check_share_add(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct check_desk desk = check_desk_of(req);
    struct check_share_wish wish = {.accounts = session_accounts(req), .actor = req->actor};
    struct page_share_ask p = {.page = &page};
    struct check_view view;
    int wait_seconds = 0;
    enum err e;

    TRY(look(req, &view));
    TRY(ask_begin(&page, &view, &p));
    TRY(wish_read(&page, &p, &wish));
    if (p.errors->errors_len > 0)
        return ask_show(&page, res, &p);
    wish.run = view.id;
    e = check_share_add(&req->ctx, &desk, &wish, &wait_seconds);
    if (e == OK)
        return http_redirect(res, SLICE("/freigaben?geteilt"));
    if (e != ERR_DENIED || wait_seconds == 0)
        return tell(&page, res, &p, e);
    res->status = 429;
    p.problem = page_tell(&page, SAY_SHARE_WAIT, SAY_ARGS(SAY_AS_INT(wait_seconds)));
    return ask_show(&page, res, &p);
}

/* --- all of them ------------------------------------------------------------ */

static enum err
put_given(const struct page *page, struct page_shares *p)
{
    struct http_request *req = page->req;
    struct check_desk desk = check_desk_of(req);
    struct check_share *shares = arena_array(req->arena, struct check_share, CHECK_SHARES_MAX);

    p->given = arena_array(req->arena, struct share_view, CHECK_SHARES_MAX);
    if (shares == NULL || p->given == NULL)
        return ERR_LIMIT;
    TRY(check_share_list(&req->ctx, &desk, shares, &p->given_len));
    for (int i = 0; i < p->given_len; i++) {
        const struct check_share *s = &shares[i];

        p->given[i] = (struct share_view){.code = s->code,
                                          .label = check_words_scope(page, s->scope),
                                          .recipient = s->recipient,
                                          .purpose = s->purpose,
                                          .ended = s->ended,
                                          .last = s->last,
                                          .looks = s->looks,
                                          .looks_len = s->looks_len,
                                          .run = s->run.n};
    }
    return OK;
}

static enum err
put_received(const struct page *page, struct page_shares *p)
{
    struct http_request *req = page->req;
    struct check_shared *shared =
        arena_array(req->arena, struct check_shared, CHECK_SHARES_RECEIVED_MAX);

    p->received = arena_array(req->arena, struct shared_view, CHECK_SHARES_RECEIVED_MAX);
    if (shared == NULL || p->received == NULL)
        return ERR_LIMIT;
    TRY(check_shared_list(&req->ctx, session_accounts(req), req->actor, shared, &p->received_len));
    for (int i = 0; i < p->received_len; i++)
        p->received[i] =
            (struct shared_view){shared[i].code, shared[i].from, shared[i].purpose, shared[i].last};
    return OK;
}

enum err
page_shares_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct page_shares p = {.page = &page};

    TRY(put_given(&page, &p));
    TRY(put_received(&page, &p));
    if (form_has(&req->query, "geteilt"))
        p.good = page_say(&page, SAY_SHARE_DONE);
    else if (form_has(&req->query, "zurueckgenommen"))
        p.good = page_say(&page, SAY_SHARE_DROPPED);
    page.title = page_say(&page, SAY_SHARE_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_shares, &p);
}

enum err
page_share_drop(struct http_request *req, struct http_response *res)
{
    struct check_desk desk = check_desk_of(req);

    TRY(check_share_drop(&req->ctx, &desk, req->actor, http_param(req, "code")));
    return http_redirect(res, SLICE("/freigaben?zurueckgenommen"));
}

/* --- reading one ------------------------------------------------------------ */

enum err
page_shared_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    struct page_shared p = {.page = &page};
    struct check_shared shared;
    enum err e = check_shared_open(&req->ctx, session_accounts(req), req->actor,
                                   http_param(req, "code"), &shared);

    if (e == ERR_LIMIT) {
        ctx_clear(&req->ctx);
        return http_error(res, 429, page_say(&page, SAY_SHARE_WORN));
    }
    TRY(e);
    TRY(check_words_report(&page, &shared.report, &p.result));
    p.from = shared.from;
    p.purpose = shared.purpose;
    p.last = shared.last;
    page.title = page_say(&page, SAY_SHARE_SHARED_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_shared, &p);
}
