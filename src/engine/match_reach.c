/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Prerequisites: MATCH-15. The ladder of a competence is climbed as far as fitting blocks go. Levels
 * only rise, and a block that could be taken from a lower level can be taken from a higher one, so
 * the order does not matter and the highest level found is the only answer.
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

/* One step up from `level`; the same level when there is none. */
static uint8_t
climb(const struct match_person *p, uint16_t competence, uint8_t level)
{
    const struct catalogue_ladder *ladder = &p->c->ladders[competence];

    for (int i = 0; i < ladder->rungs_len && ladder->rungs[i].from <= level; i++) {
        const struct catalogue_rung *rung = &ladder->rungs[i];

        if (rung->to > level &&
            needs_are_met(p, p->c->modules[rung->slot], competence, level) &&
            wishes_fit(p, rung->slot))
            return rung->to;
    }
    return level;
}

bool
prerequisite_is_reachable(const struct match_person *p, struct competence_id competence,
                          uint8_t level)
{
    uint8_t *memory = &p->reach[competence.n];

    if (*memory == REACH_NOT_ASKED) {
        uint8_t before;
        uint8_t at = p->held[competence.n];

        do {
            before = at;
            at = climb(p, competence.n, before);
        } while (at > before);
        *memory = at;
    }
    return *memory >= level;
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
