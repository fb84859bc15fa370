/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How far the storage lets somebody reach (storage/reach.h), by their roles alone: the
 * organisations in which a role gives them anything beyond their own, and what across.def opens
 * to who may act in any. It is set once, when the request's session is known; what a service asks
 * of rights later can narrow it, never widen it.
 */
#ifndef KC_SERVICE_ACTOR_REACH_H
#define KC_SERVICE_ACTOR_REACH_H

#include "base/ctx.h"
#include "domain/actor.h"

/* In the arena. ERR_LIMIT: it is full. */
MUST_USE enum err actor_reach(struct arena *arena, const struct actor *actor,
                              struct reach *ret_reach);

#endif
