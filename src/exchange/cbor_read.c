/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/cbor_read.h"

#include "base/limits.h"

/* The low five bits of the first byte (RFC 8949 section 3). */
enum { CBOR_DIRECT_MAX = 23, CBOR_ONE_BYTE = 24, CBOR_EIGHT_BYTES = 27 };

static bool
take_number(struct slice *rest, int bits, uint64_t *ret_n)
{
    size_t len;
    uint64_t n = 0;

    if (bits <= CBOR_DIRECT_MAX) {
        *ret_n = (uint64_t)bits;
        return true;
    }
    if (bits > CBOR_EIGHT_BYTES) /* reserved, or a length that is not said in front */
        return false;
    len = (size_t)1 << (bits - CBOR_ONE_BYTE);
    if (rest->len < len)
        return false;
    for (size_t i = 0; i < len; i++)
        n = n << 8 | (uint8_t)rest->at[i];
    *rest = slice_sub(*rest, len, rest->len);
    *ret_n = n;
    return true;
}

bool
cbor_take(struct slice *rest, struct cbor_item *ret_item)
{
    struct cbor_item item = {.bytes = SLICE("")};
    int first;

    if (rest->len == 0)
        return false;
    first = (uint8_t)rest->at[0];
    *rest = slice_sub(*rest, 1, rest->len);
    item.kind = (enum cbor_kind)(first >> 5);
    if (!take_number(rest, first & 31, &item.n))
        return false;
    if (item.kind == CBOR_BYTES || item.kind == CBOR_TEXT) {
        if (item.n > rest->len)
            return false;
        item.bytes = slice_sub(*rest, 0, (size_t)item.n);
        *rest = slice_sub(*rest, (size_t)item.n, rest->len);
    }
    *ret_item = item;
    return true;
}

/* Each thing in a list takes a byte at least: a list of more than there are bytes is none. */
static bool
skip(struct slice *rest, int depth)
{
    struct cbor_item item;
    uint64_t inside = 0;

    if (depth == 0 || !cbor_take(rest, &item))
        return false;
    if (item.kind == CBOR_ARRAY || item.kind == CBOR_MAP) {
        if (item.n > rest->len)
            return false;
        inside = item.kind == CBOR_MAP ? 2 * item.n : item.n;
    } else if (item.kind == CBOR_TAG) {
        inside = 1;
    }
    for (uint64_t i = 0; i < inside; i++)
        if (!skip(rest, depth - 1))
            return false;
    return true;
}

bool
cbor_skip(struct slice *rest)
{
    return skip(rest, CBOR_DEPTH_MAX);
}
