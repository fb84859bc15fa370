/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Own copies of job profiles: a municipality adapts one of the shared library. Nobody else meets
 * them (ORG-50). Each asks for RIGHT_JOBS_MANAGE in the organisation at hand.
 *   ERR_DENIED   the actor may not
 * besides what is said at each.
 */
#ifndef KC_SERVICE_JOB_COPY_H
#define KC_SERVICE_JOB_COPY_H

#include "domain/job_profile.h"
#include "service/employee_service.h"

/*
 * A copy of one of the library, or of an own copy, with all it says; in the arena.
 *   ERR_NOT_FOUND   there is none of this code that the organisation sees
 *   ERR_LIMIT       JOB_COPIES_MAX of one organisation, JOB_PROFILES_COPIED_MAX in all
 */
MUST_USE enum err job_copy_make(struct ctx *ctx, const struct employee_use *use, struct slice code,
                                struct job_profile *ret_copy);
/*
 * A profile that is nobody's copy, as one proposed from an advertisement: name, description and
 * targets of *p; code, id and organisation are set. The errors of job_copy_make(), and
 *   ERR_INVALID   the name is empty or too long, or the targets are not sound
 */
MUST_USE enum err job_copy_create(struct ctx *ctx, const struct employee_use *use,
                                  struct job_profile *p);
/*
 * Name, description and targets of a copy; who confirmed it is asked again when the targets differ.
 *   ERR_NOT_FOUND   this organisation has no such copy
 *   ERR_INVALID     job_profile_is_sound(), or a text is too long
 */
MUST_USE enum err job_copy_change(struct ctx *ctx, const struct employee_use *use,
                                  const struct job_profile *wanted);
/* It is assigned no more (ORG-51). ERR_NOT_FOUND: this organisation has no such copy.
 */
MUST_USE enum err job_copy_retire(struct ctx *ctx, const struct employee_use *use,
                                  struct job_profile_id id);

#endif
