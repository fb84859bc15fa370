/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/charset.h"

#include "given.h"

static void
the_whole_file_decides(void **state)
{
    static const struct {
        const char *why;
        struct slice in;
        enum charset want;
    } table[] = {
        {"ASCII", SLICE_INIT("Mainz"), CHARSET_UTF8},
        {"nothing", SLICE_INIT(""), CHARSET_UTF8},
        {"UTF-8", SLICE_INIT("Köln"), CHARSET_UTF8},
        {"Windows", SLICE_INIT("K\xf6ln"), CHARSET_WINDOWS_1252},
        {"UTF-8 with damage", SLICE_INIT("Köln Düren \xff"), CHARSET_UTF8},
        {"Windows with a pair that could be UTF-8", SLICE_INIT("\xc3\xb6 \xf6 \xfc"),
         CHARSET_WINDOWS_1252},
        {"a mark",
         SLICE_INIT("\xef\xbb\xbf"
                    "a\xff\xfe"),
         CHARSET_UTF8},
        {"cut in a letter", SLICE_INIT("Düren K\xc3"), CHARSET_UTF8},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        enum charset got = CHARSET_UTF8;
        struct slice bytes = table[i].in;

        CHECK_ERR(table[i].why, charset_detect(&bytes, &got), OK);
        CHECK_INT(table[i].why, got, table[i].want);
    }
}

static void
sixteen_bits_are_refused(void **state)
{
    static const struct slice table[] = {SLICE_INIT("\xff\xfe"
                                                    "a\0"),
                                         SLICE_INIT("\xfe\xff\0a"), SLICE_INIT("a\0b\0"),
                                         SLICE_INIT("\0a\0b")};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        enum charset got = CHARSET_UTF8;
        struct slice bytes = table[i];

        CHECK_ERR("refused", charset_detect(&bytes, &got), ERR_INVALID);
    }
}

static void
bytes_become_text(void **state)
{
    static const struct {
        const char *why;
        enum charset from;
        struct slice in;
        enum err want;
        const char *text;
    } table[] = {
        {"umlauts", CHARSET_WINDOWS_1252,
         SLICE_INIT("Gro\xdf-Bi\xdf"
                    "endorf \xc4\xd6\xdc"),
         OK, "Groß-Bißendorf ÄÖÜ"},
        {"euro and dash", CHARSET_WINDOWS_1252, SLICE_INIT("\x80 \x96 \x84x\x93"), OK, "€ – „x“"},
        {"undefined", CHARSET_WINDOWS_1252, SLICE_INIT("a\x81"), ERR_INVALID, ""},
        {"NUL", CHARSET_WINDOWS_1252, SLICE_INIT("a\0b"), ERR_INVALID, ""},
        {"UTF-8 to NFC", CHARSET_UTF8, SLICE_INIT("u\xcc\x88"), OK, "ü"},
        {"not UTF-8", CHARSET_UTF8, SLICE_INIT("K\xf6ln"), ERR_INVALID, ""},
        {"too long", CHARSET_UTF8, SLICE_INIT("123456789012345678901234567890x"), ERR_LIMIT, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice got = {0};

        CHECK_ERR(table[i].why, charset_text(arena, table[i].from, table[i].in, 30, &got),
                  table[i].want);
        CHECK_SLICE(table[i].why, got, table[i].text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_file_decides),
        TEST(sixteen_bits_are_refused),
        TEST(bytes_become_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
