/* SPDX-License-Identifier: EUPL-1.2 */
/* What reports about groups counted, by month, and which analyses an organisation switched off. */
#ifndef KC_STORAGE_REPORT_STORE_H
#define KC_STORAGE_REPORT_STORE_H

#include "domain/id.h"
#include "domain/report.h"
#include "storage/db.h"

/* The rows of a month, in the arena, with their part ("all", "unit", "job"). */
struct report_kept {
    struct slice part;
    struct report_count count;
};
MUST_USE enum err report_store_rows(struct db *db, struct organisation_id organisation,
                                    struct day month, struct report_kept **ret_rows, int *ret_len);
/* Not an error when the month has it already: it stays as it is. */
MUST_USE enum err report_store_add(struct db *db, struct organisation_id organisation,
                                   struct day month, const struct report_kept *row);
/* Months before one in which this part was counted, the newest first. */
MUST_USE enum err report_store_months(struct db *db, struct organisation_id organisation,
                                      struct slice part, struct day before,
                                      struct report_months *ret_months);

/* ret_off: by enum report_part; those that were never switched are on. */
MUST_USE enum err report_store_switches(struct db *db, struct organisation_id organisation,
                                        bool ret_off[REPORT_PARTS]);
MUST_USE enum err report_store_switch(struct db *db, struct organisation_id organisation,
                                      enum report_part part, bool off);

#endif
