/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers of many people in CSV: a row is a person, a column an item. Cells are whole numbers
 * 0..99, words of a given order, or nothing (docs/check.md).
 *
 * The first row holds the items' names; a first row of numbers alone is taken as a person, unless
 * it counts 1, 2, 3 and so on. A column named id, person, name or with an empty heading is passed
 * over, when it is the first.
 */
#ifndef KC_EXCHANGE_RESPONSE_CSV_H
#define KC_EXCHANGE_RESPONSE_CSV_H

#include "exchange/table_csv.h"

enum {
    RESPONSE_MISSING = 255,
    RESPONSE_VALUE_MAX = 99,
    RESPONSE_GROUPS_MAX = 6,
    RESPONSE_CATEGORIES_MAX = IRT_STEPS_MAX + 1,
};

struct response_words {
    const char *group;      /* column of groups; NULL */
    const char *frequency;  /* column that says how often a row stands; NULL */
    const char *categories; /* words for 0, 1, 2 ..., with commas between; NULL: numbers */
};

struct responses {
    struct slice *names; /* of items; "1", "2" ... without headings */
    bool named;          /* the file has headings */
    int items;
    int people;
    uint8_t *cells;    /* [person][item]: as written, 0..99, or RESPONSE_MISSING */
    uint32_t *weights; /* by person; NULL */
    uint8_t *group_of; /* by person; NULL */
    struct slice groups[RESPONSE_GROUPS_MAX];
    int groups_len;
};

/*
 *   ERR_INVALID     what is no answer, with row and column; no item, no person
 *   ERR_LIMIT       IRT_PEOPLE_MAX, IRT_ITEMS_MAX, IRT_CELLS_MAX, RESPONSE_GROUPS_MAX
 */
MUST_USE enum err response_csv_read(struct ctx *ctx, const char *name, struct slice bytes,
                                    const struct response_words *words,
                                    struct responses *ret_responses);

/*
 * Make each item's answers 0..steps in the order of their numbers, leaving no gap, in place.
 * `ret_steps` by item; `ret_values` by item and category: what was written.
 *
 *   ERR_INVALID   an item with one value alone, or with more than RESPONSE_CATEGORIES_MAX
 */
MUST_USE enum err response_recode(struct ctx *ctx, const char *name, struct responses *r,
                                  uint8_t *ret_steps,
                                  uint8_t (*ret_values)[RESPONSE_CATEGORIES_MAX]);

#endif
