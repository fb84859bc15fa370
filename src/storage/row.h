/* SPDX-License-Identifier: EUPL-1.2 */
/* Values that take more than one column, and rows that turn out to be damaged. */
#ifndef KC_STORAGE_ROW_H
#define KC_STORAGE_ROW_H

#include "base/position.h"
#include "storage/stmt.h"

/* lat_micro in `param`, lon_micro in the next; NULL when unknown. */
void row_bind_position(struct stmt *q, int param, struct position p);
/* Likewise from `column` and the next. */
struct position row_position(struct stmt *q, int column);
/* NULL reads as `none`. */
int64_t row_int_or(struct stmt *q, int column, int64_t none);

/* Run a query whose one parameter is a key, or that has none (key 0). */
MUST_USE enum err row_run_for(struct db *db, int query, int64_t key);

/* The same; answers how many rows it changed. */
MUST_USE enum err row_count_for(struct db *db, int query, int64_t key, int64_t *ret_rows);

/* A row that the tables should not have let in: ERR_CORRUPT with what and which. */
enum err row_corrupt(struct db *db, const char *what, int64_t id);

#endif
