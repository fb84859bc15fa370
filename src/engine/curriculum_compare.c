/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/curriculum_compare.h"

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
           (has_other_blocks(&d) || is_better(&d));
}
