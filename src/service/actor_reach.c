/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/actor_reach.h"

#include "domain/right.h"
#include "storage/reach.h"

/* The widest that any right reaches with this role. */
static enum relation
widest_of(enum role role)
{
    enum relation widest = RELATION_NONE;

    for (int r = 0; r < RIGHTS; r++) {
        enum relation reaches = right_of_role((enum right)r, role);

        widest = reaches > widest ? reaches : widest;
    }
    return widest;
}

enum err
actor_reach(struct arena *arena, const struct actor *actor, struct reach *ret_reach)
{
    int64_t *ids = arena_array(arena, int64_t, (size_t)actor->grants_len + 1);
    struct reach r = {.organisations = ids};

    if (ids == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < actor->grants_len; i++) {
        const struct grant *g = &actor->grants[i];

        if (widest_of(g->role) >= RELATION_SAME_ORGANISATION)
            ids[r.organisations_len++] = g->organisation.n;
        if (right_of_role(RIGHT_ORGANISATION_ADMIT, g->role) == RELATION_ANY_ORGANISATION)
            r.across |= UINT32_C(1) << ACROSS_COOPERATIVE;
    }
    *ret_reach = r;
    return OK;
}
