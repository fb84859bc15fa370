/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Elo as a quick start: difficulties from a few answers in the order they came (Elo 1978; for
 * learning Pelanek 2016). Each answer moves person and item by a step that shrinks with the answers
 * seen, 1 / (1 + 0.06 n). Rough; replaced by irt_calibrate() as soon as there are enough.
 */
#ifndef KC_ENGINE_IRT_ELO_H
#define KC_ENGINE_IRT_ELO_H

#include <stdint.h>

/* A person or an item; begin with zeros, or with the level it was written for. */
struct irt_elo {
    double at; /* ability or difficulty, slope 1 */
    uint32_t answers;
};

/* One answer: 1 right, 0 wrong, or between for graded ones. `c`: right by guessing. */
void irt_elo_answer(struct irt_elo *person, struct irt_elo *item, double right, double c);

#endif
