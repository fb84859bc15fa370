/* SPDX-License-Identifier: EUPL-1.2 */
/* The example of docs/your_first_page.md, compiled and shown in both languages. */
#include "check.h"
#include "example.h"
#include "web/page.gen.h"

static const struct page_run runs[] = {
    {{20779}, 12, "Mannheim"},
    {{20786}, 0, "Worms & Umland"},
};

static struct slice
shown(struct arena *a, enum lang lang, const struct page_course *p)
{
    struct text out = text_init(a, 100000);
    struct render r = {.out = &out, .lang = lang};
    struct slice got = {0};

    page_course_render(&r, p);
    CHECK_ERR("render", text_end(&out, &got), OK);
    return got;
}

static void
shows_the_page_in_both_languages_and_escapes_all_of_it(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct page_course p = {
        .frame = {SLICE("E-Akte <1>"), "a&b \"c\""},
        .title = SLICE("E-Akte <1>"),
        .summary = SLICE("Erstens.\n\nZweitens <i>."),
        .price = {0},
        .minutes = 450,
        .provider_url = SLICE("javascript:alert(1)"),
        .runs = runs,
        .runs_len = ARRAY_LEN(runs),
    };

    (void)state;
    CHECK_SLICE("de", shown(a, LANG_DE, &p),
                "<!doctype html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<title>E-Akte &lt;1&gt;</title>\n"
                "<link rel=\"stylesheet\" href=\"/static/css/app.0123abcd.css\">\n</head>\n<body>\n"
                "<form action=\"/suche\">\n<input name=\"q\" value=\"a&amp;b &quot;c&quot;\" "
                "aria-label=\"Suchen\">\n</form>\n<main>\n"
                "<h1>E-Akte &lt;1&gt;</h1>\n<p>7,5 Stunden,\nKostenlos</p>\n"
                "<p>Erstens.</p>\n<p>Zweitens &lt;i&gt;.</p>\n\n<h2>2 Termine</h2>\n<ul>\n"
                "<li>\n<time datetime=\"2026-11-22\">Am 22.11.2026 in Mannheim</time>\n</li>\n"
                "<li class=\"last\">\n<time datetime=\"2026-11-29\">Am 29.11.2026 in Worms &amp; "
                "Umland</time>\n<strong>ausgebucht</strong>\n</li>\n</ul>\n"
                "<p title=\"&lt;a&gt; &amp; &quot;b&quot; &#39;c&#39; &#96;d&#96;\">"
                "&lt;a&gt; &amp; &quot;b&quot; &#39;c&#39; &#96;d&#96;</p>\n"
                "<a href=\"#\">Anbieter</a>\n</main>\n"
                "<a href=\"/?q=a%26b%20%22c%22\">Zur Startseite</a>\n</body>\n</html>\n");
    p.runs_len = 0;
    p.price = (struct cents){123450};
    p.provider_url = SLICE("");
    CHECK_TRUE("en",
               slice_find(shown(a, LANG_EN, &p), SLICE("<p>7.5 hours,\n€1,234.50</p>")) < 10000);
    CHECK_TRUE("no dates", slice_find(shown(a, LANG_EN, &p),
                                      SLICE("<h2>No dates</h2>\n<ul>\n<li>–</li>\n</ul>\n")) <
                               shown(a, LANG_EN, &p).len);
}

static void
chooses_the_form_by_the_number(void **state)
{
    static const struct {
        int64_t n;
        const char *de;
        const char *en;
    } table[] = {
        {0, "Keine Termine", "No dates"},
        {1, "Ein Termin", "One date"},
        {2, "2 Termine", "2 dates"},
        {-1, "\u22121 Termine", "\u22121 dates"},
        {12345, "12.345 Termine", "12,345 dates"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(8192);
        struct text out = text_init(a, 1000);
        struct slice got = {0};

        say_put(&out, LANG_DE, SAY_EXAMPLE_DATES, SAY_ARGS(SAY_AS_INT(table[i].n)));
        text_putc(&out, '|');
        say_put(&out, LANG_EN, SAY_EXAMPLE_DATES, SAY_ARGS(SAY_AS_INT(table[i].n)));
        CHECK_ERR(table[i].de, text_end(&out, &got), OK);
        CHECK_SLICE(table[i].de, slice_sub(got, 0, slice_find_char(got, '|')), table[i].de);
        CHECK_SLICE(table[i].en, slice_sub(got, slice_find_char(got, '|') + 1, got.len),
                    table[i].en);
    }
}

static void
sentences_are_escaped_with_all_their_parts(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct text out = text_init(a, 1000);
    struct render r = {&out, LANG_DE};
    struct slice got = {0};

    (void)state;
    render_say(&r, RENDER_ATTRIBUTE, SAY_EXAMPLE_RUN,
               SAY_ARGS(SAY_AS_DAY((struct day){0}), SAY_AS_TEXT("\"<b>\"")));
    render_say(&r, RENDER_TEXT, SAY_EXAMPLE_SEARCH_HINT, NULL, 0);
    CHECK_ERR("say", text_end(&out, &got), OK);
    CHECK_SLICE("say", got, "Am 01.01.1970 in &quot;&lt;b&gt;&quot;Wort &amp; {Ort}");
}

/* What tmplc writes into the page is what the renderer would say. */
static void
sentences_without_values_are_written_as_the_renderer_says_them(void **state)
{
    const struct page_course p = {.frame = {SLICE(""), ""}};

    (void)state;
    for (int lang = 0; lang < LANGS; lang++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
        struct text out = text_init(a, 1000);
        struct render r = {&out, (enum lang)lang};
        struct slice said = {0};
        struct slice page = shown(a, (enum lang)lang, &p);

        text_puts(&out, "<p title=\"");
        render_say(&r, RENDER_ATTRIBUTE, SAY_EXAMPLE_MARKS, NULL, 0);
        text_puts(&out, "\">");
        render_say(&r, RENDER_TEXT, SAY_EXAMPLE_MARKS, NULL, 0);
        text_puts(&out, "</p>\n");
        CHECK_ERR("say", text_end(&out, &said), OK);
        CHECK_TRUE(lang_code((enum lang)lang), slice_find(page, said) < page.len);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_page_in_both_languages_and_escapes_all_of_it),
        cmocka_unit_test(chooses_the_form_by_the_number),
        cmocka_unit_test(sentences_are_escaped_with_all_their_parts),
        cmocka_unit_test(sentences_without_values_are_written_as_the_renderer_says_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
