/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes (ISO/IEC 18004) as an SVG path: the adapter of libqrcodegen. */
#ifndef KC_EXCHANGE_QR_CODE_H
#define KC_EXCHANGE_QR_CODE_H

#include "base/text.h"

struct qr_code {
    int size;          /* modules a side; four more of white belong around it */
    struct slice path; /* "M0 0h1v1h-1z...": one square a dark module, one unit each */
};

/* ERR_LIMIT: the text does not fit into a code, or the arena is full. */
MUST_USE enum err qr_code_make(struct arena *a, struct slice text, struct qr_code *ret_code);

#endif
