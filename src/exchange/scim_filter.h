/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filters of SCIM (RFC 7644, 3.4.2.2): text to a tree, and whether a user fits. Pure.
 *
 * The whole grammar is read: eq ne co sw ew gt ge lt le pr, and, or, not, grouping, and filters
 * in brackets behind a list of values. Texts are compared as the schema says (SCIM_INFO),
 * without regard to upper and lower case for ASCII letters alone. A user without the attribute
 * fits only "ne", and whatever "not" makes of it.
 */
#ifndef KC_EXCHANGE_SCIM_FILTER_H
#define KC_EXCHANGE_SCIM_FILTER_H

#include "exchange/scim_user.h"

enum scim_op {
    SCIM_OP_AND,
    SCIM_OP_OR,
    SCIM_OP_NOT, /* of `left` */
    SCIM_OP_PR,
    SCIM_OP_EQ,
    SCIM_OP_NE,
    SCIM_OP_CO,
    SCIM_OP_SW,
    SCIM_OP_EW,
    SCIM_OP_GT,
    SCIM_OP_GE,
    SCIM_OP_LT,
    SCIM_OP_LE,
};

struct scim_node {
    enum scim_op op;
    int left; /* of AND, OR, NOT: a node */
    int right;
    enum scim_attr attr; /* of the others */
    struct slice text;
    bool truth;
    struct instant at;
};

struct scim_filter {
    struct scim_node nodes[SCIM_FILTER_NODES_MAX];
    int len;
    int root; /* the top; -1: everything fits */
};

/* SCIM_INVALID_FILTER says where and why. Texts live in the context's arena. */
MUST_USE enum err scim_filter_read(struct scim_talk *t, struct slice text,
                                   struct scim_filter *ret_filter);
/* What stands in brackets behind "emails": names there are those of its parts. */
MUST_USE enum err scim_filter_read_inner(struct scim_talk *t, struct slice text,
                                         struct scim_filter *ret_filter);
bool scim_filter_fits(const struct scim_filter *f, const struct scim_user *user);

#endif
