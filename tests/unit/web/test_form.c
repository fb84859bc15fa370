/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form.h"

#include <string.h>

#include "base/limits.h"
#include "check.h"

static void
encoded_forms_become_fields_or_are_refused(void **state)
{
    static const struct {
        const char *why;
        const char *in;
        enum err want;
        const char *fields; /* "name=value;" each */
    } table[] = {
        {"nothing", "", OK, ""},
        {"one", "a=1", OK, "a=1;"},
        {"in order, doubles stay", "b=2&a=1&b=3", OK, "b=2;a=1;b=3;"},
        {"empty value", "a=", OK, "a=;"},
        {"no value", "a", OK, "a=;"},
        {"empty pieces", "&&a=1&", OK, "a=1;"},
        {"plus and percent", "a=x+y%2Bz", OK, "a=x y+z;"},
        {"equals in the value", "a=b=c", OK, "a=b=c;"},
        {"umlaut", "n%C3%A4me=%C3%BC", OK, "näme=ü;"},
        {"NFD becomes NFC", "a=u%CC%88", OK, "a=ü;"},
        {"controls go, line ends stay",
         "a=x%00"
         "y",
         ERR_INVALID, NULL},
        {"line ends become one kind", "a=x%0D%0Ay", OK, "a=x\ny;"},
        {"empty name", "=1", ERR_INVALID, NULL},
        {"percent sign alone", "a=%", ERR_INVALID, NULL},
        {"percent sign with one digit", "a=%4", ERR_INVALID, NULL},
        {"percent sign with no digit", "a=%G0", ERR_INVALID, NULL},
        {"not UTF-8", "a=%FF", ERR_INVALID, NULL},
        {"half a character", "a=%C3", ERR_INVALID, NULL},
        {"surrogate", "a=%ED%A0%80", ERR_INVALID, NULL},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct form f = {NULL, 0};
        struct text t = text_init(a, 1000);
        struct slice fields;

        CHECK_ERR(table[i].why, form_parse(a, slice_of(table[i].in), &f), table[i].want);
        if (table[i].want != OK)
            continue;
        for (size_t k = 0; k < f.len; k++)
            text_printf(&t, "%.*s=%.*s;", SLICE_ARG(f.fields[k].name),
                        SLICE_ARG(f.fields[k].value));
        assert_int_equal(text_end(&t, &fields), OK);
        CHECK_SLICE(table[i].why, fields, table[i].fields);
    }
}

static void
forms_have_limits(void **state)
{
    static char in[FORM_VALUE_BYTES_MAX * 2];
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 22);
    struct form f;

    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        size_t n = FORM_FIELDS_MAX + more;

        for (size_t i = 0; i < n; i++)
            memcpy(in + i * 4, "a=1&", 4);
        CHECK_ERR("fields", form_parse(a, (struct slice){in, n * 4}, &f), more ? ERR_LIMIT : OK);
        memset(in, 'x', sizeof in);
        CHECK_ERR("name", form_parse(a, (struct slice){in, FORM_NAME_BYTES_MAX + more}, &f),
                  more ? ERR_LIMIT : OK);
        in[1] = '=';
        CHECK_ERR("value", form_parse(a, (struct slice){in, 2 + FORM_VALUE_BYTES_MAX + more}, &f),
                  more ? ERR_LIMIT : OK);
    }
}

static void
fields_are_found_by_name(void **state)
{
    static const struct form_range range = {1, 10, 5};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct slice value;
    struct form f;
    int64_t n = -1;
    size_t at = 0;

    (void)state;
    assert_int_equal(form_parse(a, SLICE("k=a&n=7&k=b&empty=&word=x&big=11"), &f), OK);
    CHECK_SLICE("first", form_value(&f, "k"), "a");
    assert_true(form_has(&f, "empty"));
    assert_false(form_has(&f, "absent"));
    assert_true(form_next(&f, "k", &at, &value));
    CHECK_SLICE("one", value, "a");
    assert_true(form_next(&f, "k", &at, &value));
    CHECK_SLICE("two", value, "b");
    assert_false(form_next(&f, "k", &at, &value));
    CHECK_ERR("number", form_int(&f, "n", range, &n), OK);
    assert_int_equal(n, 7);
    CHECK_ERR("absent", form_int(&f, "absent", range, &n), OK);
    assert_int_equal(n, 5);
    CHECK_ERR("word", form_int(&f, "word", range, &n), ERR_INVALID);
    CHECK_ERR("big", form_int(&f, "big", range, &n), ERR_LIMIT);
}

static void
percent_coding_leaves_only_what_is_safe(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct text t = text_init(a, 1000);
    struct slice s;

    (void)state;
    percent_put(&t, SLICE("aZ0-._~ /?&=+%ü\n"));
    assert_int_equal(text_end(&t, &s), OK);
    CHECK_SLICE("encoded", s, "aZ0-._~%20%2F%3F%26%3D%2B%25%C3%BC%0A");
    assert_int_equal(percent_decode(a, s, false, &s), OK);
    CHECK_SLICE("and back", s, "aZ0-._~ /?&=+%ü\n");
    assert_int_equal(percent_decode(a, SLICE("a+b"), false, &s), OK);
    CHECK_SLICE("plus is plus", s, "a+b");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoded_forms_become_fields_or_are_refused),
        cmocka_unit_test(forms_have_limits),
        cmocka_unit_test(fields_are_found_by_name),
        cmocka_unit_test(percent_coding_leaves_only_what_is_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
