/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/unicode.h"
#include "check.h"

static void
bytes_become_text_or_are_refused(void **state)
{
    static const struct {
        const char *why;
        const char *in;
        enum err want;
        const char *text;
    } table[] = {
        {"plain", "Rathaus", OK, "Rathaus"},
        {"composed", "u\xcc\x88", OK, "ü"},
        {"line ends", "a\r\nb\rc\nd", OK, "a\nb\nc\nd"},
        {"controls go", "a\x01\x7f\x1b[0mb", OK, "a[0mb"},
        {"a mark behind a control that goes", "u\x7f\xcc\x88", OK, "ü"},
        {"longer in NFC than allowed", "\xf0\x9d\x85\xa0\xf0\x9d\x85\xa0\xf0\x9d\x85\xa0",
         ERR_LIMIT, "-"},
        {"C1 controls go", "a\xc2\x85z", OK, "az"},
        {"no-break space stays", "a\xc2\xa0z", OK, "a\xc2\xa0z"},
        {"empty", "", OK, ""},
        {"lone continuation", "a\x80", ERR_INVALID, "-"},
        {"truncated", "a\xc3", ERR_INVALID, "-"},
        {"overlong", "\xc0\xaf", ERR_INVALID, "-"},
        {"surrogate", "\xed\xa0\x80", ERR_INVALID, "-"},
        {"past U+10FFFF", "\xf4\x90\x80\x80", ERR_INVALID, "-"},
        {"Latin-1", "M\xfcnchen", ERR_INVALID, "-"},
        {"longer than allowed", "123456789012345678901234567890123", ERR_LIMIT, "-"},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice s = SLICE("-");

        CHECK_ERR(table[i].why, unicode_text(a, slice_of(table[i].in), 32, &s), table[i].want);
        CHECK_SLICE(table[i].why, s, table[i].text);
    }
    CHECK_TRUE("NUL is refused", !unicode_is_valid((struct slice){"a\0b", 3}));
}

static void
folded_text_compares_without_case_and_marks(void **state)
{
    static const char *const table[][2] = {
        {"Straße", "strasse"},
        {"ÜBUNG", "ubung"},
        {"Café", "cafe"},
        {"ﬁn", "fin"},
        {"", ""},
        {"ÄÖÜäöüß AZ-09\n", "aouaouss az-09\n"},
        {"Ärzte – Café", "arzte – cafe"},
        {"ä\u00adß", "ass"},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice s = {0};

        CHECK_ERR(table[i][0], unicode_fold(a, slice_of(table[i][0]), &s), OK);
        CHECK_SLICE(table[i][0], s, table[i][1]);
    }
    CHECK_INT("code points", unicode_length(SLICE("Bürgerbüro")), 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_text_or_are_refused),
        cmocka_unit_test(folded_text_compares_without_case_and_marks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
