/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of criteria for certification, in versions (CERT-13). What is read lives in the arena. */
#ifndef KC_STORAGE_CRITERIA_STORE_H
#define KC_STORAGE_CRITERIA_STORE_H

#include "storage/db.h"

struct criteria_row {
    int version;
    bool is_draft;
    struct slice name;
    int criteria;    /* how many */
    int64_t edition; /* of a draft: no other draft, of any time, had it */
    struct instant changed;
    struct slice content; /* kommunalcampus-criteria/1; empty in a list of all */
};

/* The newest first, at most CRITERIA_VERSIONS_SHOWN_MAX. */
MUST_USE enum err criteria_store_all(struct db *db, struct criteria_row **ret_rows, int *ret_len);
/* ERR_NOT_FOUND, without a message: there is none. */
MUST_USE enum err criteria_store_published(struct db *db, int version,
                                           struct criteria_row *ret_row);
MUST_USE enum err criteria_store_current(struct db *db, struct criteria_row *ret_row);
MUST_USE enum err criteria_store_draft(struct db *db, struct criteria_row *ret_row);
/* ERR_CONFLICT: there is this version, or a draft, already. */
MUST_USE enum err criteria_store_add(struct db *db, const struct criteria_row *row);
/* Of the draft. ERR_CONFLICT, without a message: it is another edition, or there is none. */
MUST_USE enum err criteria_store_save(struct db *db, const struct criteria_row *row);
MUST_USE enum err criteria_store_publish(struct db *db, int64_t edition);
MUST_USE enum err criteria_store_drop(struct db *db, int64_t edition);

#endif
