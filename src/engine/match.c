/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One pass over all slots judges every module and keeps the best in a heap; only
 * those get their lists.
 */
#include "engine/match.h"

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

/* Every module judged: counts, and the best in order. */
static void
judge_all(const struct match_person *p, struct rank *best, struct match_list *list)
{
    for (uint32_t slot = 0; slot < p->c->modules_len; slot++) {
        struct match_appraisal a;

        appraise(p, slot, &a);
        list->out[a.out]++;
        if (a.out == MATCH_IN)
            rank_offer(best,
                       (struct rank_entry){.key = -a.fused, .start = a.start.n, .slot = slot});
    }
    rank_sort(best);
    list->fitting = list->out[MATCH_IN];
    list->out[MATCH_IN] = 0;
}

/* The best ones with all that is shown of them. */
static enum err
list_fill(struct arena *arena, const struct match_person *p, const struct rank *best,
          const struct match_ask *ask, struct match_list *list)
{
    list->matches = arena_array(arena, struct match, best->len);
    if (list->matches == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < best->len; i++) {
        struct match_appraisal a;

        appraise(p, best->entries[i].slot, &a);
        list->matches[i] = match_of(p, best->entries[i].slot, &a);
        list->matches[i].rank = (uint16_t)(i + 1);
    }
    if (!ask->plain_order)
        diversity_order(list->matches, (int)best->len);
    list->len = (int)best->len < ask->limit ? (int)best->len : ask->limit;
    for (int i = 0; i < list->len; i++)
        TRY(match_explain(arena, p, &list->matches[i]));
    return OK;
}

enum err
match_find_plain(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
                 struct match_list *ret_list)
{
    struct match_list list = {0};
    struct match_person p;
    struct rank best;

    assert(ask->limit >= 1 && ask->limit <= MATCH_LIST_MAX);
    TRY(person_prepare(arena, c, ask, &p));
    TRY(rank_init(arena, (uint32_t)window_of(ask), &best));
    judge_all(&p, &best, &list);
    TRY(list_fill(arena, &p, &best, ask, &list));
    *ret_list = list;
    return OK;
}

enum err
match_find(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
           struct match_list *ret_list)
{
    return match_find_plain(arena, c, ask, ret_list);
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
