/* SPDX-License-Identifier: EUPL-1.2 */
/* What people's confirmed jobs want, as sums, and what of it was counted in which month. */
#ifndef KC_STORAGE_DEMAND_STORE_H
#define KC_STORAGE_DEMAND_STORE_H

#include "base/day.h"
#include "domain/demand.h"
#include "storage/db.h"

/* Of all organisations (needs ACROSS_DEMAND), in the arena. ERR_LIMIT: more than
 * DEMAND_COUNTS_MAX. */
MUST_USE enum err demand_store_count(struct db *db, struct day today,
                                     struct demand_count **ret_counts, int *ret_len);
/* Of a month, in the arena. */
MUST_USE enum err demand_store_rows(struct db *db, struct day month,
                                    struct demand_count **ret_counts, int *ret_len);
/* Not an error when the month has it already: it stays as it is. */
MUST_USE enum err demand_store_add(struct db *db, struct day month, const struct demand_count *row);
/* The last month before this one; n == 0: none. */
MUST_USE enum err demand_store_before(struct db *db, struct day month, struct day *ret_month);
/* Months before that one go. */
MUST_USE enum err demand_store_expire(struct db *db, struct day before);

#endif
