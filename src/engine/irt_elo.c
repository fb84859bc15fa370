/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/irt_elo.h"

#include <math.h>

static double
step_of(const struct irt_elo *e)
{
    return 1 / (1 + 0.06 * e->answers);
}

void
irt_elo_answer(struct irt_elo *person, struct irt_elo *item, double right, double c)
{
    double expected = c + (1 - c) / (1 + exp(item->at - person->at));
    double surprise = right - expected;
    double person_step = step_of(person);

    item->at -= step_of(item) * surprise;
    person->at += person_step * surprise;
    item->answers++;
    person->answers++;
}
