/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's own employments: what organisations entered, and what the person says to it.
 *   ERR_DENIED   nobody is signed in
 * besides what is said at each.
 */
#ifndef KC_SERVICE_EMPLOYMENT_SERVICE_H
#define KC_SERVICE_EMPLOYMENT_SERVICE_H

#include "domain/actor.h"
#include "service/platform.h"
#include "storage/employment_store.h"

/*
 * What a person says to being entered, for their own employment alone: accepted, they have the
 * role of a learner there; declined, what the organisation entered stays with it, without them.
 *   ERR_NOT_FOUND   it is not the actor's
 */
MUST_USE enum err employment_answer(struct ctx *ctx, struct platform *platform,
                                    const struct actor *actor, struct employment_id id,
                                    enum employment_answer answer);
/* The actor's own, the newest first. */
MUST_USE enum err employment_own(struct ctx *ctx, struct platform *platform,
                                 const struct actor *actor, struct employments *ret_employments);
/* The person says that the assigned job is theirs. ERR_NOT_FOUND, ERR_CONFLICT: none is assigned.
 */
MUST_USE enum err employment_confirm_job(struct ctx *ctx, struct platform *platform,
                                         const struct actor *actor, struct employment_id id);

#endif
