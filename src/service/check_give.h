/* SPDX-License-Identifier: EUPL-1.2 */
/* A person lets the answers of a check help to calibrate the items, without their name (CHECK-43).
 */
#ifndef KC_SERVICE_CHECK_GIVE_H
#define KC_SERVICE_CHECK_GIVE_H

#include "domain/say.h"
#include "service/check_service.h"

/* The answers of this check are given when it is finished. ERR_NOT_FOUND: it is not theirs. */
MUST_USE enum err check_give(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id,
                             enum lang lang);
/* A finished check: its answers are taken when the person said so. Never a failure of the check. */
void check_give_taken(struct ctx *ctx, const struct check_desk *desk, const struct check_record *r);

#endif
