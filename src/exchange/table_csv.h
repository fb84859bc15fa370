/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Wide tables of numbers and answers in CSV: row by row, every row with as many cells as the
 * first, so that a message can name row and column.
 *
 * The separator is the one of comma, semicolon and tab that the first row has most of. Rows end
 * with LF or CR LF; a byte order mark is passed over, so are empty rows at the end. A cell in
 * quotes may hold separators and doubled quotes, no line break. Rows are counted as lines of the
 * file, from 1.
 */
#ifndef KC_EXCHANGE_TABLE_CSV_H
#define KC_EXCHANGE_TABLE_CSV_H

#include "base/ctx.h"
#include "base/limits.h"
#include "base/slice.h"

/* Made by table_open(); the members are the reader's own but cells, columns and row. */
struct table_csv {
    const char *name; /* of the file, for messages */
    struct slice bytes;
    size_t at;
    char separator;
    struct slice *cells; /* of the row just read: trimmed, without quotes */
    struct slice *headings;
    int columns;
    int row;
};

/*
 * Reads the first row as headings.
 *
 *   ERR_INVALID   empty, not UTF-8, a row that cannot be read
 *   ERR_LIMIT     more than TABLE_COLUMNS_MAX columns, a cell longer than TABLE_CELL_BYTES_MAX
 */
MUST_USE enum err table_open(struct ctx *ctx, const char *name, struct slice bytes,
                             struct table_csv *ret_table);
/* The first row's cells once more, as a row of data: the file has no headings. */
void table_rewind(struct table_csv *t);
/* The next row; *ret_more is false at the end. As table_open(), and when it is ragged. */
MUST_USE enum err table_next(struct ctx *ctx, struct table_csv *t, bool *ret_more);

/* Says what is wrong with a cell of the row just read: "NAME, row 3, column 2 (b): ...". */
enum err table_fail(struct ctx *ctx, const struct table_csv *t, int column, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
/* The first column whose heading is this, without case; -1. */
int table_column(const struct table_csv *t, const char *heading);
/* Whether a cell says that there is no value: empty, NA, NaN, "." or "-". */
bool table_is_missing(struct slice cell);
/*
 * A decimal number, with a point, or with a comma where that is not the separator.
 *   ERR_INVALID   it is none
 */
MUST_USE enum err table_number(const struct table_csv *t, struct slice cell, double *ret_number);

#endif
