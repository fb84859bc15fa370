/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A word index made from one before: that of a catalogue in which few modules are other than in the
 * one that the other was built for.
 *
 * It is the index that index_build() would make, to the last bit of every impact, but holds only
 * what differs: the posting lists in which a slot or an impact is another, the words of the changed
 * modules; everything else stays in the index that was built from all modules, which must live on.
 * How words are taken apart depends on which words there are; so for each that is new or gone, the
 * words that hold it are taken apart again, and the modules that hold these are changed as well.
 */
#ifndef KC_ENGINE_INDEX_CHANGE_H
#define KC_ENGINE_INDEX_CHANGE_H

#include "engine/index.h"

/*
 * `before`: of modules that are all in `c`, beside the same framework, topics, jobs, providers,
 * venues and synonyms; where a module is the same struct it has not changed. The answer points into
 * the index that `before` was made from, and to nothing of `before` itself.
 *
 *   ERR_NOT_FOUND   too much has changed, or what only reading all texts can tell: build it anew
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err index_change(struct arena *arena, const struct index *before,
                               const struct catalogue *c, struct slice synonyms,
                               const struct index **ret_index);

#endif
