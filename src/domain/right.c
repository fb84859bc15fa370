/* SPDX-License-Identifier: EUPL-1.2 */
/* The table is the whole of it: what it does not give is not given (RIGHT-1). */
#include "domain/right.h"

#define OWN RELATION_OWN
#define SAME RELATION_SAME_ORGANISATION
#define ANY RELATION_ANY_ORGANISATION

static const struct {
    const char *name;
    enum relation of[ROLES];
} TABLE[RIGHTS] = {
    [RIGHT_PUBLIC] = {"public", {RELATION_NONE}},
    [RIGHT_GUEST] = {"guest", {RELATION_NONE}},
    [RIGHT_OPERATOR_LOCAL] = {"operator_local", {RELATION_NONE}},
    [RIGHT_DIRECTORY] = {"directory", {RELATION_NONE}},
    [RIGHT_ACCOUNT] = {"account", {RELATION_NONE}},
    [RIGHT_EMPLOYMENT_READ] = {"employment_read",
                               {[ROLE_LEARNER] = OWN, [ROLE_SUPERIOR] = OWN, [ROLE_HR] = SAME}},
    [RIGHT_EMPLOYEES_MANAGE] = {"employees_manage", {[ROLE_HR] = SAME}},
    [RIGHT_JOBS_MANAGE] = {"jobs_manage", {[ROLE_HR] = SAME}},
    [RIGHT_ROLES_GRANT] = {"roles_grant", {[ROLE_HR] = SAME, [ROLE_OPERATOR] = ANY}},
    [RIGHT_ORGANISATION_EDIT] = {"organisation_edit",
                                 {[ROLE_HR] = SAME,
                                  [ROLE_PROVIDER] = SAME,
                                  [ROLE_CERTIFIER] = SAME,
                                  [ROLE_FUNDER] = SAME,
                                  [ROLE_OPERATOR] = ANY}},
    [RIGHT_ORGANISATION_ADMIT] = {"organisation_admit", {[ROLE_OPERATOR] = ANY}},
    [RIGHT_MODULE_PUBLISH] = {"module_publish", {[ROLE_HR] = SAME, [ROLE_PROVIDER] = SAME}},
    [RIGHT_MODULE_REVIEW] = {"module_review", {[ROLE_CERTIFIER] = ANY}},
    [RIGHT_DEMAND_READ] = {"demand_read",
                           {[ROLE_PROVIDER] = ANY, [ROLE_FUNDER] = ANY, [ROLE_OPERATOR] = ANY}},
    [RIGHT_REPORT_GROUPS] = {"report_groups", {[ROLE_HR] = SAME}},
    [RIGHT_AUDIT_READ] = {"audit_read", {[ROLE_HR] = SAME, [ROLE_OPERATOR] = ANY}},
    [RIGHT_PAGES_EDIT] = {"pages_edit", {[ROLE_OPERATOR] = ANY}},
    [RIGHT_ITEM_WRITE] = {"item_write", {[ROLE_CERTIFIER] = ANY, [ROLE_OPERATOR] = ANY}},
    [RIGHT_ITEM_REVIEW] = {"item_review", {[ROLE_CERTIFIER] = ANY, [ROLE_OPERATOR] = ANY}},
    [RIGHT_ITEM_CALIBRATE] = {"item_calibrate", {[ROLE_CERTIFIER] = ANY, [ROLE_OPERATOR] = ANY}},
    [RIGHT_CRITERIA_WRITE] = {"criteria_write", {[ROLE_CERTIFIER] = ANY, [ROLE_OPERATOR] = ANY}},
    [RIGHT_CRITERIA_PUBLISH] = {"criteria_publish", {[ROLE_OPERATOR] = ANY}},
};

const char *
right_name(enum right r)
{
    assert((int)r >= 0 && (int)r < RIGHTS);
    return TABLE[r].name;
}

bool
right_is_action(enum right r)
{
    return r > RIGHT_ACCOUNT;
}

bool
right_needs_actor(enum right r)
{
    return r >= RIGHT_ACCOUNT;
}

enum relation
right_of_role(enum right r, enum role role)
{
    assert((int)r >= 0 && (int)r < RIGHTS && (int)role >= 0 && (int)role < ROLES);
    return TABLE[r].of[role];
}

/* RIGHT-2: a role counts where it was given; only what reaches any organisation goes further. */
enum relation
right_in(enum right r, const struct actor *actor, struct organisation_id organisation)
{
    enum relation widest = RELATION_NONE;

    for (int i = 0; actor != NULL && i < actor->grants_len; i++) {
        const struct grant *g = &actor->grants[i];
        enum relation here = right_of_role(r, g->role);

        if (here == RELATION_SAME_ORGANISATION && g->organisation.n != organisation.n)
            continue;
        widest = here > widest ? here : widest;
    }
    return widest;
}

bool
right_allows(enum right r, const struct actor *actor, struct organisation_id organisation)
{
    return right_in(r, actor, organisation) >= RELATION_SAME_ORGANISATION;
}

bool
right_reaches(enum right r, const struct actor *actor)
{
    if (actor == NULL)
        return false;
    if (r == RIGHT_ACCOUNT)
        return true;
    for (int i = 0; i < actor->grants_len; i++) {
        if (right_of_role(r, actor->grants[i].role) != RELATION_NONE)
            return true;
    }
    return false;
}
