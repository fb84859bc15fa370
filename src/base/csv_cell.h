/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CSV out: cells between quotes that no spreadsheet calculates.
 *
 * A spreadsheet calculates what begins like a formula, and can send what stands in other cells
 * away. So an apostrophe goes before it, and before what begins with apostrophes and then like
 * one: reading takes one away, and every text comes back as it was.
 */
#ifndef KC_BASE_CSV_CELL_H
#define KC_BASE_CSV_CELL_H

#include "base/text.h"

/* What goes before a cell: "'" before what begins like a formula, else "". */
const char *csv_cell_guard(struct slice s);
/* A cell as it was before its guard, if it has one. */
struct slice csv_cell_without_guard(struct slice s);
/* With its guard, between quotes. */
void csv_cell_put(struct text *t, struct slice s);
/* As it stands between quotes: each quote twice. */
void csv_cell_put_bytes(struct text *t, struct slice s);

#endif
