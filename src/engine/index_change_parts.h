/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps of changing an index, in order. Not for others. */
#ifndef KC_ENGINE_INDEX_CHANGE_PARTS_H
#define KC_ENGINE_INDEX_CHANGE_PARTS_H

#include "engine/index_change.h"
#include "engine/index_parts.h"
#include "engine/index_terms.h"
#include "engine/tokens.h"

/* A module whose postings are to be written anew. */
struct edited_module {
    uint32_t slot;
    uint32_t before;    /* its slot in the full index, or SLOT_NONE */
    size_t stream_from; /* of one with other words: in the stream of the changed */
};

enum changed_flag {
    WORD_PARTS_GAINED = 1, /* hyphenated now, not before */
    WORD_PARTS_LOST = 2,
    WORD_GONE = 4,      /* in no text any more */
    WORD_RELISTED = 8,  /* taken apart again */
    WORD_OTHERWISE = 16 /* and that gave other terms */
};

/* By number of a stream: the words of the full index, then new ones. */
struct changed_word {
    uint32_t touched; /* place in `touched` + 1; 0: not there */
    uint32_t own;     /* number + 1 among the words of the changed modules; 0: in none */
    uint32_t taken;   /* how often it stood in them as they were */
    int32_t count;    /* how much more often it stands now than before */
    uint8_t flags;
};

struct touched_word {
    uint32_t number;
    struct slice shown;
    struct index_word list; /* when WORD_RELISTED or new: its list in `lists` */
};

struct index_changing {
    const struct index *full;
    const struct index_origin *origin;
    const struct catalogue *c;
    struct arena *arena; /* of the new index */
    struct arena *scratch;
    struct stem *stem;
    struct index *x;
    uint32_t *room; /* for the stream of a module */

    /* modules */
    struct edited_module *changed;
    uint32_t changed_len;
    uint32_t *slot_of;    /* by slot of the full index: the slot now */
    uint64_t *is_changed; /* bit per slot of the full index */
    bool shifted;         /* some slots are others */
    struct collected texts;
    uint32_t reread; /* modules */

    /* words */
    uint32_t *number_of; /* word of the changed modules -> number of a stream */
    uint32_t *new_words; /* the new ones -> word of the changed modules */
    uint32_t new_len;
    struct changed_word *words;
    struct touched_word *touched;
    uint32_t touched_len;
    size_t touched_size;

    /* terms */
    struct term_known known;
    struct term_lists lists;
    uint32_t new_own_len; /* new stems that are a new word's own */
    uint32_t *own_before; /* by stem of the full index: of how many words it is the own stem */
    uint32_t *own_now;
    uint32_t *term_of;     /* stem of the full index, then new stems -> stem now; or UINT32_MAX */
    uint32_t *term_before; /* by term now: that of the full index, or UINT32_MAX */
    uint32_t *word_of;     /* by number of a stream: word now */

    /* postings */
    uint32_t *slots; /* room for a list */
    uint16_t *impacts;
};

/* Steps 1 to 4. ERR_NOT_FOUND, ERR_LIMIT as index_change(). */
MUST_USE enum err change_modules(struct index_changing *g);
MUST_USE enum err change_words(struct index_changing *g);
MUST_USE enum err change_terms(struct index_changing *g, struct slice synonyms);
MUST_USE enum err change_lists(struct index_changing *g);

/* The parts of a hyphenated word, as it is now; numbers of a stream. Gives how many. */
uint32_t change_parts(const struct index_changing *g, uint32_t number,
                      uint32_t ret_parts[TOKEN_PARTS_MAX]);
/* The folded word of a number of a stream. */
struct slice change_folded(const struct index_changing *g, uint32_t number);
/* Note a word as touched, once. */
MUST_USE enum err change_touch(struct index_changing *g, uint32_t number);
/* The slots of a list of the full index, ascending, in g->slots. */
uint32_t change_decode(const struct index_changing *g, uint32_t term);
/* A term of the full index, as it is numbered now; UINT32_MAX when it is gone. */
uint32_t change_term_now(const struct index_changing *g, uint32_t term);
/* Whether a module holds a word, by its stream in the full index. */
bool change_holds(const struct index_changing *g, uint32_t before, uint32_t number);

static inline bool
change_is_changed(const struct index_changing *g, uint32_t before)
{
    return index_bit(g->is_changed, before);
}

#endif
