/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/words.h"

#include <string.h>

#include "base/text.h"
#include "check.h"

/* Each value's words are in words.*.txt, take no argument, and are no other value's. */
#define CHECK_WORDS(function, type, len)                                                           \
    do {                                                                                           \
        for (int i = 0; i < (int)(len); i++) {                                                     \
            enum say_key key = function((type)i);                                                  \
                                                                                                   \
            if (strncmp(say_key_name(key), "words.", 6) != 0 || say_key_args(key) != 0)            \
                fail_msg("%s are no words", say_key_name(key));                                    \
            for (int other = 0; other < i; other++)                                                \
                assert_int_not_equal(key, function((type)other));                                  \
        }                                                                                          \
    } while (0)

static void
every_value_of_an_enum_has_its_own_words(void **state)
{
    (void)state;
    CHECK_WORDS(words_format, enum module_format, FORMATS);
    CHECK_WORDS(words_kind, enum module_kind, MODULE_KINDS);
    CHECK_WORDS(words_certificate, enum module_certificate, CERTIFICATES);
    CHECK_WORDS(words_accessibility, enum accessibility, ACCESSIBILITIES);
    CHECK_WORDS(words_area, enum competence_area, AREAS);
    CHECK_WORDS(words_venue, enum venue_kind, VENUE_KINDS);
    CHECK_WORDS(words_weekday, enum weekday, SUNDAY + 1);
    CHECK_WORDS(words_band, int, BANDS);
}

static void
levels_are_called_by_their_band(void **state)
{
    static const enum say_key want[] = {
        SAY_WORDS_LEVEL_NONE, SAY_WORDS_BAND_1, SAY_WORDS_BAND_1,
        SAY_WORDS_BAND_2,     SAY_WORDS_BAND_2, SAY_WORDS_BAND_3,
        SAY_WORDS_BAND_3,     SAY_WORDS_BAND_4, SAY_WORDS_BAND_4,
    };

    (void)state;
    for (uint8_t level = 0; level <= LEVEL_MAX; level++)
        assert_int_equal(words_level(level), want[level]);
}

static void
codes_that_nobody_foresaw_have_words_too(void **state)
{
    static const char *const codes[] = {"", "xx", "DE", "german"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        assert_int_equal(words_language(slice_of(codes[i])), SAY_WORDS_LANGUAGE_OTHER);
        assert_int_equal(words_provider(slice_of(codes[i])), SAY_WORDS_PROVIDER_OTHER);
    }
    assert_int_equal(words_language(SLICE("de")), SAY_WORDS_LANGUAGE_DE);
    assert_int_equal(words_provider(SLICE("chamber")), SAY_WORDS_PROVIDER_CHAMBER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_of_an_enum_has_its_own_words),
        cmocka_unit_test(levels_are_called_by_their_band),
        cmocka_unit_test(codes_that_nobody_foresaw_have_words_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
