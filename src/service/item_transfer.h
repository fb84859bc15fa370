/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists and packages of items in and out.
 *
 * What comes in becomes drafts of who brings it: they are handed in and reviewed like any other
 * (ITEM-14). All of a file or nothing (ITEM-18): every problem is told, and then nothing was done.
 * A code that is known makes the next version, when the words differ from the newest; one without a
 * code, or with a new one, a new item. What goes out are the items in use.
 */
#ifndef KC_SERVICE_ITEM_TRANSFER_H
#define KC_SERVICE_ITEM_TRANSFER_H

#include "domain/item_import.h"
#include "service/item_service.h"

enum item_format { ITEM_FORMAT_CSV, ITEM_FORMAT_QTI };

/* For files that do not say it; empty: then they must. */
struct item_transfer_in {
    struct slice bytes;
    struct slice competence; /* code */
    struct slice level;
    struct slice facet;
};

struct item_transfer_report {
    struct item_import import; /* with problems, nothing was done */
    int added;                 /* new items */
    int revised;               /* next versions */
    int unchanged;             /* in these words already */
};

/*
 * ERR_DENIED: RIGHT_ITEM_WRITE is missing; ERR_LIMIT: over ITEM_FILE_BYTES_MAX. Problems of the
 * file are in the report, and no failure.
 */
MUST_USE enum err item_transfer_import(struct ctx *ctx, const struct item_desk *desk,
                                       const struct item_transfer_in *in,
                                       struct item_transfer_report *ret_report);
/* The items in use, in the arena; of one competence, or with an empty code of all. ERR_LIMIT */
MUST_USE enum err item_transfer_export(struct ctx *ctx, struct platform *p, enum item_format format,
                                       struct slice competence, struct slice *ret_bytes);

/*
 * Who acts on the command line: the account of this mail address, with its roles. ERR_NOT_FOUND:
 * there is no active one.
 */
MUST_USE enum err item_transfer_actor(struct ctx *ctx, struct platform *p, struct slice email,
                                      struct actor *ret_actor);

#endif
