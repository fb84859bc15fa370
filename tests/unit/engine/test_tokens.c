/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/tokens.h"

#include "base/text.h"
#include "check.h"

#include <string.h>

/* Words parted by blanks; parts of hyphenated words in brackets. */
static struct slice
words_of(struct arena *a, struct tokens t)
{
    struct text out = text_init(a, 10000);
    struct token token;
    struct slice s;

    while (tokens_next(&t, &token)) {
        if (out.len > 0)
            text_putc(&out, ' ');
        text_puts(&out, token.part ? "(" : "");
        text_put(&out, token_word(&token));
        text_puts(&out, token.part ? ")" : "");
        assert_true(token.from < token.to && token.to <= t.text.len);
    }
    assert_int_equal(text_end(&out, &s), OK);
    return s;
}

static void
texts_become_folded_words(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } table[] = {
        {"", ""},
        {" ,;.!?-- –—", ""},
        {"Haus und Hof.", "haus und hof"},
        {"Übung Uebung ubung", "ubung ubung ubung"},
        {"Größe Groesse GRÖẞE", "grosse grosse grosse"},
        {"neue Bauer Quelle aktuell", "neue bauer quelle aktull"},
        {"Łódź Čapek Œuvre naïve", "lodz capek oeuvre naive"},
        {"§ 2b UStG, 3.0", "2b ustg 3 0"},
        {"weich\xc2\xadtrennung", "weichtrennung"},
        {"E-Akte", "eakte (e) (akte)"},
        {"Kosten- und Leistung", "kosten und leistung"},
        {"Online\xe2\x80\x91"
         "Antrag",
         "onlineantrag (online) (antrag)"},
        {"a-b-c", "abc (a) (b) (c)"},
        {"Mitarbeiter:innen", "mitarbeiter"},
        {"Mitarbeiter*in, Mitarbeiter_in", "mitarbeiter mitarbeiter"},
        {"MitarbeiterInnen", "mitarbeiter"},
        {"Mitarbeiter/-innen", "mitarbeiter"},
        {"Mitarbeiter/innen", "mitarbeiter"},
        {"Mitarbeiter(innen)", "mitarbeiter"},
        {"Mitarbeiterin(nen)", "mitarbeiter"},
        {"Mitarbeiter·innen", "mitarbeiter"},
        {"Bürger:innenbüro", "burgerburo"},
        {"Kolleginnen", "kolleg"},
        {"Leiterin", "leiter"},
        {"gewinnen beginnen besinnen Termin erinnern innen",
         "gewinnen beginnen besinnen termin erinnern innen"},
        {"Personal/Inklusion", "personal inklusion"},
        {"日本 العربية", "日本 العربية"},
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_SLICE(table[i].text, words_of(a, tokens_init(slice_of(table[i].text))),
                    table[i].want);
    arena_close(a);
}

static void
names_keep_what_looks_like_gender(void **state)
{
    struct arena *a = arena_open(1 << 20);

    (void)state;
    CHECK_SLICE("name", words_of(a, tokens_init_names(SLICE("Schwerin"))), "schwerin");
    CHECK_SLICE("word", words_of(a, tokens_init(SLICE("Schwerin"))), "schwer");
    arena_close(a);
}

static void
long_words_are_cut_at_a_character(void **state)
{
    char text[400];
    struct tokens t;
    struct token token;

    (void)state;
    memset(text, 'x', sizeof text);
    t = tokens_init((struct slice){text, sizeof text});
    assert_true(tokens_next(&t, &token));
    assert_int_equal(token.len, WORD_BYTES_MAX);
    assert_int_equal(token.to, sizeof text);
    assert_false(tokens_next(&t, &token));
    for (size_t i = 0; i + 2 < sizeof text; i += 3)
        memcpy(text + i, "\xe6\x97\xa5", 3); /* three bytes each: 64 is not a multiple */
    t = tokens_init((struct slice){text, 399});
    assert_true(tokens_next(&t, &token));
    assert_int_equal(token.len, WORD_BYTES_MAX / 3 * 3);
}

static void
more_parts_than_fit_are_left_out(void **state)
{
    struct tokens t = tokens_init(SLICE("aa-bb-cc-dd-ee-ff-gg-hh-ii-jj"));
    struct token token;
    int parts = 0;

    (void)state;
    while (tokens_next(&t, &token))
        parts += token.part;
    assert_int_equal(parts, TOKEN_PARTS_MAX);
}

static void
stop_words_are_known_as_wholes(void **state)
{
    static const char *const STOP[] = {"der", "fur", "mit", "alle"};
    static const char *const OTHER[] = {"", "de", "derb", "akte", "e", "haushalt"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(STOP); i++)
        CHECK_TRUE(STOP[i], token_is_stop_word(slice_of(STOP[i])));
    for (size_t i = 0; i < ARRAY_LEN(OTHER); i++)
        CHECK_TRUE(OTHER[i], !token_is_stop_word(slice_of(OTHER[i])));
}

/* The rest of a text, behind so many words of it, by reading and by passing over. */
static bool
skips_as_it_reads(struct slice text, size_t words)
{
    struct tokens read = tokens_init(text);
    struct tokens skipped = tokens_init(text);
    struct token a = {0};
    struct token b = {0};
    size_t there = 0;
    bool more = tokens_next(&read, &a);

    while (more && there < words) {
        there++;
        while ((more = tokens_next(&read, &a)) && a.part)
            continue;
    }
    if (tokens_skip(&skipped, words) != there)
        return false;
    for (; more; more = tokens_next(&read, &a)) {
        if (!tokens_next(&skipped, &b) || a.from != b.from || a.to != b.to || a.part != b.part ||
            !slice_eq(token_word(&a), token_word(&b)))
            return false;
    }
    return !tokens_next(&skipped, &b);
}

static void
passing_over_words_ends_where_reading_them_does(void **state)
{
    static const char *const TEXTS[] = {
        "",
        " ... ",
        "Eins zwei, drei. Vier!",
        "Mitarbeiter:innen und Kolleg*innen, Bürger/-innen (m/w/d); Leser(innen)",
        "Social-Media-Konzept E-Akte -Akte Akte- A-",
        "MitarbeiterInnen STRASSE Straße ÄÖÜ Übergrößenträger naïve ×mal÷durch",
        "Weich\u00adtrennung Gedanken\u2013strich \u201eZitat\u201c \u4e2d\u6587 cafe\u0301",
        "a1 1a 2.000,50 EUR §5 x_y a/b a:b (a)b (nen) Lehrer(nen)",
    };
    int compared = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++) {
        for (size_t words = 0; words < 16; words++) {
            CHECK_TRUE(TEXTS[i], skips_as_it_reads(slice_of(TEXTS[i]), words));
            compared++;
        }
    }
    assert_int_equal(compared, 8 * 16);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_folded_words),
        cmocka_unit_test(names_keep_what_looks_like_gender),
        cmocka_unit_test(long_words_are_cut_at_a_character),
        cmocka_unit_test(more_parts_than_fit_are_left_out),
        cmocka_unit_test(stop_words_are_known_as_wholes),
        cmocka_unit_test(passing_over_words_ends_where_reading_them_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
