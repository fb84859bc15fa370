/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/check_exposure.h"

#include <math.h>

#include "engine/check_random.h"

enum { DRAW_ELIGIBLE_ITEM = 101, DRAW_RARE_ITEM };

/* Of the bank, how much counts as hardly asked. */
#define RARE_SHARE 0.1

/*
 * The number of questions below which an item is among the RARE_SHARE asked least; those with
 * exactly that many are drawn, so that the share stays the same. A search by halving.
 */
static uint32_t
rare_below(const struct check_exposure *e, double *ret_tie_chance)
{
    int wanted = (int)ceil(RARE_SHARE * e->items_len);
    uint32_t low = 0;
    uint32_t high = UINT32_MAX - 1;
    int below = 0;
    int equal = 0;

    while (low < high) { /* the smallest n such that `wanted` items were asked n times or less */
        uint32_t n = low + (high - low) / 2;
        int len = 0;

        for (int i = 0; i < e->items_len; i++)
            len += e->asked[i] <= n;
        if (len >= wanted)
            high = n;
        else
            low = n + 1;
    }
    for (int i = 0; i < e->items_len; i++) {
        below += e->asked[i] < low;
        equal += e->asked[i] == low;
    }
    *ret_tie_chance = equal > 0 ? (double)(wanted - below) / equal : 0;
    return low;
}

static bool
is_held_back(const struct check_exposure *e, int item, double rate_max, double draw)
{
    double people = e->people + 1 > EXPOSURE_PEOPLE_MIN ? e->people + 1 : EXPOSURE_PEOPLE_MIN;
    double asked = e->asked[item];

    if (rate_max >= 1)
        return false;
    if (asked + 1 > rate_max * people) /* CHECK-9 */
        return true;
    return asked > 0 && draw >= rate_max * e->eligible[item] / asked;
}

void
check_exposure_draw(const struct check_exposure *e, double rate_max, uint64_t seed,
                    uint8_t *ret_marks)
{
    double tie = 0;
    uint32_t rare = rare_below(e, &tie);

    for (int i = 0; i < e->items_len; i++) {
        uint32_t at = (uint32_t)i;
        bool is_rare = e->asked[i] < rare ||
                       (e->asked[i] == rare && check_random_unit(seed, DRAW_RARE_ITEM, at) < tie);

        ret_marks[i] &= (uint8_t) ~(CHECK_HELD_BACK | CHECK_RARE);
        if (is_held_back(e, i, rate_max, check_random_unit(seed, DRAW_ELIGIBLE_ITEM, at)))
            ret_marks[i] |= CHECK_HELD_BACK;
        if (is_rare)
            ret_marks[i] |= CHECK_RARE;
    }
}

void
check_exposure_begin(struct check_exposure *e, const uint8_t *marks)
{
    e->people++;
    for (int i = 0; i < e->items_len; i++)
        e->eligible[i] += !(marks[i] & CHECK_HELD_BACK);
}

void
check_exposure_asked(struct check_exposure *e, int item)
{
    e->asked[item]++;
}

struct check_exposure_report
check_exposure_report(const struct check_exposure *e)
{
    struct check_exposure_report r = {0};
    double squares = 0;
    double sum = 0;

    for (int i = 0; i < e->items_len; i++) {
        double rate = e->people > 0 ? (double)e->asked[i] / e->people : 0;

        r.rate_max = fmax(r.rate_max, rate);
        r.used += e->asked[i] > 0;
        squares += rate * rate;
        sum += rate;
    }
    r.used /= e->items_len > 0 ? e->items_len : 1;
    r.overlap = sum > 0 ? squares / sum : 0;
    return r;
}

void
check_recent_mark(const struct check_past *past, size_t len, struct day today, int days,
                  uint8_t *marks)
{
    for (size_t i = 0; i < len; i++) {
        if (today.n - past[i].day.n < days)
            marks[past[i].item] |= CHECK_RECENT;
    }
}
