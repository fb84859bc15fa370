/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the shared parts of templates/parts.tmpl show. Strings are literals or
 * live in the request's arena.
 */
#ifndef KC_WEB_PARTS_H
#define KC_WEB_PARTS_H

#include "base/money.h"
#include "domain/say.h"

struct crumb {
    struct slice label;
    struct slice url; /* empty: this page */
};
/* After the start page, which is always first. */
struct crumbs {
    struct crumb crumbs[4];
    int crumbs_len;
};

/* A text field; `error` and `hint` may be empty. */
struct field {
    const char *id;
    const char *name;
    const char *type; /* "text", "number", "date" ... */
    enum say_key label;
    struct slice value; /* as typed, also when it is wrong */
    struct slice hint;
    struct slice error;
    const char *inputmode;    /* "numeric", "decimal"; NULL: none */
    const char *autocomplete; /* NULL: none */
    bool is_short;
};

struct progress_step {
    enum say_key label;
    struct slice url; /* empty: cannot be visited yet */
    bool is_done;
    bool is_current;
};
struct progress {
    struct progress_step steps[6];
    int steps_len;
};

#endif
