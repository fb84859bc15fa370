/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * German stemming (Snowball's algorithm of Martin Porter). Adapter of libstemmer, the
 * only engine file that does; each user opens its own, as one is not safe for two
 * threads.
 */
#ifndef KC_ENGINE_STEM_H
#define KC_ENGINE_STEM_H

#include "base/slice.h"

struct stem;

/* NULL when the system has no memory. */
struct stem *stem_open(void);
void stem_close(struct stem *s);
void stem_cleanup(struct stem **s);

/* The stem of a folded word (engine/tokens.h); valid until the next call. */
struct slice stem_word(struct stem *s, struct slice word);

#endif
