/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form_errors.h"

void
form_errors_add(struct form_errors *e, struct form_error error)
{
    if (e->errors_len < FORM_ERRORS_MAX)
        e->errors[e->errors_len++] = error;
}

enum err
form_once(const struct form *f, const char *name, struct slice *ret_value)
{
    struct slice value = {"", 0};
    struct slice again;
    size_t at = 0;

    if (form_next(f, name, &at, &value) && form_next(f, name, &at, &again))
        return ERR_CONFLICT;
    *ret_value = slice_trim(value);
    return OK;
}

bool
form_has_value(const struct form *f, const char *name, struct slice value)
{
    struct slice v;
    size_t at = 0;

    while (form_next(f, name, &at, &v)) {
        if (slice_eq(slice_trim(v), value))
            return true;
    }
    return false;
}
