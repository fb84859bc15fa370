/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Compounds: "haushaltsplanaufstellung" is haushalt + plan + aufstellung.
 *
 * Dynamic programming over a list of words, learnt from the catalogue: the cheapest
 * way to tile the word with two or more known words, joined by nothing or by one of the linking
 * elements s, es, n, en, er, e. Each part costs 10, a linking element 1 or 2, a part of
 * three letters (only a few are allowed: amt, bau, rat ...) 4 more. Then each part is taken apart
 * again, so that the finest words are found as well. A few words are never taken apart, because
 * what they mean is not the sum of their parts: a household is no house that holds (haushalt).
 */
#ifndef KC_ENGINE_COMPOUND_H
#define KC_ENGINE_COMPOUND_H

#include "base/limits.h"
#include "base/slice.h"

enum { COMPOUND_PARTS_MAX = 12 };

/*
 * The list: whether a folded word can be a part. The last one carries the ending of the whole
 * ("aufstellung"), so there it is enough that its stem is known (from "aufstellen").
 */
struct compound_list {
    bool (*knows)(const void *of, struct slice folded, bool last);
    const void *of;
};

/*
 * Every part, coarse and fine, each once, as slices of `word`; 0 when it is none. Parts that would
 * not fit in COMPOUND_PARTS_MAX are left out. `ret_fine[i]`: part i is not itself a compound.
 */
int compound_split(const struct compound_list *list, struct slice word,
                   struct slice ret_parts[COMPOUND_PARTS_MAX], bool ret_fine[COMPOUND_PARTS_MAX]);

/*
 * The known parts of a word that is no compound of known words alone: one gap of at least four
 * letters may be between or beside them. 0 when there is none. Parts have at least five letters.
 */
int compound_split_gap(const struct compound_list *list, struct slice word,
                       struct slice ret_parts[COMPOUND_PARTS_MAX]);

/*
 * What to ask for when somebody searches for a compound: its finest parts, without what every block
 * is ("-schulung") if something else remains. Changes `fine` to just these.
 */
void compound_ask_for(const struct slice *parts, bool *fine, int len);

#endif
