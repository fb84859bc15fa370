/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The best of all blocks without looking at all of them, exactly.
 *
 * A bitmap leaves out what breaks a wish of language, format or price. What each step of the
 * ladders is worth to the person is computed once. Blocks that give what the job or the employer
 * asks for come first, those of a single step in the order of the best score the step allows; then,
 * if those found could still be beaten, all others. A block is judged summand by summand, the cheap
 * ones first, and left as soon as the most that the missing ones can add would not bring it among
 * the best. Bounds are sums of maxima, and the mean never falls when a side rises, so nothing that
 * belongs to the best is lost.
 */
#include <math.h>
#include <string.h>

#include "engine/match_fast_parts.h"

enum {
    BOUNDS = 101,
    STEPS_MAX = COMPETENCES_MAX * (LEVEL_MAX + 1) * LEVEL_MAX / 2,
    BOUND_PART = 100,
    NEAR_KM_MAX = 120,
    AHEAD = 24, /* rows fetched before they are judged */
};

/* Steps of the ladders that are asked for, by the best score a block of the step could have. */
struct agenda {
    const struct match_step *steps[STEPS_MAX];
    int16_t next[STEPS_MAX]; /* -1: the last of its bound */
    int16_t heads[BOUNDS];
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

static void
bit_set(uint64_t *bits, uint32_t slot)
{
    bits[slot / 64] |= UINT64_C(1) << (slot % 64);
}

/*
 * Leave out what is surely too far: the cells of a box around the circle are kept. A degree of
 * latitude has more than 111 km; one of longitude that times the least cosine in the box, and the
 * chord is shorter than the arc by less than 2 % up to NEAR_KM_MAX.
 */
static void
fit_near(struct fast *f, uint64_t *near)
{
    const struct match_index *x = f->x;
    const struct situation *s = f->p->s;
    double degrees = s->distance_km / 111.0;
    double lat = fabs(s->home.lat_micro / 1e6) + degrees;
    double narrow = lat < 80 ? cos(lat * 3.14159265358979323846 / 180) : 0;
    int64_t north = (int64_t)(degrees * 1e6) + 1;
    int64_t east;

    if (!s->home.known || s->distance_km > NEAR_KM_MAX || narrow < 0.3)
        return;
    east = (int64_t)(degrees / narrow * 1.02 * 1e6) + 1;
    memcpy(near, x->anywhere, x->words * sizeof *near);
    for (int row = match_cell_row(s->home.lat_micro - north);
         row <= match_cell_row(s->home.lat_micro + north); row++) {
        int first = match_cell_column(s->home.lon_micro - east);
        int last = match_cell_column(s->home.lon_micro + east);

        for (uint32_t i = x->cells_at[row * MATCH_CELL_COLUMNS + first];
             i < x->cells_at[row * MATCH_CELL_COLUMNS + last + 1]; i++)
            bit_set(near, x->cell_slots[i]);
    }
    bits_and(f->fit, near, x->words);
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
agenda_put(const struct fast *f, struct agenda *a, const struct match_step *step)
{
    struct gain_points points = fast_points(f, f->worth[step->step], 1, false);
    int bound = fast_bound(f, points) / BOUND_PART;

    a->steps[a->len] = step;
    a->next[a->len] = a->heads[bound];
    a->heads[bound] = (int16_t)a->len++;
}

static void
slots_judge(struct fast *f, const uint32_t *slots, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        if (i + AHEAD < len)
            __builtin_prefetch(&f->x->rows[slots[i + AHEAD]]);
        if (fast_may_fit(f, slots[i]))
            fast_judge(f, slots[i]);
    }
}

static void
step_judge(struct fast *f, const struct match_step *step)
{
    struct gain_points points = fast_points(f, f->worth[step->step], 1, false);

    if (fast_can_reach(f, points))
        slots_judge(f, f->x->slots + step->at, step->len);
}

/* Blocks that give something the job or the employer asks for. */
static void
asked_judge(struct fast *f)
{
    struct agenda a;

    a.len = 0;
    memset(a.heads, -1, sizeof a.heads);
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        const struct match_ladder *ladder = &f->x->ladders[k];

        for (int s = 0; fast_is_asked(f, k) && s < ladder->steps_len; s++)
            agenda_put(f, &a, &ladder->steps[s]);
    }
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (fast_is_asked(f, k))
            slots_judge(f, f->x->ladders[k].several, f->x->ladders[k].several_len);
    }
    for (int bound = BOUNDS - 1; bound >= 0 && (bound + 1) * BOUND_PART > f->need; bound--) {
        for (int i = a.heads[bound]; i >= 0; i = a.next[i])
            step_judge(f, a.steps[i]);
    }
}

/* Those of `bits` that may fit and were not judged, as long as one with these points can be among
 * the best. */
static void
bits_judge(struct fast *f, const uint64_t *bits, struct gain_points most)
{
    for (uint32_t word = 0; word < f->x->words; word++) {
        uint64_t left = f->fit[word] & bits[word];
        uint64_t next = word + 1 < f->x->words ? f->fit[word + 1] & bits[word + 1] : 0;

        for (; next != 0; next &= next - 1)
            __builtin_prefetch(&f->x->rows[(word + 1) * 64 + (uint32_t)__builtin_ctzll(next)]);
        if (left == 0)
            continue;
        if (!fast_can_reach(f, most))
            return;
        for (; left != 0; left &= left - 1)
            fast_judge(f, word * 64 + (uint32_t)__builtin_ctzll(left));
    }
}

/*
 * Blocks that give nothing of that, and so neither gap nor target nor cover: first those of a topic
 * of the person's, then those that have no points for interest either.
 */
static void
others_judge(struct fast *f, uint64_t *bits)
{
    const uint8_t *points = MATCH_WEIGHTS.points[f->p->basis];
    struct gain_points most = {points[SUMMAND_LEVEL], 0, points[SUMMAND_ENTRY]};

    if (fast_can_reach(f, most)) {
        memset(bits, 0, f->x->words * sizeof *bits);
        for (int topic = 0; topic < TOPICS_MAX; topic++) {
            if ((f->p->s->interests >> topic & 1) != 0)
                bits_or(bits, f->x->topics[topic], f->x->words);
        }
        bits_judge(f, bits, most);
    }
    most.person -= points[SUMMAND_INTEREST];
    bits_judge(f, f->fit, most);
}

enum err
fast_room_make(struct arena *arena, const struct catalogue *c, struct fast_room *ret_room)
{
    struct fast_room room = {.fit = arena_array(arena, uint64_t, c->match->words),
                             .fits = arena_array(arena, uint64_t, c->match->words),
                             .topics = arena_array(arena, uint64_t, c->match->words),
                             .worth = arena_array(arena, struct step_worth, c->match->steps_len)};

    if (room.fit == NULL || room.fits == NULL || room.topics == NULL || room.worth == NULL)
        return ERR_LIMIT;
    *ret_room = room;
    return OK;
}

void
fast_best(struct match_person *p, struct fast_room room, struct rank *best)
{
    struct fast f;

    fast_init(&f, p, room, best);
    fit_build(&f);
    fit_near(&f, room.topics);
    memcpy(room.fits, room.fit, f.x->words * sizeof *room.fit);
    p->fits = room.fits;
    p->fast = &f;
    asked_judge(&f);
    fast_finish(&f);
    others_judge(&f, room.topics);
    fast_finish(&f);
    p->fast = NULL;
}
