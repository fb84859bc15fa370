/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's own employments: what organisations entered, and what the person says to it.
 *   ERR_DENIED   nobody is signed in
 * besides what is said at each.
 */
#ifndef KC_SERVICE_EMPLOYMENT_SERVICE_H
#define KC_SERVICE_EMPLOYMENT_SERVICE_H

#include "domain/actor.h"
#include "domain/employment.h"
#include "service/platform.h"

/* One of the actor's own, with the names that stand behind its ids. */
struct employment_own {
    struct employment employment;
    struct slice organisation;      /* name */
    struct slice organisation_code; /* of its page */
    struct slice unit;              /* name; may be empty */
};
/* The newest first, in the arena. */
MUST_USE enum err employment_list(struct ctx *ctx, struct platform *platform,
                                  const struct actor *actor, struct employment_own **ret_own,
                                  int *ret_len);

/*
 * What a person says to being entered, for their own employment alone: accepted, they have the
 * role of a learner there; declined, what the organisation entered stays with it, without them.
 *   ERR_NOT_FOUND   it is not the actor's
 *   ERR_CONFLICT    it is over
 */
MUST_USE enum err employment_answer(struct ctx *ctx, struct platform *platform,
                                    const struct actor *actor, struct employment_id id,
                                    enum employment_answer answer);
/*
 * The person says that the assigned job is theirs (ORG-21).
 *   ERR_NOT_FOUND   it is not the actor's
 *   ERR_CONFLICT    none is assigned, the person has not accepted, or it is over
 */
MUST_USE enum err employment_confirm_job(struct ctx *ctx, struct platform *platform,
                                         const struct actor *actor, struct employment_id id,
                                         struct job_profile_id *ret_job);

#endif
