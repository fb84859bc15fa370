/* SPDX-License-Identifier: EUPL-1.2 */
/* Words for what is kept about a person: parts, kinds of rows, columns (domain/own.h). */
#ifndef KC_SERVICE_OWN_WORDS_H
#define KC_SERVICE_OWN_WORDS_H

#include "domain/own.h"
#include "domain/say.h"

struct own_part_words {
    enum say_key title;
    enum say_key why; /* what for, on what basis, how long */
};
struct own_part_words own_words_part(enum own_part part);

/* False: there is no word for it, which a test finds. */
bool own_words_column(struct slice name, enum say_key *ret_key);
bool own_words_rows(const char *name, enum say_key *ret_key);

#endif
