/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which blocks can help at all is a closure: those that lift a competence the
 * job needs above what the person has; then those that lift what these need;
 * and so on. Each must fit the hard wishes (match.h).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/curriculum_builder.h"

enum { GAIN_SLACK_LEVELS = 1 };

void
builder_want(struct builder *b, struct competence_id c, uint8_t level)
{
    if (level <= b->want[c.n])
        return;
    if (b->want[c.n] == 0)
        b->queue[b->queue_len++] = c.n;
    b->want[c.n] = level;
}

uint8_t
builder_gain_needs(const struct module_gain *g)
{
    return g->from > GAIN_SLACK_LEVELS ? (uint8_t)(g->from - GAIN_SLACK_LEVELS) : 0;
}

static enum err
candidate_add(struct builder *b, const struct module *m)
{
    struct curriculum_candidate *c;
    void *list = b->list;

    if (m->minutes <= 0 || m->price.n > PLAN_CENTS_MAX)
        return OK; /* without hours it cannot be planned */
    TRY(arena_grow(b->arena, &list, b->list_len, &b->list_size, sizeof *b->list));
    b->list = list;
    c = &b->list[b->list_len];
    *c = (struct curriculum_candidate){.module = m};
    TRY(match_one(b->arena, b->catalogue, b->situation, m, &c->match));
    if (c->match.out != MATCH_IN)
        return OK;
    b->list_len++;
    for (int i = 0; i < m->needs_len; i++) {
        if (m->needs[i].level > situation_level(b->situation, m->needs[i].competence))
            builder_want(b, m->needs[i].competence, m->needs[i].level);
    }
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        if (builder_gain_needs(g) > situation_level(b->situation, g->competence))
            builder_want(b, g->competence, builder_gain_needs(g));
    }
    return OK;
}

static enum err
rungs_take(struct builder *b, uint16_t competence)
{
    const struct catalogue_ladder *ladder = &b->catalogue->ladders[competence];
    uint8_t held = situation_level(b->situation, (struct competence_id){competence});

    for (int i = 0; i < ladder->rungs_len; i++) {
        const struct catalogue_rung *rung = &ladder->rungs[i];

        if (rung->to <= held || b->seen[rung->slot] != 0)
            continue;
        b->seen[rung->slot] = 1;
        TRY(candidate_add(b, b->catalogue->modules[rung->slot]));
    }
    return OK;
}

static enum err
collect(struct builder *b)
{
    size_t before;

    for (int i = 0; i < b->situation->fixed_len; i++) {
        const struct fixed_module *f = &b->situation->fixed[i];
        const struct module *m = catalogue_module(b->catalogue, f->module);

        if (f->choice != FIXED_KEEP || m == NULL || !catalogue_is_offered(b->catalogue, m))
            continue;
        b->seen[catalogue_slot(b->catalogue, m)] = 1;
        TRY(candidate_add(b, m));
    }
    while (b->queue_len > 0)
        TRY(rungs_take(b, b->queue[--b->queue_len]));
    /* Follow-ups and chains of candidates: they may close nothing themselves, but can be kept. */
    before = b->list_len;
    for (size_t i = 0; i < before; i++) {
        struct catalogue_slots next = catalogue_successors(b->catalogue, b->list[i].module->id);

        for (int k = 0; k < next.len; k++) {
            if (b->seen[next.at[k]] == 0)
                TRY(candidate_add(b, b->catalogue->modules[next.at[k]]));
            b->seen[next.at[k]] = 1;
        }
    }
    return OK;
}

bool
builder_is_kept(const struct builder *b, const struct module *m)
{
    return situation_fixed(b->situation, m->id) == FIXED_KEEP;
}

/* Best match first, kept ones before all; then the catalogue's order. */
static int
candidate_cmp(const void *va, const void *vb)
{
    const struct curriculum_candidate *a = va;
    const struct curriculum_candidate *b = vb;

    if (a->match.score != b->match.score)
        return a->match.score > b->match.score ? -1 : 1;
    return slice_cmp(a->module->code, b->module->code);
}

/* At most CURRICULUM_CANDIDATES_MAX go to the solver (PLAN-32). */
static void
candidates_limit(struct builder *b)
{
    size_t kept = 0;

    if (b->list_len == 0)
        return;
    qsort(b->list, b->list_len, sizeof *b->list, candidate_cmp);
    for (size_t i = 0; i < b->list_len; i++) {
        if (builder_is_kept(b, b->list[i].module)) {
            struct curriculum_candidate c = b->list[i];

            memmove(&b->list[kept + 1], &b->list[kept], (i - kept) * sizeof c);
            b->list[kept++] = c;
        }
    }
    if (b->list_len > CURRICULUM_CANDIDATES_MAX)
        b->list_len = CURRICULUM_CANDIDATES_MAX;
}

enum err
builder_collect(struct builder *b)
{
    TRY(collect(b));
    candidates_limit(b);
    return OK;
}

int32_t
builder_find(const struct builder *b, struct module_id id)
{
    for (size_t i = 0; id.n != 0 && i < b->list_len; i++) {
        if (b->list[i].module->id.n == id.n)
            return (int32_t)i;
    }
    return PLAN_NONE;
}
