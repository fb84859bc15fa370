/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Prerequisites: MATCH-15. The ladder of a competence is climbed as far as fitting blocks go.
 * Levels only rise, and a block that could be taken from a lower level can be taken from a higher
 * one, so the order does not matter and the highest level found is the only answer.
 */
#include "engine/match_parts.h"

static bool
needs_are_met(const struct match_person *p, const struct module *m, uint16_t rising, uint8_t level)
{
    for (int i = 0; i < m->needs_len; i++) {
        uint16_t k = m->needs[i].competence.n;

        if (m->needs[i].level > (k == rising ? level : p->held[k]))
            return false;
    }
    return true;
}

static bool
may_fit(const struct match_person *p, uint32_t slot)
{
    return p->fits == NULL || (p->fits[slot / 64] >> (slot % 64) & 1) != 0;
}

static bool
can_be_taken(const struct match_person *p, uint32_t slot, uint16_t rising, uint8_t level)
{
    if (p->fast != NULL)
        return fast_fits(p->fast, slot, rising, level);
    return needs_are_met(p, p->c->modules[slot], rising, level) && wishes_fit(p, slot);
}

/* One step up from `level`; the same level when there is none. */
static uint8_t
climb(const struct match_person *p, uint16_t competence, uint8_t level)
{
    const struct catalogue_ladder *ladder = &p->c->ladders[competence];

    for (int i = 0; i < ladder->rungs_len && ladder->rungs[i].from <= level; i++) {
        const struct catalogue_rung *rung = &ladder->rungs[i];

        if (rung->to > level && may_fit(p, rung->slot) &&
            can_be_taken(p, rung->slot, competence, level))
            return rung->to;
    }
    return level;
}

/* No further than was asked: the memory holds how far it goes, and whether that is the end. */
bool
prerequisite_is_reachable(const struct match_person *p, struct competence_id competence,
                          uint8_t level)
{
    uint8_t *memory = &p->reach[competence.n];

    if (*memory == REACH_NOT_ASKED)
        *memory = p->held[competence.n];
    while (*memory < level) {
        uint8_t higher = climb(p, competence.n, *memory);

        if (higher == *memory)
            *memory |= REACH_ENDS;
        else
            *memory = higher;
    }
    return (*memory & ~REACH_ENDS) >= level;
}

enum match_out
wishes_needs_out(const struct match_person *p, const struct module *m, int64_t *ret_value)
{
    for (int i = 0; !p->any_prerequisite && i < m->needs_len; i++) {
        const struct module_need *n = &m->needs[i];

        if (p->held[n->competence.n] >= n->level ||
            prerequisite_is_reachable(p, n->competence, n->level))
            continue;
        *ret_value = n->competence.n;
        return MATCH_OUT_PREREQUISITE;
    }
    return MATCH_IN;
}

bool
person_lacks_prerequisite(const struct match_person *p, const struct module *m)
{
    for (int i = 0; i < m->needs_len; i++) {
        if (p->held[m->needs[i].competence.n] < m->needs[i].level)
            return true;
    }
    return false;
}
