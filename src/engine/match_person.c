/* SPDX-License-Identifier: EUPL-1.2 */
/* The person, turned into tables by competence before any block is looked at. */
#include <string.h>

#include "engine/match_parts.h"

enum { METRES = 1000, PERCENT = 100 };

static const struct match_context GUEST;

static enum match_basis
basis_of(const struct match_person *p)
{
    if (p->job != NULL)
        return p->s->interests ? BASIS_JOB_AND_INTERESTS : BASIS_JOB;
    return p->s->interests ? BASIS_INTERESTS : BASIS_NEITHER;
}

/* The mean chance that the levels between what is held and what is needed are missing (MATCH-25).
 */
static int
missing_of(const struct match_person *p, const struct job_target *t)
{
    int missing = 0;
    int levels = t->level - p->held[t->competence.n];

    for (int k = p->held[t->competence.n] + 1; k <= t->level; k++)
        missing += PERCENT - situation_chance(p->s, t->competence, (uint8_t)k);
    return levels > 0 ? missing / levels : PERCENT;
}

static int
certainty_of(const struct match_person *p, const struct job_target *t)
{
    uint16_t competence = t->competence.n;
    int sure = p->s->rating[competence] == RATING_UNKNOWN ? MATCH_WEIGHTS.certainty_unrated_percent
                                                          : MATCH_WEIGHTS.certainty_rated_percent;

    if (p->context->certainty != NULL)
        sure = p->context->certainty[competence];
    else if (situation_is_measured(p->s, t->competence))
        sure = missing_of(p, t);
    return sure < PERCENT ? sure : PERCENT;
}

static int
at_most(int value, int most)
{
    return value < most ? value : most;
}

static void
prepare_gap(struct match_person *p)
{
    int total = 0;

    for (int i = 0; p->job != NULL && i < p->job->targets_len; i++) {
        const struct job_target *t = &p->job->targets[i];
        uint16_t k = t->competence.n;

        p->needed[k] = t->level;
        p->weight[k] = t->weight;
        p->worth[k] = (uint16_t)(t->weight * certainty_of(p, t));
        if (p->held[k] < t->level) {
            total += (t->level - p->held[k]) * p->worth[k];
            p->has_gap = true;
        }
    }
    p->gap_full = at_most(total, MATCH_WEIGHTS.gap_full_weighted_levels * PERCENT);
}

static void
prepare_employer(struct match_person *p)
{
    const struct match_employer *e = p->context->employer;
    int total = 0;

    for (int i = 0; e != NULL && i < e->targets_len; i++) {
        const struct job_target *t = &e->targets[i];
        uint16_t k = t->competence.n;

        p->wanted[k] = t->level;
        p->wanted_weight[k] = t->weight;
        if (p->held[k] < t->level)
            total += (t->level - p->held[k]) * t->weight;
    }
    p->target_full = at_most(total, MATCH_WEIGHTS.gap_full_weighted_levels);
    for (int side = 0; side < MATCH_SIDES; side++)
        p->side_weight[side] = (uint8_t)MATCH_WEIGHTS.side_weight[side];
    if (e == NULL)
        p->side_weight[SIDE_EMPLOYER] = 0;
}

enum err
person_prepare(struct arena *arena, const struct catalogue *c, const struct match_ask *ask,
               struct match_person *p)
{
    const struct situation *s = ask->situation;

    assert(situation_is_sound(s));
    memset(p, 0, sizeof *p);
    p->c = c;
    p->s = s;
    p->context = ask->context != NULL ? ask->context : &GUEST;
    p->any_prerequisite = ask->any_prerequisite;
    p->reach = arena_array(arena, uint8_t, COMPETENCES_MAX);
    if (p->reach == NULL)
        return ERR_LIMIT;
    memset(p->reach, REACH_NOT_ASKED, COMPETENCES_MAX);
    for (int k = 0; k < COMPETENCES_MAX; k++)
        p->held[k] = s->rating[k] == RATING_UNKNOWN ? 0 : s->rating[k];
    p->job = p->context->profile;
    if (p->job == NULL) {
        const struct job_profile *chosen = s->job.n != 0 ? catalogue_job(c, s->job) : NULL;

        if (chosen == NULL && s->job.n != 0)
            return ERR_NOT_FOUND;
        p->job = situation_job(s, chosen, &p->own_job);
    }
    prepare_gap(p);
    prepare_employer(p);
    p->basis = basis_of(p);
    return OK;
}

double
person_km(const struct match_person *p, uint32_t venue)
{
    struct position at;

    if (venue == COLUMN_ONLINE || !p->s->home.known)
        return -1;
    at = p->c->venues[venue].position;
    return at.known ? position_distance_m(p->s->home, at) / METRES : -1;
}

static bool
in_scope(const struct match_voucher *v, struct provider_id provider)
{
    for (int i = 0; i < v->providers_len; i++) {
        if (v->providers[i].n == provider.n)
            return true;
    }
    return v->providers_len == 0;
}

int64_t
person_voucher_cents(const struct match_person *p, const struct module *m)
{
    const struct match_voucher *v = p->context->voucher;

    if (v == NULL || !in_scope(v, m->provider))
        return 0;
    return v->value.n < m->price.n ? v->value.n : m->price.n;
}
