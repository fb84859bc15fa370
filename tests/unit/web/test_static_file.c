/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static_file.h"

#include "check.h"

static const struct static_file all[] = {
    {"/a.css", "text/css", "\"a\"", true, SLICE_INIT("i"), SLICE_INIT("g"), SLICE_INIT("b")},
    {"/b.png", "image/png", "\"b\"", true, SLICE_INIT("i"), {NULL, 0}, {NULL, 0}},
    {"/c.js", "text/javascript", "\"c\"", true, SLICE_INIT("i"), SLICE_INIT("g"), {NULL, 0}},
};

static void
the_coding_follows_what_the_browser_takes(void **state)
{
    static const struct {
        const char *accept; /* NULL: absent */
        enum static_coding want;
    } table[] = {
        {NULL, CODING_IDENTITY},
        {"", CODING_IDENTITY},
        {"br", CODING_BROTLI},
        {"gzip, deflate, br, zstd", CODING_BROTLI},
        {"GZIP", CODING_GZIP},
        {"x-gzip", CODING_GZIP},
        {"deflate", CODING_IDENTITY},
        {"*", CODING_BROTLI},
        {"*;q=0", CODING_IDENTITY},
        {"br;q=0", CODING_IDENTITY},
        {"br;q=0, *", CODING_GZIP},
        {"gzip;q=1.0, br;q=0.9", CODING_GZIP},
        {"gzip;q=0.5, br;q=0.500", CODING_BROTLI},
        {"gzip;q=0.5, identity", CODING_IDENTITY},
        {"identity;q=0, gzip;q=0.001", CODING_GZIP},
        {"gzip ; q=0.5", CODING_GZIP},
        {"gzip;q=2", CODING_IDENTITY},
        {"gzip;q=1.001", CODING_IDENTITY},
        {"gzip;q=0.1234", CODING_IDENTITY},
        {"gzip;q=", CODING_IDENTITY},
        {"gzip;level=9", CODING_IDENTITY},
        {"gzip;q=0x1", CODING_IDENTITY},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].accept ? table[i].accept : "absent",
                  static_file_coding(&all[0], slice_of(table[i].accept)), table[i].want);
    CHECK_INT("not what is not there", static_file_coding(&all[1], SLICE("br, gzip")),
              CODING_IDENTITY);
    CHECK_INT("but what is", static_file_coding(&all[2], SLICE("br, gzip")), CODING_GZIP);
}

static void
files_are_found_by_their_whole_url(void **state)
{
    const struct static_files files = {all, ARRAY_LEN(all)};
    const struct static_files none = {NULL, 0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        assert_ptr_equal(static_file_find(&files, slice_of(all[i].url)), &all[i]);
    assert_null(static_file_find(&files, SLICE("/")));
    assert_null(static_file_find(&files, SLICE("/a.cs")));
    assert_null(static_file_find(&files, SLICE("/a.css/")));
    assert_null(static_file_find(&none, SLICE("/a.css")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coding_follows_what_the_browser_takes),
        cmocka_unit_test(files_are_found_by_their_whole_url),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
