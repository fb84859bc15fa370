/* SPDX-License-Identifier: EUPL-1.2 */
/* The lists beside the score: which gaps a block closes, and what speaks against it. */
#include <math.h>

#include "engine/match_parts.h"

static enum err
closes_list(struct arena *arena, const struct match_person *p, struct match *m)
{
    m->closes = arena_array(arena, struct match_close, (size_t)m->module->gives_len);
    if (m->closes == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->module->gives_len; i++) {
        const struct module_gain *g = &m->module->gives[i];
        uint8_t held = situation_level(p->s, g->competence);
        uint8_t from = held > g->from ? held : g->from;

        if (g->to <= from)
            continue;
        m->closes[m->closes_len++] = (struct match_close){
            .competence = g->competence,
            .from = from,
            .to = g->to,
            .needed = p->needed[g->competence.n],
            .weight = p->weight[g->competence.n],
        };
    }
    return OK;
}

static void
object(struct match *m, enum match_against what, int64_t value)
{
    m->against[m->against_len++] = (struct match_objection){.what = what, .value = value};
}

/* Told: it can only be begun later (MATCH-15). */
static void
object_prerequisites(const struct match_person *p, struct match *m)
{
    for (int i = 0; i < m->module->needs_len; i++) {
        const struct module_need *n = &m->module->needs[i];
        uint8_t held = situation_level(p->s, n->competence);

        if (held >= n->level)
            continue;
        m->against[m->against_len++] = (struct match_objection){
            .what = AGAINST_PREREQUISITE,
            .value = n->level,
            .competence = n->competence,
            .held = held,
            .reachable = prerequisite_is_reachable(p, n->competence, n->level),
        };
    }
}

static bool
is_prerequisite(const struct match *m, struct competence_id competence)
{
    for (int i = 0; i < m->against_len; i++) {
        if (m->against[i].competence.n == competence.n)
            return true;
    }
    return false;
}

/* The gain that is furthest above the person, when they have said their level. */
static void
object_too_high(const struct match_person *p, struct match *m)
{
    const struct module_gain *worst = NULL;
    int worst_by = 0;

    for (int i = 0; i < m->module->gives_len; i++) {
        const struct module_gain *g = &m->module->gives[i];
        uint8_t held = p->s->rating[g->competence.n];

        if (held == RATING_UNKNOWN || g->from - held <= worst_by ||
            is_prerequisite(m, g->competence))
            continue;
        worst = g;
        worst_by = g->from - held;
    }
    if (worst == NULL)
        return;
    object(m, AGAINST_LEVEL_TOO_HIGH, worst->from);
    m->against[m->against_len - 1].competence = worst->competence;
    m->against[m->against_len - 1].held = situation_level(p->s, worst->competence);
}

static void
object_level_and_job(const struct match_person *p, struct match *m)
{
    struct match_gives gives = {m->module->gives, m->module->gives_len};
    bool nothing_new = gives.len > 0 && m->closes_len == 0;

    object_too_high(p, m);
    if (nothing_new)
        object(m, AGAINST_LEVEL_TOO_LOW, 0);
    if (p->job == NULL)
        return;
    if (!nothing_new && p->has_gap && appraise_gap(p, gives) == 0)
        object(m, AGAINST_NO_GAP, 0);
    if (m->module->target_groups_len > 0 && p->s->job.n != 0 &&
        m->summands[SUMMAND_AUDIENCE].points == 0)
        object(m, AGAINST_AUDIENCE, 0);
}

static bool
is_dear(const struct match_person *p, const struct module *m)
{
    if (p->s->budget.n == CENTS_MAX)
        return m->price.n >= MATCH_WEIGHTS.price_none.n;
    return m->price.n * 100 > p->s->budget.n * MATCH_WEIGHTS.against_dear_percent;
}

static bool
is_german(struct slice language)
{
    return language.len == 0 || slice_eq_ascii_nocase(slice_sub(language, 0, 2), SLICE("de"));
}

enum err
match_explain(struct arena *arena, const struct match_person *p, struct match *m)
{
    const struct module *module = m->module;
    int weeks = wishes_weeks(p->s, module);

    TRY(closes_list(arena, p, m));
    m->against = arena_array(arena, struct match_objection, (size_t)module->needs_len + AGAINSTS);
    if (m->against == NULL)
        return ERR_LIMIT;
    object_prerequisites(p, m);
    object_level_and_job(p, m);
    if (is_dear(p, module))
        object(m, AGAINST_DEAR, module->price.n);
    if (m->distance_km > MATCH_WEIGHTS.against_far_km)
        object(m, AGAINST_FAR, (int64_t)ceil(m->distance_km));
    if (m->start.n - p->s->start.n > MATCH_WEIGHTS.against_late_days)
        object(m, AGAINST_STARTS_LATE, m->start.n);
    if (m->run != NULL && run_seats_free(m->run) <= MATCH_WEIGHTS.against_few_seats)
        object(m, AGAINST_FEW_SEATS, run_seats_free(m->run));
    if (m->run != NULL && m->run->taken < m->run->seats_min)
        object(m, AGAINST_GROUP, m->run->seats_min - m->run->taken);
    if (weeks > MATCH_WEIGHTS.against_long_weeks)
        object(m, AGAINST_LONG, weeks);
    if (!is_german(module->language) && p->s->german)
        object(m, AGAINST_LANGUAGE, 0);
    if (!module_is_certified(module, p->c->today))
        object(m, AGAINST_NOT_CERTIFIED, 0);
    if (module->certificate == CERTIFICATE_NONE)
        object(m, AGAINST_NO_CERTIFICATE, 0);
    return OK;
}
