/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All municipalities of Germany, from a register of the Federal Statistical
 * Office (Destatis). Two forms, told apart by their content:
 *
 * - GV100AD: fixed width, 220 characters a line, UTF-8 or Windows-1252.
 *   Area in hectares; no positions.
 * - The extract as CSV (Gemeindeverzeichnis-Auszug): with headings (satzart, land,
 *   rb, kreis, vb, gemeinde, gemeindename ...), numbers with blanks, area in km²,
 *   positions in degrees with a decimal comma.
 *
 * Row kinds (Satzart): 10 state, 20 government region, 30 region, 40 district,
 * 50 association, 60 municipality. Kinds 40 and 60 are returned, the others only
 * looked at. Columns and rules: docs/exchange.md.
 *
 * A line that cannot be read is reported and left out. A district's population
 * and area are the sums of its municipalities.
 */
#ifndef KC_EXCHANGE_MUNICIPALITY_REGISTER_H
#define KC_EXCHANGE_MUNICIPALITY_REGISTER_H

#include "base/ctx.h"
#include "domain/municipality.h"
#include "exchange/import_report.h"

struct municipality_register {
    struct municipality *municipalities; /* ascending by AGS, each once; ids 0 */
    int len;                             /* 1..MUNICIPALITIES_MAX */
    struct municipality *districts;      /* ascending by key */
    int districts_len;
    int states;       /* of 16 that have a municipality here; fewer has a note */
    struct day as_of; /* of the register; n == 0: the file does not say */
    struct import_report report;
};

/*
 * ERR_INVALID   neither form, or no line of it is a municipality, or more lines are
 *               wrong than right
 * ERR_LIMIT     more than REGISTER_BYTES_MAX bytes, too many rows, or the arena is full
 */
MUST_USE enum err municipality_register_read(struct ctx *ctx, struct slice bytes,
                                             struct municipality_register *ret_register);

#endif
