/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is kept about one person, as rows: data only (PRIVACY-1).
 *
 * A column's name says what its numbers mean: "..._at" is an instant, "..._on" a day, "..._cents"
 * money; bytes are small numbers, one after the other.
 */
#ifndef KC_DOMAIN_OWN_H
#define KC_DOMAIN_OWN_H

#include <stdbool.h>

#include "base/slice.h"

/* For whom a part is: what a page and the PDF put under one heading. */
enum own_part {
    OWN_ACCOUNT,
    OWN_SIGN_IN,
    OWN_ROLES,
    OWN_EMPLOYMENT,
    OWN_SITUATION,
    OWN_SEARCHES,
    OWN_PLAN,
    OWN_CHECK,
    OWN_SHARES,
    OWN_CONSENT,
    OWN_MAILS,
    OWN_WORK,
    OWN_AUDIT,
};
enum { OWN_PARTS = OWN_AUDIT + 1 };

struct own_value {
    struct slice name; /* of the column; static */
    enum own_kind {
        OWN_TEXT,
        OWN_INT,
        OWN_INSTANT,
        OWN_DAY,
        OWN_CENTS,
        OWN_NUMBERS, /* `text` holds bytes */
    } kind;
    bool none;
    int64_t n;
    struct slice text;
};

/* Rows of one query, row after row. */
struct own_rows {
    const char *table;
    const char *name; /* of the query: "employment_led"; each once */
    enum own_part part;
    struct own_value *values; /* [row * columns + column] */
    int columns;
    int len;   /* rows */
    bool more; /* there are more than OWN_ROWS_MAX: these are the newest of them */
};

enum { OWN_QUERIES_MAX = 60 };

#endif
