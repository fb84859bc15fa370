/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong with a form: the summary on top, one line a field, with a link to it. */
#ifndef KC_WEB_FORM_ERRORS_H
#define KC_WEB_FORM_ERRORS_H

#include "domain/say.h"
#include "web/form.h"

struct form_error {
    struct slice id; /* of the field or its group */
    struct slice label;
    struct slice message;
};

enum { FORM_ERRORS_MAX = 64 };

struct form_errors {
    struct form_error errors[FORM_ERRORS_MAX];
    int errors_len; /* more than the maximum are counted as the maximum */
};

void form_errors_add(struct form_errors *e, struct form_error error);

/*
 * The trimmed value of a field that may be there once.
 *   ERR_CONFLICT   it is there twice: nobody can know which one is meant
 */
MUST_USE enum err form_once(const struct form *f, const char *name, struct slice *ret_value);
/* Whether a repeatable field has this value. */
bool form_has_value(const struct form *f, const char *name, struct slice value);

#endif
