/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item_version.h"

static const char *const CODES[ITEM_STATES] = {
    [ITEM_DRAFT] = "draft",       [ITEM_REVIEW] = "review",   [ITEM_APPROVED] = "approved",
    [ITEM_REPLACED] = "replaced", [ITEM_RETIRED] = "retired",
};

const char *
item_state_code(enum item_state s)
{
    return CODES[s];
}

enum err
item_state_parse(struct slice code, enum item_state *ret_state)
{
    for (int i = 0; i < ITEM_STATES; i++) {
        if (slice_is(code, CODES[i])) {
            *ret_state = (enum item_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool
item_state_may_follow(enum item_state from, enum item_state to)
{
    switch (from) {
    case ITEM_DRAFT:
        return to == ITEM_REVIEW;
    case ITEM_REVIEW:
        return to == ITEM_DRAFT || to == ITEM_APPROVED;
    case ITEM_APPROVED:
        return to == ITEM_REPLACED || to == ITEM_RETIRED;
    case ITEM_REPLACED:
    case ITEM_RETIRED:
        break;
    }
    return false;
}

bool
item_version_may_change(const struct item_version *v, struct account_id who)
{
    return v->state == ITEM_DRAFT && who.n != 0 && v->author.n == who.n;
}

bool
item_version_may_review(const struct item_version *v, struct account_id who)
{
    return v->state == ITEM_REVIEW && who.n != 0 && v->author.n != who.n;
}
