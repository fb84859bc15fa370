/* SPDX-License-Identifier: EUPL-1.2 */
/* A match in words: its summands, what speaks against it, why it is out. */
#ifndef KC_WEB_MATCH_WORDS_H
#define KC_WEB_MATCH_WORDS_H

#include "engine/match.h"
#include "web/page.h"

/* "Schließt Lücken Ihrer Stelle" */
enum say_key match_words_summand(enum match_summand s);
enum say_key match_words_side(enum match_side s);
/* A sentence with its numbers, in the request's arena. */
struct slice match_words_against(const struct page *page, const struct match_objection *o);
/* Why the block is out; empty when it is in. */
struct slice match_words_out(const struct page *page, const struct match *m);

#endif
