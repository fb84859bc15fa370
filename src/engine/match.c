/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One pass over all slots judges every module and keeps the best in a heap; only
 * those get their lists. Nothing is looked at twice but the ladder of
 * prerequisites, which needs to know all that fit.
 */
#include "engine/match.h"

#include "engine/match_parts.h"
#include "engine/rank.h"

static enum match_basis
basis_of(const struct match_person *p)
{
    if (p->job != NULL)
        return p->s->interests ? BASIS_JOB_AND_INTERESTS : BASIS_JOB;
    return p->s->interests ? BASIS_INTERESTS : BASIS_NEITHER;
}

static enum err
person_prepare(struct arena *arena, const struct catalogue *c, const struct situation *s,
               struct match_person *p)
{
    double *km = arena_array(arena, double, (size_t)c->venues_len);

    assert(situation_is_sound(s));
    if (km == NULL)
        return ERR_LIMIT;
    *p = (struct match_person){.c = c, .s = s, .km = km};
    p->job = s->job.n ? catalogue_job(c, s->job) : NULL;
    if (s->job.n != 0 && p->job == NULL)
        return ERR_NOT_FOUND;
    for (int i = 0; i < c->venues_len; i++) {
        struct position at = c->venues[i].position;

        km[i] = at.known && s->home.known ? position_distance_m(s->home, at) / 1000 : -1;
    }
    for (int i = 0; p->job != NULL && i < p->job->targets_len; i++) {
        const struct job_target *t = &p->job->targets[i];
        int held = situation_level(s, t->competence);

        p->needed[t->competence.n] = t->level;
        p->weight[t->competence.n] = t->weight;
        p->gap_total += held < t->level ? (t->level - held) * t->weight : 0;
    }
    p->basis = basis_of(p);
    return OK;
}

/* The struct of a page from an appraisal. */
static struct match
match_of(const struct match_person *p, uint32_t slot, const struct match_appraisal *a)
{
    struct match m = {
        .module = p->c->modules[slot],
        .out = a->out,
        .out_value = a->out_value,
        .score = a->score,
        .basis = p->basis,
        .run = a->run != NULL ? a->run->run : NULL,
        .start = a->start,
        .distance_km = a->km,
        .runs_fitting = a->runs_fitting,
    };

    if (a->run != NULL && a->run->venue != COLUMN_ONLINE)
        m.venue = &p->c->venues[a->run->venue];
    for (int i = 0; i < SUMMANDS; i++)
        m.summands[i] = (struct match_points){a->points[i], MATCH_WEIGHTS.points[p->basis][i]};
    return m;
}

/* Every module judged: counts, the best in order, what can be reached. */
struct judged {
    struct match_list list; /* without the matches */
    struct rank best;
    uint8_t reachable[COMPETENCES_MAX];
};

static enum err
judge_all(struct arena *arena, const struct match_person *p, int limit, struct judged *ret_judged)
{
    uint8_t *fits = arena_array(arena, uint8_t, p->c->modules_len);
    struct judged j = {0};

    if (fits == NULL)
        return ERR_LIMIT;
    TRY(rank_init(arena, (uint32_t)limit, &j.best));
    for (uint32_t slot = 0; slot < p->c->modules_len; slot++) {
        struct match_appraisal a;

        appraise(p, slot, &a);
        j.list.out[a.out]++;
        if (a.out != MATCH_IN)
            continue;
        fits[slot] = 1;
        rank_offer(&j.best, (struct rank_entry){.key = -a.score, .start = a.start.n, .slot = slot});
    }
    rank_sort(&j.best);
    j.list.fitting = j.list.out[MATCH_IN];
    j.list.out[MATCH_IN] = 0;
    j.list.len = (int)j.best.len;
    reach_levels(p, fits, j.reachable);
    *ret_judged = j;
    return OK;
}

enum err
match_list(struct arena *arena, const struct catalogue *c, const struct situation *s, int limit,
           struct match_list *ret_list)
{
    struct match_person p;
    struct judged j;

    assert(limit >= 1 && limit <= MATCH_LIST_MAX);
    TRY(person_prepare(arena, c, s, &p));
    TRY(judge_all(arena, &p, limit, &j));
    j.list.matches = arena_array(arena, struct match, (size_t)j.list.len);
    if (j.list.matches == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < j.list.len; i++) {
        struct match_appraisal a;

        appraise(&p, j.best.entries[i].slot, &a);
        j.list.matches[i] = match_of(&p, j.best.entries[i].slot, &a);
        TRY(match_explain(arena, &p, j.reachable, &j.list.matches[i]));
    }
    *ret_list = j.list;
    return OK;
}

enum err
match_one(struct arena *arena, const struct catalogue *c, const struct situation *s,
          const struct module *m, struct match *ret_match)
{
    struct match_appraisal a;
    struct match_person p;
    struct judged j;
    struct match match;

    TRY(person_prepare(arena, c, s, &p));
    appraise(&p, catalogue_slot(c, m), &a);
    match = match_of(&p, catalogue_slot(c, m), &a);
    if (a.out == MATCH_IN) {
        TRY(judge_all(arena, &p, 1, &j));
        TRY(match_explain(arena, &p, j.reachable, &match));
    }
    *ret_match = match;
    return OK;
}
