/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/curriculum_compare.h"

enum {
    MIDDAY_MINUTE = 13 * 60, /* CURRICULUM-6 */
    RUNGS_MAX = 2000,        /* a guess needs no more */
};

const struct curriculum_entry *
curriculum_find(const struct curriculum *in, const struct module *module)
{
    for (int i = 0; i < in->entries_len; i++) {
        if (in->entries[i].module == module)
            return &in->entries[i];
    }
    return NULL;
}

bool
curriculum_entry_same(const struct curriculum_entry *a, const struct curriculum_entry *b)
{
    return a->module == b->module && a->run == b->run && a->start_week == b->start_week &&
           a->end_week == b->end_week;
}

/* Levels won on the way to what the job needs. */
static int
levels_won(const struct curriculum *p)
{
    int levels = 0;

    for (int i = 0; i < p->goals_len; i++) {
        const struct curriculum_goal *g = &p->goals[i];
        int reached = g->reached < g->gap.needed ? g->reached : g->gap.needed;

        levels += reached > g->gap.held ? reached - g->gap.held : 0;
    }
    return levels;
}

struct curriculum_difference
curriculum_compare(const struct curriculum *from, const struct curriculum *to)
{
    struct curriculum_difference d = {
        .gaps = to->goals_closed - from->goals_closed,
        .levels = levels_won(to) - levels_won(from),
        .days = to->end.n - from->end.n,
        .cents = to->price.n - from->price.n,
        .minutes = to->minutes - from->minutes,
        .days_on_site = to->days_on_site - from->days_on_site,
        .travel_km = to->travel_km - from->travel_km,
    };

    for (int i = 0; i < from->entries_len; i++) {
        const struct curriculum_entry *e = curriculum_find(to, from->entries[i].module);

        if (e == NULL)
            d.goes++;
        else if (curriculum_entry_same(e, &from->entries[i]))
            d.stays++;
        else
            d.moves++;
    }
    d.comes = to->entries_len - d.stays - d.moves;
    return d;
}

/* Whether the measured plan is better by as much as counts. */
static bool
is_better(const struct curriculum_difference *d)
{
    return d->gaps > 0 || d->days <= -7 * OTHER_WEEKS_MIN || d->cents <= -OTHER_CENTS_MIN ||
           d->days_on_site <= -OTHER_DAYS_ON_SITE_MIN || d->minutes <= -OTHER_MINUTES_MIN;
}

static bool
has_other_blocks(const struct curriculum_difference *d)
{
    int others = d->comes > d->goes ? d->comes : d->goes;
    int blocks = d->stays + d->moves + others;

    return others >= OTHER_BLOCKS_MIN && others * 100 >= blocks * OTHER_BLOCKS_PERCENT_MIN;
}

bool
curriculum_is_other(const struct curriculum *a, const struct curriculum *b)
{
    struct curriculum_difference there = curriculum_compare(a, b);
    struct curriculum_difference back = curriculum_compare(b, a);

    return has_other_blocks(&there) || is_better(&there) || is_better(&back);
}

bool
curriculum_is_alternative(const struct curriculum *chosen, const struct curriculum *other)
{
    struct curriculum_difference d = curriculum_compare(chosen, other);

    return other->entries_len > 0 && d.gaps >= -FEWER_GAPS_MAX &&
           levels_won(other) * 100 >= levels_won(chosen) * ALTERNATIVE_LEVELS_PERCENT_MIN &&
           (has_other_blocks(&d) || is_better(&d));
}

void
curriculum_count_sittings(const struct run *run, int sittings[HALF_DAYS])
{
    for (int i = 0; run != NULL && i < run->sessions_len; i++) {
        int weekday = (int)day_weekday(run->sessions[i].day);

        if (weekday <= FRIDAY)
            sittings[weekday * 2 + (run->sessions[i].from_minute >= MIDDAY_MINUTE)]++;
    }
}

static void
count_module(const struct catalogue *catalogue, const struct module *m, int sittings[HALF_DAYS])
{
    for (int r = 0; r < m->runs_len; r++) {
        if (catalogue_run_is_open(&m->runs[r], catalogue->today))
            curriculum_count_sittings(&m->runs[r], sittings);
    }
}

void
curriculum_count_half_days(const struct catalogue *catalogue, const struct curriculum *plan,
                           int ret_sittings[HALF_DAYS])
{
    for (int i = 0; i < plan->goals_len; i++) {
        const struct curriculum_goal *g = &plan->goals[i];
        const struct catalogue_ladder *ladder = &catalogue->ladders[g->gap.competence.n];

        for (int k = 0; g->reached < g->gap.needed && k < ladder->rungs_len && k < RUNGS_MAX; k++) {
            if (ladder->rungs[k].to > g->reached)
                count_module(catalogue, catalogue->modules[ladder->rungs[k].slot], ret_sittings);
        }
    }
}
