/* SPDX-License-Identifier: EUPL-1.2 */
/* The table that textgen writes and say.c reads; nobody else includes this. */
#ifndef KC_DOMAIN_SAY_TABLE_H
#define KC_DOMAIN_SAY_TABLE_H

#include "domain/say.h"

enum say_form { SAY_FORM_OTHER, SAY_FORM_ONE, SAY_FORM_ZERO, SAY_FORMS };

struct say_entry {
    const char *name;
    unsigned char args;
    unsigned char plural;                /* number of the argument that chooses the form, or 0 */
    unsigned char kinds[SAY_ARGS_MAX];   /* enum say_kind of each argument */
    const char *texts[LANGS][SAY_FORMS]; /* bytes 1 to 8 stand for the arguments */
};

extern const struct say_entry say_table[SAY_KEYS];

#endif
