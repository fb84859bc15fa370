/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions of items: what may become of one, and who may decide (docs/rules/item.md, ITEM-13 to
 * ITEM-17).
 *
 *     draft -> review -> approved -> replaced
 *       ^--------'            `----> retired
 */
#ifndef KC_DOMAIN_ITEM_VERSION_H
#define KC_DOMAIN_ITEM_VERSION_H

#include "base/day.h"
#include "domain/item.h"

enum item_state {
    ITEM_DRAFT,
    ITEM_REVIEW,   /* a second expert is to look at it */
    ITEM_APPROVED, /* in use */
    ITEM_REPLACED, /* by a later version */
    ITEM_RETIRED,
};
enum { ITEM_STATES = ITEM_RETIRED + 1 };

struct item_version {
    struct item_version_id id;
    struct slice code; /* of the item */
    int version;       /* from 1 */
    enum item_state state;
    struct slice competence; /* code */
    enum item_kind kind;
    int level;
    struct slice facet;
    struct slice content;     /* as exchange/items_json.h has it */
    struct account_id author; /* n == 0: it came with the program */
    struct slice author_name;
    struct account_id reviewer; /* n == 0: nobody yet */
    struct slice reviewer_name;
    struct slice note; /* reason of the last decision; empty: none */
    bool counts;       /* with starting parameters; else only once it is calibrated (CHECK-40) */
    struct instant created;
    struct instant changed;
    int64_t since; /* the banks that have it: since .. until-1; 0: none */
    int64_t until; /* 0: it is in use still, or never was */
};

struct item_version_list {
    struct item_version *versions;
    int len;
};

/* What one looks for; empty and 0: whatever it is. */
struct item_filter {
    struct slice competence; /* code */
    struct slice kind;       /* code */
    struct slice state;      /* code */
    int level;
};

/* "draft", "review" ...: as it is kept. */
const char *item_state_code(enum item_state s);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err item_state_parse(struct slice code, enum item_state *ret_state);
/* Whether one may follow the other (ITEM-13). */
bool item_state_may_follow(enum item_state from, enum item_state to);

/* ITEM-14: who wrote a version changes it and hands it in, as long as it is a draft. */
bool item_version_may_change(const struct item_version *v, struct account_id who);
/* ITEM-14: a version in review is decided by somebody else than who wrote it. */
bool item_version_may_review(const struct item_version *v, struct account_id who);

#endif
