/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing items of the check: drafts, review by somebody else, use, end of use.
 *
 * Every function answers ERR_DENIED when the actor has not the right (RIGHT_ITEM_WRITE; to decide
 * and to retire RIGHT_ITEM_REVIEW), and ERR_NOT_FOUND when there is no such version. What is
 * approved is in the bank of this process when it answers OK, and in that of the others within a
 * second (ITEM-15). Each decision stands in the audit log.
 */
#ifndef KC_SERVICE_ITEM_SERVICE_H
#define KC_SERVICE_ITEM_SERVICE_H

#include "domain/actor.h"
#include "domain/item_version.h"
#include "service/platform.h"

struct item_desk {
    struct platform *platform;
    const struct actor *actor;
};

struct item_look {
    struct item_version version;
    const struct item *item;
    struct item_version_list history; /* all versions of the item, newest first */
    bool is_calibrated;               /* it is in use with parameters from answers */
};

struct item_page {
    struct item_version_list list;
    int64_t count; /* of all that fit the filter */
};
enum { ITEM_PAGE_MAX = 50 };

/* `page` counts from 0. */
MUST_USE enum err item_list(struct ctx *ctx, const struct item_desk *desk,
                            const struct item_filter *f, int page, struct item_page *ret_page);
MUST_USE enum err item_look(struct ctx *ctx, const struct item_desk *desk,
                            struct item_version_id id, struct item_look *ret_look);

/*
 * A new item as a draft of the actor; its code is made here, whatever the item says.
 *   ERR_INVALID   it breaks a rule of docs/rules/item.md
 */
MUST_USE enum err item_draft(struct ctx *ctx, const struct item_desk *desk, const struct item *it,
                             struct item_version_id *ret_id);
/* The next version of an item in use, as a draft of the actor, with the words of the one in use.
 * ERR_CONFLICT: somebody works on one already. */
MUST_USE enum err item_revise(struct ctx *ctx, const struct item_desk *desk,
                              struct item_version_id id, struct item_version_id *ret_id);
/* The draft in other words; code and competence stay (ITEM-16). ERR_DENIED: it is not a draft of
 * the actor; ERR_INVALID as item_draft(). */
MUST_USE enum err item_rewrite(struct ctx *ctx, const struct item_desk *desk,
                               struct item_version_id id, const struct item *it);
/* The draft is no more. ERR_DENIED: it is not a draft of the actor. */
MUST_USE enum err item_discard(struct ctx *ctx, const struct item_desk *desk,
                               struct item_version_id id);
/* To review. ERR_DENIED: it is not a draft of the actor. */
MUST_USE enum err item_submit(struct ctx *ctx, const struct item_desk *desk,
                              struct item_version_id id);

struct item_decision {
    bool approve;        /* else it goes back to its author */
    struct slice reason; /* never empty; at most ITEM_NOTE_BYTES_MAX */
};
/*
 * Somebody else than its author has looked at it (ITEM-14).
 *   ERR_DENIED     it is not in review, or the actor wrote it
 *   ERR_INVALID    no reason
 *   ERR_CONFLICT   somebody else decided first
 */
MUST_USE enum err item_decide(struct ctx *ctx, const struct item_desk *desk,
                              struct item_version_id id, const struct item_decision *decision);
/* Out of use, with a reason. ERR_DENIED: it is not in use. */
MUST_USE enum err item_retire(struct ctx *ctx, const struct item_desk *desk,
                              struct item_version_id id, struct slice reason);

#endif
