/* SPDX-License-Identifier: EUPL-1.2 */
/* What the match reads, when only dates and seats of some runs are others: the rest is shared. */
#include "engine/match_index.h"

#include "engine/array_copy.h"
#include "engine/match_parts.h"

/* The index of a catalogue in which some runs are others. */
struct changing {
    struct arena *arena;
    const struct catalogue *origin;
    const struct catalogue *c;
    struct match_index *index;
    struct match_run_row *runs; /* NULL: none differs so far */
    struct match_hint *hints;
};

static bool
run_is_same(const struct match_run_row *a, const struct match_run_row *b)
{
    return a->weeks[0] == b->weeks[0] && a->weeks[1] == b->weeks[1] && a->first == b->first &&
           a->last == b->last && a->minutes == b->minutes && a->half_days == b->half_days &&
           a->accessibility == b->accessibility && a->span_weeks == b->span_weeks &&
           a->flags == b->flags;
}

static enum err
run_change(struct changing *g, const struct module *m, uint32_t at)
{
    const struct match_index *was = g->origin->match;
    const struct column_row *last = &g->c->columns->rows[g->c->modules_len - 1];
    struct match_run_row row;

    match_run_build(g->c, g->index->base, m, &g->c->columns->runs[at], &row);
    if (match_cell_of_run(&row) != match_cell_of_run(&was->runs[at]))
        return ERR_NOT_FOUND;
    if (run_is_same(&row, &was->runs[at]))
        return OK;
    if (g->runs == NULL) {
        g->runs = ARRAY_COPY(g->arena, struct match_run_row, was->runs,
                             (size_t)last->runs_at + last->runs_len);
        if (g->runs == NULL)
            return ERR_LIMIT;
        g->index->runs = g->runs;
    }
    g->runs[at] = row;
    return OK;
}

static bool
needs_are_same(const struct module *a, const struct module *b)
{
    bool same = a->needs_len == b->needs_len;

    for (int i = 0; same && i < a->needs_len; i++)
        same = a->needs[i].competence.n == b->needs[i].competence.n &&
               a->needs[i].level == b->needs[i].level;
    return same;
}

static bool
gains_are_same(const struct module *a, const struct module *b)
{
    bool same = a->gives_len == b->gives_len;

    for (int i = 0; same && i < a->gives_len; i++)
        same = a->gives[i].competence.n == b->gives[i].competence.n &&
               a->gives[i].from == b->gives[i].from && a->gives[i].to == b->gives[i].to;
    return same;
}

static enum err
hint_change(struct changing *g, uint32_t slot)
{
    const struct match_index *was = g->origin->match;
    struct match_hint hint = was->hints[slot]; /* gains and needs are the same */

    match_hint_build(g->index, slot, &hint);
    if (hint.starts == was->hints[slot].starts && hint.flags == was->hints[slot].flags)
        return OK;
    if (g->hints == NULL) {
        g->hints = ARRAY_COPY(g->arena, struct match_hint, was->hints, g->c->modules_len);
        if (g->hints == NULL)
            return ERR_LIMIT;
        g->index->hints = g->hints;
    }
    g->hints[slot] = hint;
    return OK;
}

static enum err
slot_change(struct changing *g, uint32_t slot)
{
    const struct module *m = g->c->modules[slot];
    const struct module *old = g->origin->modules[slot];
    const struct match_row *row = &g->origin->match->rows[slot];
    struct match_person nobody = {.c = g->c};

    if (!needs_are_same(m, old) || !gains_are_same(m, old) ||
        row->has_groups != (m->target_groups_len > 0) ||
        row->quality != share_of_quality(&nobody, slot))
        return ERR_NOT_FOUND;
    for (uint32_t i = 0; i < row->runs_len; i++)
        TRY(run_change(g, m, row->runs_at + i));
    return hint_change(g, slot);
}

enum err
match_index_change(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
                   const struct catalogue_slots *changed, const struct match_index **ret_index)
{
    struct changing g = {.arena = arena, .origin = origin, .c = c};

    g.index = arena_new(arena, struct match_index);
    if (g.index == NULL)
        return ERR_LIMIT;
    *g.index = *origin->match;
    for (int i = 0; i < changed->len; i++)
        TRY(slot_change(&g, changed->at[i]));
    *ret_index = g.index;
    return OK;
}
