/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/hits.h"

#include <string.h>

#include "engine/columns.h"
#include "engine/search_weights.h"

static const float SHARE_OPTIONAL = SEARCH_GENERIC;

static bool
all_take(struct hits *h, struct hits_batch *b)
{
    const uint8_t *flags = h->c->columns->flags;
    uint32_t end = h->at + BATCH < h->c->modules_len ? h->at + BATCH : h->c->modules_len;

    for (uint32_t slot = h->at; slot < end; slot++) {
        b->slots[b->len] = slot;
        b->len += (flags[slot] & COLUMN_OFFERED) != 0;
    }
    memset(b->points, 0, b->len * sizeof *b->points);
    if (h->at == h->c->modules_len)
        return false;
    h->at = end;
    return true;
}

/* Whether the clause is one bitmap: to be in it is known before the points are. */
static bool
is_bitmap(const struct clause_walk *w)
{
    return w->plain && w->forms[0].terms[0].p.bits != NULL;
}

/* Look the batch up in a clause that all must fit. */
static void
wanted_look(struct clause_walk *w, struct hits_batch *b)
{
    uint32_t add[BATCH_SPACE];

    if (is_bitmap(w)) {
        b->len = postings_keep(&w->forms[0].terms[0], b->slots, b->points, b->len);
        return;
    }
    clause_walk_look(w, b->slots, b->len, add);
    b->len = postings_and(b->slots, b->points, add, b->len);
}

/* What the leading clause gives. */
static bool
lead_take(struct hits *h, struct hits_batch *b)
{
    struct clause_walk *w = &h->wanted[0];
    struct window window;

    if (h->way == HITS_LIST) {
        b->len = postings_take(&w->forms[0].terms[0], CURSOR_END, b->slots, b->points);
        return b->len > 0 || postings_peek(&w->forms[0].terms[0]) != CURSOR_END;
    }
    if (clause_walk_peek(w) == CURSOR_END)
        return false;
    clause_walk_window(w, clause_walk_peek(w), &window);
    b->len = clause_window_take(&window, b->slots, b->points);
    return true;
}

static bool
every_next(struct hits *h, struct hits_batch *b)
{
    if (!lead_take(h, b))
        return false;
    for (int i = 1; i < h->wanted_len && b->len > 0; i++)
        wanted_look(&h->wanted[i], b);
    return true;
}

/* What is known of a slot of a window: clauses that fit, and quoted ones among them. */
struct fitting {
    uint8_t words[BATCH];
    uint8_t phrases[BATCH];
};

/* Sums over all clauses in the next window that is not empty; false at the end. */
static bool
sums_next(struct hits *h, struct fitting *ret_fitting, struct window *ret_sums)
{
    struct window one;
    uint32_t from = CURSOR_END;

    for (int i = 0; i < h->wanted_len; i++) {
        uint32_t next = clause_walk_peek(&h->wanted[i]);

        if (next < from)
            from = next;
    }
    if (from == CURSOR_END)
        return false;
    memset(ret_sums, 0, sizeof *ret_sums);
    memset(ret_fitting, 0, sizeof *ret_fitting);
    ret_sums->from = from;
    for (int i = 0; i < h->wanted_len; i++) {
        uint8_t phrase = h->wanted[i].clause->phrase != NULL;

        clause_walk_window(&h->wanted[i], from, &one);
        for (uint32_t w = 0; w < BATCH / 64; w++) {
            ret_sums->bits[w] |= one.bits[w];
            for (uint64_t word = one.bits[w]; word != 0; word &= word - 1) {
                uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(word);

                ret_sums->points[at] += one.points[at];
                ret_fitting->words[at]++;
                ret_fitting->phrases[at] = (uint8_t)(ret_fitting->phrases[at] + phrase);
            }
        }
    }
    return true;
}

/* What has some of the words and everything quoted; its points count for the share it has. */
static bool
some_next(struct hits *h, struct hits_batch *b)
{
    struct window sums;
    struct fitting fitting;
    uint32_t len;

    if (!sums_next(h, &fitting, &sums))
        return false;
    len = clause_window_take(&sums, b->slots, b->points);
    for (uint32_t i = 0; i < len; i++) {
        uint32_t at = b->slots[i] - sums.from;
        uint8_t n = fitting.words[at];

        b->slots[b->len] = b->slots[i];
        b->points[b->len] = (uint32_t)((uint64_t)b->points[i] * n / (uint64_t)h->wanted_len);
        b->words[b->len] = n;
        if (fitting.phrases[at] != h->phrases)
            continue;
        b->len++;
        h->words_found = h->words_found == 0 || n < h->words_found ? n : h->words_found;
    }
    return true;
}

static void
rewind_all(struct hits *h)
{
    for (int i = 0; i < h->wanted_len; i++)
        clause_walk_rewind(&h->wanted[i]);
}

/* Whether so few slots fit all wanted clauses that others are shown too. */
static bool
are_few(struct hits *h)
{
    struct hits_batch b;
    uint32_t n = 0;

    for (b.len = 0; n < SEARCH_FEW && every_next(h, &b); b.len = 0)
        n += b.len;
    rewind_all(h);
    return n < SEARCH_FEW;
}

static int
walk_cmp(const void *pa, const void *pb)
{
    const struct clause_walk *a = pa;
    const struct clause_walk *b = pb;

    if (a->slots_max != b->slots_max)
        return a->slots_max < b->slots_max ? -1 : 1;
    return (a->clause > b->clause) - (a->clause < b->clause);
}

/* Few clauses: in order by insertion. */
static void
walks_sort(struct clause_walk *walks, int len)
{
    for (int i = 1; i < len; i++) {
        struct clause_walk w = walks[i];
        int at = i;

        for (; at > 0 && walk_cmp(&w, &walks[at - 1]) < 0; at--)
            walks[at] = walks[at - 1];
        walks[at] = w;
    }
}

static enum hits_way
way_of(const struct hits *h)
{
    if (h->wanted_len == 0)
        return HITS_ALL;
    return h->wanted[0].plain ? HITS_LIST : HITS_WINDOWS;
}

/* Whether even the leading clause fits so many slots that bitmaps are less to read. */
static bool
are_many(const struct hits *h)
{
    if (h->others_len > 0 || h->phrases > 0)
        return false;
    return h->wanted_len == 0 || h->wanted[0].slots_max >= h->c->index->bits_words;
}

enum err
hits_init(struct arena *arena, const struct catalogue *c, const struct clauses *clauses,
          bool strict, struct hits *ret_hits)
{
    struct hits h = {.c = c};

    h.wanted = arena_array(arena, struct clause_walk, (size_t)clauses->len);
    h.others = arena_array(arena, struct clause_walk, (size_t)clauses->len);
    if (h.wanted == NULL || h.others == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < clauses->len; i++) {
        const struct clause *clause = &clauses->at[i];
        bool other = clause->excluded || clause->optional;

        TRY(clause_walk_init(arena, c, clause, other ? SHARE_OPTIONAL : 1,
                             other ? &h.others[h.others_len++] : &h.wanted[h.wanted_len++]));
    }
    walks_sort(h.wanted, h.wanted_len);
    for (int i = 0; i < h.wanted_len; i++)
        h.phrases += h.wanted[i].clause->phrase != NULL;
    h.way = way_of(&h);
    if (!strict && h.wanted_len > 1 && are_few(&h))
        h.way = HITS_SOME;
    else if (are_many(&h))
        h.way = HITS_MAPS;
    *ret_hits = h;
    return OK;
}

/* Drop what an excluded clause fits; add the points of an optional one. */
static void
other_look(struct clause_walk *w, struct hits_batch *b)
{
    uint32_t points[BATCH_SPACE];
    uint32_t kept = 0;

    clause_walk_look(w, b->slots, b->len, points);
    for (uint32_t i = 0; i < b->len; i++) {
        b->slots[kept] = b->slots[i];
        b->points[kept] = b->points[i] + (w->clause->excluded ? 0 : points[i]);
        b->words[kept] = b->words[i];
        kept += !w->clause->excluded || points[i] == 0;
    }
    b->len = kept;
}

bool
hits_next(struct hits *h, struct hits_batch *ret_batch)
{
    struct hits_batch *b = ret_batch;
    bool more;

    b->len = 0;
    if (h->way == HITS_ALL) {
        more = all_take(h, b);
        memset(b->words, 0, b->len);
    } else {
        more = h->way == HITS_SOME ? some_next(h, b) : every_next(h, b);
        if (h->way != HITS_SOME && b->len > 0) {
            memset(b->words, h->wanted_len, b->len);
            h->words_found = h->wanted_len;
        }
    }
    for (int i = 0; i < h->others_len && b->len > 0; i++)
        other_look(&h->others[i], b);
    return more;
}

/* What is on offer, 64 slots at a time. */
static void
offered_map(const struct catalogue *c, struct map *map)
{
    static_assert(COLUMN_OFFERED == 4, "its bit is the third");
    const uint8_t *flags = c->columns->flags;

    memset(map->words, 0, map->len * sizeof *map->words);
    for (uint32_t i = 0; i < map->len * 64; i++) {
        uint32_t slot = map->first * 64 + i;

        if (slot == c->modules_len)
            break;
        map->words[i / 64] |= (uint64_t)(flags[slot] >> 2 & 1) << (i % 64);
    }
}

bool
hits_map_next(struct hits *h, struct map *ret_map)
{
    uint32_t words = h->c->index->bits_words;
    struct map *m = ret_map;
    struct map other;

    if (h->at == words)
        return false;
    m->first = h->at;
    m->len = words - h->at < MAP_WORDS ? words - h->at : MAP_WORDS;
    h->at += m->len;
    if (h->wanted_len == 0)
        offered_map(h->c, m);
    else
        clause_walk_map(&h->wanted[0], m);
    for (int i = 1; i < h->wanted_len; i++) {
        if (is_bitmap(&h->wanted[i])) {
            postings_map_and(m, h->wanted[i].forms[0].terms[0].p.bits);
            continue;
        }
        other.first = m->first;
        other.len = m->len;
        clause_walk_map(&h->wanted[i], &other);
        for (uint32_t w = 0; w < m->len; w++)
            m->words[w] &= other.words[w];
    }
    if (h->words_found == 0 && postings_map_len(m) > 0)
        h->words_found = h->wanted_len;
    return true;
}

/* So many words of a map are looked at together for whether one of their slots may be shown. */
enum { BOUND_WORDS = 8 };

/* Of one frequent term: the groups of words of which some slot may be shown. */
static uint32_t
bounded_take(const struct cursor *c, const struct map *map, uint32_t least, uint32_t *at,
             uint32_t *ret_slots)
{
    uint32_t n = 0;

    while (*at < map->len && n <= BATCH - BOUND_WORDS * 64) {
        uint32_t end = *at + BOUND_WORDS < map->len ? *at + BOUND_WORDS : map->len;

        if (postings_bound(c, map->first + *at, map->first + end) >= least)
            n += postings_map_take(map, at, end, ret_slots + n);
        *at = end;
    }
    return n;
}

void
hits_map_take(const struct hits *h, const struct map *map, uint32_t least, uint32_t *at,
              struct hits_batch *ret_batch)
{
    struct hits_batch *b = ret_batch;

    if (least > 0 && h->wanted_len == 1 && is_bitmap(&h->wanted[0]))
        b->len = bounded_take(&h->wanted[0].forms[0].terms[0], map, least, at, b->slots);
    else
        b->len = postings_map_take(map, at, map->len, b->slots);
    memset(b->points, 0, b->len * sizeof *b->points);
    memset(b->words, h->wanted_len, b->len);
}

void
hits_score(struct hits *h, struct hits_batch *batch)
{
    struct hits_batch *b = batch;

    if (h->way == HITS_ALL || h->way == HITS_SOME)
        return;
    for (int i = h->way == HITS_MAPS ? 0 : 1; i < h->wanted_len; i++) {
        uint32_t points[BATCH_SPACE];

        if (is_bitmap(&h->wanted[i])) {
            postings_add(&h->wanted[i].forms[0].terms[0], b->slots, b->len, b->points);
            continue;
        }
        if (h->way != HITS_MAPS)
            continue; /* it was looked up for whether it is there */
        clause_walk_look(&h->wanted[i], b->slots, b->len, points);
        for (uint32_t k = 0; k < b->len; k++)
            b->points[k] += points[k];
    }
}
