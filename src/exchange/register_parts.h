/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files municipality_*.c of exchange, and for nobody else. */
#ifndef KC_EXCHANGE_MUNICIPALITY_PARTS_H
#define KC_EXCHANGE_MUNICIPALITY_PARTS_H

#include "exchange/charset.h"
#include "exchange/municipality_register.h"

/* One line of a register, cut into fields that are still as the source wrote them. */
struct register_row {
    int line;
    struct slice kind;     /* "60" */
    struct slice land;     /* 2 digits */
    struct slice rb;       /* 1 */
    struct slice kreis;    /* 2 */
    struct slice vb;       /* 4 */
    struct slice gemeinde; /* 3 */
    struct slice name;
    struct slice mark; /* Textkennzeichen: 66 is unincorporated */
    struct slice area;
    struct slice population;
    struct slice postcode;
    struct slice latitude;
    struct slice longitude;
    bool hectares; /* unit of area; km² otherwise */
};

struct register_builder {
    struct ctx *ctx;
    enum charset charset;
    struct municipality_register *into;
    int *lines; /* of municipalities, for messages */
    int rows;   /* looked at */
};

/* The forms: each line is given to register_add(). */
MUST_USE enum err register_read_fixed(struct register_builder *b, struct slice bytes);
MUST_USE enum err register_read_csv(struct register_builder *b, struct slice bytes);
/* Whether the first line looks like one of GV100AD. */
bool register_is_fixed(struct slice bytes);

/* Take the row, or report why not. ERR_LIMIT when there are too many or the arena is full. */
MUST_USE enum err register_add(struct register_builder *b, const struct register_row *row);
void register_skip(struct register_builder *b, int line, const char *why);

#endif
