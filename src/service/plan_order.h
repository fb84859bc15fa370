/* SPDX-License-Identifier: EUPL-1.2 */
/* What an order of the plan desk is known by. An inner part of plan_desk.c. */
#ifndef KC_SERVICE_PLAN_ORDER_H
#define KC_SERVICE_PLAN_ORDER_H

#include "base/keyed_hash.h"
#include "service/plan_desk.h"

/* Of the person, the snapshot and everything of the situation that a plan depends on. */
struct keyed_hash plan_order_hash(const struct plan_order *order, struct hash_key key);
/*
 * Of what a plan depends on in a situation, the same in every process. Weeks that pass are no other
 * wish: a start that has come is one.
 */
int64_t plan_order_wishes(const struct situation *s, enum preset preset, struct day today);
struct keyed_hash plan_order_person_hash(struct guest_key person, struct hash_key key);
/*
 * The situation with its lists in `a`, without the name of the place where the person
 * lives. ERR_LIMIT.
 */
MUST_USE enum err plan_order_situation_copy(struct arena *a, const struct situation *s,
                                            struct situation *ret_copy);
/* What it is made anew from, in `a`; `before` may be NULL. ERR_LIMIT. */
MUST_USE enum err plan_order_before_copy(struct arena *a, const struct replan_before *before,
                                         struct replan_before *ret_copy);

#endif
