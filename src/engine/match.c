/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The best are found plainly, by judging every block, or fast (match_fast.c); only those get what
 * is shown of them.
 */
#include "engine/match.h"

#include "engine/match_index.h"
#include "engine/match_parts.h"
#include "engine/rank.h"

/* The struct of a page from an appraisal. */
static struct match
match_of(const struct match_person *p, uint32_t slot, const struct match_appraisal *a)
{
    struct match m = {
        .module = p->c->modules[slot],
        .out = a->out,
        .out_value = a->out_value,
        .basis = p->basis,
        .start = a->start,
        .distance_km = a->km,
        .runs_fitting = a->runs_fitting,
    };

    if (a->out != MATCH_IN)
        return m;
    m.fused = a->fused;
    m.score = (uint8_t)((a->fused + 50) / 100);
    m.correction = a->correction;
    m.run = a->run != NULL ? a->run->run : NULL;
    if (a->run != NULL && a->run->venue != COLUMN_ONLINE)
        m.venue = &p->c->venues[a->run->venue];
    for (int i = 0; i < MATCH_SIDES; i++)
        m.sides[i] = a->sides[i];
    for (int i = 0; i < SUMMANDS; i++) {
        if (a->sides[MATCH_WEIGHTS.side[i]].weight > 0)
            m.summands[i] = (struct match_points){a->points[i], MATCH_WEIGHTS.points[p->basis][i]};
    }
    return m;
}

/* The first ten are chosen from the same best ones, however few are asked for. */
static int
window_of(const struct match_ask *ask)
{
    return ask->limit < MATCH_WEIGHTS.diversity_window ? MATCH_WEIGHTS.diversity_window
                                                       : ask->limit;
}

/* Every module judged: counts, and the best. */
static void
judge_all(const struct match_person *p, struct rank *best, struct match_list *list)
{
    for (uint32_t slot = 0; slot < p->c->modules_len; slot++) {
        struct match_appraisal a;

        appraise(p, slot, &a);
        list->out[a.out]++;
        if (a.out == MATCH_IN)
            rank_offer(best, match_entry(slot, a.start, a.fused, a.sides));
    }
    list->fitting = list->out[MATCH_IN];
    list->out[MATCH_IN] = 0;
}

/* In the order in which they are shown; as many as are asked for. */
static enum err
briefs_order(struct arena *arena, const struct catalogue *c, struct rank *best,
             const struct match_ask *ask, struct match_briefs *ret_briefs)
{
    struct match_briefs b = {.at = arena_array(arena, struct match_brief, best->len)};

    if (b.at == NULL)
        return ERR_LIMIT;
    rank_sort(best);
    for (uint32_t i = 0; i < best->len; i++) {
        b.at[i] = (struct match_brief){.slot = best->entries[i].slot,
                                       .fused = (uint16_t)-best->entries[i].key,
                                       .rank = (uint16_t)(i + 1)};
        for (int side = 0; side < MATCH_SIDES; side++)
            b.at[i].sides[side] = (uint8_t)(best->entries[i].payload >> (8 * side));
    }
    if (!ask->plain_order)
        diversity_order(c, b.at, (int)best->len);
    b.len = (int)best->len < ask->limit ? (int)best->len : ask->limit;
    *ret_briefs = b;
    return OK;
}

/* The best ones with all that is shown of them. */
static enum err
list_fill(struct arena *arena, const struct match_person *p, const struct match_briefs *briefs,
          struct match_list *list)
{
    list->matches = arena_array(arena, struct match, (size_t)briefs->len);
    if (list->matches == NULL)
        return ERR_LIMIT;
    for (list->len = 0; list->len < briefs->len; list->len++) {
        const struct match_brief *b = &briefs->at[list->len];
        struct match *m = &list->matches[list->len];
        struct match_appraisal a;

        appraise(p, b->slot, &a);
        assert(a.out == MATCH_IN && a.fused == b->fused);
        *m = match_of(p, b->slot, &a);
        m->rank = b->rank;
        TRY(match_explain(arena, p, m));
    }
    return OK;
}

static enum err
best_fast(struct arena *arena, struct match_person *p, struct rank *best)
{
    struct fast_room room;

    TRY(fast_room_make(arena, p->c, &room));
    fast_best(p, room, best);
    return OK;
}

static enum err
find(struct arena *arena, const struct catalogue *c, const struct match_ask *ask, bool plain,
     struct match_list *ret_list)
{
    struct match_list list = {0};
    struct match_briefs briefs;
    struct match_person p;
    struct rank best;

    assert(ask->limit >= 1 && ask->limit <= MATCH_LIST_MAX);
    TRY(person_prepare(arena, c, ask, &p));
    TRY(rank_init(arena, (uint32_t)window_of(ask), &best));
    if (plain)
        judge_all(&p, &best, &list);
    else
        TRY(best_fast(arena, &p, &best));
    TRY(briefs_order(arena, c, &best, ask, &briefs));
    TRY(list_fill(arena, &p, &briefs, &list));
    *ret_list = list;
    return OK;
}

enum err
match_find_plain(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
                 struct match_list *ret_list)
{
    return find(arena, c, ask, true, ret_list);
}

enum err
match_find(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
           struct match_list *ret_list)
{
    return find(arena, c, ask, ask->counts, ret_list);
}

enum err
match_best(struct arena *arena, const struct catalogue *c, const struct match_ask *ask, bool plain,
           struct match_briefs *ret_briefs)
{
    struct match_list counts = {0};
    struct match_person p;
    struct rank best;

    assert(ask->limit >= 1 && ask->limit <= MATCH_LIST_MAX);
    TRY(person_prepare(arena, c, ask, &p));
    TRY(rank_init(arena, (uint32_t)window_of(ask), &best));
    if (plain)
        judge_all(&p, &best, &counts);
    else
        TRY(best_fast(arena, &p, &best));
    return briefs_order(arena, c, &best, ask, ret_briefs);
}

enum err
match_list(struct arena *arena, const struct catalogue *c, const struct situation *s, int limit,
           struct match_list *ret_list)
{
    const struct match_ask ask = {.situation = s, .limit = limit, .counts = true};

    return match_find(arena, c, &ask, ret_list);
}

enum err
match_judge(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
            const struct module *m, struct match *ret_match)
{
    struct match_appraisal a;
    struct match_person p;
    struct match match;

    TRY(person_prepare(arena, c, ask, &p));
    appraise(&p, catalogue_slot(c, m), &a);
    match = match_of(&p, catalogue_slot(c, m), &a);
    if (a.out == MATCH_IN)
        TRY(match_explain(arena, &p, &match));
    *ret_match = match;
    return OK;
}

enum err
match_one(struct arena *arena, const struct catalogue *c, const struct situation *s,
          const struct module *m, struct match *ret_match)
{
    const struct match_ask ask = {.situation = s, .limit = 1};

    return match_judge(arena, c, &ask, m, ret_match);
}
