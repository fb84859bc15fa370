/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Services and router that forget to ask: everybody may do everything, everywhere. Linked before
 * the library. What a role gives stays as it is: how far the database lets a session reach is made
 * of that (service/actor_reach.c), and is what is tried here.
 */
#define right_in honest_right_in
#define right_allows honest_right_allows
#define right_reaches honest_right_reaches
#include "../../src/domain/right.c"
#undef right_in
#undef right_allows
#undef right_reaches

enum relation right_in(enum right r, const struct actor *actor,
                       struct organisation_id organisation);
bool right_allows(enum right r, const struct actor *actor, struct organisation_id organisation);
bool right_reaches(enum right r, const struct actor *actor);

enum relation
right_in(enum right r, const struct actor *actor, struct organisation_id organisation)
{
    (void)r;
    (void)organisation;
    return actor != NULL ? RELATION_ANY_ORGANISATION : RELATION_NONE;
}

bool
right_allows(enum right r, const struct actor *actor, struct organisation_id organisation)
{
    return right_in(r, actor, organisation) != RELATION_NONE;
}

bool
right_reaches(enum right r, const struct actor *actor)
{
    (void)r;
    return actor != NULL;
}
