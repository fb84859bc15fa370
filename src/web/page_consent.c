/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_consent.h"

#include "service/check_share.h"
#include "web/check_owner.h"
#include "web/consent_owner.h"
#include "web/page.gen.h"
#include "web/route.h"

static struct database *
database_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return app->accounts->db;
}

/* Acts of purposes that there are no more have no words: the export has them. */
static enum err
put_past(struct page_consent *p, const struct consent_view *v)
{
    p->past = arena_array(p->page->req->arena, struct consent_past, (size_t)v->acts_len + 1);
    if (p->past == NULL)
        return ERR_LIMIT;
    for (int i = v->acts_len - 1; i >= 0; i--) {
        const struct consent_act *a = &v->acts[i];
        struct consent_past *to = &p->past[p->past_len];

        to->day = a->day;
        to->wording = a->wording;
        to->given = a->given;
        p->past_len += consent_title(a->purpose, &to->title) == OK;
    }
    return OK;
}

enum err
page_consent_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_consent p = {.page = &page};
    struct consent_person person = consent_owner_of(req);
    struct consent_view *v = arena_new(req->arena, struct consent_view);

    if (v == NULL)
        return ERR_LIMIT;
    TRY(consent_look(&req->ctx, database_of(req), &person, v));
    for (int i = 0; i < CONSENT_PURPOSES_LEN; i++) {
        const struct consent_rule *r = &CONSENT_PURPOSES[i];

        p.rows[i] = (struct consent_row){r->code,         r->title,   r->text,
                                         v->now[i].holds, r->on_page, v->now[i].since};
    }
    TRY(put_past(&p, v));
    if (form_has(&req->query, "geaendert"))
        p.good = page_say(&page, SAY_CONSENT_CHANGED);
    page.title = page_say(&page, SAY_CONSENT_PAGE_TITLE);
    page.noindex = true;
    res->is_personal = true;
    PAGE_SEND(&page, res, page_consent, &p);
}

/* CONSENT-5: what is shown to others is closed with it. */
static enum err
drop_shares(struct http_request *req)
{
    struct check_desk desk = check_desk_of(req);
    struct check_share shares[CHECK_SHARES_MAX];
    int len = 0;

    if (req->actor == NULL)
        return OK;
    TRY(check_share_list(&req->ctx, &desk, shares, &len));
    for (int i = 0; i < len; i++)
        TRY(check_share_drop(&req->ctx, &desk, req->actor, shares[i].code));
    return OK;
}

/* LEARN-10: all lists that were kept are deleted with it. */
static enum err
learning_take_back(struct http_request *req)
{
    const struct web_app *app = req->app;
    struct experience_person person = consent_experience_of(req);

    return experience_withdraw(&req->ctx, app->platform, &person);
}

enum err
page_consent_save(struct http_request *req, struct http_response *res)
{
    struct consent_person person = consent_owner_of(req);
    struct slice code = form_value(&req->form, "zweck");
    bool gives = slice_is(form_value(&req->form, "tun"), "geben");
    int purpose = 0;

    while (purpose < CONSENT_PURPOSES_LEN && !slice_is(code, CONSENT_PURPOSES[purpose].code))
        purpose++;
    if (purpose == CONSENT_PURPOSES_LEN || (gives && !CONSENT_PURPOSES[purpose].on_page))
        return ERR_INVALID;
    if (gives) {
        TRY(consent_give(&req->ctx, database_of(req), &person, (enum consent_purpose)purpose));
    } else if (purpose == CONSENT_LEARNING) {
        TRY(learning_take_back(req));
    } else {
        if (purpose == CONSENT_SHARE)
            TRY(drop_shares(req));
        TRY(consent_take_back(&req->ctx, database_of(req), &person, (enum consent_purpose)purpose));
    }
    return http_redirect(res, SLICE("/einwilligungen?geaendert"));
}
