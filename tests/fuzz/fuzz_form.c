/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms: what comes out is text within its limits, and comes out again when encoded again. */
#include "base/limits.h"
#include "base/unicode.h"
#include "fuzz.h"
#include "web/form.h"

static void
check_again(struct arena *a, const struct form *f)
{
    struct text t = text_init(a, 1 << 22);
    struct slice encoded;
    struct form again;

    for (size_t i = 0; i < f->len; i++) {
        if (i > 0)
            text_putc(&t, '&');
        percent_put(&t, f->fields[i].name);
        text_putc(&t, '=');
        percent_put(&t, f->fields[i].value);
    }
    MUST(text_end(&t, &encoded) == OK);
    MUST(form_parse(a, encoded, &again) == OK);
    MUST(again.len == f->len);
    for (size_t i = 0; i < f->len; i++) {
        MUST(slice_eq(again.fields[i].name, f->fields[i].name));
        MUST(slice_eq(again.fields[i].value, f->fields[i].value));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(64 << 20);
    struct form f;

    MUST(a != NULL);
    if (form_parse(a, fuzz_slice(data, size), &f) == OK) {
        MUST(f.len <= FORM_FIELDS_MAX);
        for (size_t i = 0; i < f.len; i++) {
            MUST(f.fields[i].name.len > 0 && f.fields[i].name.len <= FORM_NAME_BYTES_MAX);
            MUST(f.fields[i].value.len <= FORM_VALUE_BYTES_MAX);
            MUST(unicode_is_valid(f.fields[i].name) && unicode_is_valid(f.fields[i].value));
        }
        check_again(a, &f);
    }
    arena_close(a);
    return 0;
}
