/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A bank of items in CSV: a row is an item. Columns, in any order, without case:
 *
 *   item, id, name          its name; else it is its number
 *   model                   2pl, 3pl, 4pl, rasch; grm; gpcm, pcm
 *   a, alpha, alphaj        discrimination; 1 without it
 *   b, beta, difficulty     difficulty of a right-or-wrong item
 *   b1, b2 ...              thresholds; also beta1, betaj1, bj1, t1, threshold1, and delta1,
 *                           deltaj1 (partial credit). Fewer in a row: the rest is empty or NA
 *   c, guessing; d, upper   asymptotes; 0 and 1 without them
 *   group, content, facet   passed over, as is a column without a heading
 *
 * A first row of numbers alone is an item, its columns are a, b, c, d.
 */
#ifndef KC_EXCHANGE_BANK_CSV_H
#define KC_EXCHANGE_BANK_CSV_H

#include "exchange/table_csv.h"

enum bank_model { BANK_LOGISTIC, BANK_GRADED, BANK_PARTIAL };

struct bank_row {
    struct slice name;
    uint8_t model; /* enum bank_model */
    uint8_t steps;
    double a;
    double b[IRT_STEPS_MAX];
    double c;
    double d;
};

struct bank_rows {
    struct bank_row *rows;
    int len;
    bool named;
};

/*
 * `model` is what rows with thresholds are that do not say it: "grm", "gpcm", "pcm"; NULL: by the
 * heading of the thresholds. Numbers are within the bounds of base/limits.h, graded thresholds
 * ascend.
 *
 *   ERR_INVALID   what is no item, with row and column; no item at all
 *   ERR_LIMIT     more than CHECK_ITEMS_MAX
 */
MUST_USE enum err bank_csv_read(struct ctx *ctx, const char *name, struct slice bytes,
                                const char *model, struct bank_rows *ret_rows);

#endif
