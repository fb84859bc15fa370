/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/say.h"

#include "check.h"

static void
writes_values_as_readers_of_the_language_expect(void **state)
{
    static const struct {
        struct say_arg arg;
        const char *de;
        const char *en;
    } table[] = {
        {{.kind = SAY_INT, .n = 0}, "0", "0"},
        {{.kind = SAY_INT, .n = 2026}, "2026", "2026"},
        {{.kind = SAY_INT, .n = 12345}, "12.345", "12,345"},
        {{.kind = SAY_INT, .n = -1234567}, "\u22121.234.567", "\u22121,234,567"},
        {{.kind = SAY_INT, .n = INT64_MIN},
         "\u22129.223.372.036.854.775.808",
         "\u22129,223,372,036,854,775,808"},
        {{.kind = SAY_PLAIN, .n = 67059}, "67059", "67059"},
        {{.kind = SAY_EURO, .n = 123450}, "1.234,50\u00a0€", "€1,234.50"},
        {{.kind = SAY_DAY, .n = 20779}, "22.11.2026", "22 November 2026"},
        {{.kind = SAY_ISO, .n = 20779}, "2026-11-22", "2026-11-22"},
        {{.kind = SAY_HOURS, .n = 480}, "8", "8"},
        {{.kind = SAY_HOURS, .n = 90}, "1,5", "1.5"},
        {{.kind = SAY_HOURS, .n = 45}, "0,75", "0.75"},
        {{.kind = SAY_HOURS, .n = 20}, "0,33", "0.33"},
        {{.kind = SAY_DECIMAL, .real = 2.54}, "2,5", "2.5"},
        {{.kind = SAY_DECIMAL, .real = -0.04}, "0", "0"},
        {{.kind = SAY_DECIMAL, .real = -3.96}, "\u22124", "\u22124"},
        {{.kind = SAY_CLOCK, .n = 870}, "14:30", "14:30"},
        {{.kind = SAY_POINT, .real = 12345.678}, "12345.68", "12345.68"},
        {{.kind = SAY_POINT, .real = -2.5}, "-2.5", "-2.5"},
        {{.kind = SAY_POINT, .real = -0.001}, "0", "0"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(8192);
        struct text de = text_init(a, 1000);
        struct text en = text_init(a, 1000);
        struct slice got = {0};

        say_put_arg(&de, LANG_DE, table[i].arg);
        say_put_arg(&en, LANG_EN, table[i].arg);
        CHECK_ERR(table[i].de, text_end(&de, &got), OK);
        CHECK_SLICE(table[i].de, got, table[i].de);
        CHECK_ERR(table[i].en, text_end(&en, &got), OK);
        CHECK_SLICE(table[i].en, got, table[i].en);
    }
}

static void
takes_an_argument_of_every_c_type_it_knows(void **state)
{
    const uint8_t small = 7;
    const size_t size = 8;
    char chars[] = "Worms";

    (void)state;
    CHECK_INT("uint8_t", SAY_AS_ANY(small).n, 7);
    CHECK_INT("size_t", SAY_AS_INT(size).n, 8);
    CHECK_INT("cents", SAY_AS_ANY((struct cents){5}).kind, SAY_EURO);
    CHECK_INT("day", SAY_AS_ISO((struct day){5}).kind, SAY_ISO);
    CHECK_INT("instant", SAY_AS_DAY((struct instant){86400000}).n, 1);
    CHECK_INT("clock", SAY_AS_CLOCK((struct instant){0}).n, 60);
    CHECK_INT("real", SAY_AS_ANY(1.5).kind, SAY_DECIMAL);
    CHECK_SLICE("char *", SAY_AS_TEXT(chars).text, "Worms");
    CHECK_SLICE("slice", SAY_AS_ANY(SLICE("Worms")).text, "Worms");
}

static void
answers_in_the_first_language_that_we_speak(void **state)
{
    static const struct {
        const char *header;
        enum lang want;
    } table[] = {
        {"", LANG_DE},
        {"en", LANG_EN},
        {"en-GB,de;q=0.5", LANG_EN},
        {"de-DE, en", LANG_DE},
        {"fr-FR, EN;q=0.8, de;q=0.7", LANG_EN},
        {"tr", LANG_DE},
        {",,;", LANG_DE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].header, lang_wanted(slice_of(table[i].header)), table[i].want);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_values_as_readers_of_the_language_expect),
        cmocka_unit_test(takes_an_argument_of_every_c_type_it_knows),
        cmocka_unit_test(answers_in_the_first_language_that_we_speak),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
