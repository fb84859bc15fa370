/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which blocks can help at all is a closure: those that lift a competence the
 * job needs above what the person has; then those that lift what these need;
 * and so on. Each must fit the hard wishes (match.h).
 */
#include <stdalign.h>
#include <stdlib.h>

#include "engine/curriculum_builder.h"

enum {
    GAIN_SLACK_LEVELS = 1, /* CURRICULUM-1 */
    FOLLOWED_MAX = 16,     /* a follow-up of a follow-up of ... */
};

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
    /* Which prerequisites can be met, the solver sees itself: it puts blocks in order. */
    TRY(match_judge(
        b->arena, b->catalogue,
        &(struct match_ask){.situation = b->situation, .limit = 1, .any_prerequisite = true}, m,
        &c->match));
    if (c->match.out != MATCH_IN)
        return OK;
    b->list_len++;
    for (int i = 0; i < m->needs_len; i++) {
        if (m->needs[i].level > situation_sure_level(b->situation, m->needs[i].competence))
            builder_want(b, m->needs[i].competence, m->needs[i].level);
    }
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        if (builder_gain_needs(g) > situation_sure_level(b->situation, g->competence))
            builder_want(b, g->competence, builder_gain_needs(g));
    }
    return OK;
}

/* Look at a module once, and with a follow-up at the course that it is about. */
static enum err
module_look(struct builder *b, const struct module *m)
{
    for (int i = 0; m != NULL && i < FOLLOWED_MAX; i++) {
        uint32_t slot = catalogue_slot(b->catalogue, m);

        if (b->seen[slot] != 0 || !catalogue_is_offered(b->catalogue, m))
            return OK;
        b->seen[slot] = 1;
        TRY(candidate_add(b, m));
        m = m->follows.n != 0 ? catalogue_module(b->catalogue, m->follows) : NULL;
    }
    return OK;
}

static enum err
rungs_take(struct builder *b, uint16_t competence)
{
    const struct catalogue_ladder *ladder = &b->catalogue->ladders[competence];
    uint8_t held = situation_sure_level(b->situation, (struct competence_id){competence});

    for (int i = 0; i < ladder->rungs_len; i++) {
        const struct catalogue_rung *rung = &ladder->rungs[i];

        if (rung->to > held)
            TRY(module_look(b, b->catalogue->modules[rung->slot]));
    }
    return OK;
}

static enum err
collect(struct builder *b)
{
    for (int i = 0; i < b->situation->fixed_len; i++) {
        const struct fixed_module *f = &b->situation->fixed[i];
        const struct module *m = catalogue_module(b->catalogue, f->module);

        if (f->choice != FIXED_KEEP || m == NULL)
            continue;
        TRY(module_look(b, m));
    }
    while (b->queue_len > 0)
        TRY(rungs_take(b, b->queue[--b->queue_len]));
    return OK;
}

bool
builder_is_kept(const struct builder *b, const struct module *m)
{
    return situation_fixed(b->situation, m->id) == FIXED_KEEP;
}

/* Kept ones before all; then by turn, then the best match, then the catalogue's order. */
static int
candidate_cmp(const void *va, const void *vb)
{
    const struct curriculum_candidate *a = va;
    const struct curriculum_candidate *b = vb;

    if (a->turn != b->turn)
        return a->turn < b->turn ? -1 : 1;
    if (a->match.score != b->match.score)
        return a->match.score > b->match.score ? -1 : 1;
    return slice_cmp(a->module->code, b->module->code);
}

/* Its place in the queue for one of the levels it leads to, the best place of all. */
static int
turn_of(const struct module *m, uint16_t queues[COMPETENCES_MAX][LEVEL_MAX + 1])
{
    int turn = UINT16_MAX;

    for (int i = 0; i < m->gives_len; i++) {
        uint16_t *queue = &queues[m->gives[i].competence.n][m->gives[i].to];

        *queue = (uint16_t)(*queue + (*queue < UINT16_MAX));
        if (*queue < turn)
            turn = *queue;
    }
    return turn;
}

/*
 * At most CURRICULUM_CANDIDATES_MAX go to the solver (CURRICULUM-4). By match alone a
 * few competences with many good blocks would leave no room for the others and for what
 * prepares them; so each level of each competence sends its best, then its second best.
 */
static enum err
candidates_limit(struct builder *b)
{
    uint16_t(*queues)[LEVEL_MAX + 1] =
        arena_alloc_many(b->arena, COMPETENCES_MAX, sizeof *queues, alignof(uint16_t));

    if (queues == NULL)
        return ERR_LIMIT;
    if (b->list_len == 0)
        return OK;
    qsort(b->list, b->list_len, sizeof *b->list, candidate_cmp);
    for (size_t i = 0; i < b->list_len; i++)
        b->list[i].turn =
            builder_is_kept(b, b->list[i].module) ? 0 : turn_of(b->list[i].module, queues);
    qsort(b->list, b->list_len, sizeof *b->list, candidate_cmp);
    if (b->list_len > CURRICULUM_CANDIDATES_MAX)
        b->list_len = CURRICULUM_CANDIDATES_MAX;
    return OK;
}

enum err
builder_collect(struct builder *b)
{
    TRY(collect(b));
    return candidates_limit(b);
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
