/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_start.h"

#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/words.h"

static void
put_formats(struct page_start *p, const struct search_result *all)
{
    static const enum module_format order[] = {FORMAT_IN_PERSON, FORMAT_LIVE_ONLINE,
                                               FORMAT_ON_DEMAND, FORMAT_MOOC, FORMAT_FOLLOW_UP};
    static const enum say_key texts[FORMATS] = {
        [FORMAT_MOOC] = SAY_START_FORMAT_MOOC,
        [FORMAT_ON_DEMAND] = SAY_START_FORMAT_ON_DEMAND,
        [FORMAT_IN_PERSON] = SAY_START_FORMAT_IN_PERSON,
        [FORMAT_LIVE_ONLINE] = SAY_START_FORMAT_LIVE_ONLINE,
        [FORMAT_FOLLOW_UP] = SAY_START_FORMAT_FOLLOW_UP,
    };
    const struct search_facet *facet = &all->facets[FACET_FORMAT];

    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        struct start_format f = {.code = module_format_code(order[i])};

        f.icon = words_format_icon(order[i]);
        f.name = words_format(order[i]);
        f.text = texts[order[i]];
        for (int v = 0; v < facet->values_len; v++) {
            if (facet->values[v].value == (int64_t)order[i])
                f.count = facet->values[v].count;
        }
        p->formats[p->formats_len++] = f;
    }
}

/* Venues with an open run; there are few, so a look at each run will do. */
static enum err
count_venues(struct page_start *p)
{
    const struct catalogue *c = p->page->snap->catalogue;
    bool *seen = arena_array(p->page->req->arena, bool, (size_t)c->venues_len + 1);

    if (seen == NULL)
        return ERR_LIMIT;
    for (uint32_t m = 0; m < c->modules_len; m++) {
        for (int r = 0; r < c->modules[m]->runs_len; r++) {
            const struct run *run = &c->modules[m]->runs[r];
            const struct venue *venue = browse_venue(p->page->snap, run->venue);

            if (venue != NULL && browse_run_is_open(p->page->snap, run))
                seen[venue - c->venues] = true;
        }
    }
    for (int i = 0; i < c->venues_len; i++)
        p->venues += seen[i];
    return OK;
}

static void
put_numbers(struct page_start *p, const struct search_result *all)
{
    const struct search_facet *price = &all->facets[FACET_PRICE];

    p->blocks = all->total;
    p->providers = all->facets[FACET_PROVIDER].values_len;
    for (int i = 0; i < price->values_len; i++) {
        if (price->values[i].value == 0)
            p->free_blocks = price->values[i].count;
    }
}

static enum err
put_cards(struct page_start *p)
{
    const struct page *page = p->page;
    struct learning_search wanted = learning_search_init((struct slice){"", 0});
    struct learning_search_answer answer;

    wanted.query.sort = SEARCH_DATE;
    wanted.query.free_seats = true;
    wanted.query.formats = 1U << FORMAT_IN_PERSON | 1U << FORMAT_LIVE_ONLINE;
    wanted.query.limit = START_CARDS_MAX;
    TRY(learning_search(&page->req->ctx, page->snap, &wanted, &answer));
    for (int i = 0; i < answer.result.hits_len; i++)
        TRY(module_card_of_hit(page, &answer.result.hits[i], &p->cards[p->cards_len++]));
    return OK;
}

enum err
page_start_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    struct page_start *p = arena_new(req->arena, struct page_start);
    struct search_form *form = arena_new(req->arena, struct search_form);
    struct learning_search all = learning_search_init((struct slice){"", 0});
    struct learning_search_answer answer;

    if (p == NULL || form == NULL)
        return ERR_LIMIT;
    TRY(search_form_read(req->arena, page.snap, &(struct form){0}, form));
    all.query.limit = 1;
    TRY(learning_search(&req->ctx, page.snap, &all, &answer));
    page.is_front = true;
    p->page = &page;
    p->panel = search_panel_make(&page, form);
    TRY(saved_news_find(&page, res, &p->saved));
    put_numbers(p, &answer.result);
    put_formats(p, &answer.result);
    p->topics_len = popular_topics(&page, &answer.result, START_TOPICS_MAX, p->topics);
    TRY(count_venues(p));
    TRY(put_cards(p));
    p->dates_url = SLICE("/suche?format=in_person&format=live_online&frei=1&sort=termin");
    PAGE_SEND(&page, res, page_start, p);
}
