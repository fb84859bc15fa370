/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Differential item functioning where nobody answers every item, as in adaptive checks: whether
 * people of two groups get more, or less, of an item than their ability lets expect.
 *
 * Abilities are EAP from all answers of the person; an item's residuals are answer less
 * expectation. z compares the mean residuals of the groups (Wright & Masters 1982, residuals by
 * group). Abilities that hold the item itself make z a little too small. |z| > 2.6 and a difference
 * of IRT_GROUP_LARGE of a category mark an item to be looked at by people.
 */
#ifndef KC_ENGINE_IRT_GROUP_H
#define KC_ENGINE_IRT_GROUP_H

#include "engine/irt_calibrate.h"

#define IRT_GROUP_LARGE 0.1

struct irt_group {
    double difference; /* mean residual of group 1 less that of group 0; NaN: not to be had */
    double z;
    bool is_marked;
};

enum { IRT_GROUP_PEOPLE_MIN = 20 }; /* of each group, that answered the item */

/* `group_of` by person, 0 or 1; `items` by item. `ret_groups` has room for the items. */
void irt_group_items(const struct irt_answers *answers, const struct irt_item *items,
                     const struct irt_prior *population, const uint8_t *group_of,
                     struct irt_group *ret_groups);

#endif
