/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One block judged from its row and runs: the same shares as match_score.c and the same rules as
 * match_wishes.c, in the order of what they cost, given up as soon as it cannot be among the best.
 */
#include <math.h>
#include <string.h>

#include "engine/match_fast_parts.h"

#define KM_PER_MICRO (6371.0088 * 3.14159265358979323846 / 180e6)
#define RADIANS_PER_MICRO (3.14159265358979323846 / 180e6)
#define NEAR_MICRO 34000000 /* 0.6 radians, rounded down */

enum { HALF_TURN_MICRO = 180000000, METRES = 1000, HUNDREDTHS = 100 };

/* One block on its way: what is known of it so far. */
struct judging {
    const struct match_row *row;
    uint32_t slot;
    int person; /* without place and start */
    int employer;
    int provider;
    int correction;
    bool lacks_prerequisite;
    /* the best run so far */
    int fused; /* -1: none fits */
    struct day start;
    struct match_side_score sides[MATCH_SIDES];
};

static int
fuse(const struct fast *f, int person, int employer, int provider)
{
    const struct match_side_score sides[MATCH_SIDES] = {
        {(uint8_t)person, f->p->side_weight[SIDE_PERSON]},
        {(uint8_t)employer, f->p->side_weight[SIDE_EMPLOYER]},
        {(uint8_t)provider, f->p->side_weight[SIDE_PROVIDER]}};

    return match_fuse(sides);
}

/* The most that the summands can add, whatever the block; beside those that follow from gains. */
static void
caps_init(struct fast *f)
{
    static const enum match_summand OF_GAINS[] = {SUMMAND_GAP, SUMMAND_LEVEL, SUMMAND_TARGET,
                                                  SUMMAND_COVER, SUMMAND_ENTRY};
    int audience = share_percent(MATCH_WEIGHTS.audience_open_percent);

    for (int i = 0; i < SUMMANDS; i++) {
        if (MATCH_WEIGHTS.side[i] != SIDE_EMPLOYER || f->p->context->employer != NULL)
            f->rest_max += fast_pack((enum match_summand)i, fast_most(f, (enum match_summand)i));
    }
    for (size_t i = 0; i < ARRAY_LEN(OF_GAINS); i++) {
        if (MATCH_WEIGHTS.side[OF_GAINS[i]] != SIDE_EMPLOYER || f->p->context->employer != NULL)
            f->gains_max += fast_pack(OF_GAINS[i], fast_most(f, OF_GAINS[i]));
    }
    f->rest_max -= f->gains_max;
    if (f->p->s->job.n == 0)
        f->rest_max -= fast_pack(SUMMAND_AUDIENCE, fast_most(f, SUMMAND_AUDIENCE) -
                                                       points_of(f->p, SUMMAND_AUDIENCE, audience));
}

static bool
has_rules(const struct match_employer *e)
{
    return e->price_max.n < CENTS_MAX || e->minutes_max > 0 || e->formats != 0 ||
           e->certified_only || e->providers_len > 0;
}

static void
worth_init(struct fast *f)
{
    const struct match_person *p = f->p;

    for (uint32_t i = 0; i < f->x->steps_len; i++) {
        const struct module_gain *g = &f->x->steps[i];
        uint16_t k = g->competence.n;
        uint8_t rating = p->s->rating[k] == RATING_UNKNOWN ? LEVEL_MAX + 1 : p->s->rating[k];
        uint64_t shares = f->x->shares[rating][g->from][g->to];

        f->worth[i] = (struct step_worth){.person = shares};
        if (!fast_is_asked(f, k))
            continue;
        if (p->needed[k] > p->held[k]) {
            f->worth[i].person += (shares >> WORTH_FIT_AT & 0x7fff) << WORTH_ASKED_FIT_AT;
            f->worth[i].employer = UINT64_C(1) << WORTH_ASKED_AT;
        }
        f->worth[i].person += (uint64_t)gain_closes(p, g);
        f->worth[i].employer += (uint64_t)gain_serves(p, g) | (uint64_t)gain_covers(p, g)
                                                                  << WORTH_COVERED_AT;
    }
}

static int
field(uint64_t sums, int at, int bits)
{
    return (int)(sums >> at & ((UINT64_C(1) << bits) - 1));
}

/*
 * n * SHARE_ALL / full without a division, for n <= full: the unit is SHARE_ALL / full in parts of
 * 2^32, rounded up. It is too large by less than one part, and n by less than 2^18 of them does not
 * reach the next whole number, from which the quotient is at least 1 / full away (full < 2^13).
 */
static uint64_t
unit_of(int full)
{
    return full > 0 ? (((uint64_t)SHARE_ALL << 32) + (uint64_t)full - 1) / (uint64_t)full : 0;
}

static int
share_by_unit(int n, int full, uint64_t unit)
{
    if (n == 0)
        return 0;
    return n >= full ? SHARE_ALL : (int)((uint64_t)n * unit >> 32);
}

/* The mean of n shares, likewise. */
static int
mean_of(const struct fast *f, int sum, int n)
{
    return (int)((uint64_t)sum * f->parts_of[n] >> 32);
}

static uint32_t
packed(const struct fast *f, enum match_summand summand, int share)
{
    return fast_pack(summand, points_of(f->p, summand, share));
}

/* The same shares as share_of_gap() and its like in match_score.c and match_sides.c. */
uint32_t
fast_points(const struct fast *f, struct step_worth sums, int gives_len, bool lacks_prerequisite)
{
    const struct match_person *p = f->p;
    int asked = field(sums.employer, WORTH_ASKED_AT, 8);
    int entry = SHARE_ALL / 100 * MATCH_WEIGHTS.level_unsaid_percent;
    int level = entry;
    int level_max = SHARE_ALL / 100 * MATCH_WEIGHTS.level_below_percent;
    uint32_t points;

    if (gives_len > 0) {
        entry = mean_of(f, field(sums.person, WORTH_BEGINNER_AT, 15), gives_len);
        level = asked > 0 ? mean_of(f, field(sums.person, WORTH_ASKED_FIT_AT, 15), asked)
                          : mean_of(f, field(sums.person, WORTH_FIT_AT, 15), gives_len);
    }
    level = lacks_prerequisite && level > level_max ? level_max : level;
    points =
        packed(f, SUMMAND_GAP, share_by_unit(field(sums.person, 0, 18), p->gap_full, f->gap_unit)) +
        packed(f, SUMMAND_LEVEL, level) + packed(f, SUMMAND_ENTRY, entry);
    if (p->context->employer != NULL) {
        int covered = field(sums.employer, WORTH_COVERED_AT, 8);

        points +=
            packed(f, SUMMAND_TARGET,
                   share_by_unit(field(sums.employer, 0, 16), p->target_full, f->target_unit)) +
            packed(f, SUMMAND_COVER,
                   share_by_unit(covered, MATCH_WEIGHTS.cover_full_targets, f->cover_unit));
    }
    return points;
}

uint32_t
fast_gain_points(const struct fast *f, const struct match_hint *h, bool lacks_prerequisite)
{
    const uint16_t *gains =
        h->gains_len <= MATCH_HINT_GAINS ? h->gains.few : f->x->gains + h->gains.at;
    struct step_worth sums = {0, 0};

    for (int i = 0; i < h->gains_len; i++) {
        sums.person += f->worth[gains[i]].person;
        sums.employer += f->worth[gains[i]].employer;
    }
    return fast_points(f, sums, h->gains_len, lacks_prerequisite);
}

/* How many weeks of a time are free: by the mask where it can tell. */
static int
weeks_free(const struct fast *f, struct day from, struct day to)
{
    int weeks = 0;
    int first = (day_monday(from).n - f->x->base.n) / 7;
    int last = (day_monday(to).n - f->x->base.n) / 7;

    if (day_monday(from).n < f->x->base.n || last >= MATCH_WEEKS || from.n > to.n)
        return wishes_weeks_free(f->p->s, from, to);
    for (int week = first; week <= last; week++)
        weeks += (f->blocked[week / 64] >> (week % 64) & 1) == 0;
    return weeks;
}

void
fast_init(struct fast *f, const struct match_person *p, struct fast_room room, struct rank *best)
{
    const struct situation *s = p->s;

    memset(f, 0, sizeof *f);
    f->p = p;
    f->x = p->c->match;
    f->fit = room.fit;
    f->worth = room.worth;
    f->best = best;
    f->correction_max = p->context->correction != NULL ? p->context->correction_max : 0;
    f->has_rules = p->context->employer != NULL && has_rules(p->context->employer);
    f->bounds = room.bounds;
    f->candidates = room.candidates;
    f->order = room.order;
    f->parts_max = INFINITY;
    f->gap_unit = unit_of(p->gap_full);
    f->target_unit = unit_of(p->target_full);
    f->cover_unit = unit_of(MATCH_WEIGHTS.cover_full_targets);
    for (int n = 1; n <= MODULE_LEVELS_MAX; n++)
        f->parts_of[n] = ((UINT64_C(1) << 32) + (uint64_t)n - 1) / (uint64_t)n;
    caps_init(f);
    worth_init(f);
    match_bounds_init(f->bounds, p);
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        int week = (s->blocked_weeks[i].n - f->x->base.n) / 7;

        if (s->blocked_weeks[i].n >= f->x->base.n && week < MATCH_WEEKS)
            f->blocked[week / 64] |= UINT64_C(1) << (week % 64);
    }
    f->self_paced_weeks = weeks_free(f, s->start, s->latest_end);
    if (f->self_paced_weeks > 0)
        f->self_paced_start = wishes_start(s, NULL);
    f->home_cos_root = s->home.known ? sqrt(cos(s->home.lat_micro * RADIANS_PER_MICRO)) : 0;
}

/*
 * Kilometres that the great-circle distance surely exceeds, squared. With a = sin²(Δφ/2) + cos φ₁
 * cos φ₂ sin²(Δλ/2) the distance is at least 2R√a, and sin²(x/2) is at least 0.97 · x²/4 up to 0.6
 * radians.
 */
static double
least_km_squared(const struct fast *f, const struct match_run_row *run)
{
    int64_t lat = (int64_t)run->position.lat_micro - f->p->s->home.lat_micro;
    int64_t lon = (int64_t)run->position.lon_micro - f->p->s->home.lon_micro;
    double north;
    double east;

    lat = lat < 0 ? -lat : lat;
    lon = lon < 0 ? -lon : lon;
    if (lon > HALF_TURN_MICRO)
        return 0;
    north = KM_PER_MICRO * (double)(lat < NEAR_MICRO ? lat : NEAR_MICRO);
    east =
        (double)run->km_per_lon * f->home_cos_root * (double)(lon < NEAR_MICRO ? lon : NEAR_MICRO);
    return 0.96 * (north * north + east * east);
}

/* The threshold rises with every block that is taken in. */
static void
offer(struct fast *f, const struct judging *j)
{
    rank_offer(f->best, match_entry(j->slot, j->start, j->fused, j->sides));
    if (f->best->len < f->best->max || f->need == (int)-f->best->entries[0].key)
        return;
    f->need = (int)-f->best->entries[0].key;
    /* fast_fused_bound() + correction >= need, and a little more for the rounding of floats */
    if (f->need - f->correction_max > 1)
        f->parts_max = f->bounds->whole / (float)(f->need - f->correction_max - 1) * 1.00001F;
}

/* fuse() >= need, without a division: see match_fuse(). */
static bool
can_reach(const struct fast *f, const struct judging *j, int person, int employer, int provider)
{
    const uint8_t *weight = f->p->side_weight;
    int64_t a = person;
    int64_t b = weight[SIDE_EMPLOYER] > 0 ? employer : 1;
    int64_t c = provider;
    int64_t need = f->need - j->correction;
    int64_t weights = weight[0] + weight[1] + weight[2];
    int64_t below = weight[0] * b * c + weight[1] * a * c + weight[2] * a * b;

    return need <= 0 ||
           (a * b * c > 0 && HUNDREDTHS * weights * a * b * c + below / 2 >= need * below);
}

/* A run with its points; keeps the better one, the first of equal ones. */
static void
run_take(const struct fast *f, struct judging *j, const uint8_t sides[MATCH_SIDES],
         struct day start)
{
    int fused = fuse(f, sides[0], sides[1], sides[2]) + j->correction;

    fused = fused < 0 ? 0 : fused > FUSED_MAX ? FUSED_MAX : fused;
    if (fused <= j->fused)
        return;
    j->fused = fused;
    j->start = start;
    for (int i = 0; i < MATCH_SIDES; i++)
        j->sides[i] = (struct match_side_score){sides[i], f->p->side_weight[i]};
}

/* Time, seats and access; the way and the voucher are left. */
static bool
run_may_fit(const struct fast *f, const struct match_run_row *run)
{
    const struct situation *s = f->p->s;
    uint32_t needs = wishes_access_needs(s, (run->flags & MATCH_RUN_LOCAL) != 0);
    int64_t weeks = run->span_weeks + SPREAD_WEEKS_MAX;

    if ((run->flags & MATCH_RUN_NEVER) != 0 || (needs & ~(uint32_t)run->accessibility) != 0)
        return false;
    if ((run->flags & MATCH_RUN_SITTINGS) == 0)
        return run->last >= s->start.n && run->first <= s->latest_end.n;
    return run->first >= s->start.n && run->last <= s->latest_end.n &&
           ((run->weeks[0] & f->blocked[0]) | (run->weeks[1] & f->blocked[1])) == 0 &&
           (run->half_days & ~s->half_days) == 0 &&
           (run->minutes + weeks - 1) / weeks <= s->weekly_minutes;
}

/* What the masks cannot tell: windows of time, and sittings far ahead. */
static bool
run_needs_a_closer_look(const struct match_run_row *run)
{
    return (run->flags & MATCH_RUN_SITTINGS) == 0 || (run->flags & MATCH_RUN_FAR_AHEAD) != 0;
}

static bool
run_fits_closely(const struct fast *f, uint32_t slot, uint32_t at)
{
    int64_t value;

    return wishes_column_run_out(f->p, f->p->c->modules[slot], &f->p->c->columns->runs[at],
                                 &value) == MATCH_IN;
}

/* The way: whether it is short enough, and its points. */
static bool
run_place(const struct fast *f, const struct match_run_row *run, int *ret_points)
{
    const struct match_person *p = f->p;
    bool local = (run->flags & MATCH_RUN_LOCAL) != 0;
    double km = -1;

    if (local && run->position.known && p->s->home.known)
        km = position_distance_m(p->s->home, run->position) / METRES;
    if (local && wishes_place_is_too_far(p->s, km))
        return false;
    *ret_points = points_of(p, SUMMAND_PLACE, share_of_place(p, local, km));
    return true;
}

/* Whether the way is surely too long, without the exact distance. */
static bool
run_is_far(const struct fast *f, const struct match_run_row *run)
{
    const struct situation *s = f->p->s;

    if ((run->flags & MATCH_RUN_LOCAL) == 0 || !run->position.known || !s->home.known ||
        s->distance_km == DISTANCE_KM_MAX)
        return false;
    return least_km_squared(f, run) > (double)s->distance_km * s->distance_km;
}

static void
run_judge(const struct fast *f, struct judging *j, uint32_t at)
{
    const struct match_person *p = f->p;
    const struct match_run_row *run = &f->x->runs[at];
    struct day start = {run->first > p->s->start.n ? run->first : p->s->start.n};
    int place = fast_most(f, SUMMAND_PLACE);
    int employer = j->employer;
    int provider;

    if (!run_may_fit(f, run) || run_is_far(f, run))
        return;
    if (run_needs_a_closer_look(run)) {
        if (!run_fits_closely(f, j->slot, at))
            return;
        start = wishes_start(p->s, p->c->columns->runs[at].run);
    }
    j->person += points_of(p, SUMMAND_START, share_of_start(p, start));
    if (p->context->employer != NULL)
        employer +=
            points_of(p, SUMMAND_TIMING, share_of_timing(p, start, (struct day){run->last}));
    provider = j->provider +
               points_of(p, SUMMAND_GROUP, share_of_group((run->flags & MATCH_RUN_LACKS) != 0));
    if (can_reach(f, j, j->person + place, employer, provider) && run_place(f, run, &place) &&
        (p->context->voucher == NULL ||
         wishes_voucher_out(p, p->c->modules[j->slot], start) == MATCH_IN))
        run_take(
            f, j,
            (const uint8_t[]){(uint8_t)(j->person + place), (uint8_t)employer, (uint8_t)provider},
            start);
    j->person -= points_of(p, SUMMAND_START, share_of_start(p, start));
}

bool
fast_lacks(const struct fast *f, uint32_t slot, uint16_t rising, uint8_t level)
{
    const struct match_hint *hint = &f->x->hints[slot];
    const struct module *m;

    for (int i = 0; i < hint->needs_len && hint->needs_len <= MATCH_HINT_NEEDS; i++) {
        uint8_t k = hint->needs[i].competence;

        if ((k == rising ? level : f->p->held[k]) < hint->needs[i].level)
            return true;
    }
    if (hint->needs_len <= MATCH_HINT_NEEDS)
        return false;
    m = f->p->c->modules[slot];
    for (int i = 0; i < m->needs_len; i++) {
        uint16_t k = m->needs[i].competence.n;

        if ((k == rising ? level : f->p->held[k]) < m->needs[i].level)
            return true;
    }
    return false;
}

/* What the row tells of all sides, without what depends on the run. */
static void
row_judge(const struct fast *f, struct judging *j)
{
    const struct match_person *p = f->p;
    const struct match_row *row = j->row;
    int audience = share_percent(MATCH_WEIGHTS.audience_open_percent);
    int64_t due = row->price_cents;
    uint32_t points;

    j->lacks_prerequisite = fast_lacks(f, j->slot, 0, 0);
    points = fast_gain_points(f, &f->x->hints[j->slot], j->lacks_prerequisite);
    j->person = fast_side(points, SIDE_PERSON) +
                points_of(p, SUMMAND_INTEREST, share_of_interest(p, row->topics)) +
                points_of(p, SUMMAND_FORMAT, share_of_format(p, row->format)) +
                points_of(p, SUMMAND_QUALITY, row->quality) +
                points_of(p, SUMMAND_PRICE, share_of_price(p, row->price_cents)) +
                points_of(p, SUMMAND_EFFORT, share_of_effort(p, row->minutes));
    j->employer = fast_side(points, SIDE_EMPLOYER);
    if (p->context->employer != NULL) {
        if (p->context->voucher != NULL)
            due -= person_voucher_cents(p, p->c->modules[j->slot]);
        j->employer += points_of(p, SUMMAND_BUDGET, share_of_budget(p, due));
    }
    if (row->has_groups)
        audience = share_of_audience(p, p->c->modules[j->slot]);
    j->provider = fast_side(points, SIDE_PROVIDER) + points_of(p, SUMMAND_AUDIENCE, audience);
}

/* MATCH-2, MATCH-5, MATCH-13. */
static bool
module_fits(const struct fast *f, uint32_t slot)
{
    const struct match_person *p = f->p;
    const struct match_row *row = &f->x->rows[slot];
    int64_t budget = p->s->budget.n;

    if (row->price_cents > budget && budget < CENTS_MAX &&
        (p->context->voucher == NULL ||
         row->price_cents - person_voucher_cents(p, p->c->modules[slot]) > budget))
        return false;
    if (p->s->fixed_len > 0 && situation_fixed(p->s, p->c->modules[slot]->id) == FIXED_DROP)
        return false;
    return !f->has_rules || wishes_employer_allows(p, slot);
}

/* The self-paced block by itself. */
static bool
self_paced_fits(const struct fast *f, uint32_t slot)
{
    const struct match_row *row = &f->x->rows[slot];
    const struct situation *s = f->p->s;
    bool local = module_format_is_local((enum module_format)row->format);

    return f->self_paced_weeks > 0 &&
           row->minutes <= (int64_t)f->self_paced_weeks * s->weekly_minutes &&
           (wishes_access_needs(s, local) & ~(uint32_t)row->accessibility) == 0 &&
           !(local && wishes_place_is_too_far(s, -1)) &&
           (f->p->context->voucher == NULL ||
            wishes_voucher_out(f->p, f->p->c->modules[slot], f->self_paced_start) == MATCH_IN);
}

static bool
run_fits(const struct fast *f, uint32_t slot, uint32_t at)
{
    const struct match_run_row *run = &f->x->runs[at];
    struct day start = {run->first > f->p->s->start.n ? run->first : f->p->s->start.n};
    int points;

    if (!run_may_fit(f, run) || run_is_far(f, run))
        return false;
    if (run_needs_a_closer_look(run))
        return run_fits_closely(f, slot, at);
    return run_place(f, run, &points) &&
           (f->p->context->voucher == NULL ||
            wishes_voucher_out(f->p, f->p->c->modules[slot], start) == MATCH_IN);
}

bool
fast_fits(const struct fast *f, uint32_t slot, uint16_t rising, uint8_t level)
{
    const struct match_row *row = &f->x->rows[slot];

    if (fast_lacks(f, slot, rising, level) || !module_fits(f, slot))
        return false;
    if (row->self_paced)
        return self_paced_fits(f, slot);
    for (uint32_t at = row->runs_at; at < row->runs_at + row->runs_len; at++) {
        if (run_fits(f, slot, at))
            return true;
    }
    return false;
}

static void
self_paced_judge(const struct fast *f, struct judging *j)
{
    const struct match_person *p = f->p;
    bool local = module_format_is_local((enum module_format)j->row->format);
    uint8_t sides[MATCH_SIDES] = {(uint8_t)j->person, (uint8_t)j->employer, (uint8_t)j->provider};
    struct day start = f->self_paced_start;

    if (!self_paced_fits(f, j->slot))
        return;
    sides[SIDE_PERSON] =
        (uint8_t)(j->person + points_of(p, SUMMAND_PLACE, share_of_place(p, local, -1)) +
                  points_of(p, SUMMAND_START, share_of_start(p, start)));
    if (p->context->employer != NULL)
        sides[SIDE_EMPLOYER] =
            (uint8_t)(j->employer + points_of(p, SUMMAND_TIMING, share_of_timing(p, start, start)));
    sides[SIDE_PROVIDER] =
        (uint8_t)(j->provider + points_of(p, SUMMAND_GROUP, share_of_group(false)));
    run_take(f, j, sides, start);
}

/* The runs, and the offer. */
void
fast_judge(struct fast *f, uint32_t slot)
{
    struct judging j = {.row = &f->x->rows[slot],
                        .slot = slot,
                        .correction = fast_correction(f, slot),
                        .fused = -1};
    int64_t value;

    row_judge(f, &j);
    if (!can_reach(f, &j, j.person + fast_most(f, SUMMAND_PLACE) + fast_most(f, SUMMAND_START),
                   j.employer + fast_most(f, SUMMAND_TIMING),
                   j.provider + fast_most(f, SUMMAND_GROUP)) ||
        !module_fits(f, slot))
        return;
    if (j.row->self_paced)
        self_paced_judge(f, &j);
    for (uint32_t at = j.row->runs_at; at < j.row->runs_at + j.row->runs_len; at++)
        run_judge(f, &j, at);
    if (j.fused < 0 || j.fused < f->need)
        return;
    if (j.lacks_prerequisite && wishes_needs_out(f->p, f->p->c->modules[slot], &value) != MATCH_IN)
        return;
    offer(f, &j);
}
