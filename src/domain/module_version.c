/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_version.h"

static const char *const CODES[MODULE_STATES] = {
    [MODULE_DRAFT] = "draft",       [MODULE_REVIEW] = "review",   [MODULE_PUBLISHED] = "published",
    [MODULE_REPLACED] = "replaced", [MODULE_RETIRED] = "retired",
};

const char *
module_state_code(enum module_state s)
{
    return CODES[s];
}

enum err
module_state_parse(struct slice code, enum module_state *ret_state)
{
    for (int i = 0; i < MODULE_STATES; i++) {
        if (slice_is(code, CODES[i])) {
            *ret_state = (enum module_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool
module_state_may_follow(enum module_state from, enum module_state to)
{
    switch (from) {
    case MODULE_DRAFT:
        return to == MODULE_REVIEW || to == MODULE_PUBLISHED;
    case MODULE_REVIEW:
        return to == MODULE_DRAFT || to == MODULE_PUBLISHED;
    case MODULE_PUBLISHED:
        return to == MODULE_REPLACED || to == MODULE_RETIRED;
    case MODULE_REPLACED:
    case MODULE_RETIRED:
        break;
    }
    return false;
}

bool
module_state_is_open(enum module_state s)
{
    return s == MODULE_DRAFT || s == MODULE_REVIEW;
}

bool
module_version_may_publish(const struct module_version *v, struct account_id who, int colleagues)
{
    if (who.n == 0)
        return false;
    if (colleagues < 2)
        return module_state_is_open(v->state);
    return v->state == MODULE_REVIEW && v->author.n != who.n;
}
