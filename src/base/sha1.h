/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SHA-1 (FIPS 180-4) and HMAC (RFC 2104) with it: for one-time passwords alone, whose apps know
 * nothing else (RFC 4226). HMAC does not need what SHA-1 has lost. Nothing new may use it.
 */
#ifndef KC_BASE_SHA1_H
#define KC_BASE_SHA1_H

#include <stdint.h>

#include "base/slice.h"

enum { SHA1_BYTES = 20, SHA1_BLOCK_BYTES = 64 };

struct sha1 {
    uint8_t bytes[SHA1_BYTES];
};

struct sha1 sha1_of(struct slice data);
/* `key` and `data` together at most SHA1_HMAC_DATA_MAX after the key's block. */
enum { SHA1_HMAC_DATA_MAX = 64 };
struct sha1 sha1_hmac(struct slice key, struct slice data);

#endif
