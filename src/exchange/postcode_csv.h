/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Postcodes and the places they stand for, from GeoNames: their own form (DE.txt,
 * twelve columns parted by tabs) or one with headings (country_code, zipcode,
 * place, ..., community_code, latitude, longitude), UTF-8. Told apart by content.
 *
 * GeoNames also has postcodes that belong to large receivers (companies,
 * authorities): addresses of mail, not places where people are. The data do not
 * mark them. A name is taken for a receiver when it has a word for a legal form or
 * an institution, an abbreviation in capitals, a digit, "&" or "@" in it; a code is
 * taken for one of a receiver when at least half of its names are. These codes,
 * and such names under other codes, are counted and kept apart. Measured on the
 * file of 2023: docs/exchange.md.
 */
#ifndef KC_EXCHANGE_POSTCODE_CSV_H
#define KC_EXCHANGE_POSTCODE_CSV_H

#include "base/ctx.h"
#include "domain/municipality.h"
#include "exchange/import_report.h"

struct postcode_list {
    struct postcode *places;    /* ascending by code, then by place; each pair once */
    int len;                    /* 1..POSTCODE_ROWS_MAX */
    int codes;                  /* different codes among them */
    struct postcode *receivers; /* likewise: large receivers */
    int receivers_len;
    struct import_report report;
};

/*
 * ERR_INVALID   neither form, or no line of it is a German postcode, or more lines are
 *               wrong than right
 * ERR_LIMIT     more than POSTCODE_BYTES_MAX bytes or POSTCODE_ROWS_MAX rows, or the arena is full
 */
MUST_USE enum err postcode_csv_read(struct ctx *ctx, struct slice bytes,
                                    struct postcode_list *ret_postcodes);

/* Whether the name is that of a large receiver, by its words. ERR_LIMIT: the arena is full. */
MUST_USE enum err postcode_is_receiver(struct arena *a, struct slice place, bool *ret_receiver);

#endif
