/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The phrases by which job advertisements are read, from data/advert.de.txt: a text file that
 * people edit. What its lines mean stands at its beginning. Strict: a section or a competence that
 * nobody knows, a phrase without words or one that is there twice ends the reading, and the message
 * names the line.
 */
#ifndef KC_EXCHANGE_ADVERT_FILE_H
#define KC_EXCHANGE_ADVERT_FILE_H

#include "base/ctx.h"
#include "domain/advert.h"

/*
 * In the arena; phrases of competences that `f` has.
 *   ERR_INVALID   not text, or a line is wrong: "line 12: ..."
 *   ERR_LIMIT     ADVERT_WORDS_FILE_BYTES_MAX, ADVERT_PHRASES_MAX, or the arena is full
 */
MUST_USE enum err advert_file_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                                   struct advert_phrases *ret_phrases);

#endif
