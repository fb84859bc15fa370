/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/logo.h"

#include "check.h"
#include "domain/organisation_code.h"

#define BYTES(s) SLICE_INIT(s)

static void
images_are_known_by_their_bytes(void **state)
{
    static const struct {
        const char *why;
        struct slice bytes;
        enum logo_kind want;
    } table[] = {
        {"png", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10"), LOGO_PNG},
        {"png of 4096", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\0\0\0\x10\0"), LOGO_PNG},
        {"png too wide", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\1\0\0\0\1"), LOGO_NONE},
        {"png without height", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\0"), LOGO_NONE},
        {"png cut", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"), LOGO_NONE},
        {"png with another chunk", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\0\1\0\0\0\1"),
         LOGO_NONE},
        {"jpeg", BYTES("\xff\xd8\xff\xe0\0\4xx\xff\xc0\0\x11\x08\0\x10\0\x20"), LOGO_JPEG},
        {"jpeg, progressive", BYTES("\xff\xd8\xff\xc2\0\x11\x08\0\x10\0\x20"), LOGO_JPEG},
        {"jpeg too high", BYTES("\xff\xd8\xff\xc0\0\x11\x08\x10\1\0\x20"), LOGO_NONE},
        {"jpeg without frame", BYTES("\xff\xd8\xff\xe0\0\4xx"), LOGO_NONE},
        {"jpeg with a segment of no length", BYTES("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0"), LOGO_NONE},
        {"jpeg that goes past its end", BYTES("\xff\xd8\xff\xe0\xff\xff\xff\xc0"), LOGO_NONE},
        {"webp", BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\1\0\x9d\1\x2a\x20\0\x10\0"),
         LOGO_WEBP},
        {"webp, lossless", BYTES("RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2f\x1f\xc0\3\0\0"), LOGO_WEBP},
        {"webp, extended", BYTES("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0"),
         LOGO_WEBP},
        {"webp of another kind", BYTES("RIFF\x24\0\0\0WEBPVP9 \x18\0\0\0"), LOGO_NONE},
        {"wave", BYTES("RIFF\x24\0\0\0WAVEfmt \x18\0\0\0"), LOGO_NONE},
        {"gif", BYTES("GIF89a\1\0\1\0"), LOGO_NONE},
        {"svg", BYTES("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), LOGO_NONE},
        {"html", BYTES("<!doctype html><script>1</script>"), LOGO_NONE},
        {"nothing", BYTES(""), LOGO_NONE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].why, logo_kind_of(table[i].bytes), table[i].want);
}

static void
codes_are_made_of_names(void **state)
{
    static const struct {
        const char *name;
        const char *want; /* NULL: none */
    } table[] = {
        {"Heidelberg, Stadt", "heidelberg"},
        {"Ludwigshafen am Rhein, Stadt", "ludwigshafen-am-rhein"},
        {"Landkreis Bad D\xc3\xbcrkheim", "landkreis-bad-duerkheim"},
        {"Gro\xc3\x9f-Rohrheim", "gross-rohrheim"},
        {"\xc3\x9chlingen-Birkendorf", "uehlingen-birkendorf"},
        {"Frankenthal (Pfalz)", "frankenthal-pfalz"},
        {"Ren\xc3\xa9", "rene"},
        {"", NULL},
        {", Stadt", NULL},
        {"---", NULL},
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice code = {0};

        CHECK_ERR(table[i].name, organisation_code_of(a, slice_of(table[i].name), &code),
                  table[i].want == NULL ? ERR_INVALID : OK);
        if (table[i].want != NULL)
            CHECK_SLICE(table[i].name, code, table[i].want);
    }
    arena_close(a);
}

/* Two that begin alike stay two, however short they must be. */
static void
long_codes_are_told_apart(void **state)
{
    struct arena *a = arena_open(1 << 20);
    char one[] = "Zweckverband fuer die gemeinsame Informationsverarbeitung der Gemeinden im "
                 "Landkreis und der Stadt A";
    struct slice codes[2] = {{0}, {0}};
    struct slice fits[2] = {{0}, {0}};

    (void)state;
    for (int i = 0; i < 2; i++) {
        one[sizeof one - 2] = (char)('A' + i);
        CHECK_ERR("code", organisation_code_of(a, slice_of(one), &codes[i]), OK);
        CHECK_INT("as long as may be", codes[i].len, CODE_BYTES_MAX);
        CHECK_ERR("fit", organisation_code_fit(a, codes[i], 20, &fits[i]), OK);
        CHECK_INT("shorter", fits[i].len <= 20, 1);
    }
    CHECK_TRUE("two", !slice_eq(codes[0], codes[1]));
    CHECK_TRUE("two shorter ones", !slice_eq(fits[0], fits[1]));
    CHECK_ERR("short", organisation_code_fit(a, SLICE("bad-duerkheim"), 13, &fits[0]), OK);
    CHECK_SLICE("as it is", fits[0], "bad-duerkheim");
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_known_by_their_bytes),
        cmocka_unit_test(codes_are_made_of_names),
        cmocka_unit_test(long_codes_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
