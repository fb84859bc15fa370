/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every number that the order of search hits depends on, in one place; engine/search.h says what
 * each does, the public ranking page shows them from here.
 *
 * Macros, because inner loops want constants.
 */
#ifndef KC_ENGINE_SEARCH_WEIGHTS_H
#define KC_ENGINE_SEARCH_WEIGHTS_H

#define SEARCH_K1 1.2f /* how fast a word that stands there again counts less */

/* What a word counts in a field, and how much a long field thins it out (0..1). */
#define SEARCH_TITLE_WEIGHT 4.0f
#define SEARCH_TITLE_B 0.3f
#define SEARCH_COMPETENCES_WEIGHT 2.5f
#define SEARCH_COMPETENCES_B 0.5f
#define SEARCH_PROVIDER_WEIGHT 1.5f
#define SEARCH_PROVIDER_B 0.0f
#define SEARCH_TEXT_WEIGHT 1.0f
#define SEARCH_TEXT_B 0.5f

/* What a form of a word counts beside the word as typed, which is 1. */
#define SEARCH_COMPOUND_PART 0.5f /* of a frequency: the word is a part of a longer one */
#define SEARCH_OTHER_GENDER 0.9f
#define SEARCH_SYNONYM 0.9f
#define SEARCH_TAKEN_APART 0.8f    /* the parts of a compound, apart */
#define SEARCH_DERIVED 0.6f        /* of the same family: "planen" for "Planung" */
#define SEARCH_HINT 0.5f           /* a word that the synonyms file points at */
#define SEARCH_GAP 0.6f            /* the known parts of a compound with an unknown one */
#define SEARCH_MODIFIER_ALONE 0.5f /* what a compound that stands nowhere is about */
#define SEARCH_HEAD_ALONE 0.25f    /* what it is, when all else fails */
#define SEARCH_BEGINNING 0.7f      /* of a longer word */
#define SEARCH_INSIDE 0.5f         /* of a longer word */
#define SEARCH_CORRECTED_ONE 0.6f
#define SEARCH_CORRECTED_TWO 0.4f
#define SEARCH_NO_NOUN 0.7f /* in a question: a word that is not written as a noun */
#define SEARCH_GENERIC 0.2f /* "Kurs", "Schulung": what every block is */

/* Small factors of the whole score. */
#define SEARCH_SEAT_FACTOR 1.03f      /* a seat is free, or none is needed */
#define SEARCH_CERTIFIED_FACTOR 1.02f /* certified today */

#endif
