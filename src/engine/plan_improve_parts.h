/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of plan_improve.h: the dice, what the trial holds when, and chains. */
#ifndef KC_ENGINE_PLAN_IMPROVE_PARTS_H
#define KC_ENGINE_PLAN_IMPROVE_PARTS_H

#include "engine/plan_improve.h"

/* xorshift64*: a number below `below`. */
uint32_t improve_draw(struct plan_improve *m, uint32_t below);
/* The earliest week in which the column ends, by what is held; PLAN_NEVER. */
uint8_t improve_end_of(const struct plan_improve *m, uint16_t column);
/* m->held: when what the trial gives is held, without member `but` (SIZE_MAX: with all). */
void improve_hold_trial(struct plan_improve *m, size_t but);
/* A mood for this try: now and then one gets new prices, and its chains are found anew. */
const struct plan_mood *improve_choose_mood(struct plan_improve *m);
/* Members from `from` on have joined. */
void improve_free_from(struct plan_improve *m, size_t from);
/* The chain to the fact: its columns join, those of the needs of each. False: there is none. */
bool improve_add_chain(struct plan_improve *m, uint16_t fact);
/* The chains when what is in the trial costs nothing. */
void improve_find_ways(struct plan_improve *m, const struct plan_mood *mood);

#endif
