/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where blocks are missing, for who offers or funds them (docs/rules/demand.md): from the targets
 * of confirmed jobs alone, as sums; what a person was asked, rated, planned or searched is in no
 * figure.
 *   ERR_DENIED   the actor may not (RIGHT_DEMAND_READ)
 */
#ifndef KC_SERVICE_DEMAND_SERVICE_H
#define KC_SERVICE_DEMAND_SERVICE_H

#include "domain/actor.h"
#include "domain/demand.h"
#include "service/platform.h"

struct demand {
    struct day month; /* the first day of it */
    struct demand_view view;
};
/*
 * This month's. Whoever asks first in a month has it counted; it then stays as it is. `snap` is
 * what offers are counted in.
 */
MUST_USE enum err demand_show(struct ctx *ctx, struct platform *platform,
                              const struct snapshot *snap, const struct actor *actor,
                              struct demand *ret_demand);

#endif
