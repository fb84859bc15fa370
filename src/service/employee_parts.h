/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of employee_service share; nobody else includes it. */
#ifndef KC_SERVICE_EMPLOYEE_PARTS_H
#define KC_SERVICE_EMPLOYEE_PARTS_H

#include "domain/right.h"
#include "service/employee_service.h"

/* ERR_DENIED unless the actor has the right in this very organisation (ORG-20). */
MUST_USE enum err employee_need(struct ctx *ctx, const struct employee_use *use, enum right right);

/*
 * Events of the audit log for what changed between the two: the work began (`before` NULL) or
 * ended, another superior or deputy decides. In the use case that saved it.
 */
MUST_USE enum err employee_note(struct db *db, const struct employee_use *use,
                                const struct employment *before, const struct employment *after);

#endif
