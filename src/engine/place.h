/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Find a place as people type it: "67433", "694", "Neustadt a.d.W.", "muenchen", "Heidelberg,
 * Stadt".
 *
 * An index over municipalities and postcodes, built once, read by any number of threads. It
 * keeps slices and does not copy them: both arrays must live as long as the index.
 *
 * Text is compared word by word, without case, umlaut spelling and punctuation; every typed word
 * must begin a word of the name ("a" "d" "w" begin "an" "der" "Weinstraße"; "a.d.W." is three
 * words), in the same order. First come names that the typed words fill entirely, then those
 * of which they are the first words, then those of which they begin the first words, then the
 * rest; among equals the larger population, then name, then key. What stands after a comma is
 * not used; when nothing fits, the last words are given up one by one ("Weinheim Bergstr.").
 * Districts (5-digit keys) are not places and are not found.
 */
#ifndef KC_ENGINE_PLACE_H
#define KC_ENGINE_PLACE_H

#include "base/arena.h"
#include "domain/municipality.h"

struct place_index;

struct place {
    struct slice name;     /* short: "Neustadt an der Weinstraße" */
    struct slice postcode; /* typed or of the seat; may be empty */
    struct slice district; /* to tell places of one name apart; may be empty */
    struct slice state;    /* "RP"; may be empty */
    struct slice ags;      /* empty when it was found by a postcode without a municipality */
    struct position position;
    int64_t population; /* -1 = not stated */
};

/* ERR_LIMIT: the arena is full. Either array may be empty. */
MUST_USE enum err place_index_build(struct arena *arena, const struct municipality *municipalities,
                                    int municipalities_len, const struct postcode *postcodes,
                                    int postcodes_len, const struct place_index **ret_index);

/*
 * The best `max` places for what was typed (1..PLACES_FOUND_MAX, room in `ret_places`); none when
 * nothing fits. Digits are a postcode or its beginning; digits and words ("67433 Neustadt") a
 * postcode, with the words used when it is not known. Places without a known position are not
 * found.
 *
 *   ERR_INVALID   the text is longer than SEARCH_TEXT_BYTES_MAX
 *   ERR_LIMIT     the arena is full (scratch memory; nothing found lives in it)
 */
MUST_USE enum err place_find(struct arena *arena, const struct place_index *index,
                             struct slice text, int max, struct place *ret_places, int *ret_len);

#endif
