/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's wishes as sentences, to read over at a glance. */
#ifndef KC_WEB_SITUATION_WORDS_H
#define KC_WEB_SITUATION_WORDS_H

#include "domain/situation.h"
#include "web/page.h"

/* In the request's arena. ERR_LIMIT: it is full. */
MUST_USE enum err situation_words(const struct page *page, const struct situation *s,
                                  struct slice **ret_sentences, int *ret_len);

#endif
