/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Member municipalities, from data/members.json (kommunalcampus-members/1).
 * Strict, see exchange/own_json.h.
 */
#ifndef KC_EXCHANGE_MEMBERS_JSON_H
#define KC_EXCHANGE_MEMBERS_JSON_H

#include "base/ctx.h"
#include "base/position.h"

struct member {
    struct slice ags; /* 8 digits; a district (Kreis) has 5 */
    struct slice name;
    struct slice state; /* two digits */
    bool district;
    int64_t population;
    struct position position;
};

struct member_list {
    struct member *members;
    int len; /* <= MEMBERS_MAX */
};

/* ERR_INVALID with line and path, ERR_LIMIT. */
MUST_USE enum err members_json_read(struct ctx *ctx, struct slice bytes,
                                    struct member_list *ret_members);

#endif
