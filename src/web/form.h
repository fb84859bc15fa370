/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms and query strings: application/x-www-form-urlencoded as the WHATWG URL
 * standard has it, and percent coding (RFC 3986). This is the gate at which
 * what a browser sends becomes text: UTF-8, NFC, no control characters.
 */
#ifndef KC_WEB_FORM_H
#define KC_WEB_FORM_H

#include "base/text.h"

struct form_field {
    struct slice name;
    struct slice value;
};

struct form {
    const struct form_field *fields;
    size_t len;
};

/*
 * "a=1&b=%C3%A4+x" to fields, in order, in the arena. Pieces that are empty
 * ("a=1&&b=2") are skipped.
 *   ERR_INVALID  a wrong percent encoding, not UTF-8, NUL, or an empty name
 *   ERR_LIMIT    more than FORM_FIELDS_MAX fields, a name longer than
 *                FORM_NAME_BYTES_MAX, a value longer than FORM_VALUE_BYTES_MAX
 */
MUST_USE enum err form_parse(struct arena *a, struct slice encoded, struct form *ret_form);

/* First value of that name; at == NULL when absent. */
struct slice form_value(const struct form *f, const char *name);
bool form_has(const struct form *f, const char *name);
/* Values of a repeated name: start with *at = 0; false when there is none left. */
bool form_next(const struct form *f, const char *name, size_t *at, struct slice *ret_value);
/*
 * A whole number within min..max; `when_absent` when the field is absent or empty.
 *   ERR_INVALID, ERR_LIMIT as slice_int()
 */
struct form_range {
    int64_t min;
    int64_t max;
    int64_t when_absent;
};
MUST_USE enum err form_int(const struct form *f, const char *name, struct form_range range,
                           int64_t *ret_value);

/* Browsers send line ends as two characters; a text has one. ERR_LIMIT: the arena is full. */
MUST_USE enum err form_lines(struct arena *a, struct slice typed, struct slice *ret_text);

/* Append percent-encoded: everything but the unreserved characters of RFC 3986. */
void percent_put(struct text *t, struct slice s);
/*
 * Decode %XX; with `plus_is_space` "+" too. The result are bytes, not text.
 *   ERR_INVALID  "%" without two hexadecimal digits
 *   ERR_LIMIT    the arena is full
 */
MUST_USE enum err percent_decode(struct arena *a, struct slice s, bool plus_is_space,
                                 struct slice *ret_bytes);

#endif
