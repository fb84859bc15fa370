/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request of a directory, answered: JSON in, JSON and a status out (RFC 7644). Whatever is
 * wrong is an answer too; HTTP itself (headers, cookies, how often) is the caller's.
 */
#ifndef KC_SERVICE_SCIM_SERVICE_H
#define KC_SERVICE_SCIM_SERVICE_H

#include "service/scim_token.h"

enum scim_ask {
    SCIM_ASK_CONFIG,
    SCIM_ASK_TYPES,
    SCIM_ASK_TYPE,
    SCIM_ASK_SCHEMAS,
    SCIM_ASK_SCHEMA,
    SCIM_ASK_LIST,
    SCIM_ASK_USER,
    SCIM_ASK_CREATE,
    SCIM_ASK_PUT,
    SCIM_ASK_PATCH,
    SCIM_ASK_DELETE,
};

/* Slices with at == NULL: not stated. */
struct scim_request {
    enum scim_ask ask;
    struct slice name;         /* of the address: id of a user, type or schema */
    struct slice content_type; /* without parameters */
    struct slice body;
    struct slice if_match;
    struct slice filter;
    struct slice start;
    struct slice count;
    struct slice attributes;
    struct slice excluded;
};
struct scim_response {
    int status;
    struct slice body;     /* JSON; empty with 204 */
    struct slice etag;     /* may be empty, as the next */
    struct slice location; /* of what was made */
};

/*
 * Always an answer, in ctx->arena; what failed within us is in ctx->failure and a status of 500 or
 * above.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err scim_answer(struct ctx *ctx, const struct scim_door *door,
                              const struct scim_request *request, struct scim_response *ret);
/* An answer to what never came so far: 401, 404, 405, 413, 429 ... ERR_LIMIT. */
MUST_USE enum err scim_answer_error(struct arena *a, int status, const char *detail,
                                    struct scim_response *ret);

#endif
