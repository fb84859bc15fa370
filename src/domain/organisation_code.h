/* SPDX-License-Identifier: EUPL-1.2 */
/* The name of an organisation in addresses, made of the name that people use. Pure. */
#ifndef KC_DOMAIN_ORGANISATION_CODE_H
#define KC_DOMAIN_ORGANISATION_CODE_H

#include "base/text.h"

/*
 * "Bad Dürkheim, Stadt" -> "bad-duerkheim": what stands before a comma, umlauts as two letters,
 * hyphens for the rest, at most CODE_BYTES_MAX (see below).
 *   ERR_INVALID   nothing is left of it
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err organisation_code_of(struct arena *a, struct slice name, struct slice *ret_code);

/*
 * A code of at most bytes_max (> 9): a longer one ends with a hash of the whole, so that two that
 * begin alike stay two. Whoever wants the same on purpose can find another text of the same hash:
 * what hangs on a code is compared besides. ERR_LIMIT: the arena is full
 */
MUST_USE enum err organisation_code_fit(struct arena *a, struct slice code, size_t bytes_max,
                                        struct slice *ret_code);

#endif
