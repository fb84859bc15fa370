/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_match.h"

#include "service/browse_service.h"
#include "service/learning_service.h"
#include "web/guest_data.h"
#include "web/match_left_out.h"
#include "web/page.gen.h"
#include "web/route.h"

enum { MATCHES_PER_PAGE = 20 };

struct visit {
    struct page page;
    struct situation situation;
    struct page_match *p;
};

static void
visit_done(struct visit *v)
{
    page_done(&v->page);
}

static enum err
visit_begin(struct http_request *req, struct visit *v)
{
    const struct web_app *app = req->app;
    const struct job_profile *job;
    bool known;

    v->page = page_begin(req, NAV_MATCHES);
    v->page.noindex = true;
    v->page.title = page_say(&v->page, SAY_MATCH_TITLE);
    v->p = arena_new(req->arena, struct page_match);
    if (v->p == NULL)
        return ERR_LIMIT;
    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &v->situation, &known));
    job = browse_job(v->page.snap, v->situation.job);
    v->p->page = &v->page;
    v->p->situation = &v->situation;
    v->p->has_job = job != NULL;
    if (job != NULL)
        v->p->job = page_name(&v->page, job->name_de, job->name_en);
    return OK;
}

static void
put_points(struct match_card *card)
{
    for (int side = 0; side < MATCH_SIDES; side++) {
        struct match_side_view *view = &card->sides[card->sides_len];

        if (card->match->sides[side].weight == 0)
            continue;
        card->sides_len++;
        *view = (struct match_side_view){.word = match_words_side((enum match_side)side),
                                         .score = card->match->sides[side].score,
                                         .weight = card->match->sides[side].weight};
        for (int s = 0; s < SUMMANDS; s++) {
            const struct match_points *points = &card->match->summands[s];

            if (points->points_max > 0 && (int)MATCH_WEIGHTS.side[s] == side)
                view->points[view->points_len++] = (struct match_point){
                    match_words_summand((enum match_summand)s), points->points, points->points_max};
        }
    }
}

static enum err
put_lifts(const struct page *page, struct match_card *card)
{
    const struct match *m = card->match;

    card->lifts = arena_array(page->req->arena, struct match_lift, (size_t)m->closes_len + 1);
    card->against = arena_array(page->req->arena, struct slice, (size_t)m->against_len + 1);
    if (card->lifts == NULL || card->against == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->closes_len; i++) {
        const struct match_close *close = &m->closes[i];
        const struct competence *c = browse_competence(page->snap, close->competence);

        if (c != NULL)
            card->lifts[card->lifts_len++] = (struct match_lift){
                page_name(page, c->name_de, c->name_en), close->from, close->to, close->needed};
    }
    for (int i = 0; i < m->against_len; i++)
        card->against[card->against_len++] = match_words_against(page, &m->against[i]);
    return OK;
}

static enum err
put_card(struct visit *v, const struct match *m, struct slice back)
{
    struct match_card *card = &v->p->cards[v->p->cards_len++];
    struct text anchor = text_init(v->page.req->arena, CODE_BYTES_MAX + 8);

    card->match = m;
    card->is_first = v->p->cards_len == 1;
    TRY(module_card_make(&v->page, m->module, m->run, m->distance_km, &card->card));
    text_puts(&anchor, "b-");
    text_put(&anchor, m->module->code);
    TRY(text_end(&anchor, &card->anchor));
    put_points(card);
    card->experience = m->correction / 100;
    card->before = m->score - card->experience;
    card->buttons = fixed_buttons_of(&v->page, &v->situation, m->module, back);
    return put_lifts(&v->page, card);
}

/* "/passung", "/passung?seite=2" */
static struct slice
page_address(const struct page *page, int64_t number)
{
    struct text t = text_init(page->req->arena, 64);
    struct slice s;

    text_puts(&t, "/passung");
    if (number > 1)
        text_printf(&t, "?seite=%lld", (long long)number);
    return text_end(&t, &s) == OK ? s : SLICE("/passung");
}

static void
put_paging(struct visit *v, int64_t shown_max)
{
    struct page_match *p = v->p;

    p->pages = (shown_max + MATCHES_PER_PAGE - 1) / MATCHES_PER_PAGE;
    if (p->pages < 1)
        p->pages = 1;
    if (p->number > p->pages)
        p->number = p->pages;
    if (p->number > 1)
        p->url_previous = page_address(&v->page, p->number - 1);
    if (p->number < p->pages)
        p->url_next = page_address(&v->page, p->number + 1);
}

static enum err
put_matches(struct visit *v)
{
    struct http_request *req = v->page.req;
    struct form_range range = {1, MATCH_LIST_MAX / MATCHES_PER_PAGE, 1};
    struct match_list list;
    struct slice back;
    int from;

    if (form_int(&req->query, "seite", range, &v->p->number) != OK)
        v->p->number = 1;
    TRY(learning_matches(&req->ctx, v->page.snap, &v->situation,
                         (int)v->p->number * MATCHES_PER_PAGE, &list));
    v->p->fitting = list.fitting;
    put_paging(v, list.fitting < MATCH_LIST_MAX ? list.fitting : MATCH_LIST_MAX);
    back = page_address(&v->page, v->p->number);
    v->p->cards = arena_array(req->arena, struct match_card, MATCHES_PER_PAGE);
    if (v->p->cards == NULL)
        return ERR_LIMIT;
    from = (int)(v->p->number - 1) * MATCHES_PER_PAGE;
    for (int i = from; i < list.len && i < from + MATCHES_PER_PAGE; i++)
        TRY(put_card(v, &list.matches[i], back));
    v->p->left_out_len = match_left_out_list(&v->page, &v->situation, list.out, v->p->left_out);
    if (v->p->left_out_len > 0)
        v->p->most = &v->p->left_out[0];
    v->p->note = fixed_note_of(&v->page, &v->situation, back);
    return OK;
}

enum err
page_match_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.p = NULL};

    TRY(visit_begin(req, &v));
    if (v.p->has_job || v.situation.interests != 0) {
        TRY(wishes_form_show(&v.page, &v.situation, &v.p->wishes));
        TRY(put_matches(&v));
    }
    PAGE_SEND(&v.page, res, page_match, v.p);
}

/* Wrong wishes are shown with what was typed, above the matches of those that are kept. */
static enum err
show_again(struct http_request *req, struct http_response *res, struct visit *v)
{
    const struct web_app *app = req->app;
    bool known;

    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &v->situation, &known));
    TRY(put_matches(v));
    res->status = 422;
    PAGE_SEND(&v->page, res, page_match, v->p);
}

enum err
page_match_wish(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    CLEANUP(visit_done) struct visit v = {.p = NULL};

    TRY(visit_begin(req, &v));
    TRY(wishes_form_read_quick(&v.page, &req->form, &v.situation, &v.p->wishes));
    if (v.p->wishes.errors.errors_len > 0)
        return show_again(req, res, &v);
    TRY(guest_situation_save(&req->ctx, app->platform, guest_data_key(req), &v.situation));
    return http_redirect(res, SLICE("/passung"));
}
