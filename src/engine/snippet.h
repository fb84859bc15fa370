/* SPDX-License-Identifier: EUPL-1.2 */
/* Snippets: where in a module's own text the searched words stand. */
#ifndef KC_ENGINE_SNIPPET_H
#define KC_ENGINE_SNIPPET_H

#include "domain/module_text.h"
#include "engine/clauses.h"

/* A term that is marked, and for which clauses (bits). */
struct marker_term {
    uint32_t term;
    uint32_t clauses;
};

struct marker {
    const struct index *x;
    const struct marker_term *terms; /* sorted */
    int terms_len;
    bool concepts; /* some of them are concepts: sequences of words may be marked */
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err marker_init(struct arena *arena, const struct index *x,
                              const struct clauses *clauses, struct marker *ret_marker);

/* A text of a module and the numbers of its words. */
struct snippet_text {
    struct slice text;
    struct index_text words;
    const struct module *module; /* whose text it is, unpacked when it is shown; NULL: see `text` */
    enum module_text which;
};

/* All of the text, marked. ERR_LIMIT: the arena is full. */
MUST_USE enum err snippet_whole(struct arena *arena, const struct marker *marker,
                                struct snippet_text text, struct search_snippet *ret_snippet);

/*
 * About 200 bytes: of all places in the texts the one with most different words, the first
 * of them when several have as many; the beginning of the first text that is not empty
 * when none is marked.
 * ERR_LIMIT: the arena is full.
 */
MUST_USE enum err snippet_best(struct arena *arena, const struct marker *marker,
                               const struct snippet_text *texts, int texts_len,
                               struct search_snippet *ret_snippet);

#endif
