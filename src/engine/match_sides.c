/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The employer's and the provider's points, and how the three sides become one score.
 */
#include "engine/match_parts.h"

enum { HUNDREDTHS = 100 };

int
match_fuse(const struct match_side_score sides[MATCH_SIDES])
{
    int64_t score[MATCH_SIDES];
    int64_t weights = 0;
    int64_t below;

    /* A side that is not asked has the weight 0; any score above 0 leaves the mean as it is. */
    for (int i = 0; i < MATCH_SIDES; i++) {
        score[i] = sides[i].weight > 0 ? sides[i].score : 1;
        weights += sides[i].weight;
    }
    below = sides[0].weight * score[1] * score[2] + sides[1].weight * score[0] * score[2] +
            sides[2].weight * score[0] * score[1];
    assert(weights > 0);
    if (score[0] * score[1] * score[2] == 0)
        return 0;
    return (int)((HUNDREDTHS * weights * score[0] * score[1] * score[2] + below / 2) / below);
}

struct rank_entry
match_entry(uint32_t slot, struct day start, int fused,
            const struct match_side_score sides[MATCH_SIDES])
{
    struct rank_entry e = {.key = -fused, .start = start.n, .slot = slot};

    for (int i = 0; i < MATCH_SIDES; i++)
        e.payload |= (uint32_t)(sides[i].weight > 0 ? sides[i].score : 0) << (8 * i);
    return e;
}

int
gain_serves(const struct match_person *p, const struct module_gain *g)
{
    uint16_t k = g->competence.n;
    int from = p->held[k] > g->from ? p->held[k] : g->from;
    int to = g->to < p->wanted[k] ? g->to : p->wanted[k];

    return to > from ? (to - from) * p->wanted_weight[k] : 0;
}

bool
gain_covers(const struct match_person *p, const struct module_gain *g)
{
    return g->from < p->wanted[g->competence.n];
}

int
share_of_target(const struct match_person *p, int closed)
{
    if (closed == 0)
        return 0;
    return closed >= p->target_full ? SHARE_ALL : closed * SHARE_ALL / p->target_full;
}

int
share_of_budget(const struct match_person *p, int64_t due_cents)
{
    int64_t none = MATCH_WEIGHTS.price_none.n;
    int64_t budget = p->context->employer->budget.n;

    return share_falling(due_cents, 0, budget < none ? budget : none);
}

int
share_of_timing(const struct match_person *p, struct day first, struct day last)
{
    const struct match_employer *e = p->context->employer;
    int64_t outside = 0;

    if (first.n < e->suits_from.n)
        outside += e->suits_from.n - first.n;
    if (last.n > e->suits_until.n)
        outside += last.n - e->suits_until.n;
    return share_falling(outside, 0, 2 * (int64_t)MATCH_WEIGHTS.timing_half_days);
}

int
share_of_cover(int taught)
{
    if (taught >= MATCH_WEIGHTS.cover_full_targets)
        return SHARE_ALL;
    return taught * SHARE_ALL / MATCH_WEIGHTS.cover_full_targets;
}

int
share_of_audience(const struct match_person *p, const struct module *m)
{
    if (m->target_groups_len == 0 || p->s->job.n == 0)
        return share_percent(MATCH_WEIGHTS.audience_open_percent);
    for (int i = 0; i < m->target_groups_len; i++) {
        if (m->target_groups[i].n == p->s->job.n)
            return SHARE_ALL;
    }
    return 0;
}

/* Whoever is at the level it starts from, or above it and not yet at its end, is right there. */
int
share_of_beginner(const struct match_person *p, const struct module_gain *g)
{
    int held = p->s->rating[g->competence.n];

    if (held == RATING_UNKNOWN)
        return g->from == 0 ? SHARE_ALL : share_percent(MATCH_WEIGHTS.level_unsaid_percent);
    if (held >= g->to)
        return 0;
    if (held >= g->from)
        return SHARE_ALL;
    return held == g->from - 1 ? share_percent(MATCH_WEIGHTS.level_below_percent) : 0;
}

int
share_of_entry(int sum, int gives_len)
{
    if (gives_len == 0)
        return share_percent(MATCH_WEIGHTS.level_unsaid_percent);
    return sum / gives_len;
}

int
share_of_group(bool lacks_participants)
{
    if (lacks_participants)
        return SHARE_ALL;
    return share_percent(MATCH_WEIGHTS.group_settled_percent);
}
