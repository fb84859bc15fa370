/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text to clauses, clauses to hits, each hit through the filters into the counts and, if it
 * passes, into the ranking; then the page asked for is dressed with runs and snippets.
 */
#include "engine/search.h"

#include <string.h>

#include "base/unicode.h"
#include "engine/facets.h"
#include "engine/hits.h"
#include "engine/rank.h"
#include "engine/search_weights.h"
#include "engine/snippet.h"

enum { BONUS_SHIFT = 10, POINTS_MAX = 1 << 24 }; /* up to there a float is exact */

#define BONUS_OF(factor) ((uint32_t)((factor) * (1 << BONUS_SHIFT) + 0.5f))
/* What a score is multiplied by, by the flags of COLUMN_BONUS. */
static const uint32_t BONUS[] = {
    BONUS_OF(1.0f),
    BONUS_OF(SEARCH_CERTIFIED_FACTOR),
    BONUS_OF(SEARCH_SEAT_FACTOR),
    BONUS_OF(SEARCH_CERTIFIED_FACTOR *SEARCH_SEAT_FACTOR),
};

static_assert(COLUMN_CERTIFIED == 1 && COLUMN_SEAT == 2, "BONUS is numbered by them");

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
        .facets = FACETS_ALL,
    };
}

bool
search_query_is_sound(const struct search_query *q)
{
    return q->text.len <= SEARCH_TEXT_BYTES_MAX && q->areas < (1u << AREAS) &&
           q->formats < (1u << FORMATS) && q->bands < (1u << BANDS) &&
           q->price_bands < (1u << SEARCH_PRICE_BANDS) && q->levels < (1u << SEARCH_LEVELS) &&
           q->states < (1u << SEARCH_STATES) && q->facets <= FACETS_ALL && q->price_max.n >= 0 &&
           q->radius_km >= 0 && q->radius_km <= DISTANCE_KM_MAX && q->minutes_min >= 0 &&
           q->minutes_max <= MODULE_MINUTES_MAX && q->languages_len >= 0 &&
           q->languages_len <= SEARCH_LANGUAGES_MAX && q->accessibility < (1u << ACCESSIBILITIES) &&
           q->providers_len >= 0 && q->providers_len <= SEARCH_PROVIDERS_MAX &&
           q->sort >= SEARCH_RELEVANCE && q->sort <= SEARCH_MATCH && q->offset >= 0 &&
           q->offset <= SEARCH_OFFSET_MAX && q->limit >= 1 && q->limit <= SEARCH_PAGE_MAX &&
           (q->sort != SEARCH_DISTANCE || q->place.known) &&
           (q->sort != SEARCH_MATCH || q->match != NULL) && unicode_is_valid(q->text);
}

struct searching {
    struct arena *arena;
    const struct catalogue *c;
    const struct search_query *q;
    struct filter filter;
    struct filter_verdict *verdict; /* when runs are looked at */
    struct facet_counts counts;
    struct rank rank;
    struct marker marker;
    uint32_t *room; /* for the stream of a hit */
    struct hits hits;
    uint32_t total;
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

/* `r`: the run to show; NULL when runs are not looked at, then it is the first. */
static int64_t
sort_key(const struct searching *s, uint32_t slot, const struct filter_run *r)
{
    const struct column_row *row = &s->c->columns->rows[slot];

    switch (s->q->sort) {
    case SEARCH_DATE:
        if (r != NULL)
            return r->at != NULL ? r->at->first : DAY_MAX;
        return row->flags & COLUMN_SELF_PACED ? DAY_MAX : row->start;
    case SEARCH_DISTANCE:
        return r != NULL && r->km >= 0 ? (int64_t)((double)r->km * 1000) : INT64_MAX;
    case SEARCH_PRICE:
        return row->price_cents;
    case SEARCH_TITLE:
        return s->c->columns->title_ranks[slot];
    case SEARCH_MATCH:
        return -(int64_t)s->q->match[slot];
    case SEARCH_RELEVANCE:
        return 0;
    }
    return 0;
}

static inline uint32_t
score_of(const uint8_t *flags, uint32_t slot, uint32_t points)
{
    uint64_t score = (uint64_t)points * BONUS[flags[slot] & COLUMN_BONUS] >> BONUS_SHIFT;

    return score < POINTS_MAX ? (uint32_t)score : POINTS_MAX;
}

static void
hit_offer(struct searching *s, const struct hits_batch *b, uint32_t i, const struct filter_run *r)
{
    uint32_t slot = b->slots[i];

    rank_offer(&s->rank,
               (struct rank_entry){sort_key(s, slot, r),
                                   (float)score_of(s->c->columns->flags, slot, b->points[i]),
                                   s->c->columns->starts[slot], slot, b->words[i]});
}

enum { LOOK = 64 };

/*
 * Which of some hits have a score of at least `least`: gives how many. Without branches, since
 * scores come as they come; but first the greatest of the points is looked at.
 */
static uint32_t
promising(const struct searching *s, const struct hits_batch *b, uint32_t from, uint32_t least,
          uint32_t *ret_places)
{
    const uint8_t *flags = s->c->columns->flags;
    uint32_t end = from + LOOK < b->len ? from + LOOK : b->len;
    uint32_t n = 0;

    if ((uint64_t)postings_most(b->points + from, end - from) * BONUS[COLUMN_BONUS] >> BONUS_SHIFT <
        least)
        return 0;
    for (uint32_t i = from; i < end; i++) {
        ret_places[n] = i;
        n += score_of(flags, b->slots[i], b->points[i]) >= least;
    }
    return n;
}

/*
 * Hits by relevance: most of them are worse than the worst of the page. Of two that are equal in
 * all else the later slot is the worse, and slots ascend.
 */
static void
relevant_offer(struct searching *s, const struct hits_batch *b)
{
    const int32_t *starts = s->c->columns->starts;
    const struct rank_entry *worst = &s->rank.entries[0];
    uint32_t places[LOOK];
    uint32_t i = 0;

    for (; i < b->len && s->rank.len < s->rank.max; i++)
        hit_offer(s, b, i, NULL);
    for (; i < b->len; i += LOOK) {
        uint32_t least = (uint32_t)worst->score;
        uint32_t n = promising(s, b, i, least, places);

        for (uint32_t k = 0; k < n; k++) {
            uint32_t at = places[k];

            if (score_of(s->c->columns->flags, b->slots[at], b->points[at]) >
                    (uint32_t)worst->score ||
                starts[b->slots[at]] < worst->start)
                hit_offer(s, b, at, NULL);
        }
    }
}

/* Every run of each module of the batch is looked at. */
static void
batch_judge_runs(struct searching *s, const struct hits_batch *b, const uint32_t *fails)
{
    for (uint32_t i = 0; i < b->len; i++) {
        filter_judge(&s->filter, b->slots[i], fails[i], s->verdict);
        facets_add(&s->counts, &s->filter, b->slots[i], s->verdict);
        if (!s->verdict->hit)
            continue;
        s->total++;
        hit_offer(s, b, i, run_chosen(s, s->verdict));
    }
}

/* Modules that fail in this facet alone count in it, and only there. */
static void
near_misses_count(struct searching *s, const struct hits_batch *b, const uint32_t *fails,
                  uint32_t facet)
{
    uint32_t slots[BATCH_SPACE];
    uint32_t len = 0;

    for (uint32_t i = 0; i < b->len; i++) {
        slots[len] = b->slots[i];
        len += fails[i] == facet;
    }
    facets_count(&s->counts, &s->filter, facet, slots, len);
}

/* Leave what no filter refuses. */
static void
batch_keep_hits(struct hits_batch *b, const uint32_t *fails)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < b->len; i++) {
        b->slots[kept] = b->slots[i];
        b->points[kept] = b->points[i];
        b->words[kept] = b->words[i];
        kept += fails[i] == 0;
    }
    b->len = kept;
}

/* Filters one slot after the other. */
static void
list_filter(struct searching *s, struct hits_batch *b)
{
    uint32_t fails[BATCH_SPACE];

    filter_modules(&s->filter, b->slots, b->len, fails);
    for (uint32_t left = s->filter.of_modules & s->counts.wanted; left != 0; left &= left - 1)
        near_misses_count(s, b, fails, left & (0u - left));
    batch_keep_hits(b, fails);
}

/* Hits of which all is known that filters and counts ask. */
static void
batch_offer(struct searching *s, struct hits_batch *b)
{
    hits_score(&s->hits, b);
    if (s->q->sort == SEARCH_RELEVANCE) {
        relevant_offer(s, b);
        return;
    }
    for (uint32_t i = 0; i < b->len; i++)
        hit_offer(s, b, i, NULL);
}

static void
batch_consider(struct searching *s, struct hits_batch *b)
{
    if (s->filter.by_run) {
        uint32_t fails[BATCH_SPACE];

        filter_modules(&s->filter, b->slots, b->len, fails);
        hits_score(&s->hits, b);
        batch_judge_runs(s, b, fails);
        return;
    }
    if (s->filter.of_modules != 0)
        list_filter(s, b);
    s->total += b->len;
    facets_count(&s->counts, &s->filter, FACETS_ALL, b->slots, b->len);
    batch_offer(s, b);
}

/* Fewer points than these make no score that comes onto the page; 0: all must be looked at. */
static uint32_t
points_least(const struct searching *s)
{
    uint64_t least;

    if (s->q->sort != SEARCH_RELEVANCE || s->rank.len < s->rank.max)
        return 0;
    least = (uint64_t)s->rank.entries[0].score << BONUS_SHIFT;
    return (uint32_t)(least / BONUS[COLUMN_BONUS]);
}

/* Modules of a map that count in these facets. */
static void
map_count(struct searching *s, uint32_t facets, const struct map *map, uint32_t len)
{
    uint32_t others = facets_count_map(&s->counts, &s->filter, facets, map, len);
    uint32_t slots[BATCH_SPACE];

    for (uint32_t at = 0; others != 0 && at < map->len;) {
        uint32_t n = postings_map_take(map, &at, map->len, slots);

        facets_count(&s->counts, &s->filter, others, slots, n);
    }
}

/* Filters one slot after the other. */
static void
map_consider_listed(struct searching *s, const struct map *map)
{
    struct hits_batch b;

    for (uint32_t at = 0; at < map->len;) {
        hits_map_take(&s->hits, map, 0, &at, &b);
        batch_consider(s, &b);
    }
}

/* Filters and counts 64 slots at a time, where that can be done. */
static void
map_consider(struct searching *s, const struct map *map)
{
    struct filter_maps maps;
    struct hits_batch b;
    uint32_t len;

    if (!filter_map(&s->filter, map, &maps)) {
        map_consider_listed(s, map);
        return;
    }
    for (int i = 0; i < maps.len; i++) {
        uint32_t facet = FACET_BIT(maps.facets[i]);

        if (s->counts.wanted & facet)
            map_count(s, facet, &maps.near[i], postings_map_len(&maps.near[i]));
    }
    len = postings_map_len(&maps.hits);
    s->total += len;
    map_count(s, FACETS_ALL, &maps.hits, len);
    for (uint32_t at = 0; len > 0 && at < maps.hits.len;) {
        hits_map_take(&s->hits, &maps.hits, points_least(s), &at, &b);
        batch_offer(s, &b);
    }
}

static void
hits_consider(struct searching *s)
{
    struct hits_batch batch;
    struct map map;

    if (s->hits.way == HITS_MAPS) {
        while (hits_map_next(&s->hits, &map))
            map_consider(s, &map);
        return;
    }
    while (hits_next(&s->hits, &batch))
        batch_consider(s, &batch);
}

static enum err
hit_mark(struct searching *s, uint32_t slot, struct search_hit *hit)
{
    const struct module *m = s->c->modules[slot];
    const struct index *x = s->c->index;
    struct snippet_text texts[MODULE_TEXTS];
    struct snippet_text title = {.text = m->title};
    const uint32_t *stream;

    if (s->room == NULL)
        s->room = arena_array(s->arena, uint32_t, x->stream_most);
    if (s->room == NULL)
        return ERR_LIMIT;
    stream = index_stream(x, slot, s->room);
    title.words = index_text(stream, FIELD_TITLE, 0);
    for (int t = 0; t < MODULE_TEXTS; t++)
        texts[t] = (struct snippet_text){
            .words = index_text(stream, FIELD_TEXT, t), .module = m, .which = (enum module_text)t};
    TRY(snippet_whole(s->arena, &s->marker, title, &hit->title));
    return snippet_best(s->arena, &s->marker, texts, MODULE_TEXTS, &hit->passage);
}

static enum err
hit_dress(struct searching *s, const struct rank_entry *e, struct search_hit *ret_hit)
{
    const struct column_row *row = &s->c->columns->rows[e->slot];
    const struct column_run *run = row->runs_len > 0 ? &s->c->columns->runs[row->runs_at] : NULL;

    *ret_hit = (struct search_hit){
        .module = s->c->modules[e->slot],
        .distance_km = -1,
        .words = (int)e->payload,
        .score = (double)e->score / SEARCH_SCORE_ONE,
    };
    if (s->filter.by_run || s->q->states != 0 || s->q->place.known) {
        const struct filter_run *r;

        filter_judge(&s->filter, e->slot, 0, s->verdict);
        r = run_chosen(s, s->verdict);
        run = r->at;
        ret_hit->distance_km = (double)r->km;
    }
    if (run != NULL)
        ret_hit->run = run->run;
    if (run != NULL && run->venue != COLUMN_ONLINE)
        ret_hit->venue = &s->c->venues[run->venue];
    return s->q->plain ? OK : hit_mark(s, e->slot, ret_hit);
}

/* What the page needs of its hits lies anywhere: it is asked for before, all at once. */
static void
page_fetch(const struct searching *s)
{
    for (uint32_t i = 0; i < s->rank.len; i++) {
        __builtin_prefetch(&s->c->columns->rows[s->rank.entries[i].slot]);
        __builtin_prefetch(&s->c->modules[s->rank.entries[i].slot]);
    }
}

static enum err
page_dress(struct searching *s, struct search_result *result)
{
    uint32_t from = (uint32_t)s->q->offset;
    uint32_t len = s->rank.len > from ? s->rank.len - from : 0;

    page_fetch(s);
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
text_find(struct searching *s, struct search_result *result)
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
    if (!s->q->plain)
        TRY(marker_init(s->arena, s->c->index, &clauses, &s->marker));
    return hits_init(s->arena, s->c, &clauses, s->q->strict, &s->hits);
}

enum err
search_run(struct arena *arena, const struct catalogue *c, const struct search_query *q,
           struct search_result *ret_result)
{
    struct filter_verdict verdict;
    struct searching s = {.arena = arena, .c = c, .q = q, .verdict = &verdict};
    struct search_result result = {0};

    if (!search_query_is_sound(q))
        return ERR_INVALID;
    TRY(text_find(&s, &result));
    TRY(filter_init(arena, c, q, &s.filter));
    TRY(facets_init(arena, &s.filter, &s.counts));
    TRY(rank_init(arena, (uint32_t)(q->offset + q->limit), &s.rank));
    hits_consider(&s);
    result.total = s.total;
    result.words_found = s.hits.words_found;
    TRY(page_dress(&s, &result));
    TRY(facets_list(arena, &s.counts, &s.filter, result.facets));
    *ret_result = result;
    return OK;
}
