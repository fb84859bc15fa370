/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/directory.h"

static const char *const STATES[DIRECTORY_STATES] = {
    [DIRECTORY_ACTIVE] = "active",
    [DIRECTORY_INACTIVE] = "inactive",
    [DIRECTORY_DELETED] = "deleted",
};

bool
directory_token_works(const struct directory_token *t, struct instant now)
{
    return t->revoked.ms == 0 && now.ms < t->expires.ms;
}

const char *
directory_state_code(enum directory_state state)
{
    assert((int)state >= 0 && (int)state < DIRECTORY_STATES);
    return STATES[state];
}

enum err
directory_state_parse(struct slice code, enum directory_state *ret_state)
{
    for (int i = 0; i < DIRECTORY_STATES; i++) {
        if (slice_is(code, STATES[i])) {
            *ret_state = (enum directory_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
