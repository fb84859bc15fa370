/* SPDX-License-Identifier: EUPL-1.2 */
/* The competence framework: saved as a whole, which becomes the current version. */
#ifndef KC_STORAGE_FRAMEWORK_STORE_H
#define KC_STORAGE_FRAMEWORK_STORE_H

#include "domain/competence.h"
#include "storage/db.h"

/*
 * Save it in the order in which it is shown; its topics must be saved (topic_store.h).
 * A code keeps the id that it has in the database; others get the next free one: the
 * ids in `f` and its index are set accordingly, so read what refers to competences after
 * this. Competences that are not in it are retired: kept for those who were rated in them.
 *
 *   ERR_LIMIT      no id is free
 *   ERR_CONFLICT   two competences share a code
 */
MUST_USE enum err framework_store_save(struct db *db, struct framework *f);
/* The current version with its index, in the arena. ERR_NOT_FOUND before the first. */
MUST_USE enum err framework_store_load(struct db *db, struct arena *arena,
                                       struct framework *ret_framework);

/* Words for areas, bands and levels. */
enum framework_word_kind { WORD_AREA, WORD_BAND, WORD_LEVEL, WORD_KINDS };

struct framework_word_row {
    enum framework_word_kind kind;
    int number; /* enum competence_area, band 0..3, level 0..8 */
    struct slice name_de;
    struct slice name_en;
    struct slice description; /* German */
};

MUST_USE enum err framework_store_save_word(struct db *db, const struct framework_word_row *w);
/* By kind and number. */
MUST_USE enum err framework_store_load_words(struct db *db, struct arena *arena,
                                             struct framework_word_row **ret_words, int *ret_len);

#endif
