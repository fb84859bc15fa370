/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The best of all blocks without looking at all of them, exactly.
 *
 * A bitmap leaves out what breaks a wish of language, format or price. Blocks that close a gap come
 * in the order of the most points their step of the ladder can have; then, if those found could still
 * be beaten, all others. A block is judged summand by summand, the cheap ones first, and left as
 * soon as the most that the missing ones can add would not bring it among the best. Bounds are sums
 * of maxima, and the mean never falls when a side rises, so nothing that belongs to the best is lost.
 */
#include <math.h>
#include <string.h>

#include "engine/match_fast_parts.h"

enum { SCORES = 101, STEPS_MAX = JOB_PROFILE_TARGETS_MAX * (LEVEL_MAX + 1) * LEVEL_MAX / 2 };

/* Steps of the ladders of a person's gaps, by the most points of the person's side. */
struct agenda {
    const struct match_step *steps[STEPS_MAX];
    uint8_t gap_points[STEPS_MAX];
    int16_t next[STEPS_MAX]; /* -1: the last of its bound */
    int16_t heads[SCORES];
    int len;
};

static void
bits_and(uint64_t *bits, const uint64_t *other, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        bits[i] &= other[i];
}

static void
bits_or(uint64_t *bits, const uint64_t *other, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        bits[i] |= other[i];
}

/* What may fit: a little more than what does. */
static void
fit_build(struct fast *f)
{
    const struct match_index *x = f->x;
    const struct situation *s = f->p->s;

    for (int i = 0; i < FORMATS; i++) {
        if ((s->formats & 1u << i) != 0)
            bits_or(f->fit, x->formats[i], x->words);
    }
    if (!s->german || !s->english) {
        const uint64_t *spoken = s->german ? x->languages[0] : x->languages[1];

        if (!s->german && !s->english)
            memset(f->fit, 0, x->words * sizeof *f->fit);
        bits_and(f->fit, spoken, x->words);
    } else {
        for (uint32_t i = 0; i < x->words; i++)
            f->fit[i] &= x->languages[0][i] | x->languages[1][i];
    }
    if (s->budget.n == CENTS_MAX || f->p->context->voucher != NULL)
        return;
    for (int step = 0; step < MATCH_PRICE_STEPS; step++) {
        if (x->price_limits[step] >= s->budget.n) {
            bits_and(f->fit, x->prices[step], x->words);
            return;
        }
    }
}

static void
agenda_put(const struct fast *f, struct agenda *a, uint16_t competence,
           const struct match_step *step)
{
    struct module_gain gain = {{competence}, step->from, step->to};
    struct match_gives gives = {&gain, 1};
    int gap = points_of(f->p, SUMMAND_GAP, share_of_gap(f->p, gives));
    int most = gap + points_of(f->p, SUMMAND_LEVEL, share_of_level(f->p, gives, false)) +
               f->later_max[LATER_INTEREST];

    a->steps[a->len] = step;
    a->gap_points[a->len] = (uint8_t)gap;
    a->next[a->len] = a->heads[most];
    a->heads[most] = (int16_t)a->len++;
}

static void
step_judge(struct fast *f, const struct match_step *step, int gap_points)
{
    const uint32_t *slots = f->x->slots + step->at;

    for (uint32_t i = 0; i < step->len; i++) {
        if (fast_may_fit(f, slots[i]))
            fast_judge(f, slots[i], gap_points);
    }
}

/* Blocks that give several competences stand in several lists; the first of the gaps' counts. */
static void
several_judge(struct fast *f, uint16_t competence)
{
    const struct match_ladder *ladder = &f->x->ladders[competence];

    for (uint32_t i = 0; i < ladder->several_len; i++) {
        uint32_t slot = ladder->several[i];
        const struct match_row *row;
        const struct module_gain *gain;

        if (!fast_may_fit(f, slot))
            continue;
        row = &f->x->rows[slot];
        gain = f->x->gains + row->gains_at;
        while (!fast_is_gap(f, gain->competence.n))
            gain++;
        if (gain->competence.n == competence)
            fast_judge(f, slot, FAST_GAP_UNKNOWN);
    }
}

static void
gaps_judge(struct fast *f)
{
    struct agenda a;

    a.len = 0;
    memset(a.heads, -1, sizeof a.heads);
    for (int i = 0; i < f->p->job->targets_len; i++) {
        uint16_t k = f->p->job->targets[i].competence.n;
        const struct match_ladder *ladder = &f->x->ladders[k];

        if (!fast_is_gap(f, k))
            continue;
        f->gaps[k / 64] |= UINT64_C(1) << (k % 64);
        for (int s = 0; s < ladder->steps_len; s++)
            agenda_put(f, &a, k, &ladder->steps[s]);
    }
    for (int i = 0; i < f->p->job->targets_len; i++) {
        if (fast_is_gap(f, f->p->job->targets[i].competence.n))
            several_judge(f, f->p->job->targets[i].competence.n);
    }
    for (int most = SCORES - 1; most >= f->person_min && most >= 0; most--) {
        for (int i = a.heads[most]; i >= 0; i = a.next[i])
            step_judge(f, a.steps[i], a.gap_points[i]);
    }
}

/* Blocks that give nothing the job asks for and the person lacks. */
static void
others_judge(struct fast *f)
{
    int most = f->later_max[LATER_INTEREST] +
               MATCH_WEIGHTS.points[f->p->basis][SUMMAND_LEVEL];

    for (uint32_t word = 0; word < f->x->words; word++) {
        if (most < f->person_min)
            return;
        for (uint64_t bits = f->fit[word]; bits != 0; bits &= bits - 1) {
            uint32_t slot = word * 64 + (uint32_t)__builtin_ctzll(bits);
            const uint64_t *gives = f->p->c->columns->competences[slot];

            if (((gives[0] & f->gaps[0]) | (gives[1] & f->gaps[1]) | (gives[2] & f->gaps[2]) |
                 (gives[3] & f->gaps[3])) == 0)
                fast_judge(f, slot, 0);
        }
    }
}

void
fast_best(const struct match_person *p, uint64_t *fit, struct rank *best)
{
    struct fast f;

    fast_init(&f, p, fit, best);
    fit_build(&f);
    if (p->has_gap)
        gaps_judge(&f);
    others_judge(&f);
}
