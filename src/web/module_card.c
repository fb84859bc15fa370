/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/module_card.h"

#include "domain/module_text.h"
#include "service/browse_service.h"
#include "web/words.h"

enum card_seats
card_seats_of(const struct run *run)
{
    int32_t left;

    if (run == NULL || run->seats >= SEATS_MAX)
        return SEATS_UNLIMITED;
    left = run_seats_free(run);
    if (left == 0)
        return SEATS_NONE;
    return left <= SEATS_FEW_MAX ? SEATS_FEW : SEATS_MANY;
}

static enum err
mark_plain(struct arena *a, struct slice text, struct marked *ret_marked)
{
    struct marked_piece *piece = arena_new(a, struct marked_piece);

    if (piece == NULL)
        return ERR_LIMIT;
    piece->text = text;
    *ret_marked = (struct marked){.pieces = piece, .pieces_len = 1};
    return OK;
}

static enum err
mark_snippet(struct arena *a, const struct search_snippet *s, struct marked *ret_marked)
{
    size_t pieces_max = 2 * (size_t)s->ranges_len + 1;
    struct marked m = {.cut_before = s->cut_before, .cut_after = s->cut_after};
    size_t at = 0;

    m.pieces = arena_array(a, struct marked_piece, pieces_max);
    if (m.pieces == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < s->ranges_len; i++) {
        struct search_range range = s->ranges[i];

        if (range.from > at)
            m.pieces[m.pieces_len++].text = slice_sub(s->text, at, range.from - at);
        m.pieces[m.pieces_len++] =
            (struct marked_piece){slice_sub(s->text, range.from, range.to - range.from), true};
        at = range.to;
    }
    if (at < s->text.len)
        m.pieces[m.pieces_len++].text = slice_sub(s->text, at, s->text.len - at);
    *ret_marked = m;
    return OK;
}

static void
put_gains(const struct page *page, struct module_card *card)
{
    const struct module *m = card->module;

    for (int i = 0; i < m->gives_len; i++) {
        const struct competence *c = browse_competence(page->snap, m->gives[i].competence);

        if (c == NULL)
            continue;
        if (card->gains_len == CARD_GAINS_MAX) {
            card->gains_more++;
            continue;
        }
        card->gains[card->gains_len++] = (struct card_gain){page_name(page, c->name_de, c->name_en),
                                                            m->gives[i].from, m->gives[i].to};
    }
}

static const struct run *
next_with_seat(const struct module *m, const struct run *full)
{
    for (int i = 0; i < m->runs_len; i++) {
        if (m->runs[i].first.n >= full->first.n && run_seats_free(&m->runs[i]) > 0)
            return &m->runs[i];
    }
    return NULL;
}

static void
put_run(const struct page *page, struct module_card *card)
{
    const struct venue *venue = browse_venue(page->snap, card->run->venue);

    card->weekday = words_weekday(day_weekday(card->run->first));
    card->seats = card_seats_of(card->run);
    card->seats_free = run_seats_free(card->run);
    if (card->seats == SEATS_NONE)
        card->later = next_with_seat(card->module, card->run);
    if (venue != NULL) {
        card->city = venue->city;
        card->venue = venue->name;
    }
}

enum err
module_card_make(const struct page *page, const struct module *m, const struct run *run,
                 double distance_km, struct module_card *ret_card)
{
    const struct provider *provider = browse_provider(page->snap, m->provider);
    struct module_card card = {.module = m, .run = run};
    struct slice summary;

    card.url = page_module_url(page, m);
    card.format = words_format(m->format);
    card.format_code = module_format_code(m->format);
    card.icon = words_format_icon(m->format);
    card.language = words_language(m->language);
    if (provider != NULL)
        card.provider = provider->name;
    card.certified = module_is_certified(m, page->snap->today);
    card.free = m->price.n == 0;
    card.has_distance = distance_km >= 0;
    if (card.has_distance)
        card.km = (int32_t)(distance_km + 0.5);
    put_gains(page, &card);
    if (run != NULL)
        put_run(page, &card);
    TRY(mark_plain(page->req->arena, m->title, &card.title));
    TRY(module_text(m, page->req->arena, MODULE_SUMMARY, &summary));
    TRY(mark_plain(page->req->arena, summary, &card.text));
    *ret_card = card;
    return OK;
}

enum err
module_card_of_hit(const struct page *page, const struct search_hit *hit,
                   struct module_card *ret_card)
{
    struct module_card card;

    TRY(module_card_make(page, hit->module, hit->run, hit->distance_km, &card));
    TRY(mark_snippet(page->req->arena, &hit->title, &card.title));
    if (hit->passage.ranges_len > 0)
        TRY(mark_snippet(page->req->arena, &hit->passage, &card.text));
    *ret_card = card;
    return OK;
}
