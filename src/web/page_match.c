/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_match.h"

#include "service/browse_service.h"
#include "service/learning_service.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/match_left_out.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/visit.h"

enum { MATCHES_PER_PAGE = 20 };

static enum err
begin(struct http_request *req, struct visit *v, struct page_match **ret_p)
{
    struct page_match *p = arena_new(req->arena, struct page_match);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(visit_begin(req, NAV_MATCHES, v));
    v->page.title = page_say(&v->page, SAY_MATCH_TITLE);
    p->page = &v->page;
    p->situation = &v->situation;
    p->has_job = v->job != NULL;
    p->job = v->job_name;
    *ret_p = p;
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
put_card(struct page_match *p, const struct match *m, struct slice back)
{
    struct match_card *card = &p->cards[p->cards_len++];
    struct text anchor = text_init(p->page->req->arena, CODE_BYTES_MAX + 8);

    card->match = m;
    card->is_first = p->cards_len == 1;
    TRY(module_card_make(p->page, m->module, m->run, m->distance_km, &card->card));
    text_puts(&anchor, "b-");
    text_put(&anchor, m->module->code);
    TRY(text_end(&anchor, &card->anchor));
    put_points(card);
    card->experience = m->correction / 100;
    card->before = m->score - card->experience;
    card->buttons = fixed_buttons_of(p->page, p->situation, m->module, back);
    return put_lifts(p->page, card);
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
put_paging(struct page_match *p, int64_t shown_max)
{
    p->pages = (shown_max + MATCHES_PER_PAGE - 1) / MATCHES_PER_PAGE;
    if (p->pages < 1)
        p->pages = 1;
    if (p->number > p->pages)
        p->number = p->pages;
    if (p->number > 1)
        p->url_previous = page_address(p->page, p->number - 1);
    if (p->number < p->pages)
        p->url_next = page_address(p->page, p->number + 1);
}

/* The yes to learning from this list, and the list itself where there is one (LEARN-10, LEARN-11).
 */
static enum err
put_learning(struct page_match *p, const struct match_list *list, int from)
{
    struct http_request *req = p->page->req;
    const struct web_app *app = req->app;
    struct experience_person person = consent_experience_of(req);
    struct experience_page shown = {.matches = list->matches + from,
                                    .len = p->cards_len,
                                    .first_place = from + 1,
                                    .interests = p->situation->interests};

    TRY(experience_state_load(&req->ctx, app->platform, &person, &p->learn));
    p->learn_since = day_of(p->learn.since);
    if (p->learn.given)
        experience_note_shown(&req->ctx, app->platform, &person, &shown);
    return OK;
}

static enum err
put_matches(struct page_match *p)
{
    struct http_request *req = p->page->req;
    struct form_range range = {1, MATCH_LIST_MAX / MATCHES_PER_PAGE, 1};
    struct match_list list;
    struct slice back;
    int from;

    if (form_int(&req->query, "seite", range, &p->number) != OK)
        p->number = 1;
    TRY(learning_matches(&req->ctx, p->page->snap, p->situation, (int)p->number * MATCHES_PER_PAGE,
                         &list));
    p->fitting = list.fitting;
    put_paging(p, list.fitting < MATCH_LIST_MAX ? list.fitting : MATCH_LIST_MAX);
    back = page_address(p->page, p->number);
    p->cards = arena_array(req->arena, struct match_card, MATCHES_PER_PAGE);
    if (p->cards == NULL)
        return ERR_LIMIT;
    from = (int)(p->number - 1) * MATCHES_PER_PAGE;
    for (int i = from; i < list.len && i < from + MATCHES_PER_PAGE; i++)
        TRY(put_card(p, &list.matches[i], back));
    p->left_out_len = match_left_out_list(p->page, p->situation, list.out, p->left_out);
    if (p->left_out_len > 0)
        p->most = &p->left_out[0];
    p->note = fixed_note_of(p->page, p->situation, back);
    return put_learning(p, &list, from);
}

enum err
page_match_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_match *p = NULL;

    TRY(begin(req, &v, &p));
    if (p->has_job || v.situation.interests != 0) {
        TRY(wishes_form_show(&v.page, &v.situation, &p->wishes));
        TRY(put_matches(p));
    }
    PAGE_SEND(&v.page, res, page_match, p);
}

/* Wrong wishes are shown with what was typed, above the matches of those that are kept. */
static enum err
show_again(struct visit *v, struct page_match *p, struct http_response *res)
{
    struct http_request *req = v->page.req;
    const struct web_app *app = req->app;
    bool known;

    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &v->situation, &known));
    TRY(put_matches(p));
    res->status = 422;
    PAGE_SEND(&v->page, res, page_match, p);
}

enum err
page_match_wish(struct http_request *req, struct http_response *res)
{
    CLEANUP(visit_done) struct visit v = {.known = false};
    struct page_match *p = NULL;

    TRY(begin(req, &v, &p));
    TRY(wishes_form_read_quick(&v.page, &req->form, &v.situation, &p->wishes));
    if (p->wishes.errors.errors_len > 0)
        return show_again(&v, p, res);
    TRY(visit_save(&v));
    return http_redirect(res, SLICE("/passung"));
}

enum err
page_match_learn(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct experience_person person = consent_experience_of(req);
    struct slice answer = form_value(&req->form, "lernen");
    enum err e;

    if (slice_is(answer, "nein")) {
        TRY(experience_withdraw(&req->ctx, app->platform, &person));
        return http_redirect(res, SLICE("/passung#lernen"));
    }
    if (!slice_is(answer, "ja"))
        return ERR_INVALID;
    e = experience_agree(&req->ctx, app->platform, &person);
    if (e != OK && e != ERR_NOT_FOUND) /* not offered here: the page says so by not asking */
        return e;
    return http_redirect(res, SLICE("/passung#lernen"));
}
