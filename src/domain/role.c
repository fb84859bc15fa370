/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/role.h"

static const char *const CODES[ROLES] = {
    [ROLE_LEARNER] = "learner",   [ROLE_SUPERIOR] = "superior",   [ROLE_HR] = "hr",
    [ROLE_PROVIDER] = "provider", [ROLE_CERTIFIER] = "certifier", [ROLE_FUNDER] = "funder",
    [ROLE_OPERATOR] = "operator",
};

const char *
role_code(enum role r)
{
    assert((int)r >= 0 && (int)r < ROLES);
    return CODES[r];
}

enum err
role_parse(struct slice code, enum role *ret_role)
{
    for (int i = 0; i < ROLES; i++) {
        if (slice_is(code, CODES[i])) {
            *ret_role = (enum role)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
