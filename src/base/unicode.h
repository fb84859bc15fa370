/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one gate at which bytes become text: UTF-8 checked, brought to NFC.
 * Behind it every slice that is called text is valid. Adapter of utf8proc.
 */
#ifndef KC_BASE_UNICODE_H
#define KC_BASE_UNICODE_H

#include "base/text.h"

/* Whether the bytes are well-formed UTF-8 without NUL. */
bool unicode_is_valid(struct slice bytes);

/*
 * Text in NFC without control characters but \n and \t (\r\n becomes \n).
 * The result lives in the arena.
 *
 *   ERR_INVALID   not UTF-8, or it holds NUL
 *   ERR_LIMIT     longer than bytes_max, or the arena is full
 */
MUST_USE enum err unicode_text(struct arena *a, struct slice bytes, size_t bytes_max,
                               struct slice *ret_text);

/* Full case folding, compatibility decomposition, without marks: "Straße" -> "strasse",
 * "Übung" -> "ubung". For comparing and sorting, not for showing. */
MUST_USE enum err unicode_fold(struct arena *a, struct slice text, struct slice *ret_folded);

/* Number of code points of valid text. */
size_t unicode_length(struct slice text);

#endif
