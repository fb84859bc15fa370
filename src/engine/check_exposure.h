/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Exposure: no item is seen by more than a set share of people, and the whole bank is used.
 *
 * Item eligibility (van der Linden & Veldkamp 2004, 2007): before a check each item is drawn
 * eligible with probability min(1, rate x eligible so far / asked so far), which holds the share
 * near `rate`. Beyond that paper an item that would pass `rate` by being asked once more is
 * not eligible at all (CHECK-9), counted over at least EXPOSURE_PEOPLE_MIN people, since a share
 * of the first few says nothing. Items asked least are marked for probes (CHECK-11).
 *
 * The counts are of the whole platform and say nothing about a person. Checks that run at the same
 * time draw from the same counts: an item may pass the limit by as many people as run at once.
 */
#ifndef KC_ENGINE_CHECK_EXPOSURE_H
#define KC_ENGINE_CHECK_EXPOSURE_H

#include <stddef.h>

#include "base/day.h"
#include "engine/check_session.h"

enum { EXPOSURE_PEOPLE_MIN = 40 };

struct check_exposure {
    int items_len;
    uint32_t people;    /* checks begun */
    uint32_t *eligible; /* by item: how many of them could have been asked it */
    uint32_t *asked;    /* by item: how many were */
};

/* `ret_marks` has a byte for each item: CHECK_HELD_BACK and CHECK_RARE are set or not. */
void check_exposure_draw(const struct check_exposure *e, double rate_max, uint64_t seed,
                         uint8_t *ret_marks);
/* A check begins with these marks. */
void check_exposure_begin(struct check_exposure *e, const uint8_t *marks);
/* An item was shown. */
void check_exposure_asked(struct check_exposure *e, int item);

struct check_exposure_report {
    double rate_max; /* the largest share of people that saw one item */
    double used;     /* share of items that anybody saw */
    double overlap;  /* of two people's checks, the expected share of common items (Chen,
                        Ankenmann & Spray 2003) */
};
struct check_exposure_report check_exposure_report(const struct check_exposure *e);

/* One answer a person gave, in any earlier check. */
struct check_past {
    int item;
    struct day day;
};
/* Set CHECK_RECENT for what was asked less than `days` days before `today` (CHECK-13). */
void check_recent_mark(const struct check_past *past, size_t len, struct day today, int days,
                       uint8_t *marks);

#endif
