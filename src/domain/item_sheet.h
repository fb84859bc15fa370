/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An item as words: what an author types into a form, and what a line of a CSV file holds.
 *
 * What a kind has several of stands in rows. Within one word, lists are written so:
 *
 *     options, accepted   one in each line; before the right option stands "*"
 *     columns, cells      parted by "|"
 *
 * A backslash takes the next letter as it is ("\|", "\*", "\\", and "\n" for a line break); white
 * space around each piece means nothing. So every item can be written and read again, the same.
 *
 * Pure: allocates from the arena alone.
 */
#ifndef KC_DOMAIN_ITEM_SHEET_H
#define KC_DOMAIN_ITEM_SHEET_H

#include "base/arena.h"
#include "domain/item.h"

struct item_sheet_row {
    struct slice text;     /* a choice, a step, the right side of a pair, the cells of a row */
    struct slice worth;    /* "1": right; ITEM_SITUATION: "0" to "3"; empty: 0 */
    struct slice label;    /* left side of a pair, field of a form, text in front of a gap */
    struct slice options;  /* of a blank that is chosen */
    struct slice accepted; /* of a blank that is typed */
};

struct item_sheet {
    struct slice code;
    struct slice competence; /* code; not looked at here */
    enum item_kind kind;
    struct slice level;
    struct slice facet;
    struct slice text;
    struct slice explanation;
    struct slice columns; /* ITEM_PICK */
    struct slice after;   /* ITEM_GAP */
    struct item_sheet_row rows[ITEM_PARTS_MAX];
    int rows_len; /* rows of which nothing is filled are passed over */
};

enum item_sheet_field {
    SHEET_CODE,
    SHEET_LEVEL,
    SHEET_FACET,
    SHEET_TEXT,
    SHEET_EXPLANATION,
    SHEET_COLUMNS,
    SHEET_AFTER,
    SHEET_ROWS,
};
enum { SHEET_FIELDS = SHEET_ROWS + 1 };

/* What is wrong, and where: the rule of docs/rules/item.md, or too many bytes. */
struct item_sheet_fault {
    enum item_sheet_field field;
    int rule;      /* 1..7; 0: too long */
    int bytes_max; /* when too long */
    int row;       /* from 0, of SHEET_ROWS; -1: of all rows together */
};
struct item_sheet_faults {
    struct item_sheet_fault faults[SHEET_FIELDS];
    int len; /* at most one a field */
};

/* ERR_LIMIT: the arena is full. Words of `it` are shared, not copied. */
MUST_USE enum err item_sheet_of(struct arena *a, const struct item *it, struct slice competence,
                                struct item_sheet *ret_sheet);
/*
 * The item, sound (item_fault() is 0) when there are no faults; else it must not be used.
 * `competence` is that of sheet->competence.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err item_sheet_read(struct arena *a, const struct item_sheet *sheet,
                                  struct competence_id competence, struct item *ret_item,
                                  struct item_sheet_faults *ret_faults);

#endif
