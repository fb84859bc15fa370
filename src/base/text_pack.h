/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Texts kept as numbers of what stands between their blanks: very many texts that share their words
 * take about a quarter of the room, and any one of them is read without the others.
 *
 * A pack grows while texts are put into it, by one thread; then it is finished, and read by all.
 * What stands in a text for the first time is written out in it; the second time it gets a number.
 * So a word that never comes again costs nothing but itself. Any bytes come back as they were.
 */
#ifndef KC_BASE_TEXT_PACK_H
#define KC_BASE_TEXT_PACK_H

#include <stdint.h>

#include "base/arena.h"

struct text_pack;

/* It lives in the arena. NULL: no memory. */
struct text_pack *text_pack_open(struct arena *arena);
/*
 * Pack `len` more texts, one behind the other: how many bytes each takes (none for an empty text),
 * and all of them, which are there until the next are packed.
 *   ERR_LIMIT   no memory
 */
MUST_USE enum err text_pack_put(struct text_pack *p, const struct slice *texts, int len,
                                uint32_t *ret_bytes_len, struct slice *ret_bytes);
/* No more will be put: what only that needs is given back. Once, or never. ERR_LIMIT as before. */
MUST_USE enum err text_pack_finish(struct text_pack *p);
/* What only putting needs is given back when nothing is finished. */
void text_pack_drop(struct text_pack *p);
/* The text of packed bytes, into `to`; gives how long it is. It never is longer than it was. */
size_t text_pack_get(const struct text_pack *p, struct slice bytes, char *to);

#endif
