/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items of the check as CSV: a line an item, with German headings in any order. What stands in a
 * cell is said in domain/item_sheet.h; docs/exchange.md has the headings.
 *
 * In: UTF-8 or Windows-1252; semicolon, comma or tab. Out: UTF-8 with a byte order mark and
 * semicolons, as spreadsheets in Germany open it.
 */
#ifndef KC_EXCHANGE_ITEMS_CSV_H
#define KC_EXCHANGE_ITEMS_CSV_H

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/item_import.h"

/* What is wrong is in the list, and no failure. ERR_LIMIT: the arena is full. */
MUST_USE enum err items_csv_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                                 struct item_import *ret_import);

/* The line of headings, and one item. A text that passed its maximum fails. */
void items_csv_put_headings(struct text *t);
MUST_USE enum err items_csv_put(struct ctx *ctx, struct text *t, const struct item *it,
                                struct slice competence);

#endif
