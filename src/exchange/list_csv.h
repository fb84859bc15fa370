/* SPDX-License-Identifier: EUPL-1.2 */
/* What readers of lists that people upload as CSV have in common (csv_read.h, charset.h). */
#ifndef KC_EXCHANGE_LIST_CSV_H
#define KC_EXCHANGE_LIST_CSV_H

#include "exchange/charset.h"
#include "exchange/csv_read.h"

enum { LIST_CSV_HEADING_BYTES_MAX = 200 };

/* As csv_open(), behind a line "sep=;" before the headings, as some programs write it. */
struct csv_reader list_csv_open(struct arena *a, struct slice bytes);
/* Whether the row holds nothing; one that could not be read does. */
bool list_csv_is_blank(const struct csv_row *row);
/*
 * A heading as text, and as letters and digits alone without case and accents:
 * "Vorgesetzte/r (E-Mail)" -> "vorgesetzteremail". Bytes that are no text: "?" and empty.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err list_csv_heading(struct arena *a, enum charset charset, struct slice field,
                                   struct slice *ret_text, struct slice *ret_word);

#endif
