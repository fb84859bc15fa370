/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The sentences of the program, as files (text/de.txt, text/plan.en.txt ...).
 *
 *   # a comment
 *   results.title = Ihre Suche
 *   results.count[zero] = Keine Treffer      only for 0; optional
 *   results.count[one] = Ein Treffer
 *   results.count[other] = {1:int} Treffer   chosen by the first integer
 *   results.hint = Ein langer Satz
 *     geht eingerückt weiter.
 *
 * Placeholders {1} to {8} have a type: int, plain, text, euro, day, iso,
 * hours, decimal, clock, point (see domain/say.h); without one it is text. It is
 * enough to write the type once. {{ and }} are braces.
 *
 * The language stands in the file's name: xx.txt or anything.xx.txt.
 */
#ifndef KC_TOOLS_SAYFILE_H
#define KC_TOOLS_SAYFILE_H

#include "source.h"

enum { SAYFILE_ARGS_MAX = 8, SAYFILE_LANGS = 2, SAYFILE_FORMS = 3, SAYFILE_KEYS_MAX = 5000 };
enum { SAYFILE_KEY_BYTES_MAX = 80 };

enum sayfile_form { FORM_OTHER, FORM_ONE, FORM_ZERO };

/* One text; a placeholder is one byte, \1 to \10. */
struct sayfile_text {
    struct slice text; /* at == NULL: there is none */
    const struct source *file;
    const char *place;
    unsigned args; /* bit n-1: {n} occurs */
};

struct sayfile_key {
    struct slice name;
    struct sayfile_text texts[SAYFILE_LANGS][SAYFILE_FORMS];
    int types[SAYFILE_ARGS_MAX]; /* index of sayfile_type_name(), -1: not named */
    size_t args;
    int plural; /* number of the argument that chooses the form, 0: none */
};

struct sayfile {
    struct arena *arena;
    struct sayfile_key *keys; /* sorted by name after sayfile_check() */
    size_t keys_len;
};

struct sayfile sayfile_init(struct arena *a);
void sayfile_read(struct sayfile *f, const char *path);
/* Both languages say the same, numbers and types agree; else it ends the program. */
void sayfile_check(struct sayfile *f);
/* NULL when there is none. After sayfile_check(). */
const struct sayfile_key *sayfile_find(const struct sayfile *f, struct slice name);
/* "int", "text" ... for 0, 1 ...; NULL behind the last. */
const char *sayfile_type_name(int type);
/* results.count -> SAY_RESULTS_COUNT */
void sayfile_put_constant(struct text *out, struct slice name);

#endif
