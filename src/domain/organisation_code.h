/* SPDX-License-Identifier: EUPL-1.2 */
/* The name of an organisation in addresses, made of the name that people use. Pure. */
#ifndef KC_DOMAIN_ORGANISATION_CODE_H
#define KC_DOMAIN_ORGANISATION_CODE_H

#include "base/text.h"

/*
 * "Bad Dürkheim, Stadt" -> "bad-duerkheim": what stands before a comma, umlauts as two letters,
 * hyphens for the rest, at most CODE_BYTES_MAX.
 *   ERR_INVALID   nothing is left of it
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err organisation_code_of(struct arena *a, struct slice name, struct slice *ret_code);

#endif
