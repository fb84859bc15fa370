/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person needs to put a second factor into an app: the key as text and as a QR code. */
#ifndef KC_SERVICE_SECOND_FACTOR_H
#define KC_SERVICE_SECOND_FACTOR_H

#include "base/text.h"

struct second_factor {
    struct slice key;  /* base32 in groups of four */
    struct slice path; /* of an SVG, one unit a module */
    int size;          /* units a side */
};

/* ERR_LIMIT */
MUST_USE enum err second_factor_show(struct arena *a, struct slice secret, struct slice email,
                                     struct second_factor *ret);

#endif
