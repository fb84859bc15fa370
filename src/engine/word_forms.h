/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The forms in which a word that was typed may stand in a text; engine/search.h says which there
 * are and what each counts.
 */
#ifndef KC_ENGINE_WORD_FORMS_H
#define KC_ENGINE_WORD_FORMS_H

#include "engine/clauses.h"

struct word_forms {
    const struct index *x;
    struct stem **stem; /* opened when first needed: words of the catalogue are stemmed already */
    bool strict;        /* only forms that mean the whole word */
};

enum { WORD_FORMS_MAX = SEARCH_EXPANSIONS_MAX + 48 };

/* Room for WORD_FORMS_MAX forms. ERR_LIMIT: the arena is full. */
MUST_USE enum err word_forms_init(struct arena *arena, struct clause *c);

/* Add one form, if every term stands in some block and the form is not there yet. */
void word_forms_put(const struct word_forms *f, struct clause *c, const uint32_t *terms, int len,
                    float weight);

/*
 * Add all forms of a whole word and, behind it in `words`, the parts of a hyphenated one. `share`
 * is what they count for: 1, or less when the word itself is a guess.
 */
void word_forms_add(const struct word_forms *f, struct clause *c, const struct token *words,
                    int words_len, float share);

/* The last resort for a word: any part of a compound that is known, beside others that are not. */
void word_forms_add_rest(const struct word_forms *f, struct clause *c, struct slice word);

/* The forms that a group of synonyms brings: its concept, and its hints. */
void word_forms_add_group(const struct word_forms *f, struct clause *c, uint32_t group,
                          float share);

/* The term of a folded word's stem, UINT32_MAX when unknown. */
uint32_t word_forms_term(const struct word_forms *f, struct slice word);
/* The concept a single stem belongs to, or the stem. */
uint32_t word_forms_concept(const struct word_forms *f, uint32_t stem);

#endif
