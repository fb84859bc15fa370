/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CSV in (RFC 4180): bytes to rows of fields.
 *
 * The separator is the one of comma, semicolon and tab that the first row has
 * most of, outside quotes. Rows end with LF, CR LF or CR. A field in quotes may
 * hold separators, line breaks and doubled quotes. Quotes within a field that
 * did not begin with one are letters, as GeoNames writes them. Empty lines are
 * passed over. Character sets are the caller's affair (exchange/charset.h).
 *
 * A row that is wrong (a quote never closed, something behind a closing quote,
 * too long, too many fields) costs one line of the file: the next row begins
 * with the next line.
 */
#ifndef KC_EXCHANGE_CSV_READ_H
#define KC_EXCHANGE_CSV_READ_H

#include "base/arena.h"
#include "base/limits.h"

/* Made by csv_open(); the members are the reader's own but row_bytes_max, which may be changed
 * before the first row. */
struct csv_reader {
    struct arena *arena;
    struct slice bytes;
    size_t at;
    size_t row_bytes_max; /* CSV_ROW_BYTES_MAX */
    int line;
    char separator;
    bool quotes; /* whether quotes mean anything; not in GeoNames' own files */
};

/* Valid until the arena is rewound. Fields are bytes of the source, unquoted. */
struct csv_row {
    struct slice fields[CSV_FIELDS_MAX];
    int len;
    int line;            /* of its first field, from 1 */
    const char *problem; /* why the row could not be read; NULL when it could */
};

struct csv_reader csv_open(struct arena *a, struct slice bytes);
/* Tab-separated without quotes, whatever is in it: GeoNames' own form. */
struct csv_reader csv_open_tabs(struct arena *a, struct slice bytes);

/*
 * ERR_NOT_FOUND   there are no more rows
 * ERR_LIMIT       the arena is full
 */
MUST_USE enum err csv_next(struct csv_reader *r, struct csv_row *ret_row);

/* The field, trimmed; empty when the row is shorter or `column` is -1. */
struct slice csv_field(const struct csv_row *row, int column);
/* The column of that name in a row of headings, without case; -1 when there is none. */
int csv_column(const struct csv_row *headings, const char *name);

#endif
