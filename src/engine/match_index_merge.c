/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The index of the match, merged. Price limits stay as they were: they need not be quantiles to the
 * last block. So do steps that no block gives any more, and gains of blocks that are others now.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/array_copy.h"
#include "engine/match_index_parts.h"
#include "engine/slot_merge.h"

struct merging {
    struct match_building b;
    struct arena *scratch;
    const struct match_index *was;
    const struct catalogue *origin;
    const struct slot_merge *m;
    uint16_t *step_now;
};

/* A step that no block had gives numbers to those behind it: g->step_now has them by the old. */
static enum err
steps_merge(struct merging *g)
{
    struct match_building *b = &g->b;
    const struct module_gain *was = g->was->steps;
    uint32_t len = g->was->steps_len;

    b->step_of = arena_alloc_many(g->scratch, COMPETENCES_MAX, sizeof *b->step_of, 8);
    g->step_now = arena_array(g->scratch, uint16_t, len);
    if (b->step_of == NULL || g->step_now == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++)
        b->step_of[was[i].competence.n][was[i].from][was[i].to] = 1;
    for (int i = 0; i < g->m->changed.len; i++)
        match_steps_mark(b, b->c->modules[g->m->changed.at[i]]);
    TRY(match_steps_number(b));
    for (uint32_t i = 0; i < len; i++)
        g->step_now[i] = (uint16_t)(b->step_of[was[i].competence.n][was[i].from][was[i].to] - 1);
    return OK;
}

/* When there are new steps: their numbers in what is copied. */
static void
steps_renumber(struct merging *g)
{
    for (uint32_t slot = 0; slot < g->m->len; slot++) {
        struct match_hint *hint = &g->b.hints[slot];

        for (int i = 0; i < hint->gains_len && hint->gains_len <= MATCH_HINT_GAINS; i++)
            hint->gains.few[i] = g->step_now[hint->gains.few[i]];
    }
    for (uint32_t i = 0; i < g->was->gains_len; i++)
        g->b.gains[i] = g->step_now[g->b.gains[i]];
}

static enum err
rows_alloc(struct merging *g)
{
    struct match_building *b = &g->b;
    const struct column_row *rows = b->c->columns->rows;
    uint32_t len = g->m->len;
    size_t runs = len > 0 ? (size_t)rows[len - 1].runs_at + rows[len - 1].runs_len : 0;
    size_t gains = g->was->gains_len;

    for (int i = 0; i < g->m->changed.len; i++)
        gains += (size_t)b->c->modules[g->m->changed.at[i]]->gives_len;
    b->rows = SLOT_MERGE(b->arena, g->m, struct match_row, g->was->rows);
    b->hints = SLOT_MERGE(b->arena, g->m, struct match_hint, g->was->hints);
    b->runs = arena_alloc_raw(b->arena, runs * sizeof *b->runs, alignof(struct match_run_row));
    b->gains = arena_array(b->arena, uint16_t, gains);
    if (b->rows == NULL || b->hints == NULL || b->runs == NULL || b->gains == NULL)
        return ERR_LIMIT;
    if (g->was->gains_len > 0)
        memcpy(b->gains, g->was->gains, g->was->gains_len * sizeof *b->gains);
    b->gains_len = g->was->gains_len;
    if (b->index->steps_len > g->was->steps_len)
        steps_renumber(g);
    b->index->rows = b->rows;
    b->index->hints = b->hints;
    b->index->runs = b->runs;
    b->index->gains = b->gains;
    return OK;
}

/* Rows from..to-1 are as they were. */
static void
rows_keep(struct merging *g, uint32_t from, uint32_t to)
{
    const struct column_row *columns = g->b.c->columns->rows;
    uint32_t at;
    uint32_t len;

    if (from == to)
        return;
    at = g->b.rows[from].runs_at;
    len = g->b.rows[to - 1].runs_at + g->b.rows[to - 1].runs_len - at;
    if (len > 0)
        memcpy(g->b.runs + columns[from].runs_at, g->was->runs + at, len * sizeof *g->b.runs);
    for (uint32_t slot = from; slot < to; slot++)
        g->b.rows[slot].runs_at = columns[slot].runs_at;
}

static enum err
rows_merge(struct merging *g)
{
    uint32_t next = 0;

    TRY(rows_alloc(g));
    for (int i = 0; i < g->m->changed.len; i++) {
        uint32_t slot = g->m->changed.at[i];

        rows_keep(g, next, slot);
        g->b.hints[slot] = (struct match_hint){.starts = 0};
        match_row_build(&g->b, slot);
        next = slot + 1;
    }
    rows_keep(g, next, g->m->len);
    g->b.index->gains_len = g->b.gains_len;
    return OK;
}

/* `to` is a bitmap of the index, or one that `was` at first. */
static enum err
bits_merge(struct merging *g, const uint64_t *was, const uint64_t **ret_bits, uint64_t **ret_to)
{
    *ret_to = slot_merge_bits(g->b.arena, g->m, was);
    *ret_bits = *ret_to;
    return *ret_to ? OK : ERR_LIMIT;
}

static enum err
bitmaps_merge(struct merging *g)
{
    struct match_index *x = g->b.index;
    const struct catalogue_slots *changed = &g->m->changed;
    uint64_t *to;

    for (int l = 0; l < MATCH_LANGUAGES; l++) {
        TRY(bits_merge(g, g->was->languages[l], &x->languages[l], &to));
        for (int i = 0; i < changed->len; i++) {
            if (match_bits_of(g->b.c, changed->at[i]).language == l)
                match_bit_set(to, changed->at[i]);
        }
    }
    for (int f = 0; f < FORMATS; f++) {
        TRY(bits_merge(g, g->was->formats[f], &x->formats[f], &to));
        for (int i = 0; i < changed->len; i++) {
            if (match_bits_of(g->b.c, changed->at[i]).format == f)
                match_bit_set(to, changed->at[i]);
        }
    }
    for (int t = 0; t < TOPICS_MAX; t++) {
        TRY(bits_merge(g, g->was->topics[t], &x->topics[t], &to));
        for (int i = 0; i < changed->len; i++) {
            if ((g->b.rows[changed->at[i]].topics >> t & 1) != 0)
                match_bit_set(to, changed->at[i]);
        }
    }
    for (int p = 0; p < MATCH_PRICE_STEPS; p++) {
        TRY(bits_merge(g, g->was->prices[p], &x->prices[p], &to));
        for (int i = 0; i < changed->len; i++) {
            if (g->b.rows[changed->at[i]].price_cents <= x->price_limits[p])
                match_bit_set(to, changed->at[i]);
        }
    }
    return OK;
}

struct cell_slot {
    int cell;
    uint32_t slot;
};

static int
cell_slot_cmp(const void *pa, const void *pb)
{
    const struct cell_slot *a = pa;
    const struct cell_slot *b = pb;

    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    return (a->slot > b->slot) - (a->slot < b->slot);
}

/* Where the changed blocks are. */
static enum err
cells_find(struct merging *g, uint64_t *anywhere, struct cell_slot **ret_cells, size_t *ret_len)
{
    const struct catalogue_slots *changed = &g->m->changed;
    struct cell_slot *cells;
    size_t most = 0;
    size_t len = 0;

    for (int i = 0; i < changed->len; i++)
        most += g->b.rows[changed->at[i]].runs_len;
    cells = arena_array(g->scratch, struct cell_slot, most);
    if (cells == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < changed->len; i++) {
        uint32_t slot = changed->at[i];
        const struct match_row *row = &g->b.rows[slot];

        if (row->self_paced)
            match_bit_set(anywhere, slot);
        for (uint32_t r = row->runs_at; r < row->runs_at + row->runs_len; r++) {
            int cell = match_cell_of_run(&g->b.runs[r]);

            if (cell < 0)
                match_bit_set(anywhere, slot);
            else
                cells[len++] = (struct cell_slot){cell, slot};
        }
    }
    if (len > 1)
        qsort(cells, len, sizeof *cells, cell_slot_cmp);
    *ret_cells = cells;
    *ret_len = len;
    return OK;
}

static enum err
cells_merge(struct merging *g)
{
    struct match_index *x = g->b.index;
    uint64_t *anywhere;
    struct cell_slot *fresh;
    uint32_t *to;
    size_t fresh_len;
    size_t next = 0;
    uint32_t len = 0;

    TRY(bits_merge(g, g->was->anywhere, &x->anywhere, &anywhere));
    TRY(cells_find(g, anywhere, &fresh, &fresh_len));
    to = arena_array(g->b.arena, uint32_t, g->was->cells_at[MATCH_CELLS] + fresh_len);
    if (to == NULL)
        return ERR_LIMIT;
    for (int cell = 0; cell < MATCH_CELLS; cell++) {
        struct slot_cursor cursor = {.m = g->m};

        x->cells_at[cell] = len;
        for (uint32_t i = g->was->cells_at[cell]; i < g->was->cells_at[cell + 1]; i++) {
            uint32_t slot;

            if (slot_merge_was_changed(g->m, g->was->cell_slots[i]))
                continue;
            slot = slot_cursor_now(&cursor, g->was->cell_slots[i]);
            while (next < fresh_len && fresh[next].cell == cell && fresh[next].slot < slot)
                to[len++] = fresh[next++].slot;
            to[len++] = slot;
        }
        while (next < fresh_len && fresh[next].cell == cell)
            to[len++] = fresh[next++].slot;
    }
    x->cells_at[MATCH_CELLS] = len;
    x->cell_slots = to;
    return OK;
}

/* Competences that a changed block gives or gave. */
static void
competences_touch(const struct merging *g, bool touched[COMPETENCES_MAX])
{
    for (int i = 0; i < g->m->changed.len; i++) {
        uint32_t slot = g->m->changed.at[i];
        uint32_t before = slot_merge_before(g->m, slot);
        const struct module *now = g->b.c->modules[slot];
        const struct module *was = before != UINT32_MAX ? g->origin->modules[before] : NULL;

        for (int k = 0; k < now->gives_len; k++)
            touched[now->gives[k].competence.n] = true;
        for (int k = 0; was != NULL && k < was->gives_len; k++)
            touched[was->gives[k].competence.n] = true;
    }
}

/* A ladder of which no block has changed: only slots are counted up. */
static enum err
ladder_move(struct merging *g, int competence, uint32_t **slots)
{
    const struct match_ladder *was = &g->was->ladders[competence];
    struct match_ladder *to = &g->b.index->ladders[competence];
    struct match_step *steps =
        ARRAY_COPY(g->b.arena, struct match_step, was->steps, (size_t)was->steps_len);
    uint32_t *several =
        arena_alloc_raw(g->b.arena, was->several_len * sizeof *several, alignof(uint32_t));
    struct slot_cursor cursor = {.m = g->m};

    if (steps == NULL || several == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < was->steps_len; i++) {
        steps[i].step = g->step_now[steps[i].step];
        steps[i].at = (uint32_t)(*slots - g->b.index->slots);
        for (uint32_t k = 0; k < steps[i].len; k++)
            *(*slots)++ = slot_cursor_now(&cursor, g->was->slots[was->steps[i].at + k]);
    }
    for (uint32_t i = 0; i < was->several_len; i++)
        several[i] = slot_cursor_now(&cursor, was->several[i]);
    *to = (struct match_ladder){steps, was->steps_len, several, was->several_len};
    return OK;
}

static enum err
ladders_merge(struct merging *g)
{
    const struct catalogue *c = g->b.c;
    bool touched[COMPETENCES_MAX] = {false};
    uint32_t *slots;
    size_t rungs = 0;

    competences_touch(g, touched);
    for (int k = 0; k < COMPETENCES_MAX; k++)
        rungs += (size_t)c->ladders[k].rungs_len;
    slots = arena_alloc_raw(g->b.arena, rungs * sizeof *slots, alignof(uint32_t));
    if (slots == NULL)
        return ERR_LIMIT;
    g->b.index->slots = slots;
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (c->ladders[k].rungs_len == 0)
            continue;
        if (touched[k])
            TRY(match_ladder_build(&g->b, (uint16_t)k, &slots));
        else
            TRY(ladder_move(g, k, &slots));
    }
    return OK;
}

enum err
match_index_merge(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
                  const struct slot_merge *m, const struct match_index **ret_index)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct merging g = {.b = {.arena = arena, .c = c},
                        .scratch = scratch,
                        .was = origin->match,
                        .origin = origin,
                        .m = m};

    g.b.index = ARRAY_COPY(arena, struct match_index, origin->match, 1);
    if (scratch == NULL || g.b.index == NULL)
        return ERR_LIMIT;
    g.b.index->words = (c->modules_len + 63) / 64;
    memset(g.b.index->ladders, 0, sizeof g.b.index->ladders);
    TRY(steps_merge(&g));
    TRY(rows_merge(&g));
    TRY(bitmaps_merge(&g));
    TRY(cells_merge(&g));
    TRY(ladders_merge(&g));
    *ret_index = g.b.index;
    return OK;
}
