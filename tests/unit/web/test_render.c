/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/render.h"

#include <string.h>

#include "check.h"

/* What render_put() writes, in the arena. */
static struct slice
rendered(struct arena *a, enum render_place place, struct say_arg arg)
{
    struct text out = text_init(a, 10000);
    struct render r = {&out, LANG_DE};
    struct slice got = {0};

    render_put(&r, place, arg);
    CHECK_ERR("render_put", text_end(&out, &got), OK);
    return got;
}

static void
hostile_text_stays_text_wherever_it_stands(void **state)
{
    static const struct {
        struct slice in;
        const char *text; /* and attribute */
        const char *url;
        const char *part;
    } table[] = {
        {SLICE_INIT("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;",
         "%3Cscript%3Ealert(1)%3C/script%3E", "%3Cscript%3Ealert%281%29%3C%2Fscript%3E"},
        {SLICE_INIT("\"><img src=x onerror=alert(1)>"),
         "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;",
         "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
         "%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E"},
        {SLICE_INIT("' onmouseover='alert(1)"), "&#39; onmouseover=&#39;alert(1)",
         "%27%20onmouseover=%27alert(1)", "%27%20onmouseover%3D%27alert%281%29"},
        {SLICE_INIT("` x"), "&#96; x", "%60%20x", "%60%20x"},
        {SLICE_INIT("&lt;b&gt;"), "&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;", "%26lt%3Bb%26gt%3B"},
        {SLICE_INIT("javascript:alert(1)"), "javascript:alert(1)", "#",
         "javascript%3Aalert%281%29"},
        {SLICE_INIT("JaVaScRiPt:alert(1)"), "JaVaScRiPt:alert(1)", "#",
         "JaVaScRiPt%3Aalert%281%29"},
        {SLICE_INIT(" javascript:alert(1)"), " javascript:alert(1)", "#",
         "%20javascript%3Aalert%281%29"},
        {SLICE_INIT("java\tscript:x"), "java\tscript:x", "#", "java%09script%3Ax"},
        {SLICE_INIT("java\nscript:x"), "java\nscript:x", "#", "java%0Ascript%3Ax"},
        {SLICE_INIT("\x01javascript:x"), "\x01javascript:x", "#", "%01javascript%3Ax"},
        {SLICE_INIT("javascript&colon;x"), "javascript&amp;colon;x", "javascript&amp;colon;x",
         "javascript%26colon%3Bx"},
        {SLICE_INIT("javascript&#58;x"), "javascript&amp;#58;x", "javascript&amp;#58;x",
         "javascript%26%2358%3Bx"},
        {SLICE_INIT("data:text/html,<b>"), "data:text/html,&lt;b&gt;", "#",
         "data%3Atext%2Fhtml%2C%3Cb%3E"},
        {SLICE_INIT("vbscript:x"), "vbscript:x", "#", "vbscript%3Ax"},
        {SLICE_INIT("blob:https://x"), "blob:https://x", "#", "blob%3Ahttps%3A%2F%2Fx"},
        {SLICE_INIT(":x"), ":x", "#", "%3Ax"},
        {SLICE_INIT("a\0b"),
         "a\xef\xbf\xbd"
         "b",
         "#", "a%00b"},
        {SLICE_INIT("http"
                    "\0:x"),
         "http\xef\xbf\xbd:x", "#", "http%00%3Ax"},
        {SLICE_INIT("https://a.example/b?c=d&e=f#g"), "https://a.example/b?c=d&amp;e=f#g",
         "https://a.example/b?c=d&amp;e=f#g", "https%3A%2F%2Fa.example%2Fb%3Fc%3Dd%26e%3Df%23g"},
        {SLICE_INIT("HTTPS://a.example"), "HTTPS://a.example", "HTTPS://a.example",
         "HTTPS%3A%2F%2Fa.example"},
        {SLICE_INIT("mailto:a@b.example"), "mailto:a@b.example", "mailto:a@b.example",
         "mailto%3Aa%40b.example"},
        {SLICE_INIT("/suche?q=a:b"), "/suche?q=a:b", "/suche?q=a:b", "%2Fsuche%3Fq%3Da%3Ab"},
        {SLICE_INIT("?page=2"), "?page=2", "?page=2", "%3Fpage%3D2"},
        {SLICE_INIT("a\\b"), "a\\b", "a%5Cb", "a%5Cb"},
        {SLICE_INIT("Düsseldorf"), "Düsseldorf", "D%C3%BCsseldorf", "D%C3%BCsseldorf"},
        {SLICE_INIT("50%25"), "50%25", "50%25", "50%2525"},
        {SLICE_INIT(""), "", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct say_arg arg = SAY_AS_TEXT(table[i].in);

        CHECK_SLICE("text", rendered(a, RENDER_TEXT, arg), table[i].text);
        CHECK_SLICE("attribute", rendered(a, RENDER_ATTRIBUTE, arg), table[i].text);
        CHECK_SLICE("URL", rendered(a, RENDER_URL, arg), table[i].url);
        CHECK_SLICE("URL part", rendered(a, RENDER_URL_PART, arg), table[i].part);
    }
}

static void
no_byte_at_all_leaves_its_place(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        char byte = (char)c;
        struct say_arg arg = say_arg_text((struct slice){&byte, 1});

        for (enum render_place place = RENDER_TEXT; place <= RENDER_URL_PART; place++) {
            struct slice got = rendered(a, place, arg);

            for (size_t i = 0; i < got.len; i++)
                CHECK_TRUE("no delimiter", strchr("<>\"'`", got.at[i]) == NULL || !got.at[i]);
        }
    }
}

static void
paragraphs_come_from_empty_lines(void **state)
{
    static const struct {
        const char *in;
        const char *want;
    } table[] = {
        {"", ""},
        {"  \n\n ", ""},
        {"eins", "<p>eins</p>\n"},
        {"eins\nzwei", "<p>eins<br>zwei</p>\n"},
        {"eins\n\n\n\nzwei <b>\n", "<p>eins</p>\n<p>zwei &lt;b&gt;</p>\n"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct text out = text_init(a, 1000);
        struct render r = {&out, LANG_DE};
        struct slice got = {0};

        render_paragraphs(&r, slice_of(table[i].in));
        CHECK_ERR(table[i].in, text_end(&out, &got), OK);
        CHECK_SLICE(table[i].in, got, table[i].want);
    }
}

static void
machines_read_numbers_without_grouping(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);

    (void)state;
    CHECK_SLICE("text", rendered(a, RENDER_TEXT, SAY_AS_ANY(12345)), "12.345");
    CHECK_SLICE("attribute", rendered(a, RENDER_ATTRIBUTE, render_machine(SAY_AS_ANY(12345))),
                "12345");
    CHECK_SLICE("day", rendered(a, RENDER_URL, render_machine(SAY_AS_ANY((struct day){0}))),
                "1970-01-01");
    CHECK_SLICE("real", rendered(a, RENDER_ATTRIBUTE, render_machine(SAY_AS_ANY(-1234.5))),
                "-1234.5");
}

static void
truth_is_not_zero_not_null_not_empty(void **state)
{
    const char *nothing = NULL;
    const int *no_int = NULL;
    char empty[] = "";

    (void)state;
    CHECK_TRUE("int", RENDER_TRUE(1) && !RENDER_TRUE(0));
    CHECK_TRUE("slice", RENDER_TRUE(SLICE("a")) && !RENDER_TRUE(SLICE("")));
    CHECK_TRUE("string", RENDER_TRUE("a") && !RENDER_TRUE(empty) && !RENDER_TRUE(nothing));
    CHECK_TRUE("pointer", RENDER_TRUE(&no_int) && !RENDER_TRUE(no_int));
    CHECK_TRUE("cents", RENDER_TRUE((struct cents){1}) && !RENDER_TRUE((struct cents){0}));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_stays_text_wherever_it_stands),
        cmocka_unit_test(no_byte_at_all_leaves_its_place),
        cmocka_unit_test(paragraphs_come_from_empty_lines),
        cmocka_unit_test(machines_read_numbers_without_grouping),
        cmocka_unit_test(truth_is_not_zero_not_null_not_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
