/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The points of the person's side, and a block judged as a whole. Every share is in thousandths and
 * becomes whole points by rounding half up, so each side is a sum of integers and the same
 * everywhere.
 */
#include "engine/match_parts.h"

enum { FUSED_MAX = 10000 };

int
share_percent(int n)
{
    return n * (SHARE_ALL / 100);
}

int
share_falling(int64_t value, int64_t full, int64_t none)
{
    if (value <= full)
        return SHARE_ALL;
    if (value >= none)
        return 0;
    return (int)((none - value) * SHARE_ALL / (none - full));
}

int
gain_closes(const struct match_person *p, const struct module_gain *g)
{
    uint16_t k = g->competence.n;
    int from = p->held[k] > g->from ? p->held[k] : g->from;
    int to = g->to < p->needed[k] ? g->to : p->needed[k];

    return to > from ? (to - from) * p->worth[k] : 0;
}

int
appraise_gap(const struct match_person *p, struct match_gives gives)
{
    int closed = 0;

    for (int i = 0; i < gives.len; i++)
        closed += gain_closes(p, &gives.at[i]);
    return closed;
}

int
share_of_gap(const struct match_person *p, int closed)
{
    if (closed == 0)
        return 0;
    return closed >= p->gap_full ? SHARE_ALL : closed * SHARE_ALL / p->gap_full;
}

int
share_of_gain(const struct match_person *p, const struct module_gain *g)
{
    int held = p->s->rating[g->competence.n];

    if (held == RATING_UNKNOWN)
        return g->from == 0 ? SHARE_ALL : share_percent(MATCH_WEIGHTS.level_unsaid_percent);
    if (held >= g->to)
        return 0;
    if (held >= g->from)
        return (g->to - held) * SHARE_ALL / (g->to - g->from);
    return held == g->from - 1 ? share_percent(MATCH_WEIGHTS.level_below_percent) : 0;
}

/* The mean over what the job still needs of the module; over all it gives when that is nothing. */
int
share_of_level(struct match_fit_sums sums, bool lacks_prerequisite)
{
    int share = share_percent(MATCH_WEIGHTS.level_unsaid_percent);
    int most = share_percent(MATCH_WEIGHTS.level_below_percent);

    if (sums.n[1] > 0)
        share = sums.sum[1] / sums.n[1];
    else if (sums.n[0] > 0)
        share = sums.sum[0] / sums.n[0];
    return share > most && lacks_prerequisite ? most : share;
}

static struct match_fit_sums
fit_sums(const struct match_person *p, struct match_gives gives)
{
    struct match_fit_sums sums = {{0, 0}, {0, 0}};

    for (int i = 0; i < gives.len; i++) {
        uint16_t competence = gives.at[i].competence.n;
        int fit = share_of_gain(p, &gives.at[i]);

        for (int k = 0; k <= (p->needed[competence] > p->held[competence]); k++) {
            sums.sum[k] += fit;
            sums.n[k]++;
        }
    }
    return sums;
}

int
share_of_interest(const struct match_person *p, uint64_t topics)
{
    uint64_t common = topics & p->s->interests;

    if (common == 0)
        return 0;
    if (common == topics || (common & (common - 1)) != 0)
        return SHARE_ALL;
    return share_percent(MATCH_WEIGHTS.interest_one_percent);
}

int
share_of_effort(const struct match_person *p, int32_t minutes)
{
    if (minutes == 0)
        return share_percent(MATCH_WEIGHTS.effort_unsaid_percent);
    return share_falling(minutes, (int64_t)MATCH_WEIGHTS.effort_full_weeks * p->s->weekly_minutes,
                         (int64_t)MATCH_WEIGHTS.effort_none_weeks * p->s->weekly_minutes);
}

int
share_of_format(const struct match_person *p, uint8_t format)
{
    uint8_t liked = p->context->formats_liked;

    return liked == 0 || (liked & 1u << format) != 0 ? SHARE_ALL : 0;
}

int
share_of_place(const struct match_person *p, bool local, double km)
{
    int none = MATCH_WEIGHTS.place_none_km;

    if (!local)
        return SHARE_ALL;
    if (km < 0)
        return share_percent(MATCH_WEIGHTS.place_unknown_percent);
    if (p->s->distance_km < none)
        none = p->s->distance_km;
    return share_falling((int64_t)(km * 1000), 0, (int64_t)none * 1000);
}

int
share_of_price(const struct match_person *p, int64_t cents)
{
    int64_t none = MATCH_WEIGHTS.price_none.n;

    if (p->s->budget.n < none)
        none = p->s->budget.n;
    return share_falling(cents, 0, none);
}

int
share_of_start(const struct match_person *p, struct day start)
{
    return share_falling(start.n - p->s->start.n, MATCH_WEIGHTS.start_full_days,
                         MATCH_WEIGHTS.start_none_days);
}

int
share_of_quality(const struct match_person *p, uint32_t slot)
{
    const struct module *m = p->c->modules[slot];
    int share = 0;

    if (p->c->columns->rows[slot].flags & COLUMN_CERTIFIED)
        share += share_percent(MATCH_WEIGHTS.quality_certified_percent);
    if (m->certificate == CERTIFICATE_GRADED)
        share += share_percent(MATCH_WEIGHTS.quality_graded_percent);
    if (m->certificate == CERTIFICATE_PARTICIPATION)
        share += share_percent(MATCH_WEIGHTS.quality_participation_percent);
    if (m->accessibility != 0)
        share += share_percent(MATCH_WEIGHTS.quality_accessible_percent);
    return share;
}

/* The sides from the points. */
static void
sides_sum(const struct match_person *p, struct match_appraisal *a)
{
    int sums[MATCH_SIDES] = {0};
    int fused;

    for (int i = 0; i < SUMMANDS; i++)
        sums[MATCH_WEIGHTS.side[i]] += a->points[i];
    for (int i = 0; i < MATCH_SIDES; i++) {
        assert(sums[i] <= 100);
        a->sides[i] = (struct match_side_score){(uint8_t)sums[i], p->side_weight[i]};
    }
    fused = match_fuse(a->sides) + a->correction;
    a->fused = (uint16_t)(fused < 0 ? 0 : fused > FUSED_MAX ? FUSED_MAX : fused);
}

/* What depends on the run. Keeps the better one; the first wins a tie. */
static void
run_consider(const struct match_person *p, const struct module *m, const struct column_run *run,
             struct match_appraisal *a)
{
    const struct run *r = run != NULL ? run->run : NULL;
    struct match_appraisal with = *a;

    with.run = run;
    with.start = wishes_start(p->s, r);
    with.km = run != NULL ? person_km(p, run->venue) : -1;
    with.points[SUMMAND_PLACE] =
        points_of(p, SUMMAND_PLACE, share_of_place(p, wishes_run_is_local(m, r), with.km));
    with.points[SUMMAND_START] = points_of(p, SUMMAND_START, share_of_start(p, with.start));
    with.points[SUMMAND_GROUP] =
        points_of(p, SUMMAND_GROUP, share_of_group(r != NULL && r->taken < r->seats_min));
    if (p->context->employer != NULL)
        with.points[SUMMAND_TIMING] = points_of(
            p, SUMMAND_TIMING, share_of_timing(p, with.start, r != NULL ? r->last : with.start));
    sides_sum(p, &with);
    with.runs_fitting++;
    if (a->runs_fitting++ == 0 || with.fused > a->fused)
        *a = with;
}

/* Of several reasons the one that came furthest; of several distances the least. */
static void
out_consider(struct match_appraisal *a, enum match_out out, int64_t value)
{
    bool nearer = out == MATCH_OUT_DISTANCE && a->out == out && value >= 0 &&
                  (a->out_value < 0 || value < a->out_value);

    if (out > a->out || nearer) {
        a->out = out;
        a->out_value = value;
    }
}

static void
runs_appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *a)
{
    const struct module *m = p->c->modules[slot];
    const struct column_row *row = &p->c->columns->rows[slot];
    int64_t value;
    enum match_out out;

    if (m->self_paced) {
        out = wishes_column_run_out(p, m, NULL, &value);
        if (out == MATCH_IN)
            run_consider(p, m, NULL, a);
        out_consider(a, out, value);
    }
    for (uint32_t i = row->runs_at; i < row->runs_at + row->runs_len; i++) {
        const struct column_run *run = &p->c->columns->runs[i];

        out = wishes_column_run_out(p, m, run, &value);
        if (out == MATCH_IN)
            run_consider(p, m, run, a);
        out_consider(a, out, value);
    }
    if (a->runs_fitting > 0) {
        a->out = MATCH_IN;
        a->out_value = 0;
    }
}

/* What its gains are worth, summed up. */
static void
gains_appraise(const struct match_person *p, struct match_gives gives, struct match_appraisal *a)
{
    int serves = 0;
    int covers = 0;
    int begins = 0;

    for (int i = 0; i < gives.len; i++) {
        serves += gain_serves(p, &gives.at[i]);
        covers += gain_covers(p, &gives.at[i]);
        begins += share_of_beginner(p, &gives.at[i]);
    }
    a->points[SUMMAND_GAP] = points_of(p, SUMMAND_GAP, share_of_gap(p, appraise_gap(p, gives)));
    a->points[SUMMAND_ENTRY] = points_of(p, SUMMAND_ENTRY, share_of_entry(begins, gives.len));
    if (p->context->employer == NULL)
        return;
    a->points[SUMMAND_TARGET] = points_of(p, SUMMAND_TARGET, share_of_target(p, serves));
    a->points[SUMMAND_COVER] = points_of(p, SUMMAND_COVER, share_of_cover(covers));
}

/* What is the same for every run. */
static void
points_appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *a)
{
    const struct module *m = p->c->modules[slot];
    struct match_gives gives = {m->gives, m->gives_len};
    uint64_t topics = p->c->columns->rows[slot].topics;
    int level = share_of_level(fit_sums(p, gives), person_lacks_prerequisite(p, m));
    int64_t due = m->price.n - person_voucher_cents(p, m);

    gains_appraise(p, gives, a);
    a->points[SUMMAND_LEVEL] = points_of(p, SUMMAND_LEVEL, level);
    a->points[SUMMAND_INTEREST] = points_of(p, SUMMAND_INTEREST, share_of_interest(p, topics));
    a->points[SUMMAND_EFFORT] = points_of(p, SUMMAND_EFFORT, share_of_effort(p, m->minutes));
    a->points[SUMMAND_FORMAT] =
        points_of(p, SUMMAND_FORMAT, share_of_format(p, (uint8_t)m->format));
    a->points[SUMMAND_PRICE] = points_of(p, SUMMAND_PRICE, share_of_price(p, m->price.n));
    a->points[SUMMAND_QUALITY] = points_of(p, SUMMAND_QUALITY, share_of_quality(p, slot));
    a->points[SUMMAND_AUDIENCE] = points_of(p, SUMMAND_AUDIENCE, share_of_audience(p, m));
    if (p->context->employer != NULL)
        a->points[SUMMAND_BUDGET] = points_of(p, SUMMAND_BUDGET, share_of_budget(p, due));
}

void
appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *ret_appraisal)
{
    struct match_appraisal *a = ret_appraisal;

    *a = (struct match_appraisal){.km = -1};
    a->out = wishes_module_out(p, slot, &a->out_value);
    if (a->out != MATCH_IN)
        return;
    points_appraise(p, slot, a);
    if (p->context->correction != NULL)
        a->correction = p->context->correction[slot];
    runs_appraise(p, slot, a);
    if (a->out == MATCH_IN)
        a->out = wishes_needs_out(p, p->c->modules[slot], &a->out_value);
}
