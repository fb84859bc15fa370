/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/sentences.h"

#include "check.h"

static bool
is_abbreviation(const void *of, struct slice word)
{
    (void)of;
    return slice_is(word, "Nr") || slice_is(word, "ca") || slice_is(word, "bzw");
}

static void
check_sentences(const char *text, const char *const *want)
{
    struct sentences s = {.text = slice_of(text), .abbreviation = is_abbreviation};
    struct sentence got;

    for (; *want != NULL; want++) {
        assert_true(sentences_next(&s, &got));
        CHECK_SLICE(text, got.text, *want);
    }
    if (sentences_next(&s, &got))
        fail_msg("%s: one more: %.*s", text, SLICE_ARG(got.text));
}

static void
texts_are_taken_apart(void **state)
{
    static const struct {
        const char *text;
        const char *want[6];
    } cases[] = {
        {"", {NULL}},
        {" \n\t\n", {NULL}},
        {"\xe2\x80\xa2\n\xe2\x80\xa2 \n-", {"-", NULL}},
        {"Ein Satz. Noch einer! Und?", {"Ein Satz.", "Noch einer!", "Und?", NULL}},
        {"Kosten von ca. 3 Mio. Euro", {"Kosten von ca. 3 Mio.", "Euro", NULL}},
        {"z. B. Hochwasser, d. h. Wasser. Ende.",
         {"z. B. Hochwasser, d. h. Wasser.", "Ende.", NULL}},
        {"Ab dem 1. Januar gilt Nr. 5 Satz 2. Und dann?",
         {"Ab dem 1. Januar gilt Nr. 5 Satz 2. Und dann?", NULL}},
        {"Zum 01.03.2027. Wir freuen uns.", {"Zum 01.03.2027.", "Wir freuen uns.", NULL}},
        {"das Amt. \xc3\x84mter sind da.", {"das Amt.", "\xc3\x84mter sind da.", NULL}},
        {"nach VOB/A. wie immer", {"nach VOB/A. wie immer", NULL}},
        {"www.stadt.example und E 9b.", {"www.stadt.example und E 9b.", NULL}},
        {"- eins\n* zwei\n\xe2\x80\x93 drei\n1. vier\nb) f\xc3\xbcnf",
         {"eins", "zwei", "drei", "vier", "f\xc3\xbcnf", NULL}},
        {"\xe2\x9c\x93 Haken\n\xef\x82\xb7 Wingdings\n\xc2\xb7 Punkt",
         {"Haken", "Wingdings", "Punkt", NULL}},
        {"\xe2\x80\x9eZitat\xe2\x80\x9c bleibt", {"\xe2\x80\x9eZitat\xe2\x80\x9c bleibt", NULL}},
        {"Ihre Aufgaben:\nAkten", {"Ihre Aufgaben:", "Akten", NULL}},
        {"Aufgaben: Akten f\xc3\xbchren", {"Aufgaben:", "Akten f\xc3\xbchren", NULL}},
        {"Mitarbeiter:in im Team", {"Mitarbeiter:in im Team", NULL}},
        {"Sie haben Erfahrung in vielen Gebieten: Recht, Geld",
         {"Sie haben Erfahrung in vielen Gebieten: Recht, Geld", NULL}},
        {"kurze Zeile\nkleiner Anfang", {"kurze Zeile", "kleiner Anfang", NULL}},
        {"Eine so lange Zeile, wie sie in umbrochenen Texten steht, geht\nunten weiter.",
         {"Eine so lange Zeile, wie sie in umbrochenen Texten steht, geht\nunten weiter.", NULL}},
        {"Sach-\nbearbeitung", {"Sach-\nbearbeitung", NULL}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_sentences(cases[i].text, cases[i].want);
}

static void
lines_and_lists_are_known(void **state)
{
    struct sentences s = {.text = SLICE("Profil: Mut. Kraft\n- Liste."),
                          .abbreviation = is_abbreviation};
    static const bool begins[] = {true, false, false, true};
    static const bool ends[] = {false, false, true, true};
    static const bool marked[] = {false, false, false, true};
    static const bool colon[] = {true, false, false, false};
    struct sentence got;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
        assert_true(sentences_next(&s, &got));
        assert_int_equal(got.begins_line, begins[i]);
        assert_int_equal(got.ends_line, ends[i]);
        assert_int_equal(got.marked, marked[i]);
        assert_int_equal(got.colon, colon[i]);
    }
    assert_false(sentences_next(&s, &got));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_taken_apart),
        cmocka_unit_test(lines_and_lists_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
