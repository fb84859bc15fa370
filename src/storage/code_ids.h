/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Small dense ids by code: a code keeps the id it once got, a new code gets the
 * lowest free one. For competences and topics, whose ids index arrays and bits.
 */
#ifndef KC_STORAGE_CODE_IDS_H
#define KC_STORAGE_CODE_IDS_H

#include "storage/db.h"

struct code_ids {
    struct slice code[COMPETENCES_MAX]; /* by id; empty: free */
    int max;                            /* ids are 1 .. max-1 */
};

/* `query` answers id and code. */
MUST_USE enum err code_ids_load(struct db *db, int query, int max, struct code_ids *ret_ids);
/* ERR_LIMIT when all are taken. */
MUST_USE enum err code_ids_of(struct db *db, struct code_ids *ids, struct slice code, int *ret_id);

#endif
