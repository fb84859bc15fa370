/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CBOR as authenticators write it (RFC 8949; CTAP 2, section 8): walked, never copied, and nothing
 * is allocated by a length that somebody claims. Refused: lengths that are not said in front, what
 * is longer than the bytes there are, and more than CBOR_DEPTH_MAX levels.
 */
#ifndef KC_EXCHANGE_CBOR_READ_H
#define KC_EXCHANGE_CBOR_READ_H

#include <stdbool.h>

#include "base/slice.h"

enum cbor_kind {
    CBOR_UNSIGNED,
    CBOR_NEGATIVE,
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_ARRAY,
    CBOR_MAP,
    CBOR_TAG,
    CBOR_OTHER, /* true, null, numbers with a fraction */
};

/* Its head; of bytes and text what they hold as well. */
struct cbor_item {
    enum cbor_kind kind;
    uint64_t n; /* number, length, items of an array, pairs of a map */
    struct slice bytes;
};

/* Both take what they read off `rest`. False: it is none, and `rest` is worth nothing any more. */
MUST_USE bool cbor_take(struct slice *rest, struct cbor_item *ret_item);
/* A whole value with all that is in it. */
MUST_USE bool cbor_skip(struct slice *rest);

#endif
