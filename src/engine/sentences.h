/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pasted German text taken apart into sentences.
 *
 * A sentence ends at ". ! ?" before white space and a word that does not begin in lower case,
 * unless the full stop belongs to an abbreviation, a single letter ("z. B.") or a number of one or
 * two digits ("1. Januar"); at the end of a line, unless the line is long and goes on below; and
 * behind a colon at the end of a line or after at most five words, as headings have it. Marks of
 * lists are not part of it.
 */
#ifndef KC_ENGINE_SENTENCES_H
#define KC_ENGINE_SENTENCES_H

#include "base/slice.h"

struct sentence {
    struct slice text; /* a line break may be in it; without the mark of a list, never empty */
    bool begins_line;
    bool ends_line;
    bool marked; /* as an entry of a list */
    bool colon;  /* ends in one */
};

struct sentences {
    struct slice text; /* valid UTF-8 */
    size_t at;
    /* Whether a word, without its full stop, is an abbreviation. */
    bool (*abbreviation)(const void *of, struct slice word);
    const void *of;
};

/* False at the end. */
bool sentences_next(struct sentences *s, struct sentence *ret_sentence);

#endif
