/* SPDX-License-Identifier: EUPL-1.2 */
/* One version of an item: as learners see it, what may be done with it, what became of it. */
#include "domain/right.h"
#include "web/item_page.h"
#include "web/page.gen.h"
#include "web/route.h"

static bool
may(const struct http_request *req, enum right right)
{
    return right_allows(right, req->actor, (struct organisation_id){0});
}

static void
put_rights(const struct http_request *req, struct page_item_view *p)
{
    const struct item_version *v = &p->look.version;
    bool in_work = false;

    for (int i = 0; i < p->look.history.len; i++)
        in_work |= p->look.history.versions[i].state <= ITEM_REVIEW;
    p->is_own = v->author.n == req->actor->id.n;
    p->may_change = item_version_may_change(v, req->actor->id);
    p->may_review = may(req, RIGHT_ITEM_REVIEW) && item_version_may_review(v, req->actor->id);
    p->may_revise = v->state == ITEM_APPROVED && !in_work;
    p->may_retire = v->state == ITEM_APPROVED && may(req, RIGHT_ITEM_REVIEW);
}

static enum err
put_history(const struct page *page, struct page_item_view *p)
{
    p->history =
        arena_array(page->req->arena, struct item_row_view, (size_t)p->look.history.len + 1);
    if (p->history == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->look.history.len; i++)
        p->history[p->history_len++] = item_row_of(page, &p->look.history.versions[i]);
    return OK;
}

/* Everything but the form, which was answered or not. */
static enum err
put(struct page *page, struct page_item_view *p)
{
    struct http_request *req = page->req;
    struct item_desk desk = item_desk_of(req);
    struct item_version_id id = {0};
    const struct competence *c;

    TRY(item_id_of(req, &id));
    TRY(item_look(&req->ctx, &desk, id, &p->look));
    p->page = page;
    p->row = item_row_of(page, &p->look.version);
    p->credit_max = item_credit_max(p->look.item);
    c = framework_by_code(page->snap->catalogue->framework, p->look.version.competence);
    p->competence = c == NULL ? SLICE("") : page_name(page, c->name_de, c->name_en);
    put_rights(req, p);
    page->title =
        page_tell(page, SAY_ITEMS_ONE_TITLE,
                  SAY_ARGS(SAY_AS_TEXT(p->look.version.code), SAY_AS_INT(p->look.version.version)));
    page->noindex = true;
    return put_history(page, p);
}

enum err
page_item_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_view *p = arena_new(req->arena, struct page_item_view);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(put(&page, p));
    TRY(item_form_show(&page, p->look.item, 0, &p->form));
    if (form_has(&req->query, "gespeichert"))
        p->good = page_say(&page, SAY_ITEMS_SAVED);
    PAGE_SEND(&page, res, page_item_view, p);
}

/* As a learner would answer it: nothing of it is kept. */
enum err
page_item_try(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_item_view *p = arena_new(req->arena, struct page_item_view);
    struct item_answer answer = {.unknown = false};

    if (p == NULL)
        return ERR_LIMIT;
    TRY(put(&page, p));
    TRY(item_form_read(&page, p->look.item, 0, &p->form, &answer));
    p->tried = p->form.error.len == 0;
    if (p->tried)
        p->credit = item_credit(p->look.item, &answer);
    else
        res->status = 422;
    PAGE_SEND(&page, res, page_item_view, p);
}

/* --- what may be done with it ------------------------------------------------ */

enum err
page_item_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice what = form_value(&req->form, "tun");
    struct item_desk desk = item_desk_of(req);
    struct item_version_id id = {0};

    TRY(item_id_of(req, &id));
    if (slice_is(what, "einreichen")) {
        TRY(item_submit(&req->ctx, &desk, id));
        return http_redirect(res, item_url(&page, id, ""));
    }
    if (slice_is(what, "verwerfen")) {
        TRY(item_discard(&req->ctx, &desk, id));
        return http_redirect(res, SLICE("/aufgaben?geloescht"));
    }
    if (!slice_is(what, "neue-fassung"))
        return ERR_INVALID;
    TRY(item_revise(&req->ctx, &desk, id, &id));
    return http_redirect(res, item_url(&page, id, "/bearbeiten"));
}

/* The reason is missing, or too long: shown with what was typed. */
static enum err
ask_reason(struct page *page, struct http_response *res, struct slice reason)
{
    struct page_item_view *p = arena_new(page->req->arena, struct page_item_view);

    if (p == NULL)
        return ERR_LIMIT;
    ctx_clear(&page->req->ctx);
    TRY(put(page, p));
    TRY(item_form_show(page, p->look.item, 0, &p->form));
    p->reason = reason;
    p->reason_error = reason.len == 0 ? page_say(page, SAY_ITEMS_NEED_REASON)
                                      : page_tell(page, SAY_ITEMS_TOO_LONG,
                                                  SAY_ARGS(SAY_AS_INT(ITEM_NOTE_BYTES_MAX)));
    res->status = 422;
    PAGE_SEND(page, res, page_item_view, p);
}

enum err
page_item_decide(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct item_desk desk = item_desk_of(req);
    struct item_decision decision = {.approve =
                                         slice_is(form_value(&req->form, "tun"), "freigeben"),
                                     .reason = slice_trim(form_value(&req->form, "grund"))};
    struct item_version_id id = {0};
    enum err e;

    TRY(item_id_of(req, &id));
    if (!decision.approve && !slice_is(form_value(&req->form, "tun"), "zurueckgeben"))
        return ERR_INVALID;
    e = item_decide(&req->ctx, &desk, id, &decision);
    if (e == ERR_INVALID)
        return ask_reason(&page, res, decision.reason);
    TRY(e);
    return http_redirect(res, item_url(&page, id, ""));
}

enum err
page_item_retire(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice reason = slice_trim(form_value(&req->form, "grund"));
    struct item_desk desk = item_desk_of(req);
    struct item_version_id id = {0};
    enum err e;

    TRY(item_id_of(req, &id));
    e = item_retire(&req->ctx, &desk, id, reason);
    if (e == ERR_INVALID)
        return ask_reason(&page, res, reason);
    TRY(e);
    return http_redirect(res, item_url(&page, id, ""));
}
