/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a typed query says: words, "phrases", -exclusions. Any valid UTF-8 is a query;
 * there are no errors, only words.
 */
#ifndef KC_ENGINE_QUERY_TEXT_H
#define KC_ENGINE_QUERY_TEXT_H

#include "base/arena.h"
#include "engine/tokens.h"

/* One word, or the words of a phrase. */
struct query_item {
    struct token *words; /* whole words; of a hyphenated one the parts follow, marked */
    int words_len;
    size_t from; /* bytes of the text, quotes and minus not counted */
    size_t to;
    bool phrase;
    bool excluded;
    bool stop; /* a stop word outside quotes: not searched */
};

struct query_text {
    struct query_item *items; /* stop words included, so that neighbours are known */
    int items_len;
    int ignored; /* words beyond SEARCH_WORDS_MAX, or beyond SEARCH_PHRASE_WORDS_MAX in a phrase */
    bool open_ended; /* the text ends in a word outside quotes: it may be unfinished */
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err query_text_parse(struct arena *arena, struct slice text,
                                   struct query_text *ret_query);

#endif
