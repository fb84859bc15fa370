/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/actor.h"

bool
actor_has(const struct actor *actor, enum role role, struct organisation_id organisation)
{
    for (int i = 0; actor != NULL && i < actor->grants_len; i++) {
        if (actor->grants[i].role == role && actor->grants[i].organisation.n == organisation.n)
            return true;
    }
    return false;
}
