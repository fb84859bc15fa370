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

enum { FUSED_MAX = 10000, HALF_TURN_MICRO = 180000000, METRES = 1000 };

static int
fuse(const struct fast *f, int person, int employer, int provider)
{
    const struct match_side_score sides[MATCH_SIDES] = {
        {(uint8_t)person, f->p->side_weight[SIDE_PERSON]},
        {(uint8_t)employer, f->p->side_weight[SIDE_EMPLOYER]},
        {(uint8_t)provider, f->p->side_weight[SIDE_PROVIDER]}};

    return match_fuse(sides);
}

static int
most_of(const struct fast *f, enum match_summand summand)
{
    return MATCH_WEIGHTS.points[f->p->basis][summand];
}

/* The most that the summands to come can add, whatever the block. */
static void
caps_init(struct fast *f)
{
    f->audience_max = most_of(f, SUMMAND_AUDIENCE);
    if (f->p->s->job.n == 0)
        f->audience_max =
            points_of(f->p, SUMMAND_AUDIENCE, share_percent(MATCH_WEIGHTS.audience_open_percent));
    f->later_max[LATER_RUN] = most_of(f, SUMMAND_PLACE) + most_of(f, SUMMAND_START);
    f->later_max[LATER_PRICE] =
        f->later_max[LATER_RUN] + most_of(f, SUMMAND_PRICE) + most_of(f, SUMMAND_EFFORT);
    f->later_max[LATER_INTEREST] = f->later_max[LATER_PRICE] + most_of(f, SUMMAND_INTEREST) +
                                   most_of(f, SUMMAND_FORMAT) + most_of(f, SUMMAND_QUALITY);
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
    for (uint32_t i = 0; i < f->x->steps_len; i++) {
        const struct module_gain *g = &f->x->steps[i];
        uint64_t asked = f->p->needed[g->competence.n] > f->p->held[g->competence.n];
        uint64_t fit = (uint64_t)share_of_gain(f->p, g);

        f->worth[i].person = (uint64_t)gain_closes(f->p, g) | fit << WORTH_FIT_AT |
                             asked * fit << WORTH_ASKED_FIT_AT |
                             (uint64_t)share_of_beginner(f->p, g) << WORTH_BEGINNER_AT;
        f->worth[i].employer = (uint64_t)gain_serves(f->p, g) |
                               (uint64_t)gain_covers(f->p, g) << WORTH_COVERED_AT |
                               asked << WORTH_ASKED_AT;
    }
}

static int
field(uint64_t sums, int at, int bits)
{
    return (int)(sums >> at & ((UINT64_C(1) << bits) - 1));
}

struct gain_points
fast_points(const struct fast *f, struct step_worth sums, int gives_len, bool lacks_prerequisite)
{
    const struct match_person *p = f->p;
    struct match_fit_sums fit = {
        {field(sums.person, WORTH_FIT_AT, 15), field(sums.person, WORTH_ASKED_FIT_AT, 15)},
        {gives_len, field(sums.employer, WORTH_ASKED_AT, 8)}};
    struct gain_points points = {
        .person = points_of(p, SUMMAND_GAP, share_of_gap(p, field(sums.person, 0, 18))) +
                  points_of(p, SUMMAND_LEVEL, share_of_level(fit, lacks_prerequisite)),
        .provider =
            points_of(p, SUMMAND_ENTRY,
                      share_of_entry(field(sums.person, WORTH_BEGINNER_AT, 15), gives_len))};

    if (p->context->employer != NULL)
        points.employer =
            points_of(p, SUMMAND_TARGET, share_of_target(p, field(sums.employer, 0, 16))) +
            points_of(p, SUMMAND_COVER, share_of_cover(field(sums.employer, WORTH_COVERED_AT, 8)));
    return points;
}

int
fast_bound(const struct fast *f, struct gain_points points)
{
    int bound = fuse(f, points.person + f->later_max[LATER_INTEREST],
                     points.employer + most_of(f, SUMMAND_BUDGET) + most_of(f, SUMMAND_TIMING),
                     points.provider + f->audience_max + most_of(f, SUMMAND_GROUP)) +
                f->correction_max;

    return bound < FUSED_MAX ? bound : FUSED_MAX;
}

bool
fast_can_reach(const struct fast *f, struct gain_points points)
{
    return f->best->len < f->best->max || fast_bound(f, points) >= f->need;
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
    caps_init(f);
    worth_init(f);
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
    if (f->best->len == f->best->max)
        f->need = (int)-f->best->entries[0].key;
}

static bool
can_reach(const struct fast *f, const struct judging *j, int person, int employer, int provider)
{
    int fused = fuse(f, person, employer, provider) + j->correction;

    return fused >= f->need || f->best->len < f->best->max;
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
    int place = most_of(f, SUMMAND_PLACE);
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

/* Whether a need is not met, if the person were at `level` in the competence `rising`. */
static bool
lacks_prerequisite(const struct fast *f, uint32_t slot, uint16_t rising, uint8_t level)
{
    const struct match_row *row = &f->x->rows[slot];
    const struct module *m;

    for (int i = 0; i < row->needs_len && row->needs_len <= MATCH_ROW_NEEDS; i++) {
        uint8_t k = row->needs[i].competence;

        if ((k == rising ? level : f->p->held[k]) < row->needs[i].level)
            return true;
    }
    if (row->needs_len <= MATCH_ROW_NEEDS)
        return false;
    m = f->p->c->modules[slot];
    for (int i = 0; i < m->needs_len; i++) {
        uint16_t k = m->needs[i].competence.n;

        if ((k == rising ? level : f->p->held[k]) < m->needs[i].level)
            return true;
    }
    return false;
}

/* What the row tells of all sides; whether it can still be among the best. */
static bool
row_judge(const struct fast *f, struct judging *j)
{
    const struct match_person *p = f->p;
    const struct match_row *row = j->row;
    const uint16_t *gains =
        row->gains_len <= MATCH_ROW_GAINS ? row->gains.few : f->x->gains + row->gains.at;
    struct step_worth sums = {0, 0};
    struct gain_points points;

    for (int i = 0; i < row->gains_len; i++) {
        sums.person += f->worth[gains[i]].person;
        sums.employer += f->worth[gains[i]].employer;
    }
    j->lacks_prerequisite = lacks_prerequisite(f, j->slot, 0, 0);
    points = fast_points(f, sums, row->gains_len, j->lacks_prerequisite);
    if (!fast_can_reach(f, points))
        return false;
    j->person = points.person + points_of(p, SUMMAND_INTEREST, share_of_interest(p, row->topics)) +
                points_of(p, SUMMAND_FORMAT, share_of_format(p, row->format)) +
                points_of(p, SUMMAND_QUALITY, row->quality) +
                points_of(p, SUMMAND_PRICE, share_of_price(p, row->price_cents)) +
                points_of(p, SUMMAND_EFFORT, share_of_effort(p, row->minutes));
    j->employer = points.employer;
    j->provider = points.provider;
    return true;
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

    if (lacks_prerequisite(f, slot, rising, level) || !module_fits(f, slot))
        return false;
    if (row->self_paced)
        return self_paced_fits(f, slot);
    for (uint32_t at = row->runs_at; at < row->runs_at + row->runs_len; at++) {
        if (run_fits(f, slot, at))
            return true;
    }
    return false;
}

/* The other sides, without what depends on the run. */
static bool
sides_judge(const struct fast *f, struct judging *j)
{
    const struct match_person *p = f->p;
    int audience = share_percent(MATCH_WEIGHTS.audience_open_percent);
    int64_t due = j->row->price_cents;

    if (p->context->employer != NULL) {
        if (p->context->voucher != NULL)
            due -= person_voucher_cents(p, p->c->modules[j->slot]);
        j->employer += points_of(p, SUMMAND_BUDGET, share_of_budget(p, due));
    }
    if (j->row->has_groups)
        audience = share_of_audience(p, p->c->modules[j->slot]);
    j->provider += points_of(p, SUMMAND_AUDIENCE, audience);
    return can_reach(f, j, j->person + f->later_max[LATER_RUN],
                     j->employer + most_of(f, SUMMAND_TIMING),
                     j->provider + most_of(f, SUMMAND_GROUP));
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
static void
judging_end(struct fast *f, struct judging *j)
{
    int64_t value;

    if (!can_reach(f, j, j->person + f->later_max[LATER_RUN],
                   j->employer + most_of(f, SUMMAND_TIMING),
                   j->provider + most_of(f, SUMMAND_GROUP)))
        return;
    if (j->row->self_paced)
        self_paced_judge(f, j);
    for (uint32_t at = j->row->runs_at; at < j->row->runs_at + j->row->runs_len; at++)
        run_judge(f, j, at);
    if (j->fused < 0 || (f->best->len == f->best->max && j->fused < f->need))
        return;
    if (j->lacks_prerequisite &&
        wishes_needs_out(f->p, f->p->c->modules[j->slot], &value) != MATCH_IN)
        return;
    offer(f, j);
}

void
fast_judge(struct fast *f, uint32_t slot)
{
    struct judging j = {.row = &f->x->rows[slot], .slot = slot, .fused = -1};

    f->fit[slot / 64] &= ~(UINT64_C(1) << (slot % 64));
    if (f->correction_max > 0)
        j.correction = f->p->context->correction[slot];
    if (!row_judge(f, &j) || !sides_judge(f, &j) || !module_fits(f, slot))
        return;
    __builtin_prefetch(&f->x->runs[j.row->runs_at]);
    if (f->waiting_len < FAST_WAITING) {
        f->waiting[f->waiting_len++] = j;
        return;
    }
    judging_end(f, &f->waiting[f->waiting_at]);
    f->waiting[f->waiting_at] = j;
    f->waiting_at = (f->waiting_at + 1) % FAST_WAITING;
}

void
fast_finish(struct fast *f)
{
    for (int i = 0; i < f->waiting_len; i++)
        judging_end(f, &f->waiting[i]);
    f->waiting_len = 0;
    f->waiting_at = 0;
}
