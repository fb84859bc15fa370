/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MATCH-23: the first ten are not all of one provider or one format.
 *
 * Place after place the best one left is taken; when its provider or format has had its share, the
 * best one left that has not comes before it, if it is among the window and not worse by more than
 * the stated cost. Only `diversity_first` places are looked after, so no block falls by more than
 * so many.
 */
#include "engine/match_parts.h"

struct shares {
    const struct catalogue *c;
    const struct match_brief *briefs;
    int len; /* so many have their place */
};

static bool
has_had_its_share(const struct shares *taken, uint32_t slot)
{
    const struct column_row *rows = taken->c->columns->rows;
    int provider = 0;
    int format = 0;

    for (int i = 0; i < taken->len; i++) {
        provider += rows[taken->briefs[i].slot].provider == rows[slot].provider;
        format += rows[taken->briefs[i].slot].format == rows[slot].format;
    }
    return provider >= MATCH_WEIGHTS.diversity_provider_max ||
           format >= MATCH_WEIGHTS.diversity_format_max;
}

/* The place of the one to take next: taken.len, or one behind it. */
static int
next_of(struct shares taken, int end)
{
    const struct match_brief *briefs = taken.briefs;
    int at = taken.len;

    for (int i = at; i < end; i++) {
        if (briefs[at].fused - briefs[i].fused > MATCH_WEIGHTS.diversity_cost_max)
            return at;
        if (!has_had_its_share(&taken, briefs[i].slot))
            return i;
    }
    return at;
}

void
diversity_order(const struct catalogue *c, struct match_brief *briefs, int len)
{
    int end = len < MATCH_WEIGHTS.diversity_window ? len : MATCH_WEIGHTS.diversity_window;

    for (int at = 0; at < end && at < MATCH_WEIGHTS.diversity_first; at++) {
        int from = next_of((struct shares){c, briefs, at}, end);
        struct match_brief moved = briefs[from];

        for (int i = from; i > at; i--)
            briefs[i] = briefs[i - 1];
        briefs[at] = moved;
    }
}
