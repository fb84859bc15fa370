/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/match_index.h"

#include <math.h>
#include <stdlib.h>

#include "engine/match_fast_parts.h"
#include "engine/match_index_parts.h"

#define KM_PER_MICRO (6371.0088 * 3.14159265358979323846 / 180e6)
#define RADIANS_PER_MICRO (3.14159265358979323846 / 180e6)

static void
run_sittings(struct day base, const struct run *r, struct match_run_row *row)
{
    for (int i = 0; i < r->sessions_len; i++) {
        int week = (r->sessions[i].day.n - base.n) / 7;
        uint16_t half_days = match_half_days(&r->sessions[i]);

        row->half_days |= half_days;
        if (half_days == 0)
            row->flags |= MATCH_RUN_NEVER;
        if (r->sessions[i].day.n < base.n || week >= MATCH_WEEKS)
            row->flags |= MATCH_RUN_FAR_AHEAD;
        else
            row->weeks[week / 64] |= UINT64_C(1) << (week % 64);
    }
    if (r->sessions_len > 0)
        row->flags |= MATCH_RUN_SITTINGS;
}

void
match_run_build(const struct catalogue *c, struct day base, const struct module *m,
                const struct column_run *column, struct match_run_row *row)
{
    const struct run *r = column->run;

    *row = (struct match_run_row){.first = r->first.n,
                                  .last = r->last.n,
                                  .minutes = wishes_minutes(m, r),
                                  .accessibility = (uint16_t)m->accessibility};
    row->span_weeks = (uint16_t)((day_monday(r->last).n - day_monday(r->first).n) / 7 + 1);
    run_sittings(base, r, row);
    if (column->seats_free == 0)
        row->flags |= MATCH_RUN_NEVER;
    if (r->taken < r->seats_min)
        row->flags |= MATCH_RUN_LACKS;
    if (!wishes_run_is_local(m, r))
        return;
    row->flags |= MATCH_RUN_LOCAL;
    if (column->venue != COLUMN_ONLINE) {
        const struct venue *venue = &c->venues[column->venue];

        row->accessibility |= (uint16_t)venue->accessibility;
        row->position = venue->position;
        row->km_per_lon =
            (float)(KM_PER_MICRO * sqrt(cos(venue->position.lat_micro * RADIANS_PER_MICRO)));
    }
}

static uint16_t
step_of(const struct match_building *b, const struct module_gain *g)
{
    return (uint16_t)(b->step_of[g->competence.n][g->from][g->to] - 1);
}

void
match_steps_mark(struct match_building *b, const struct module *m)
{
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        b->step_of[g->competence.n][g->from][g->to] = 1;
    }
}

enum err
match_steps_number(struct match_building *b)
{
    uint16_t *step_of = &b->step_of[0][0][0];
    struct module_gain *steps;
    uint32_t len = 0;

    for (int i = 0; i < MATCH_STEPS_MOST; i++)
        len += step_of[i] != 0;
    steps = arena_array(b->arena, struct module_gain, len);
    if (steps == NULL)
        return ERR_LIMIT;
    len = 0;
    for (int i = 0; i < MATCH_STEPS_MOST; i++) {
        int k = i / ((LEVEL_MAX + 1) * (LEVEL_MAX + 1));
        int from = i / (LEVEL_MAX + 1) % (LEVEL_MAX + 1);
        int to = i % (LEVEL_MAX + 1);

        if (step_of[i] == 0)
            continue;
        steps[len++] = (struct module_gain){{(uint16_t)k}, (uint8_t)from, (uint8_t)to};
        step_of[i] = (uint16_t)len;
    }
    b->index->steps = steps;
    b->index->steps_len = len;
    return OK;
}

/* Every step that some block gives gets a number. */
static enum err
steps_build(struct match_building *b)
{
    b->step_of = arena_alloc_many(b->arena, COMPETENCES_MAX, sizeof *b->step_of, 8);
    if (b->step_of == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++)
        match_steps_mark(b, b->c->modules[slot]);
    return match_steps_number(b);
}

/* What does not fit into the hint stands apart. */
static void
levels_build(struct match_building *b, const struct module *m, struct match_hint *hint)
{
    hint->gains_len = (uint8_t)m->gives_len;
    hint->needs_len = (uint8_t)m->needs_len;
    if (m->gives_len > MATCH_HINT_GAINS)
        hint->gains.at = b->gains_len;
    for (int i = 0; i < m->gives_len; i++) {
        uint16_t step = step_of(b, &m->gives[i]);

        if (m->gives_len > MATCH_HINT_GAINS)
            b->gains[b->gains_len++] = step;
        else
            hint->gains.few[i] = step;
    }
    for (int i = 0; i < m->needs_len && m->needs_len <= MATCH_HINT_NEEDS; i++) {
        hint->needs[i].competence = (uint8_t)m->needs[i].competence.n;
        hint->needs[i].level = m->needs[i].level;
    }
}

/* The shares of a step by rating; they depend on nothing else. */
static void
shares_build(struct match_index *index)
{
    struct situation s = {0};
    struct match_person p = {.s = &s};

    for (int rating = 0; rating <= LEVEL_MAX + 1; rating++) {
        s.rating[0] = rating <= LEVEL_MAX ? (uint8_t)rating : RATING_UNKNOWN;
        for (int from = 0; from < LEVEL_MAX; from++) {
            for (int to = from + 1; to <= LEVEL_MAX; to++) {
                const struct module_gain g = {{0}, (uint8_t)from, (uint8_t)to};

                index->shares[rating][from][to] = (uint64_t)share_of_gain(&p, &g) << WORTH_FIT_AT |
                                                  (uint64_t)share_of_beginner(&p, &g)
                                                      << WORTH_BEGINNER_AT;
            }
        }
    }
}

void
match_row_build(struct match_building *b, uint32_t slot)
{
    const struct module *m = b->c->modules[slot];
    const struct column_row *column = &b->c->columns->rows[slot];
    struct match_person nobody = {.c = b->c};

    b->rows[slot] = (struct match_row){.price_cents = (int32_t)m->price.n,
                                       .topics = column->topics,
                                       .minutes = m->minutes,
                                       .runs_at = column->runs_at,
                                       .runs_len = column->runs_len,
                                       .quality = (uint16_t)share_of_quality(&nobody, slot),
                                       .accessibility = (uint16_t)m->accessibility,
                                       .format = (uint8_t)m->format,
                                       .self_paced = m->self_paced,
                                       .has_groups = m->target_groups_len > 0};
    for (uint32_t i = 0; i < column->runs_len; i++)
        match_run_build(b->c, b->index->base, m, &b->c->columns->runs[column->runs_at + i],
                        &b->runs[column->runs_at + i]);
    levels_build(b, m, &b->hints[slot]);
    match_hint_build(b->index, slot, &b->hints[slot]);
}

static enum err
rows_build(struct match_building *b)
{
    const struct catalogue *c = b->c;
    size_t gains = 0;
    size_t runs = 0;

    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (c->modules[slot]->gives_len > MATCH_HINT_GAINS)
            gains += (size_t)c->modules[slot]->gives_len;
        runs += c->columns->rows[slot].runs_len;
    }
    b->rows = arena_array(b->arena, struct match_row, c->modules_len);
    b->hints = arena_array(b->arena, struct match_hint, c->modules_len);
    b->runs = arena_array(b->arena, struct match_run_row, runs);
    b->gains = arena_array(b->arena, uint16_t, gains);
    if (b->rows == NULL || b->hints == NULL || b->runs == NULL || b->gains == NULL)
        return ERR_LIMIT;
    b->index->rows = b->rows;
    b->index->hints = b->hints;
    b->index->runs = b->runs;
    b->index->gains = b->gains;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        match_row_build(b, slot);
    b->index->gains_len = b->gains_len;
    return OK;
}

static int
price_cmp(const void *pa, const void *pb)
{
    const int64_t *a = pa;
    const int64_t *b = pb;

    return (*a > *b) - (*a < *b);
}

/* The limits are quantiles, so that every step leaves out as many blocks. */
static enum err
prices_build(struct match_building *b)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct match_index *index = b->index;
    uint32_t len = b->c->modules_len;
    int64_t *prices;

    if (scratch == NULL || (prices = arena_array(scratch, int64_t, len)) == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < len; slot++)
        prices[slot] = b->rows[slot].price_cents;
    if (len > 1)
        qsort(prices, len, sizeof *prices, price_cmp);
    for (int step = 0; step < MATCH_PRICE_STEPS; step++) {
        uint64_t *bits = arena_array(b->arena, uint64_t, index->words);
        int64_t limit = INT64_MAX;

        if (bits == NULL)
            return ERR_LIMIT;
        if (step + 1 < MATCH_PRICE_STEPS && len > 0)
            limit = prices[(uint64_t)len * (uint64_t)step / MATCH_PRICE_STEPS];
        for (uint32_t slot = 0; slot < len; slot++) {
            if (b->rows[slot].price_cents <= limit)
                match_bit_set(bits, slot);
        }
        index->prices[step] = bits;
        index->price_limits[step] = limit;
    }
    return OK;
}

/* Counted first, then filled. */
static enum err
cells_build(struct match_building *b)
{
    uint64_t *anywhere = arena_array(b->arena, uint64_t, b->index->words);
    uint32_t at[MATCH_CELLS] = {0};
    uint32_t *slots;
    uint32_t len = 0;

    if (anywhere == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++) {
        const struct match_row *row = &b->rows[slot];

        if (row->self_paced)
            match_bit_set(anywhere, slot);
        for (uint32_t i = row->runs_at; i < row->runs_at + row->runs_len; i++) {
            int cell = match_cell_of_run(&b->runs[i]);

            if (cell < 0)
                match_bit_set(anywhere, slot);
            else
                at[cell]++;
        }
    }
    for (int cell = 0; cell < MATCH_CELLS; cell++) {
        b->index->cells_at[cell] = len;
        len += at[cell];
        at[cell] = b->index->cells_at[cell];
    }
    b->index->cells_at[MATCH_CELLS] = len;
    slots = arena_array(b->arena, uint32_t, len);
    if (slots == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++) {
        const struct match_row *row = &b->rows[slot];

        for (uint32_t i = row->runs_at; i < row->runs_at + row->runs_len; i++) {
            int cell = match_cell_of_run(&b->runs[i]);

            if (cell >= 0)
                slots[at[cell]++] = slot;
        }
    }
    b->index->anywhere = anywhere;
    b->index->cell_slots = slots;
    return OK;
}

static enum err
topics_build(struct match_building *b)
{
    uint64_t *topics[TOPICS_MAX];

    for (int i = 0; i < TOPICS_MAX; i++) {
        b->index->topics[i] = topics[i] = arena_array(b->arena, uint64_t, b->index->words);
        if (topics[i] == NULL)
            return ERR_LIMIT;
    }
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++) {
        for (uint64_t left = b->rows[slot].topics; left != 0; left &= left - 1)
            match_bit_set(topics[__builtin_ctzll(left)], slot);
    }
    return OK;
}

struct match_bits
match_bits_of(const struct catalogue *c, uint32_t slot)
{
    const struct column_row *row = &c->columns->rows[slot];

    if ((row->flags & COLUMN_OFFERED) == 0)
        return (struct match_bits){MATCH_LANGUAGES, FORMATS};
    return (struct match_bits){wishes_language(c->columns->languages[row->language]), row->format};
}

static enum err
bitmaps_build(struct match_building *b)
{
    struct match_index *index = b->index;
    uint64_t *languages[MATCH_LANGUAGES];
    uint64_t *formats[FORMATS];

    for (int i = 0; i < MATCH_LANGUAGES; i++) {
        index->languages[i] = languages[i] = arena_array(b->arena, uint64_t, index->words);
        if (languages[i] == NULL)
            return ERR_LIMIT;
    }
    for (int i = 0; i < FORMATS; i++) {
        index->formats[i] = formats[i] = arena_array(b->arena, uint64_t, index->words);
        if (formats[i] == NULL)
            return ERR_LIMIT;
    }
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++) {
        struct match_bits of = match_bits_of(b->c, slot);

        if (of.language < MATCH_LANGUAGES)
            match_bit_set(languages[of.language], slot);
        if (of.format < FORMATS)
            match_bit_set(formats[of.format], slot);
    }
    return prices_build(b);
}

/* A block may give one competence twice; it stands in the list once, where it gives it first. */
static bool
is_first_gain(const struct match_building *b, const struct catalogue_rung *rung,
              uint16_t competence)
{
    const struct module_gain *g = b->c->modules[rung->slot]->gives;

    while (g->competence.n != competence)
        g++;
    return g->from == rung->from && g->to == rung->to;
}

/* Its rungs come by from, to, slot; those of blocks that give others go apart. */
enum err
match_ladder_build(struct match_building *b, uint16_t competence, uint32_t **slots)
{
    const struct catalogue_ladder *rungs = &b->c->ladders[competence];
    struct match_ladder *ladder = &b->index->ladders[competence];
    uint32_t *several = arena_array(b->arena, uint32_t, (size_t)rungs->rungs_len);
    struct match_step *steps =
        arena_array(b->arena, struct match_step, (LEVEL_MAX + 1) * (LEVEL_MAX + 1));

    if (several == NULL || steps == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < rungs->rungs_len; i++) {
        const struct catalogue_rung *rung = &rungs->rungs[i];
        struct match_step *step = steps + ladder->steps_len - 1;
        uint16_t number;

        if (b->hints[rung->slot].gains_len > 1) {
            if (is_first_gain(b, rung, competence) &&
                (ladder->several_len == 0 || several[ladder->several_len - 1] != rung->slot))
                several[ladder->several_len++] = rung->slot;
            continue;
        }
        number = step_of(b, &(struct module_gain){{competence}, rung->from, rung->to});
        if (ladder->steps_len == 0 || step->step != number) {
            step = steps + ladder->steps_len++;
            *step = (struct match_step){(uint32_t)(*slots - b->index->slots), 0, number};
        }
        *(*slots)++ = rung->slot;
        step->len++;
    }
    ladder->steps = steps;
    ladder->several = several;
    return OK;
}

static enum err
ladders_build(struct match_building *b)
{
    uint32_t *slots;
    size_t rungs = 0;

    for (int k = 0; k < COMPETENCES_MAX; k++)
        rungs += (size_t)b->c->ladders[k].rungs_len;
    slots = arena_array(b->arena, uint32_t, rungs);
    if (slots == NULL)
        return ERR_LIMIT;
    b->index->slots = slots;
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (b->c->ladders[k].rungs_len > 0)
            TRY(match_ladder_build(b, (uint16_t)k, &slots));
    }
    return OK;
}

enum err
match_index_build(struct arena *arena, const struct catalogue *c,
                  const struct match_index **ret_index)
{
    struct match_building b = {.arena = arena, .c = c};

    b.index = arena_new(arena, struct match_index);
    if (b.index == NULL)
        return ERR_LIMIT;
    b.index->base = day_monday(c->today);
    b.index->words = (c->modules_len + 63) / 64;
    shares_build(b.index);
    TRY(steps_build(&b));
    TRY(rows_build(&b));
    TRY(bitmaps_build(&b));
    TRY(topics_build(&b));
    TRY(cells_build(&b));
    TRY(ladders_build(&b));
    *ret_index = b.index;
    return OK;
}
