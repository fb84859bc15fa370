/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of terms, one per word: its stem, the stems of its parts, concepts. For building only. */
#ifndef KC_ENGINE_INDEX_TERMS_H
#define KC_ENGINE_INDEX_TERMS_H

#include "engine/index.h"
#include "engine/stem.h"
#include "engine/words.h"

/*
 * Marks the last part of a compound while lists are made: it gets no concept, since "Aktenführung"
 * is no "Leitung", though "Führung" is.
 */
#define TERM_HEAD (UINT32_C(1) << 31)
/* With a term: its number in new_stems, as it is not known yet. */
#define TERM_NEW (UINT32_C(1) << 30)

/*
 * What is known: by it words are taken apart. That is what words are, not what their parts are: so
 * it does not matter which word comes first.
 */
struct term_known {
    bool (*word)(const void *of, struct slice folded);
    bool (*own_stem)(const void *of, struct slice stem); /* whether a word has it as its own */
    uint32_t (*stem)(const void *of, struct slice stem); /* its number, or WORDS_NONE */
    const void *of;
};

/* Lists being made. */
struct term_lists {
    const struct term_known *known;
    struct arena *arena;
    struct stem *stem;
    struct words new_stems;
    uint32_t *terms;
    size_t terms_len;
    size_t terms_size;
};

struct term_word {
    struct slice folded;
    uint32_t own;              /* its stem: a number, or TERM_NEW | number of new_stems */
    const struct slice *parts; /* folded, of a hyphenated word */
    uint32_t parts_len;
};

/* The list of a word: terms_at, terms_len, head and apart of `ret_word`. ERR_LIMIT */
MUST_USE enum err term_lists_add(struct term_lists *l, const struct term_word *word,
                                 struct index_word *ret_word);

/* Lists with final numbers and concepts. */
struct term_final {
    const struct index *x; /* synonyms and stems_len */
    struct arena *arena;
    const uint32_t *stem_new; /* number in a list being made -> final number */
    uint32_t *terms;
    size_t terms_len;
    size_t terms_size;
};

/* The final list of a word from the one made before; terms_at and terms_len change. ERR_LIMIT */
MUST_USE enum err term_final_add(struct term_final *f, struct index_word *w, const uint32_t *list);
/* One more term of the newest list. */
MUST_USE enum err term_final_push(struct term_final *f, struct index_word *w, uint32_t term);

#endif
