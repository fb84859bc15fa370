/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_certify.h"

#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/publish_page.h"
#include "web/route.h"

enum { VIEWS_SHOWN_MAX = 5, FIELD_BYTES = 8 };

static const enum say_key STATES[CERTIFICATION_STATES] = {
    [CERTIFICATION_ASKED] = SAY_CERTIFY_STATE_ASKED,
    [CERTIFICATION_GRANTED] = SAY_CERTIFY_STATE_GRANTED,
    [CERTIFICATION_CONDITIONS] = SAY_CERTIFY_STATE_CONDITIONS,
    [CERTIFICATION_REFUSED] = SAY_CERTIFY_STATE_REFUSED,
    [CERTIFICATION_LAPSED] = SAY_CERTIFY_STATE_LAPSED,
    [CERTIFICATION_WITHDRAWN] = SAY_CERTIFY_STATE_WITHDRAWN,
};
static const enum say_key WORDS[VERDICTS] = {
    [VERDICT_MET] = SAY_CERTIFY_MET,
    [VERDICT_PARTLY] = SAY_CERTIFY_PARTLY,
    [VERDICT_UNMET] = SAY_CERTIFY_UNMET,
};

static struct certification_use
use_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct certification_use){app->platform, req->actor};
}

/* --- what is shown of one ----------------------------------------------------------- */

static enum err
number_field(const struct page *page, const char *prefix, int i, const char **ret)
{
    struct text t = text_init(page->req->arena, FIELD_BYTES);
    struct slice s = {0};

    text_printf(&t, "%s%d", prefix, i);
    TRY(text_end(&t, &s));
    *ret = arena_cstr(page->req->arena, s);
    return *ret == NULL ? ERR_LIMIT : OK;
}

static enum err
put_view(const struct page *page, struct certify_view *v)
{
    const struct certification_look *l = &v->look;

    v->state = STATES[l->certification.state];
    v->is_seal = certification_is_seal(l->certification.state);
    v->is_over = v->is_seal && l->certification.last_day.n < page->snap->today.n;
    for (int i = 0; i < l->criteria.len; i++) {
        struct certify_row *row = &v->rows[v->rows_len++];

        *row = (struct certify_row){.criterion = &l->criteria.at[i],
                                    .is_decided =
                                        l->is_decided && l->reviews_all >= CERTIFY_REVIEWS_MIN,
                                    .verdict = WORDS[l->verdicts[i]],
                                    .is_met = l->verdicts[i] == VERDICT_MET};
        TRY(number_field(page, "g", i, &row->field));
        for (int k = 0; k < l->reviews_len; k++) {
            const struct judgement *j = &l->reviews[k].judgements[i];

            row->voices[row->voices_len++] =
                (struct certify_voice){l->reviews[k].board, WORDS[j->verdict], j->reason};
        }
    }
    return OK;
}

static struct slice
block_url(const struct page *page, struct slice code)
{
    struct module m = {.code = code};

    return page_module_url(page, &m);
}

static struct slice
request_url(const struct page *page, struct certification_id id, const char *rest)
{
    struct text t = text_init(page->req->arena, 128);
    struct slice url = SLICE("/zertifizierung");

    text_puts(&t, "/zertifizierung/");
    text_int(&t, id.n);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : SLICE("/zertifizierung");
}

/* --- experts -------------------------------------------------------------------------- */

enum err
page_certify_list_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct certification_use use = use_of(req);
    struct page_certify_list p = {.page = &page};
    struct certification_list all = {.at = NULL};

    TRY(certification_open(&req->ctx, &use, &all));
    p.rows = arena_array(req->arena, struct certify_list_row, CERTIFY_PAGE_MAX);
    if (p.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all.len; i++)
        p.rows[p.rows_len++] =
            (struct certify_list_row){request_url(&page, all.at[i].id, ""), all.at[i].title,
                                      STATES[all.at[i].state], all.at[i].asked};
    page.title = page_say(&page, SAY_CERTIFY_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_certify_list, &p);
}

static enum err
load(struct page *page, struct page_certify **ret)
{
    struct http_request *req = page->req;
    struct certification_use use = use_of(req);
    struct page_certify *p = arena_new(req->arena, struct page_certify);
    struct certification_id id = {0};

    if (p == NULL)
        return ERR_LIMIT;
    if (slice_int(http_param(req, "id"), 1, INT64_MAX, &id.n) != OK)
        return ERR_NOT_FOUND;
    TRY(certification_look(&req->ctx, &use, id, &p->view.look));
    TRY(put_view(page, &p->view));
    p->page = page;
    p->action = request_url(page, id, "");
    p->withdraw_url = request_url(page, id, "/entziehen");
    p->block_url = block_url(page, p->view.look.certification.code);
    page->title = p->view.look.certification.title;
    page->noindex = true;
    p->crumbs.crumbs[0] =
        (struct crumb){page_say(page, SAY_CERTIFY_TITLE), SLICE("/zertifizierung")};
    p->crumbs.crumbs[1].label = page->title;
    p->crumbs.crumbs_len = 2;
    *ret = p;
    return OK;
}

enum err
page_certify_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_certify *p = NULL;

    TRY(load(&page, &p));
    if (form_has(&req->query, "gegeben"))
        p->good = page_say(&page, SAY_CERTIFY_GIVEN);
    PAGE_SEND(&page, res, page_certify, p);
}

/* What was sent for each criterion; what is missing is told there. */
static enum err
read_judgements(const struct page *page, struct page_certify *p, struct judgement *ret)
{
    for (int i = 0; i < p->view.rows_len; i++) {
        struct certify_row *row = &p->view.rows[i];
        const char *name = NULL;

        TRY(number_field(page, "u", i, &name));
        row->chosen = form_value(&page->req->form, name);
        row->reason = slice_trim(form_value(&page->req->form, row->field));
        ret[i].reason = row->reason;
        if (certification_verdict_parse(row->chosen, &ret[i].verdict) != OK)
            row->error = page_say(page, SAY_CERTIFY_NEED_VERDICT);
        else if (row->reason.len == 0)
            row->error = page_say(page, SAY_PUBLISH_NEED_REASON);
        else if (row->reason.len > CERTIFY_REASON_BYTES_MAX)
            row->error = page_say(page, SAY_PUBLISH_WRONG_LONG);
        if (row->error.len > 0)
            form_errors_add(&p->errors, (struct form_error){slice_of(row->field),
                                                            row->criterion->title, row->error});
    }
    return OK;
}

enum err
page_certify_judge(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct certification_use use = use_of(req);
    struct page_certify *p = NULL;
    struct judgement judgements[CRITERIA_MAX];
    enum err e;

    TRY(load(&page, &p));
    TRY(read_judgements(&page, p, judgements));
    if (p->errors.errors_len > 0) {
        res->status = 422;
        PAGE_SEND(&page, res, page_certify, p);
    }
    e = certification_judge(&req->ctx, &use, p->view.look.certification.id, judgements,
                            p->view.rows_len);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        p->problem = page_say(&page, SAY_PUBLISH_CHANGED);
        res->status = 409;
        PAGE_SEND(&page, res, page_certify, p);
    }
    TRY(e);
    return http_redirect(res, request_url(&page, p->view.look.certification.id, "?gegeben"));
}

enum err
page_certify_withdraw(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct certification_use use = use_of(req);
    struct slice reason = slice_trim(form_value(&req->form, "grund"));
    struct page_certify *p = NULL;
    enum err e;

    TRY(load(&page, &p));
    e = certification_withdraw(&req->ctx, &use, p->view.look.certification.id, reason);
    if (e == OK)
        return http_redirect(res, request_url(&page, p->view.look.certification.id, ""));
    if (e != ERR_INVALID && e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    p->withdraw_reason = reason;
    if (e == ERR_CONFLICT)
        p->problem = page_say(&page, SAY_PUBLISH_CHANGED);
    else
        p->withdraw_error =
            page_say(&page, reason.len == 0 ? SAY_PUBLISH_NEED_REASON : SAY_PUBLISH_WRONG_LONG);
    res->status = e == ERR_CONFLICT ? 409 : 422;
    PAGE_SEND(&page, res, page_certify, p);
}

/* --- providers -------------------------------------------------------------------------- */

static enum err
load_provider(struct page *page, struct publish_desk *desk, struct page_certify_provider **ret)
{
    struct http_request *req = page->req;
    struct slice code = http_param(req, "block");
    struct page_certify_provider *p = arena_new(req->arena, struct page_certify_provider);
    struct certification_list all = {.at = NULL};
    struct publish_block b;

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    TRY(publish_block_look(&req->ctx, desk, code, &b));
    TRY(certification_of_block(&req->ctx, desk, code, &all));
    p->views = arena_array(req->arena, struct certify_view, VIEWS_SHOWN_MAX);
    if (p->views == NULL)
        return ERR_LIMIT;
    p->may_ask =
        b.module.id.n != 0 && !b.module.gone && !module_is_certified(&b.module, page->snap->today);
    for (int i = 0; i < all.len && i < VIEWS_SHOWN_MAX; i++) {
        TRY(certification_of_provider(&req->ctx, desk, all.at[i].id, &p->views[i].look));
        TRY(put_view(page, &p->views[i]));
        p->views_len++;
        p->may_ask &= all.at[i].state != CERTIFICATION_ASKED;
    }
    p->page = page;
    p->action = publish_block_url(page, desk, code, "/guetesiegel");
    page->title = page_say(page, SAY_CERTIFY_SEAL);
    p->crumbs = publish_crumbs(page, desk, b.title);
    p->crumbs.crumbs[1].url = publish_block_url(page, desk, code, "");
    p->crumbs.crumbs[2].label = page->title;
    p->crumbs.crumbs_len = 3;
    *ret = p;
    return OK;
}

enum err
page_certify_provider_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_certify_provider *p = NULL;
    struct publish_desk desk;

    TRY(load_provider(&page, &desk, &p));
    if (form_has(&req->query, "beantragt"))
        p->good = page_say(&page, SAY_CERTIFY_ASKED);
    PAGE_SEND(&page, res, page_certify_provider, p);
}

enum err
page_certify_ask(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_certify_provider *p = NULL;
    struct certification_id id = {0};
    struct publish_desk desk;
    enum err e;

    TRY(publish_page_desk(&page, &desk));
    e = certification_ask(&req->ctx, &desk, http_param(req, "block"), &id);
    if (e == OK)
        return http_redirect(res, publish_block_url(&page, &desk, http_param(req, "block"),
                                                    "/guetesiegel?beantragt"));
    if (e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    TRY(load_provider(&page, &desk, &p));
    p->problem = page_say(&page, SAY_PUBLISH_CHANGED);
    res->status = 409;
    PAGE_SEND(&page, res, page_certify_provider, p);
}

/* --- everybody ---------------------------------------------------------------------------- */

enum err
page_certify_seal_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    struct certification_use use = use_of(req);
    struct page_certify_seal *p = arena_new(req->arena, struct page_certify_seal);
    const struct module *m = browse_module_by_code(page.snap, http_param(req, "code"));
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    if (m == NULL)
        return http_error(res, 404, page_say(&page, SAY_ERROR_NO_MODULE));
    p->page = &page;
    p->module = m;
    p->counts = module_is_certified(m, page.snap->today);
    e = certification_public(&req->ctx, &use, m->code, &p->view.look);
    if (e == ERR_NOT_FOUND && m->certification.by.len == 0)
        return http_error(res, 404, page_say(&page, SAY_CERTIFY_NONE));
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    p->is_known = e == OK;
    ctx_clear(&req->ctx);
    if (p->is_known)
        TRY(put_view(&page, &p->view));
    page.title = page_tell(&page, SAY_CERTIFY_SEAL_OF, SAY_ARGS(SAY_AS_TEXT(m->title)));
    p->crumbs.crumbs[0] = (struct crumb){page_say(&page, SAY_LAYOUT_NAV_SEARCH), SLICE("/suche")};
    p->crumbs.crumbs[1] = (struct crumb){m->title, page_module_url(&page, m)};
    p->crumbs.crumbs[2].label = page_say(&page, SAY_CERTIFY_SEAL);
    p->crumbs.crumbs_len = 3;
    PAGE_SEND(&page, res, page_certify_seal, p);
}
