/* SPDX-License-Identifier: EUPL-1.2 */
/* Two curricula beside each other: what stays, what is new, what is better and worse. */
#ifndef KC_ENGINE_CURRICULUM_COMPARE_H
#define KC_ENGINE_CURRICULUM_COMPARE_H

#include "engine/curriculum.h"

enum {
    /* CURRICULUM-10: two plans differ when so many blocks are others, and so much of all ... */
    OTHER_BLOCKS_MIN = 2,
    OTHER_BLOCKS_PERCENT_MIN = 25,
    /* ... or when one is better than the other by so much. */
    OTHER_WEEKS_MIN = 2,
    OTHER_CENTS_MIN = 2000,
    OTHER_DAYS_ON_SITE_MIN = 1,
    OTHER_MINUTES_MIN = 4 * 60,
    /* An alternative closes at most so many gaps less, and wins so much of the levels. */
    FEWER_GAPS_MAX = 2,
    ALTERNATIVE_LEVELS_PERCENT_MIN = 75,
};

/* `to` measured by `from`; > 0: more, later, dearer. */
struct curriculum_difference {
    int stays; /* blocks in both */
    int moves; /* in both, but in another run or other weeks */
    int comes;
    int goes;
    int gaps;   /* closed */
    int levels; /* on the way to what the job needs */
    int days;   /* until the last day */
    int64_t cents;
    int32_t minutes;
    int days_on_site;
    int travel_km;
};

struct curriculum_difference curriculum_compare(const struct curriculum *from,
                                                const struct curriculum *to);
/* The entry of a block; NULL when it is not in the plan. */
const struct curriculum_entry *curriculum_find(const struct curriculum *in,
                                               const struct module *module);
/* Same run, same weeks. */
bool curriculum_entry_same(const struct curriculum_entry *a, const struct curriculum_entry *b);

/* Whether two plans differ so much that a person would call them two (CURRICULUM-10). */
bool curriculum_is_other(const struct curriculum *a, const struct curriculum *b);
/* Whether `other` is worth showing beside `chosen` (CURRICULUM-10). */
bool curriculum_is_alternative(const struct curriculum *chosen, const struct curriculum *other);

/* How many sittings open runs of blocks that lead on to an open goal have in each half day. */
void curriculum_count_half_days(const struct catalogue *catalogue, const struct curriculum *plan,
                                int ret_sittings[HALF_DAYS]);
/* Add the sittings of a run; NULL has none. */
void curriculum_count_sittings(const struct run *run, int sittings[HALF_DAYS]);

#endif
