/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text to clauses, clauses to hits, each hit through the filters into the counts and, if it
 * passes, into the ranking; then the page asked for is dressed with runs and snippets.
 */
#include "engine/search.h"

#include "base/unicode.h"
#include "engine/facets.h"
#include "engine/hits.h"
#include "engine/rank.h"
#include "engine/search_weights.h"
#include "engine/snippet.h"

static const float FACTOR_SEAT = SEARCH_SEAT_FACTOR;
static const float FACTOR_CERTIFIED = SEARCH_CERTIFIED_FACTOR;

struct search_query
search_query_init(struct slice text)
{
    return (struct search_query){
        .text = text,
        .price_max = {CENTS_MAX},
        .from = {DAY_MIN},
        .start_by = {DAY_MAX},
        .until = {DAY_MAX},
        .radius_km = DISTANCE_KM_MAX,
        .minutes_max = MODULE_MINUTES_MAX,
        .sort = SEARCH_RELEVANCE,
        .limit = 20,
    };
}

bool
search_query_is_sound(const struct search_query *q)
{
    return q->text.len <= SEARCH_TEXT_BYTES_MAX && q->areas < (1u << AREAS) &&
           q->formats < (1u << FORMATS) && q->bands < (1u << BANDS) && q->price_max.n >= 0 &&
           q->radius_km >= 0 && q->radius_km <= DISTANCE_KM_MAX && q->minutes_min >= 0 &&
           q->minutes_max <= MODULE_MINUTES_MAX && q->languages_len >= 0 &&
           q->languages_len <= SEARCH_LANGUAGES_MAX && q->accessibility < (1u << ACCESSIBILITIES) &&
           q->providers_len >= 0 && q->providers_len <= SEARCH_PROVIDERS_MAX &&
           q->sort >= SEARCH_RELEVANCE && q->sort < SEARCH_SORTS && q->offset >= 0 &&
           q->offset <= SEARCH_OFFSET_MAX && q->limit >= 1 && q->limit <= SEARCH_PAGE_MAX &&
           (q->sort != SEARCH_DISTANCE || q->place.known) && unicode_is_valid(q->text);
}

struct searching {
    struct arena *arena;
    const struct catalogue *c;
    const struct search_query *q;
    struct filter filter;
    struct filter_verdict *verdict;
    struct facet_counts *counts;
    struct rank rank;
    struct marker marker;
    int words; /* searched */
};

/* The run to show: the nearest when that is the order, else the earliest; it fits all filters. */
static const struct filter_run *
run_chosen(const struct searching *s, const struct filter_verdict *v)
{
    const struct filter_run *best = NULL;

    for (int i = 0; i < v->runs_len; i++) {
        const struct filter_run *r = &v->runs[i];

        if (r->fails != 0)
            continue;
        if (best == NULL ||
            (s->q->sort == SEARCH_DISTANCE && r->km >= 0 && (best->km < 0 || r->km < best->km)))
            best = r;
    }
    return best;
}

static int64_t
sort_key(const struct searching *s, uint32_t slot, int words, const struct filter_run *r)
{
    const struct column_row *row = &s->c->columns->rows[slot];

    switch (s->q->sort) {
    case SEARCH_DATE:
        return r->at != NULL ? r->at->first : DAY_MAX;
    case SEARCH_DISTANCE:
        return r->km >= 0 ? (int64_t)((double)r->km * 1000) : INT64_MAX;
    case SEARCH_PRICE:
        return row->price_cents;
    case SEARCH_TITLE:
        return row->title_rank;
    case SEARCH_RELEVANCE:
        return s->words - words; /* those with all words come before those with some */
    case SEARCH_SORTS:
        break;
    }
    return 0;
}

static void
hit_consider(struct searching *s, const struct hits *hits, uint32_t i, uint32_t *total)
{
    uint32_t slot = hits->slots[i];
    float score = hits->scores[i];
    struct filter_verdict *v = s->verdict;
    const struct column_row *row = &s->c->columns->rows[slot];
    const struct filter_run *r;

    filter_judge(&s->filter, slot, v);
    facets_add(s->counts, &s->filter, slot, v);
    if (!v->hit)
        return;
    (*total)++;
    r = run_chosen(s, v);
    if (r->seat_free)
        score *= FACTOR_SEAT;
    if (row->flags & COLUMN_CERTIFIED)
        score *= FACTOR_CERTIFIED;
    rank_offer(&s->rank, (struct rank_entry){sort_key(s, slot, hits->words[i], r), score,
                                             row->start, slot, hits->words[i]});
}

static enum err
hit_dress(struct searching *s, const struct rank_entry *e, struct search_hit *ret_hit)
{
    const struct module *m = s->c->modules[e->slot];
    const struct index *x = s->c->index;
    const struct snippet_text title = {m->title, index_text(x, e->slot, FIELD_TITLE, 0)};
    const struct snippet_text texts[] = {
        {m->summary, index_text(x, e->slot, FIELD_TEXT, 0)},
        {m->description, index_text(x, e->slot, FIELD_TEXT, 1)},
    };
    const struct filter_run *r;

    filter_judge(&s->filter, e->slot, s->verdict);
    r = run_chosen(s, s->verdict);
    *ret_hit = (struct search_hit){
        .module = m,
        .run = r->run,
        .venue =
            r->at != NULL && r->at->venue != COLUMN_ONLINE ? &s->c->venues[r->at->venue] : NULL,
        .distance_km = (double)r->km,
        .words = (int)e->payload,
        .score = (double)e->score,
    };
    TRY(snippet_whole(s->arena, &s->marker, title, &ret_hit->title));
    return snippet_best(s->arena, &s->marker, texts, ARRAY_LEN(texts), &ret_hit->passage);
}

static enum err
page_dress(struct searching *s, struct search_result *result)
{
    uint32_t from = (uint32_t)s->q->offset;
    uint32_t len = s->rank.len > from ? s->rank.len - from : 0;

    rank_sort(&s->rank);
    result->hits = arena_array(s->arena, struct search_hit, len);
    if (result->hits == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++)
        TRY(hit_dress(s, &s->rank.entries[from + i], &result->hits[result->hits_len++]));
    return OK;
}

/* Words of the text and the slots they find. */
static enum err
text_find(struct searching *s, struct search_result *result, struct hits *ret_hits)
{
    struct query_text text;
    struct clauses clauses;

    TRY(query_text_parse(s->arena, s->q->text, &text));
    TRY(clauses_build(s->arena, s->c->index, s->q, &text, &clauses));
    for (int i = 0; i < clauses.len; i++)
        result->words += !clauses.at[i].excluded && !clauses.at[i].optional;
    result->words_ignored = text.ignored;
    result->corrections = clauses.corrections;
    result->corrections_len = clauses.corrections_len;
    result->did_you_mean = clauses.did_you_mean;
    TRY(marker_init(s->arena, s->c->index, &clauses, &s->marker));
    TRY(hits_of_clauses(s->arena, s->c, &clauses, s->q->strict, ret_hits));
    result->words_found = ret_hits->words_found;
    s->words = result->words;
    return OK;
}

enum err
search_run(struct arena *arena, const struct catalogue *c, const struct search_query *q,
           struct search_result *ret_result)
{
    struct searching s = {.arena = arena, .c = c, .q = q};
    struct search_result result = {0};
    struct hits hits;

    if (!search_query_is_sound(q))
        return ERR_INVALID;
    s.verdict = arena_new(arena, struct filter_verdict);
    if (s.verdict == NULL)
        return ERR_LIMIT;
    TRY(text_find(&s, &result, &hits));
    TRY(filter_init(arena, c, q, &s.filter));
    TRY(facets_init(arena, c, &s.counts));
    TRY(rank_init(arena, (uint32_t)(q->offset + q->limit), &s.rank));
    for (uint32_t i = 0; i < hits.len; i++)
        hit_consider(&s, &hits, i, &result.total);
    TRY(page_dress(&s, &result));
    TRY(facets_list(arena, s.counts, &s.filter, result.facets));
    *ret_result = result;
    return OK;
}
