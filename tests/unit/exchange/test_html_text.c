/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/html_text.h"

#include "given.h"

struct row {
    const char *why;
    const char *html;
    const char *want;
};

static void
check(const struct row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct ctx ctx = {.arena = arena};
        struct html_text got = {{0}, true};

        CHECK_ERR(rows[i].why, html_text_of(&ctx, slice_of(rows[i].html), 10000, &got), OK);
        CHECK_SLICE(rows[i].why, got.text, rows[i].want);
        CHECK_TRUE(rows[i].why, !got.cut);
    }
}

static void
markup_becomes_prose(void **state)
{
    static const struct row rows[] = {
        {"nothing", "", ""},
        {"tags alone", "<p></p><br><ul><li></li></ul>", ""},
        {"paragraphs", "<p>Eins</p>\n\n<p>Zwei\nDrei</p>", "Eins\n\nZwei Drei"},
        {"white space", "  <p>  a \t <b> b</b>c </p>", "a bc"},
        {"inline", "a<b>b</b> <i>c</i><span>d</span>", "ab cd"},
        {"breaks", "a<br>b<br/>c", "a\nb\nc"},
        {"two breaks are a paragraph", "a<br><br>b", "a\n\nb"},
        {"list", "Inhalt:<ul><li>eins</li><li>zwei</li></ul>danach",
         "Inhalt:\n- eins\n- zwei\n\ndanach"},
        {"list of paragraphs", "<ol><li><p>eins</p></li> <li><p>zwei</p></li></ol>",
         "- eins\n- zwei"},
        {"list in a list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n- b\n- c"},
        {"empty item", "<ul><li> </li><li>b</li></ul>", "- b"},
        {"headings", "<h2>Ziel</h2>Text", "Ziel\n\nText"},
        {"table", "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
         "a b\n1 2"},
        {"preformatted", "<pre>a\n  b</pre>", "a\nb"},
        {"entities", "&lt;M&uuml;ller&gt; &amp; S&#246;hne&nbsp;&#x20AC; &quot;&shy;&quot;",
         "<Müller> & Söhne\xc2\xa0€ \"\xc2\xad\""},
        {"unclosed", "<p>a<p>b<ul><li>c<li>d", "a\n\nb\n\n- c\n- d"},
        {"closed wrongly", "<b><i>a</b>b</i></div>c", "abc"},
        {"escaped markup stays text", "<p>&lt;script&gt;x&lt;/script&gt;</p>",
         "<script>x</script>"},
    };

    (void)state;
    check(rows, ARRAY_LEN(rows));
}

static void
what_nobody_should_see_is_dropped(void **state)
{
    static const struct row rows[] = {
        {"script", "a<script>alert(1)</script>b", "ab"},
        {"script upper case", "a<SCRIPT SRC=x>alert(1)</SCRIPT >b", "ab"},
        {"script cut", "a<script>alert(1)", "a"},
        {"style", "<style>p{color:red}</style>b", "b"},
        {"comment", "a<!-- b --><!--[if IE]>c<![endif]-->d", "ad"},
        {"hidden", "<p hidden>a</p><div style='DISPLAY : none'>b</div>c", "c"},
        {"invisible", "<span style=\"x:y;visibility:\nhidden\">a</span>c", "c"},
        {"frames and forms",
         "<iframe src=x>a</iframe><form><button>b</button><select><option>c"
         "</select><textarea>d</textarea></form>e",
         "e"},
        {"svg", "<svg><text>a</text></svg>b", "b"},
        {"template", "<template><p>a</p></template>b", "b"},
        {"picture", "<img src=x onerror=alert(1) alt='a'>b", "b"},
        {"a page", "<html><head><title>t</title></head><body onload=x>b</body></html>", "b"},
        {"control characters", "a\x01<b>\x1b[31m</b>&#7;b", "a[31mb"},
    };

    (void)state;
    check(rows, ARRAY_LEN(rows));
}

static void
links_keep_text_and_web_address(void **state)
{
    static const struct row rows[] = {
        {"https", "<a href='https://a.de/x?y=1&amp;z'>hier</a> weiter",
         "hier (https://a.de/x?y=1&z) weiter"},
        {"the text itself", "<a href=https://a.de>https://a.de</a>", "https://a.de"},
        {"script", "<a href='javascript:alert(1)'>hier</a>", "hier"},
        {"script with space", "<a href=' java\nscript:x'>hier</a>", "hier"},
        {"data", "<a href='data:text/html,x'>hier</a>", "hier"},
        {"mail", "<a href='mailto:a@b.de'>a@b.de</a>", "a@b.de"},
        {"relative", "<a href='/x'>hier</a>", "hier"},
        {"with a space", "<a href='https://a.de/ b'>hier</a>", "hier"},
        {"no text", "<a href='https://a.de'></a>", "(https://a.de)"},
    };

    (void)state;
    check(rows, ARRAY_LEN(rows));
}

static void
text_that_is_no_html_keeps_its_lines(void **state)
{
    static const struct row rows[] = {
        {"lines", "Eins\r\nzwei\n\n\n\ndrei", "Eins\nzwei\n\ndrei"},
        {"comparison", "a < b und b > c", "a < b und b > c"},
        {"entities", "M&uuml;ller\n&amp; Co", "Müller\n& Co"},
        {"bullets", "Inhalt\n• eins\n* zwei\n- drei", "Inhalt\n- eins\n- zwei\n- drei"},
        {"NFC", "u\xcc\x88", "ü"},
    };

    (void)state;
    check(rows, ARRAY_LEN(rows));
}

static void
a_line_has_no_breaks(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct html_text got = {{0}, true};

    (void)state;
    CHECK_ERR("line", html_line_of(&ctx, SLICE("<h1>KI &amp;</h1>\n<p>Recht</p>"), 100, &got), OK);
    CHECK_SLICE("line", got.text, "KI & Recht");
    CHECK_ERR("cut", html_line_of(&ctx, SLICE("KI und Recht"), 8, &got), OK);
    CHECK_SLICE("cut", got.text, "KI und");
    CHECK_TRUE("said", got.cut);
}

static void
too_long_is_cut_between_words_and_said(void **state)
{
    static const struct {
        size_t max;
        const char *want;
        bool cut;
    } table[] = {
        {20, "eins zwei\n\ndrei", false},
        {15, "eins zwei\n\ndrei", false},
        {14, "eins zwei", true},
        {9, "eins zwei", true},
        {8, "eins", true},
        {3, "ein", true},
        {0, "", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct html_text got = {{0}, false};

        CHECK_ERR(table[i].want,
                  html_text_of(&ctx, SLICE("<p>eins zwei</p><p>drei</p>"), table[i].max, &got), OK);
        CHECK_SLICE(table[i].want, got.text, table[i].want);
        CHECK_INT(table[i].want, got.cut, table[i].cut);
    }
}

static void
never_cuts_a_character(void **state)
{
    for (size_t max = 0; max < 10; max++) {
        struct ctx ctx = {.arena = arena};
        struct html_text got = {{0}, false};

        (void)state;
        CHECK_ERR("cut", html_text_of(&ctx, SLICE("€€€€€€"), max, &got), OK);
        CHECK_INT("whole characters", got.text.len, max / 3 * 3);
    }
}

static void
reaches_its_limits(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct html_text got = {{0}, false};
    char *big = arena_alloc(arena, HTML_BYTES_MAX + 1, 1);
    size_t len = 0;

    (void)state;
    assert_non_null(big);
    memset(big, 'a', HTML_BYTES_MAX + 1);
    CHECK_ERR("bytes", html_text_of(&ctx, (struct slice){big, HTML_BYTES_MAX}, 10, &got), OK);
    CHECK_ERR("one more", html_text_of(&ctx, (struct slice){big, HTML_BYTES_MAX + 1}, 10, &got),
              ERR_LIMIT);
    for (int i = 0; i < HTML_TAGS_MAX + 1; i++, len += 5)
        memcpy(big + len, "<div>", 5);
    ctx_clear(&ctx);
    CHECK_ERR("nested", html_text_of(&ctx, (struct slice){big, 5 * HTML_TAGS_MAX}, 10, &got), OK);
    CHECK_ERR("one more", html_text_of(&ctx, (struct slice){big, len}, 10, &got), ERR_LIMIT);
    ctx_clear(&ctx);
    CHECK_ERR("not UTF-8", html_text_of(&ctx, SLICE("a\xff"), 10, &got), ERR_INVALID);
    ctx_clear(&ctx);
    CHECK_ERR("NUL", html_text_of(&ctx, SLICE("a\0b"), 10, &got), ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(markup_becomes_prose),
        TEST(what_nobody_should_see_is_dropped),
        TEST(links_keep_text_and_web_address),
        TEST(text_that_is_no_html_keeps_its_lines),
        TEST(a_line_has_no_breaks),
        TEST(too_long_is_cut_between_words_and_said),
        TEST(never_cuts_a_character),
        TEST(reaches_its_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
