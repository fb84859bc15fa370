/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The points of the person's side. Every share is in thousandths and becomes whole points by
 * rounding half up, so the score is a sum of integers and the same everywhere.
 */
#include "engine/match_parts.h"

enum { ALL = 1000 };

static int
percent(int n)
{
    return n * (ALL / 100);
}

/* ALL at or below `full`, 0 at or above `none`, straight between. */
static int
falling(int64_t value, int64_t full, int64_t none)
{
    if (value <= full)
        return ALL;
    if (value >= none)
        return 0;
    return (int)((none - value) * ALL / (none - full));
}

static uint8_t
points_of(const struct match_person *p, enum match_summand summand, int share)
{
    int most = MATCH_WEIGHTS.points[p->basis][summand];

    assert(share >= 0 && share <= ALL);
    return (uint8_t)((most * share + ALL / 2) / ALL);
}

int
appraise_gap(const struct match_person *p, const struct module *m)
{
    int closed = 0;

    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];
        int held = situation_level(p->s, g->competence);
        int from = held > g->from ? held : g->from;
        int needed = p->needed[g->competence.n];
        int to = g->to < needed ? g->to : needed;

        if (to > from)
            closed += (to - from) * p->weight[g->competence.n];
    }
    return closed;
}

static int
share_of_gap(const struct match_person *p, const struct module *m)
{
    int full = p->gap_total < MATCH_WEIGHTS.gap_full_weighted_levels
                   ? p->gap_total
                   : MATCH_WEIGHTS.gap_full_weighted_levels;
    int closed = appraise_gap(p, m);

    if (closed == 0)
        return 0;
    return closed >= full ? ALL : closed * ALL / full;
}

static int
share_of_gain(const struct match_person *p, const struct module_gain *g)
{
    int held = p->s->rating[g->competence.n];

    if (held == RATING_UNKNOWN)
        return g->from == 0 ? ALL : percent(MATCH_WEIGHTS.level_unsaid_percent);
    if (held >= g->to)
        return 0;
    if (held >= g->from)
        return (g->to - held) * ALL / (g->to - g->from);
    return held == g->from - 1 ? percent(MATCH_WEIGHTS.level_below_percent) : 0;
}

static bool
lacks_prerequisite(const struct match_person *p, const struct module *m)
{
    for (int i = 0; i < m->needs_len; i++) {
        if (situation_level(p->s, m->needs[i].competence) < m->needs[i].level)
            return true;
    }
    return false;
}

/* The mean over what the job still needs of the module; over all it gives when that is nothing. */
static int
share_of_level(const struct match_person *p, const struct module *m)
{
    int share = percent(MATCH_WEIGHTS.level_unsaid_percent);
    int most = percent(MATCH_WEIGHTS.level_below_percent);
    int sum[2] = {0, 0};
    int n[2] = {0, 0};

    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];
        int asked = p->needed[g->competence.n] > situation_level(p->s, g->competence);
        int fit = share_of_gain(p, g);

        for (int k = 0; k <= asked; k++) {
            sum[k] += fit;
            n[k]++;
        }
    }
    if (n[1] > 0)
        share = sum[1] / n[1];
    else if (n[0] > 0)
        share = sum[0] / n[0];
    if (share > most && lacks_prerequisite(p, m))
        share = most;
    return share;
}

static int
share_of_interest(const struct match_person *p, uint64_t topics)
{
    uint64_t common = topics & p->s->interests;

    if (common == 0)
        return 0;
    if (common == topics || (common & (common - 1)) != 0)
        return ALL;
    return percent(MATCH_WEIGHTS.interest_one_percent);
}

static int
share_of_audience(const struct match_person *p, const struct module *m)
{
    if (m->target_groups_len == 0)
        return percent(MATCH_WEIGHTS.audience_open_percent);
    for (int i = 0; i < m->target_groups_len; i++) {
        if (m->target_groups[i].n == p->s->job.n)
            return ALL;
    }
    return 0;
}

static int
share_of_effort(const struct match_person *p, const struct module *m)
{
    if (m->minutes == 0)
        return percent(MATCH_WEIGHTS.effort_unsaid_percent);
    return falling(m->minutes, (int64_t)MATCH_WEIGHTS.effort_full_weeks * p->s->weekly_minutes,
                   (int64_t)MATCH_WEIGHTS.effort_none_weeks * p->s->weekly_minutes);
}

static int
share_of_place(const struct match_person *p, const struct module *m, const struct column_run *run,
               double km)
{
    int none = MATCH_WEIGHTS.place_none_km;

    if (!module_format_is_local(m->format) && (run == NULL || run->venue == COLUMN_ONLINE))
        return ALL;
    if (km < 0)
        return percent(MATCH_WEIGHTS.place_unknown_percent);
    if (p->s->distance_km < none)
        none = p->s->distance_km;
    return falling((int64_t)(km * 1000), 0, (int64_t)none * 1000);
}

static int
share_of_price(const struct match_person *p, const struct module *m)
{
    int64_t none = MATCH_WEIGHTS.price_none.n;

    if (p->s->budget.n < none)
        none = p->s->budget.n;
    return falling(m->price.n, 0, none);
}

static int
share_of_quality(const struct match_person *p, uint32_t slot)
{
    const struct module *m = p->c->modules[slot];
    int share = 0;

    if (p->c->columns->rows[slot].flags & COLUMN_CERTIFIED)
        share += percent(MATCH_WEIGHTS.quality_certified_percent);
    if (m->certificate == CERTIFICATE_GRADED)
        share += percent(MATCH_WEIGHTS.quality_graded_percent);
    if (m->certificate == CERTIFICATE_PARTICIPATION)
        share += percent(MATCH_WEIGHTS.quality_participation_percent);
    if (m->accessibility != 0)
        share += percent(MATCH_WEIGHTS.quality_accessible_percent);
    return share;
}

/* What depends on the run: place and start. Keeps the better one; the first wins a tie. */
static void
run_consider(const struct match_person *p, const struct module *m, const struct column_run *run,
             struct match_appraisal *a)
{
    struct day start = wishes_start(p->s, run != NULL ? run->run : NULL);
    double km = run != NULL && run->venue != COLUMN_ONLINE ? p->km[run->venue] : -1;
    uint8_t place = points_of(p, SUMMAND_PLACE, share_of_place(p, m, run, km));
    uint8_t begin = points_of(p, SUMMAND_START,
                              falling(start.n - p->s->start.n, MATCH_WEIGHTS.start_full_days,
                                      MATCH_WEIGHTS.start_none_days));

    if (a->runs_fitting++ > 0 &&
        place + begin <= a->points[SUMMAND_PLACE] + a->points[SUMMAND_START])
        return;
    a->points[SUMMAND_PLACE] = place;
    a->points[SUMMAND_START] = begin;
    a->run = run;
    a->start = start;
    a->km = km;
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
        out = wishes_run_out(p->s, m, (struct wishes_run){NULL, NULL, -1}, &value);
        if (out == MATCH_IN)
            run_consider(p, m, NULL, a);
        out_consider(a, out, value);
        return;
    }
    for (int i = 0; i < row->runs_len; i++) {
        const struct column_run *run = &p->c->columns->runs[row->runs_at + (uint32_t)i];
        struct wishes_run at = {run->run, NULL, -1};

        if (run->venue != COLUMN_ONLINE) {
            at.venue = &p->c->venues[run->venue];
            at.km = p->km[run->venue];
        }
        out = wishes_run_out(p->s, m, at, &value);
        if (out == MATCH_IN)
            run_consider(p, m, run, a);
        out_consider(a, out, value);
    }
    if (a->runs_fitting > 0) {
        a->out = MATCH_IN;
        a->out_value = 0;
    }
}

void
appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *ret_appraisal)
{
    const struct module *m = p->c->modules[slot];
    struct match_appraisal *a = ret_appraisal;
    int score = 0;

    *a = (struct match_appraisal){.km = -1};
    a->out = wishes_module_out(p, slot, &a->out_value);
    if (a->out == MATCH_IN)
        runs_appraise(p, slot, a);
    if (a->out != MATCH_IN)
        return;
    a->points[SUMMAND_GAP] = points_of(p, SUMMAND_GAP, share_of_gap(p, m));
    a->points[SUMMAND_LEVEL] = points_of(p, SUMMAND_LEVEL, share_of_level(p, m));
    a->points[SUMMAND_INTEREST] =
        points_of(p, SUMMAND_INTEREST, share_of_interest(p, p->c->columns->rows[slot].topics));
    a->points[SUMMAND_AUDIENCE] = points_of(p, SUMMAND_AUDIENCE, share_of_audience(p, m));
    a->points[SUMMAND_EFFORT] = points_of(p, SUMMAND_EFFORT, share_of_effort(p, m));
    a->points[SUMMAND_PRICE] = points_of(p, SUMMAND_PRICE, share_of_price(p, m));
    a->points[SUMMAND_QUALITY] = points_of(p, SUMMAND_QUALITY, share_of_quality(p, slot));
    for (int i = 0; i < SUMMANDS; i++)
        score += a->points[i];
    assert(score <= 100);
    a->score = (uint8_t)score;
}
