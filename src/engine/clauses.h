/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a query text to what is looked up: a clause per searched word, each with the
 * forms in which it may stand in a text. engine/search.h says which forms there are.
 */
#ifndef KC_ENGINE_CLAUSES_H
#define KC_ENGINE_CLAUSES_H

#include "engine/compound.h"
#include "engine/index.h"
#include "engine/query_text.h"
#include "engine/search.h"
#include "engine/stem.h"

/* All of these terms, wherever they stand. */
struct form {
    uint32_t terms[COMPOUND_PARTS_MAX];
    int terms_len;
    float weight;
    bool blended; /* one of many words that a piece of a word may mean: it is as rare as they are
                     together, or the rarest of them would come first */
};

/* One of the forms; for a phrase, the words in this order. */
struct clause {
    struct form *forms;
    int forms_len;
    uint32_t *phrase; /* terms of its words; NULL: not a phrase */
    int phrase_len;
    bool excluded;
    bool optional;   /* a generic word beside others: it counts, but is not asked for */
    bool impossible; /* a word that is nowhere */
};

struct clauses {
    struct clause *at;
    int len;
    struct search_correction *corrections;
    int corrections_len;
    struct slice did_you_mean;
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err clauses_build(struct arena *arena, const struct index *x,
                                const struct search_query *q, const struct query_text *text,
                                struct clauses *ret_clauses);

/* Numbers of words. */
struct completions {
    uint32_t words[SEARCH_EXPANSIONS_MAX];
    int len;
};

/*
 * The words that begin so and stand in a module, most frequent first, at most `max`
 * (<= SEARCH_EXPANSIONS_MAX) of them.
 */
MUST_USE enum err clauses_complete(struct arena *arena, const struct index *x, struct slice prefix,
                                   int max, struct completions *ret_words);

#endif
