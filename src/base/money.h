/* SPDX-License-Identifier: EUPL-1.2 */
/* Money: whole cents of euros. Signed, so that differences have a type too. */
#ifndef KC_BASE_MONEY_H
#define KC_BASE_MONEY_H

#include "base/text.h"

struct cents {
    int64_t n;
};

/* No sum of the platform comes near: a hundred thousand million euros. */
#define CENTS_MAX INT64_C(10000000000000)

/* ERR_LIMIT when the result leaves -CENTS_MAX..CENTS_MAX. */
MUST_USE enum err cents_add(struct cents a, struct cents b, struct cents *ret_sum);

/* "1.234,50 €" in German (`german`), "€1,234.50" in English. */
void cents_put(struct text *t, struct cents c, bool german);

/*
 * What people type: "120", "120,5", "1.234,50", "1234.50", with or without "€".
 * ERR_INVALID when it is not an amount, ERR_LIMIT past CENTS_MAX or negative.
 */
MUST_USE enum err cents_parse(struct slice s, struct cents *ret_cents);

#endif
