/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MATCH-23: the first ten are not all of one provider or one format.
 *
 * Place after place the best one left is taken; when its provider or format has had its share, the
 * best one left that has not comes before it, if it is among the window and not worse by more than the
 * stated cost. Only `diversity_first` places are looked after, so no block falls by more than so many.
 */
#include "engine/match_parts.h"

struct shares {
    const struct match *first;
    int len;
};

static bool
has_had_its_share(const struct shares *taken, const struct module *m)
{
    int provider = 0;
    int format = 0;

    for (int i = 0; i < taken->len; i++) {
        provider += taken->first[i].module->provider.n == m->provider.n;
        format += taken->first[i].module->format == m->format;
    }
    return provider >= MATCH_WEIGHTS.diversity_provider_max ||
           format >= MATCH_WEIGHTS.diversity_format_max;
}

/* The place of the one to take next: `at`, or one behind it. */
static int
next_of(const struct match *matches, int len, int at)
{
    const struct shares taken = {matches, at};
    int end = len < MATCH_WEIGHTS.diversity_window ? len : MATCH_WEIGHTS.diversity_window;

    for (int i = at; i < end; i++) {
        if (matches[at].fused - matches[i].fused > MATCH_WEIGHTS.diversity_cost_max)
            return at;
        if (!has_had_its_share(&taken, matches[i].module))
            return i;
    }
    return at;
}

void
diversity_order(struct match *matches, int len)
{
    for (int at = 0; at < len && at < MATCH_WEIGHTS.diversity_first; at++) {
        int from = next_of(matches, len, at);
        struct match moved = matches[from];

        for (int i = from; i > at; i--)
            matches[i] = matches[i - 1];
        matches[at] = moved;
    }
}
