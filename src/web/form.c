/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form.h"

#include <string.h>

#include "base/hex.h"
#include "base/limits.h"
#include "base/unicode.h"

enum err
percent_decode(struct arena *a, struct slice s, bool plus_is_space, struct slice *ret_bytes)
{
    char *out = arena_alloc(a, s.len + 1, 1);
    size_t len = 0;

    if (out == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (c == '%') {
            int high = s.len - i > 2 ? hex_digit(s.at[i + 1]) : -1;
            int low = s.len - i > 2 ? hex_digit(s.at[i + 2]) : -1;

            if (high < 0 || low < 0)
                return ERR_INVALID;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[len++] = c;
    }
    *ret_bytes = (struct slice){out, len};
    return OK;
}

static bool
is_unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void
percent_put(struct text *t, struct slice s)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (is_unreserved(s.at[i])) {
            text_putc(t, s.at[i]);
            continue;
        }
        text_putc(t, '%');
        text_putc(t, hex[c >> 4]);
        text_putc(t, hex[c & 15]);
    }
}

/* One "name=value" of the encoded form, as text. */
static enum err
field_parse(struct arena *a, struct slice piece, struct form_field *ret_field)
{
    size_t eq = slice_find_char(piece, '=');
    struct form_field f;
    struct slice bytes;

    TRY(percent_decode(a, slice_sub(piece, 0, eq), true, &bytes));
    TRY(unicode_text(a, bytes, FORM_NAME_BYTES_MAX, &f.name));
    TRY(percent_decode(a, slice_sub(piece, eq + 1, piece.len), true, &bytes));
    TRY(unicode_text(a, bytes, FORM_VALUE_BYTES_MAX, &f.value));
    if (f.name.len == 0)
        return ERR_INVALID;
    if (f.value.at == NULL)
        f.value.at = ""; /* present and empty is not absent */
    *ret_field = f;
    return OK;
}

enum err
form_parse(struct arena *a, struct slice encoded, struct form *ret_form)
{
    struct slice rest = encoded;
    struct form_field *fields;
    struct slice piece;
    size_t wanted = 0;
    size_t len = 0;

    while (slice_next(&rest, '&', &piece))
        wanted += piece.len > 0;
    if (wanted > FORM_FIELDS_MAX)
        return ERR_LIMIT;
    fields = arena_array(a, struct form_field, wanted);
    if (fields == NULL)
        return ERR_LIMIT;
    rest = encoded;
    while (slice_next(&rest, '&', &piece)) {
        if (piece.len > 0)
            TRY(field_parse(a, piece, &fields[len++]));
    }
    *ret_form = (struct form){fields, len};
    return OK;
}

bool
form_next(const struct form *f, const char *name, size_t *at, struct slice *ret_value)
{
    for (size_t i = *at; i < f->len; i++) {
        if (slice_is(f->fields[i].name, name)) {
            *ret_value = f->fields[i].value;
            *at = i + 1;
            return true;
        }
    }
    *at = f->len;
    return false;
}

struct slice
form_value(const struct form *f, const char *name)
{
    struct slice value = {NULL, 0};
    size_t at = 0;

    (void)form_next(f, name, &at, &value);
    return value;
}

bool
form_has(const struct form *f, const char *name)
{
    return form_value(f, name).at != NULL;
}

enum err
form_lines(struct arena *a, struct slice typed, struct slice *ret_text)
{
    struct text t = text_init(a, MULTIPART_VALUE_BYTES_MAX);

    for (size_t i = 0; i < typed.len; i++) {
        if (typed.at[i] != '\r')
            text_putc(&t, typed.at[i]);
    }
    return text_end(&t, ret_text);
}

enum err
form_int(const struct form *f, const char *name, struct form_range range, int64_t *ret_value)
{
    struct slice value = slice_trim(form_value(f, name));

    if (value.len == 0) {
        *ret_value = range.when_absent;
        return OK;
    }
    return slice_int(value, range.min, range.max, ret_value);
}
