/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Importing what others publish: courses of a feed, the register of
 * municipalities, postcodes. Each import is one transaction: it is there whole or
 * not at all (IMPORT-3). Importing the same feed again changes nothing (IMPORT-4).
 */
#ifndef KC_SERVICE_IMPORT_SERVICE_H
#define KC_SERVICE_IMPORT_SERVICE_H

#include "base/ctx.h"
#include "exchange/import_report.h"

struct database;

/* IMPORT_PAGES_MAX pages at most; the bytes live as long as the import runs. */
struct import_feed {
    struct slice code; /* of the feed: a-z, 0-9, hyphens */
    struct slice name; /* for people */
    const struct slice *pages;
    int pages_len;
};

struct import_feed_result {
    struct import_report report;
    int64_t added;
    int64_t changed;
    int64_t kept;  /* known, but not readable this time: stay as they were */
    bool complete; /* false: a page names a next one that was not given; nothing was marked gone */
    bool empty;    /* no course could be taken: nothing was marked gone */
};

/*
 * IMPORT-1: a course that is not in a complete feed any more is marked, not
 * deleted. IMPORT-2: a course that cannot be taken is reported with its reason and
 * spoils no other; one that we know already stays offered as it was.
 *   ERR_INVALID   a page is no MOOChub list, or the framework is missing (seed first)
 *   ERR_LIMIT     too many pages or records
 */
MUST_USE enum err import_moochub(struct ctx *ctx, struct database *db,
                                 const struct import_feed *feed,
                                 struct import_feed_result *ret_result);

/* Destatis GV100AD or the CSV extract. ERR_INVALID when it is neither. */
MUST_USE enum err import_municipalities(struct ctx *ctx, struct database *db, struct slice bytes,
                                        struct import_report *ret_report);
/* GeoNames form; replaces all postcodes. ERR_INVALID when it is not. */
MUST_USE enum err import_postcodes(struct ctx *ctx, struct database *db, struct slice bytes,
                                   struct import_report *ret_report);

#endif
