/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_search.h"

#include "service/guest_service.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"

/* A date goes back into the field as ISO, the only form <input type="date"> takes. */
static struct slice
field_day(struct arena *a, struct slice typed, enum day_problem problem, struct day day)
{
    struct text t = text_init(a, 16);
    struct slice iso;

    if (typed.len == 0 || problem != DAY_FINE)
        return typed;
    day_put_iso(&t, day);
    return text_end(&t, &iso) == OK ? iso : typed;
}

struct search_panel
search_panel_make(const struct page *page, const struct search_form *form)
{
    struct search_panel panel = {.form = form};
    struct arena *a = page->req->arena;
    bool found = form->radius_km == DISTANCE_KM_MAX;

    panel.any_radius = found;
    for (int i = 0; i < SEARCH_RADII; i++) {
        bool chosen = SEARCH_RADIUS_KM[i] == form->radius_km;

        if (!found && SEARCH_RADIUS_KM[i] > form->radius_km)
            panel.radii[panel.radii_len++] =
                (struct radius_choice){.km = form->radius_km, .chosen = true};
        found = found || chosen || SEARCH_RADIUS_KM[i] > form->radius_km;
        panel.radii[panel.radii_len++] =
            (struct radius_choice){.km = SEARCH_RADIUS_KM[i], .chosen = chosen};
    }
    if (!found)
        panel.radii[panel.radii_len++] =
            (struct radius_choice){.km = form->radius_km, .chosen = true};
    panel.from = field_day(a, form->from, form->from_problem, form->wanted.query.from);
    panel.until = field_day(a, form->until, form->until_problem, form->wanted.query.until);
    return panel;
}

static enum err
put_cards(struct page_search *p)
{
    const struct search_result *result = &p->answer->result;

    p->cards = arena_array(p->page->req->arena, struct module_card, (size_t)result->hits_len + 1);
    if (p->cards == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < result->hits_len; i++)
        TRY(module_card_of_hit(p->page, &result->hits[i], &p->cards[p->cards_len++]));
    return OK;
}

static void
put_sorts(struct page_search *p)
{
    static const enum say_key labels[SEARCH_SORTS] = {
        [SEARCH_RELEVANCE] = SAY_SEARCH_SORT_RELEVANCE, [SEARCH_DATE] = SAY_SEARCH_SORT_DATE,
        [SEARCH_DISTANCE] = SAY_SEARCH_SORT_DISTANCE,   [SEARCH_PRICE] = SAY_SEARCH_SORT_PRICE,
        [SEARCH_TITLE] = SAY_SEARCH_SORT_TITLE,
    };
    enum search_sort now = p->form->wanted.query.sort;

    for (int s = 0; s < SEARCH_SORTS; s++) {
        struct search_change change = {.name = "sort"};

        if ((s == SEARCH_RELEVANCE && p->form->text.len == 0) ||
            (s == SEARCH_DISTANCE && !p->has_place))
            continue;
        if (s != SEARCH_RELEVANCE && (s != SEARCH_DATE || p->form->text.len > 0))
            change.set = slice_of(search_sort_word((enum search_sort)s));
        p->sorts[p->sorts_len++] =
            (struct sort_choice){labels[s], search_form_url(p->page->req->arena, p->form, change),
                                 s == (int)now && !p->form->by_match};
    }
    p->sorts[p->sorts_len++] = (struct sort_choice){
        SAY_SEARCH_SORT_MATCH,
        search_form_url(p->page->req->arena, p->form,
                        (struct search_change){.name = "sort", .set = SLICE(SEARCH_BY_MATCH)}),
        p->form->by_match};
    if (p->form->by_match)
        p->sort = SLICE(SEARCH_BY_MATCH);
    else if (p->form->sort_is_chosen)
        p->sort = slice_of(search_sort_word(now));
}

static void
add_link(struct page_search *p, int64_t number)
{
    struct page_link link = {.number = number, .is_current = number == p->form->page};

    if (number > 0)
        link.url =
            search_form_url(p->page->req->arena, p->form, (struct search_change){.page = number});
    p->links[p->links_len++] = link;
}

/* 1 … 4 [5] 6 … 12 */
static void
put_links(struct page_search *p)
{
    struct arena *a = p->page->req->arena;
    int64_t now = p->form->page;
    int64_t before = 0;

    if (p->pages <= 1)
        return;
    for (int64_t n = 1; n <= p->pages; n++) {
        if (n != 1 && n != p->pages && (n < now - 1 || n > now + 1))
            continue;
        if (n > before + 1)
            add_link(p, 0);
        add_link(p, n);
        before = n;
    }
    if (now > 1)
        p->previous_url = search_form_url(a, p->form, (struct search_change){.page = now - 1});
    if (now < p->pages)
        p->next_url = search_form_url(a, p->form, (struct search_change){.page = now + 1});
}

/* "67433 Neustadt an der Weinstraße" finds that one and no other again. */
static struct slice
place_text(struct arena *a, const struct place *place)
{
    struct text t = text_init(a, SEARCH_TEXT_BYTES_MAX);
    struct slice s;

    if (place->postcode.len > 0) {
        text_put(&t, place->postcode);
        text_putc(&t, ' ');
    }
    text_put(&t, place->name);
    return text_end(&t, &s) == OK ? s : place->name;
}

static void
put_places(struct page_search *p)
{
    struct arena *a = p->page->req->arena;

    for (int i = 0; i < p->answer->place_choices_len; i++) {
        const struct place *place = &p->answer->place_choices[i];
        struct search_change change = {.name = "ort", .set = place_text(a, place)};

        if (p->places_len == SEARCH_PLACE_CHOICES_MAX)
            return;
        p->places[p->places_len++] =
            (struct place_choice){*place, search_form_url(a, p->form, change)};
    }
}

static void
put_addresses(struct page_search *p)
{
    struct arena *a = p->page->req->arena;
    const struct search_result *result = &p->answer->result;

    struct text save = text_init(a, 3 * HTTP_TARGET_BYTES_MAX);
    struct slice here = search_form_url(a, p->form, (struct search_change){.without = "sort"});

    text_puts(&save, "/suche/merken");
    text_put(&save, slice_sub(here, sizeof "/suche" - 1, here.len));
    if (text_end(&save, &p->save_url) != OK)
        p->save_url = SLICE("/gemerkt");
    p->bare_url = search_form_url_bare(a, p->form);
    p->without_place_url = search_form_url(a, p->form, (struct search_change){.without = "ort"});
    if (result->did_you_mean.len > 0)
        p->did_you_mean_url = search_form_url(
            a, p->form, (struct search_change){.name = "q", .set = result->did_you_mean});
}

/* The order of this guest's matches. Who has no situation yet sees the usual order and is told. */
static enum err
match_order(struct page *page, struct search_form *form, bool *ret_unknown)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;
    struct search_query *q = &form->wanted.query;
    struct situation situation;
    bool known = false;

    *ret_unknown = false;
    if (!form->by_match)
        return OK;
    if (guest_data_has_key(req))
        TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &situation,
                                 &known));
    *ret_unknown = !known;
    if (!known)
        return OK;
    TRY(learning_match_scores(&req->ctx, page->snap, &situation, &q->match));
    q->sort = SEARCH_MATCH;
    return OK;
}

/* An address with a page that is not there (any more) shows the last one. */
static enum err
search(struct page *page, struct search_form *form, struct learning_search_answer *ret_answer)
{
    struct search_query *q = &form->wanted.query;

    TRY(learning_search(&page->req->ctx, page->snap, &form->wanted, ret_answer));
    if (ret_answer->result.hits_len > 0 || ret_answer->result.total == 0)
        return OK;
    form->page = (int64_t)((ret_answer->result.total - 1) / (uint32_t)q->limit) + 1;
    q->offset = (int32_t)(form->page - 1) * q->limit;
    return learning_search(&page->req->ctx, page->snap, &form->wanted, ret_answer);
}

static enum err
put_topics(struct page_search *p)
{
    const struct page *page = p->page;
    struct learning_search all = learning_search_init((struct slice){"", 0});
    struct learning_search_answer answer;

    if (p->answer->result.total > 0)
        return OK;
    all.query.limit = 1;
    TRY(learning_search(&page->req->ctx, page->snap, &all, &answer));
    p->topics_len = popular_topics(page, &answer.result, SEARCH_TOPICS_MAX, p->topics);
    return OK;
}

static uint32_t
count_of_one(const struct search_facet *facet)
{
    for (int i = 0; i < facet->values_len; i++) {
        if (facet->values[i].value == 1)
            return facet->values[i].count;
    }
    return 0;
}

/* How many there are within each radius that the form offers. */
static void
put_radii(struct page_search *p)
{
    const struct search_facet *facet = &p->answer->result.facets[FACET_DISTANCE];

    for (int i = 0; p->has_place && i < p->panel.radii_len; i++) {
        struct radius_choice *c = &p->panel.radii[i];

        for (int k = 0; k < facet->values_len; k++) {
            if (facet->values[k].value == c->km) {
                c->counted = true;
                c->on_site = facet->values[k].count;
            }
        }
    }
}

static void
put_numbers(struct page_search *p)
{
    const struct search_query *q = &p->form->wanted.query;
    const struct search_result *result = &p->answer->result;

    p->words_missing = result->words > 0 && result->words_found < result->words;
    p->has_place = p->form->place.len > 0 && !p->answer->place_unknown;
    p->pages = ((int64_t)result->total + q->limit - 1) / q->limit;
    if (p->pages > SEARCH_OFFSET_MAX / q->limit + 1)
        p->pages = SEARCH_OFFSET_MAX / q->limit + 1;
    p->with_seats = count_of_one(&result->facets[FACET_SEATS]);
    p->certified = count_of_one(&result->facets[FACET_CERTIFIED]);
    p->first = q->offset + 1;
    p->last = q->offset + result->hits_len;
    put_radii(p);
}

enum err
page_search_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    struct search_form *form = arena_new(req->arena, struct search_form);
    struct page_search *p = arena_new(req->arena, struct page_search);
    struct learning_search_answer answer;
    bool match_unknown;

    if (form == NULL || p == NULL)
        return ERR_LIMIT;
    TRY(search_form_read(req->arena, page.snap, &req->query, form));
    TRY(match_order(&page, form, &match_unknown));
    res->is_personal = res->is_personal || (form->by_match && guest_data_has_key(req));
    TRY(search(&page, form, &answer));
    *p = (struct page_search){.page = &page, .form = form, .answer = &answer};
    p->match_unknown = match_unknown;
    p->panel = search_panel_make(&page, form);
    put_numbers(p);
    TRY(put_cards(p));
    TRY(page_search_facets(p));
    TRY(page_search_chips(p));
    TRY(put_topics(p));
    put_sorts(p);
    put_links(p);
    put_places(p);
    put_addresses(p);
    page.title = page_say(&page, SAY_SEARCH_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_search, p);
}
