/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tables of one person's points by class. Each entry is the most that a block of the class can
 * have; what no block of the class can keep (a hard wish) is BOUND_OUT.
 */
#include <math.h>

#include "engine/match_fast_parts.h"

#define KM_PER_MICRO (6371.0088 * 3.14159265358979323846 / 180e6)
#define RADIANS_PER_MICRO (3.14159265358979323846 / 180e6)
#define NEAR_MICRO 34000000 /* 0.6 radians, rounded down */

enum { HALF_TURN_MICRO = 180000000, FUSED_OF_POINT = 100 };

static uint32_t
most_packed(const struct match_person *p, enum match_summand summand)
{
    return fast_pack(summand, MATCH_WEIGHTS.points[p->basis][summand]);
}

static uint32_t
share_packed(const struct match_person *p, enum match_summand summand, int share)
{
    return fast_pack(summand, points_of(p, summand, share));
}

static void
topics_bound(const struct match_person *p, struct match_bounds *b)
{
    for (int topic = 0; topic < TOPICS_MAX; topic++)
        b->topic[topic] =
            share_packed(p, SUMMAND_INTEREST, share_of_interest(p, UINT64_C(1) << topic));
    b->topic[MATCH_TOPIC_NONE] = 0;
    b->topic[MATCH_TOPIC_SEVERAL] = p->s->interests != 0 ? most_packed(p, SUMMAND_INTEREST) : 0;
}

static void
prices_bound(const struct match_person *p, struct match_bounds *b)
{
    const struct match_employer *e = p->context->employer;
    const struct match_voucher *v = p->context->voucher;

    for (int class = 0; class < MATCH_CLASSES; class ++) {
        int64_t cents = (int64_t) class * MATCH_PRICE_CLASS_CENTS;
        int64_t due = v == NULL ? cents : v->value.n < cents ? cents - v->value.n : 0;

        b->price[class] = share_packed(p, SUMMAND_PRICE, share_of_price(p, cents));
        if (e != NULL)
            b->price[class] += share_packed(p, SUMMAND_BUDGET, share_of_budget(p, due));
        if (due > p->s->budget.n || (e != NULL && cents > e->price_max.n))
            b->price[class] |= BOUND_OUT;
    }
}

static void
efforts_bound(const struct match_person *p, struct match_bounds *b)
{
    for (int class = 0; class < MATCH_CLASSES; class ++) {
        int32_t minutes = (class - 1) * MATCH_EFFORT_CLASS_MINUTES;

        if (class <= 1) /* not stated, or nearly nothing */
            minutes = class;
        b->effort[class] = share_packed(p, SUMMAND_EFFORT, share_of_effort(p, minutes));
    }
}

static void
kinds_bound(const struct match_person *p, struct match_bounds *b)
{
    for (int class = 0; class < MATCH_CLASSES; class ++) {
        int share = class * MATCH_QUALITY_CLASS;

        b->quality[class] = share_packed(p, SUMMAND_QUALITY, share < SHARE_ALL ? share : SHARE_ALL);
    }
    for (int flags = 0; flags < MATCH_HINT_FLAGS; flags++) {
        int format = flags & MATCH_HINT_FORMAT;
        int audience = share_percent(MATCH_WEIGHTS.audience_open_percent);

        if ((flags & MATCH_HINT_GROUPS) != 0 && p->s->job.n != 0)
            audience = SHARE_ALL;
        b->flags[flags] =
            share_packed(p, SUMMAND_FORMAT, share_of_format(p, (uint8_t)format)) +
            share_packed(p, SUMMAND_AUDIENCE, audience) +
            share_packed(p, SUMMAND_GROUP, share_of_group((flags & MATCH_HINT_LACKS) != 0));
        if ((p->s->formats & 1u << format) == 0)
            b->flags[flags] |= BOUND_OUT;
    }
}

/*
 * Kilometres that the great-circle distance to a place of the box surely exceeds, squared; as
 * least_km_squared() of match_fast_judge.c, with the box's nearest side and least cosine.
 */
static double
box_km_squared(struct position home, struct match_cell_box box)
{
    int64_t lat = home.lat_micro < box.south   ? box.south - home.lat_micro
                  : home.lat_micro > box.north ? home.lat_micro - box.north
                                               : 0;
    int64_t lon = home.lon_micro < box.west   ? box.west - home.lon_micro
                  : home.lon_micro > box.east ? home.lon_micro - box.east
                                              : 0;
    int64_t steep = -box.south > box.north ? box.south : box.north;
    double cosines =
        cos(home.lat_micro * RADIANS_PER_MICRO) * cos((double)steep * RADIANS_PER_MICRO);
    double north = KM_PER_MICRO * (double)(lat < NEAR_MICRO ? lat : NEAR_MICRO);
    double east = KM_PER_MICRO * (double)(lon < NEAR_MICRO ? lon : NEAR_MICRO);

    /* The other way round the earth may be nearer. */
    if (box.east - home.lon_micro > HALF_TURN_MICRO || home.lon_micro - box.west > HALF_TURN_MICRO)
        east = 0;
    return 0.96 * (north * north + (cosines > 0 ? cosines : 0) * east * east);
}

static void
places_bound(const struct match_person *p, struct match_bounds *b)
{
    const struct situation *s = p->s;

    for (int cell = 0; cell < MATCH_CELLS; cell++) {
        double km = -1;

        if (s->home.known)
            km = sqrt(box_km_squared(s->home, match_cell_box(cell)));
        b->place[cell] = share_packed(p, SUMMAND_PLACE, share_of_place(p, true, km));
        if (wishes_place_is_too_far(s, km))
            b->place[cell] |= BOUND_OUT;
    }
    b->place[MATCH_CELLS] = most_packed(p, SUMMAND_PLACE);
}

/* The best timing of what begins on one of these days; `later`: of what begins after them. */
static uint32_t
timing_bound(const struct match_person *p, struct day first, struct day last, uint32_t later)
{
    uint32_t timing;
    struct day best;

    if (p->context->employer == NULL)
        return 0;
    best = p->context->employer->suits_from;
    best = best.n < first.n ? first : best.n > last.n ? last : best;
    timing = share_packed(p, SUMMAND_TIMING, share_of_timing(p, best, best));
    return timing > later ? timing : later;
}

/* Points of what begins in a week or, where it cannot, in a later one. */
static void
starts_bound(const struct match_person *p, struct match_bounds *b)
{
    const struct situation *s = p->s;
    struct day base = p->c->match->base;
    struct day after = day_plus(base, 7 * MATCH_STARTS_WEEKS);
    uint32_t timing = 0;
    uint32_t most = most_packed(p, SUMMAND_START);

    if (p->context->employer != NULL)
        most += most_packed(p, SUMMAND_TIMING);
    if (s->latest_end.n >= after.n)
        timing = timing_bound(p, after, s->latest_end, 0);
    b->starts = UINT64_C(1) << MATCH_STARTS_WEEKS;
    b->start[MATCH_STARTS_WEEKS] = most;
    b->start[MATCH_STARTS_NONE] = s->latest_end.n >= after.n ? most : BOUND_OUT;
    for (int week = MATCH_STARTS_WEEKS - 1; week >= 0; week--) {
        struct day monday = day_plus(base, 7 * week);
        struct day first = monday.n > s->start.n ? monday : s->start;

        timing = timing_bound(p, monday, day_plus(monday, 6), timing);
        b->start[week] = timing + share_packed(p, SUMMAND_START, share_of_start(p, first));
        if (monday.n + 6 >= s->start.n && monday.n <= s->latest_end.n)
            b->starts |= UINT64_C(1) << week;
    }
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        int week = (s->blocked_weeks[i].n - base.n) / 7;

        if (s->blocked_weeks[i].n >= base.n && week < MATCH_STARTS_WEEKS)
            b->starts &= ~(UINT64_C(1) << week);
    }
}

void
match_bounds_init(struct match_bounds *b, const struct match_person *p)
{
    int weights = 0;

    for (int side = 0; side < MATCH_SIDES; side++) {
        weights += p->side_weight[side];
        b->parts[side][0] = p->side_weight[side] == 0 ? 0 : INFINITY;
        for (int score = 1; score < MATCH_SCORES; score++)
            b->parts[side][score] = (float)p->side_weight[side] / (float)score;
    }
    b->whole = (float)(FUSED_OF_POINT * weights);
    topics_bound(p, b);
    prices_bound(p, b);
    efforts_bound(p, b);
    kinds_bound(p, b);
    places_bound(p, b);
    starts_bound(p, b);
}
