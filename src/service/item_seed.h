/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The items that come with the program (data/items), into the database: approved, counting with
 * starting parameters (CHECK-2). Seeding again replaces what the program has in another wording by
 * its next version, but only where the version in use came with the program as well (ITEM-17).
 */
#ifndef KC_SERVICE_ITEM_SEED_H
#define KC_SERVICE_ITEM_SEED_H

#include "domain/competence.h"
#include "storage/db.h"

struct item_seeding {
    int items;    /* that the program has */
    int added;    /* codes that the database did not have */
    int replaced; /* by a next version */
};

/* Inside a use case. ERR_CORRUPT when a file of data/items is wrong; the message names it. */
MUST_USE enum err item_seed(struct db *db, const struct framework *f,
                            struct item_seeding *ret_seeding);

#endif
