/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people of one organisation as users of SCIM (RFC 7644), for its directory. What is done to
 * them is decided as for a list of employees (employee_plan.h). Rules: docs/rules/scim.md.
 *
 * What is wrong with a request is told as exchange/scim_attr.h says; besides:
 *   ERR_NOT_FOUND   the organisation has no user of this id
 */
#ifndef KC_SERVICE_SCIM_USERS_H
#define KC_SERVICE_SCIM_USERS_H

#include "exchange/scim_filter.h"
#include "service/scim_token.h"

struct scim_question {
    struct slice filter; /* at == NULL: everybody */
    int64_t start;       /* from 1 */
    int64_t count;       /* 0..SCIM_COUNT_MAX */
};
struct scim_answer {
    struct scim_user *users; /* in the context's arena */
    int len;
    int total; /* who fits the filter */
};
/* SCIM_INVALID_FILTER; SCIM_TOO_MANY: the organisation has more than SCIM_PEOPLE_MAX. */
MUST_USE enum err scim_users_list(struct scim_talk *t, const struct scim_door *d,
                                  const struct scim_question *q, struct scim_answer *ret_answer);
MUST_USE enum err scim_users_find(struct scim_talk *t, const struct scim_door *d, struct slice id,
                                  struct scim_user *ret_user);
MUST_USE enum err scim_users_create(struct scim_talk *t, const struct scim_door *d,
                                    const struct json_value *body, struct scim_user *ret_user);

enum scim_verb { SCIM_PUT, SCIM_PATCH, SCIM_DELETE };
struct scim_change {
    enum scim_verb verb;
    struct slice id;
    const struct json_value *body; /* of PUT and PATCH */
    struct slice if_match;         /* at == NULL: whatever the version is */
};
/* ERR_CONFLICT with t->is_stale: If-Match names another version. Of DELETE nothing is answered. */
MUST_USE enum err scim_users_change(struct scim_talk *t, const struct scim_door *d,
                                    const struct scim_change *c, struct scim_user *ret_user);

#endif
