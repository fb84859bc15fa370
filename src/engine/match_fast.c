/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The best of all blocks without looking at all of them, exactly.
 *
 * A bitmap leaves out what breaks a wish of language, format or price. Blocks that give what the
 * job or the employer asks for come first, by the steps of the ladders, those with the best points
 * first; then, if those found could still be beaten, all others. Of each the hint gives a score
 * that it cannot exceed: a few looked-up numbers. Those that could be among the best are gathered,
 * and judged in the order of that bound until it falls below the worst of the best. Bounds are sums
 * of maxima, and the mean never falls when a side rises, so nothing that belongs to the best is
 * lost.
 */
#include <math.h>
#include <string.h>

#include "engine/match_fast_parts.h"

enum {
    BOUNDS = 101,
    STEPS_MAX = COMPETENCES_MAX * (LEVEL_MAX + 1) * LEVEL_MAX / 2,
    BOUND_PART = 100,
    NEAR_KM_MAX = 120,
    AHEAD_ROWS = 16,      /* rows, before they are judged */
    AHEAD_RUNS = 8,       /* their runs */
    FIRST_GATHERED = 512, /* so many are judged before the others are bounded */
    CLASS_SIZE = 16,      /* hundredths; candidates are sorted as finely as this */
    CLASSES = 10000 / CLASS_SIZE + 2,
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

/* Gathered ones by bound, the best first. */
static void
candidates_sort(struct fast *f)
{
    uint32_t at[CLASSES] = {0};
    uint32_t len = 0;

    for (uint32_t i = 0; i < f->candidates_len; i++)
        at[f->candidates[i].bound / CLASS_SIZE]++;
    for (int class = CLASSES - 1; class >= 0; class --) {
        uint32_t here = at[class];

        at[class] = len;
        len += here;
    }
    for (uint32_t i = 0; i < f->candidates_len; i++)
        f->order[at[f->candidates[i].bound / CLASS_SIZE]++] = i;
}

/* Judge those gathered, as far as they can still be among the best. */
static void
candidates_judge(struct fast *f)
{
    uint32_t len = f->candidates_len;

    candidates_sort(f);
    for (uint32_t i = 0; i < len; i++) {
        const struct candidate *c = &f->candidates[f->order[i]];

        if (i + AHEAD_ROWS < len)
            __builtin_prefetch(&f->x->rows[f->candidates[f->order[i + AHEAD_ROWS]].slot]);
        if (i + AHEAD_RUNS < len)
            __builtin_prefetch(
                &f->x->runs[f->x->rows[f->candidates[f->order[i + AHEAD_RUNS]].slot].runs_at]);
        if ((int)c->bound + CLASS_SIZE <= f->need)
            break;
        if ((int)c->bound >= f->need)
            fast_judge(f, c->slot);
    }
    f->candidates_len = 0;
}

static void
candidate_put(struct fast *f, uint32_t slot, uint32_t points)
{
    int bound = fast_fused_bound(f, points) + fast_correction(f, slot);

    if (bound < f->need)
        return;
    if (f->candidates_len == CANDIDATES_MAX)
        candidates_judge(f);
    bound = bound < 0 ? 0 : bound > FUSED_MAX ? FUSED_MAX : bound;
    f->candidates[f->candidates_len++] = (struct candidate){slot, (uint32_t)bound};
}

static void
agenda_put(const struct fast *f, struct agenda *a, const struct match_step *step)
{
    uint32_t points = fast_points(f, f->worth[step->step], 1, false) + f->rest_max;
    int bound = fast_fused_bound(f, points) / BOUND_PART;

    __builtin_prefetch(&f->x->slots[step->at]);
    bound = bound < BOUNDS ? bound : BOUNDS - 1;
    a->steps[a->len] = step;
    a->next[a->len] = a->heads[bound];
    a->heads[bound] = (int16_t)a->len++;
}

/* A block whose hint allows it to be among the best: its gains are looked at. */
static void
gains_look(struct fast *f, uint32_t slot, uint32_t rest)
{
    const struct match_hint *h = &f->x->hints[slot];
    uint32_t points = rest + fast_gain_points(f, h, false);

    if (fast_can_reach(f, points) && h->needs_len > 0 && fast_lacks(f, slot, 0, 0))
        points = rest + fast_gain_points(f, h, true);
    if (fast_can_reach(f, points))
        candidate_put(f, slot, points);
}

static void
look(struct fast *f, struct looking l)
{
    uint32_t rest = fast_hint_points(f, &f->x->hints[l.slot]);

    if (fast_can_reach(f, rest + l.most))
        gains_look(f, l.slot, rest);
}

/* Look at a block whose gains give at most `most`, as soon as its hint has come from memory. */
static void
look_soon(struct fast *f, uint32_t slot, uint32_t most)
{
    struct looking *place = &f->looking[f->looking_at++ % LOOKING];
    struct looking before = *place;

    __builtin_prefetch(&f->x->hints[slot]);
    *place = (struct looking){slot, most};
    if (f->looking_at > LOOKING)
        look(f, before);
}

/* Nobody waits any longer. */
static void
look_now(struct fast *f)
{
    uint32_t at = f->looking_at > LOOKING ? f->looking_at - LOOKING : 0;

    for (; at < f->looking_at; at++)
        look(f, f->looking[at % LOOKING]);
    f->looking_at = 0;
    candidates_judge(f);
}

/* Each is looked at once. */
static void
slots_look(struct fast *f, const uint32_t *slots, uint32_t len, uint32_t most)
{
    for (uint32_t i = 0; i < len; i++) {
        uint32_t slot = slots[i];

        if (fast_may_fit(f, slot)) {
            f->fit[slot / 64] &= ~(UINT64_C(1) << (slot % 64));
            look_soon(f, slot, most);
        }
    }
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
    for (int bound = BOUNDS - 1; bound >= 0; bound--) {
        for (int i = a.heads[bound]; i >= 0; i = a.next[i]) {
            const struct match_step *step = a.steps[i];
            uint32_t points = fast_points(f, f->worth[step->step], 1, false);

            if (f->need == 0 && f->candidates_len >= FIRST_GATHERED)
                candidates_judge(f);
            if (fast_can_reach(f, points + f->rest_max))
                slots_look(f, f->x->slots + step->at, step->len, points);
        }
    }
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (fast_is_asked(f, k))
            slots_look(f, f->x->ladders[k].several, f->x->ladders[k].several_len, f->gains_max);
    }
    look_now(f);
}

/* The bitmap of prices that leaves out what is too dear to be among the best; NULL: all are. */
static const uint64_t *
prices_that_reach(const struct fast *f, uint32_t most_without_price)
{
    int class = MATCH_CLASSES;

    while (class > 0 && !fast_can_reach(f, most_without_price + f->bounds->price[class - 1]))
        class --;
    if (class == 0)
        return NULL;
    for (int step = 0; class < MATCH_CLASSES && step < MATCH_PRICE_STEPS; step++) {
        if (f->x->price_limits[step] >= (int64_t) class * MATCH_PRICE_CLASS_CENTS)
            return f->x->prices[step];
    }
    return f->x->prices[MATCH_PRICE_STEPS - 1];
}

/* Those of `bits` that may fit and were not looked at; gains give them `most` points. */
static void
bits_look(struct fast *f, const uint64_t *bits, uint32_t most, uint32_t rest)
{
    const uint64_t *cheap = prices_that_reach(f, most + rest);

    for (uint32_t word = 0; cheap != NULL && word < f->x->words; word++) {
        uint64_t left = f->fit[word] & bits[word] & cheap[word];

        f->fit[word] &= ~left;
        for (; left != 0; left &= left - 1)
            look_soon(f, word * 64 + (uint32_t)__builtin_ctzll(left), most);
    }
    look_now(f);
}

/*
 * Blocks that give nothing of that, and so neither gap nor target nor cover: first those of a topic
 * of the person's, then those that have no points for interest either.
 */
static void
others_judge(struct fast *f, uint64_t *bits)
{
    uint32_t most = fast_pack(SUMMAND_LEVEL, fast_most(f, SUMMAND_LEVEL)) +
                    fast_pack(SUMMAND_ENTRY, fast_most(f, SUMMAND_ENTRY));
    uint32_t rest = f->rest_max - f->bounds->price[0];

    if (fast_can_reach(f, most + f->rest_max)) {
        memset(bits, 0, f->x->words * sizeof *bits);
        for (int topic = 0; topic < TOPICS_MAX; topic++) {
            if ((f->p->s->interests >> topic & 1) != 0)
                bits_or(bits, f->x->topics[topic], f->x->words);
        }
        bits_look(f, bits, most, rest);
    }
    rest -= fast_pack(SUMMAND_INTEREST, fast_most(f, SUMMAND_INTEREST));
    bits_look(f, f->fit, most, rest);
}

enum err
fast_room_make(struct arena *arena, const struct catalogue *c, struct fast_room *ret_room)
{
    struct fast_room room = {.fit = arena_array(arena, uint64_t, c->match->words),
                             .fits = arena_array(arena, uint64_t, c->match->words),
                             .topics = arena_array(arena, uint64_t, c->match->words),
                             .worth = arena_array(arena, struct step_worth, c->match->steps_len),
                             .bounds = arena_new(arena, struct match_bounds),
                             .candidates = arena_array(arena, struct candidate, CANDIDATES_MAX),
                             .order = arena_array(arena, uint32_t, CANDIDATES_MAX)};

    if (room.fit == NULL || room.fits == NULL || room.topics == NULL || room.worth == NULL ||
        room.bounds == NULL || room.candidates == NULL || room.order == NULL)
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
    others_judge(&f, room.topics);
    p->fast = NULL;
}
