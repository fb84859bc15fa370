/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of blocks as CSV, in and out (docs/rules/publish.md, PUBLISH-13 to PUBLISH-20).
 *
 * In: UTF-8 or Windows-1252, parted by semicolon, comma or tab, headings in German or English in
 * any order, without case, accents and signs: the names of domain/block_list.h and a few others
 * (table OTHERS of block_csv.c). Columns with other headings are ignored and named. A line "sep=;"
 * before the headings is passed over.
 *
 * One line is one block, or one block and one of its dates. Further lines with the same code, or
 * without a code with the same title, add dates; what they say of the block is empty or the same.
 *
 * A cell that a spreadsheet would take for a formula is written with an apostrophe in front, and
 * read without it: what is written is read as it was.
 *
 * What is wrong with the file or its lines is in the list, and no failure.
 */
#ifndef KC_EXCHANGE_BLOCK_CSV_H
#define KC_EXCHANGE_BLOCK_CSV_H

#include "base/ctx.h"
#include "domain/block_list.h"

enum { BLOCK_CSV_ROW_BYTES_MAX = 131072 };

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err block_csv_read(struct ctx *ctx, struct slice bytes, struct block_list *ret_list);

/* The headings in German, with a byte order mark before them. */
void block_csv_put_head(struct text *t);
/* A block with its runs: one line, or one for each of its runs. */
void block_csv_put(struct text *t, struct slice code, const struct module_sheet *sheet);

#endif
