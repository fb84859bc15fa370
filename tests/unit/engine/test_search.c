/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/search.h"
#include "unit/engine/given_german.h"

/* Codes of the hits in the order of codes, parted by blanks. */
static void
found(struct arena *a, const struct catalogue *c, const char *text, bool typing, char *out)
{
    struct search_query q = search_query_init(slice_of(text));
    struct search_result r;
    const char *codes[100];
    size_t n = 0;

    q.typing = typing;
    q.limit = SEARCH_PAGE_MAX;
    assert_int_equal(search_run(a, c, &q, &r), OK);
    out[0] = '\0';
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        for (int i = 0; i < r.hits_len; i++) {
            if (r.hits[i].module == c->modules[slot])
                codes[n++] = c->modules[slot]->code.at;
        }
    }
    for (size_t i = 0; i < n; i++) {
        strcat(out, i ? " " : "");
        strcat(out, codes[i]);
    }
}

static void
german_words_are_found_as_people_write_them(void **state)
{
    static const struct {
        const char *query;
        const char *want;
    } table[] = {
        /* compounds */
        {"Haushalt", "haushalt plan"},
        {"Plan aufstellen", "haushalt plan projekt"}, /* few have both words: then one is enough */
        {"Haushaltsplan", "haushalt plan"},
        {"Haushaltsplanaufstellung", "haushalt plan"},
        {"Planaufstellung Haushalt", "haushalt plan projekt"},
        {"Gespräch", "gespraech"},
        {"Gesetz", "ozg"}, /* inside a word, as nothing else fits */
        {"Management", "projekt"},
        {"Projekt Management", "projekt"},
        {"Haushaltsplanerstellung", "haushalt plan"}, /* a part that nobody knows */
        {"Projektmoderation", "projekt"},
        {"Museumsprojekt", "projekt"},
        {"Museumspädagogik", ""},
        {"Tabellengespräch", "excel"}, /* stands nowhere: what it is about */
        {"Gesprächsführung", "gespraech"},
        {"Bäume kontrollieren", "baum"}, /* parts that stand nowhere alone, but are listed */
        /* words of one family */
        {"Planung", "haushalt plan projekt"},
        {"Kürzung", "muenchen"},
        /* umlauts and sharp s */
        {"Übungen", "muenchen"},
        {"Uebungen", "muenchen"},
        {"ubung", "muenchen"},
        {"Strassen", "muenchen"},
        {"STRAẞE", "muenchen"},
        {"Kaemmerei", "haushalt"},
        {"groesser", "muenchen"},
        {"Fuehrung", "gespraech leitung"}, /* "führen" is of its family */
        /* inflection */
        {"Chatbot", "ki"},
        {"Rathauses", "ki"},
        {"Tabelle", "excel"},
        /* synonyms, one word and several, both ways */
        {"OZG", "ozg"},
        {"Online-Zugangsgesetz", "ozg"},
        {"E-Akte", "akte dms"},
        {"eakte", "akte dms"},
        {"e Akte", "akte dms"},
        {"elektronische Akte", "akte dms"},
        {"Dokumentenmanagement", "akte dms"},
        {"KI", "ki"},
        {"AI", "ki"},
        {"Datenschutz-Grundverordnung", "datenschutz"},
        {"Finanzverwaltung", "haushalt"},
        {"Social-Media-Projekt", "projekt"},
        /* hints of the synonyms file, one way only */
        {"Mediation", "gespraech"},
        {"Gespräche", "gespraech"},
        {"GDPR", ""},
        {"DSGVO", "datenschutz"},
        {"Gespräche -Mediation", "gespraech"}, /* an exclusion follows no hint */
        /* gender */
        {"Mitarbeiter", "gespraech"},
        {"Mitarbeiterin", "gespraech"},
        {"Mitarbeiter:innen", "gespraech"},
        {"MitarbeiterInnen", "gespraech"},
        {"Mitarbeiter*innen", "gespraech"},
        {"Mitarbeiter/-innen", "gespraech"},
        {"Mitarbeiterin(nen)", "gespraech"},
        {"Amtsleiter", "leitung"},
        {"Amtsleiter_in", "leitung"},
        {"Kollege", "kollegin"},
        {"Mitarbeitergespräch", "gespraech"},
        /* typing errors */
        {"Datenshutz", "datenschutz"},
        {"Datneschutz", "datenschutz"},
        {"Projektmanagment", "projekt"},
        {"Excell", "excel"},
        {"Kunstliche Inteligenz", "ki"},
        {"elektronishe Akte", "akte dms"}, /* corrected, then a synonym */
        {"Finanzverwaltng", "haushalt"},   /* a word of the synonyms that stands in no block */
        {"Exzll", ""},
        {"Exc", "excel"}, /* a beginning, as nothing fits it */
        /* phrases and exclusion */
        {"\"Künstliche Intelligenz\"", "ki"},
        {"\"Intelligenz künstliche\"", ""},
        {"\"verständliche Sprache\"", "muenchen"}, /* inflected in the text */
        {"\"Rathaus Chatbots\"", ""},              /* end of one text, begin of another */
        {"\"Innen Gespräche\"", ""},
        {"„im Rathaus“", "ki"},
        {"\"der Kämmerei\"", "haushalt"},
        {"Haushaltsplan -Einsteiger", "plan"},
        {"-Haushalt -Akte -KI -Mitarbeiter -Excel -Projekt Führung", "leitung"},
        {"E-Akte -elektronische", "dms"},
        {"Haushalt -\"für alle\"", "haushalt"},
        /* words that say nothing alone */
        {"die Führung für alle", "gespraech leitung"},
        {"Wie und womit wird die Führung?", "gespraech leitung"},
        /* what every block is need not be said by each */
        {"Schulung Excel", "excel"},
        {"Kurse Projektmanagement", "projekt"},
        {"Excelschulung", "excel"},
        {"Excel-Kurs", "excel"},
        {"Schulung", "datenschutz"},
        {"Excel -Schulung", "excel"},
        /* not all words are found together */
        {"Projekte Chatbots", "ki projekt"},
        {"Projekte planen Chatbots", "haushalt ki plan projekt"},
        {"\"Künstliche Intelligenz\" Projekte", "ki"}, /* what is quoted must be there */
        {"\"Künstliche Intelligenz\" \"Projekte\"", ""},
        {"zzzzqqq", ""},
    };
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char got[1000];

        found(g->arena, c, table[i].query, false, got);
        if (strcmp(got, table[i].want) == 0)
            continue;
        print_error("%s: found \"%s\", wanted \"%s\"\n", table[i].query, got, table[i].want);
        wrong++;
    }
    given_close(g);
    assert_int_equal(wrong, 0);
}

/* Of few, those with all words come first; strictly, there are no others. */
static void
a_share_of_the_words_counts_for_its_share(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    struct search_query q = search_query_init(SLICE("Plan aufstellen"));
    struct search_result r;

    (void)state;
    assert_int_equal(search_run(g->arena, c, &q, &r), OK);
    assert_int_equal(r.hits_len, 3);
    assert_int_equal(r.words, 2);
    assert_int_equal(r.words_found, 1);
    assert_int_equal(r.hits[0].words, 2);
    assert_int_equal(r.hits[1].words, 2);
    assert_int_equal(r.hits[2].words, 1);
    q.strict = true;
    assert_int_equal(search_run(g->arena, c, &q, &r), OK);
    assert_int_equal(r.hits_len, 2);
    assert_int_equal(r.words_found, 2);
    given_close(g);
}

static void
in_a_question_nouns_count_more(void **state)
{
    static const struct {
        const char *less;
        const char *more;
    } table[] = {{"excel?", "Excel?"}, {"excel?", "excel"}, {"excel ? ", "Excel"}};
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct search_query less = search_query_init(slice_of(table[i].less));
        struct search_query more = search_query_init(slice_of(table[i].more));
        struct search_result a;
        struct search_result b;

        assert_int_equal(search_run(g->arena, c, &less, &a), OK);
        assert_int_equal(search_run(g->arena, c, &more, &b), OK);
        assert_int_equal(a.hits_len, 1);
        assert_int_equal(b.hits_len, 1);
        assert_true(a.hits[0].score < b.hits[0].score);
    }
    given_close(g);
}

static struct search_result
search(struct arena *a, const struct catalogue *c, const struct search_query *q)
{
    struct search_result r;

    assert_int_equal(search_run(a, c, q, &r), OK);
    return r;
}

static void
pages_follow_each_other_in_one_order(void **state)
{
    struct given *g = given_open(3, 150);
    const struct catalogue *c;

    (void)state;
    for (int i = 0; i < 150; i++)
        given_random_module(g);
    c = given_catalogue(g);
    for (int sort = 0; sort < SEARCH_SORTS; sort++) {
        struct search_query q = search_query_init(SLICE(""));
        struct search_result all;

        q.sort = (enum search_sort)sort;
        q.place = (struct position){49500000, 8600000, true};
        q.limit = SEARCH_PAGE_MAX;
        all = search(g->arena, c, &q);
        q.limit = 7;
        for (q.offset = 0; q.offset < all.hits_len; q.offset += 7) {
            struct search_result page = search(g->arena, c, &q);

            for (int i = 0; i < page.hits_len && q.offset + i < all.hits_len; i++)
                assert_ptr_equal(page.hits[i].module, all.hits[q.offset + i].module);
            assert_int_equal(page.total, all.total);
        }
        for (int i = 1; i < all.hits_len; i++) {
            const struct search_hit *a = &all.hits[i - 1];
            const struct search_hit *b = &all.hits[i];
            bool ordered =
                sort == SEARCH_PRICE      ? a->module->price.n <= b->module->price.n
                : sort == SEARCH_DISTANCE ? b->distance_km < 0 || (a->distance_km >= 0 &&
                                                                   a->distance_km <= b->distance_km)
                : sort == SEARCH_DATE  ? !b->run || (a->run && a->run->first.n <= b->run->first.n)
                : sort == SEARCH_TITLE ? slice_cmp(a->module->title, b->module->title) <= 0
                                       : a->score >= b->score;

            if (!ordered)
                fail_msg("sort %d, hits %d and %d", sort, i - 1, i);
        }
    }
    given_close(g);
}

static void
the_title_outweighs_the_text(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c;
    struct search_query q = search_query_init(SLICE("Ablage"));
    struct search_result r;

    (void)state;
    given_module(g, "zzz", "Ablage", "Ordnung halten.");
    c = given_catalogue(g);
    r = search(g->arena, c, &q);
    assert_int_equal(r.total, 2);
    CHECK_SLICE("first", r.hits[0].module->code, "zzz");
    assert_true(r.hits[0].score > r.hits[1].score);
    given_close(g);
}

static void
a_typing_error_is_named_and_offered(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    struct search_query q = search_query_init(SLICE("das Projektmanagment im Rathuas"));
    struct search_result r = search(g->arena, c, &q);

    (void)state;
    assert_int_equal(r.corrections_len, 2);
    CHECK_SLICE("typed", r.corrections[0].typed, "Projektmanagment");
    CHECK_SLICE("taken", r.corrections[0].taken, "Projektmanagement");
    CHECK_SLICE("did you mean", r.did_you_mean, "das Projektmanagement im Rathaus");
    given_close(g);
}

static void
what_is_being_typed_is_completed(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    struct search_suggestions s;
    char got[1000];

    (void)state;
    found(g->arena, c, "Haush", true, got);
    assert_string_equal(got, "haushalt plan");
    found(g->arena, c, "Daten", true, got);
    assert_string_equal(got, "datenschutz");
    assert_int_equal(search_suggest(g->arena, c, SLICE("die Führ"), 10, &s), OK);
    assert_true(s.len >= 2);
    assert_int_equal(s.at[0].kind, SUGGEST_WORD);
    assert_true(slice_starts(s.at[0].text, SLICE("die ")));
    assert_int_equal(s.at[s.len - 1].kind, SUGGEST_MODULE);
    assert_int_equal(search_suggest(g->arena, c, SLICE("Themak1"), 10, &s), OK);
    assert_int_equal(s.len, 0); /* no block has the topic */
    assert_int_equal(search_suggest(g->arena, c, SLICE("Anbieterk1"), 10, &s), OK);
    assert_int_equal(s.at[0].kind, SUGGEST_WORD);
    assert_int_equal(s.at[1].kind, SUGGEST_PROVIDER);
    assert_int_equal(s.at[1].count, c->offered_len);
    assert_int_equal(search_suggest(g->arena, c, SLICE("Führung "), 10, &s), OK);
    assert_int_equal(s.len, 0); /* the word is finished */
    given_close(g);
}

static void
limits_and_bad_queries_are_told(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    char text[SEARCH_TEXT_BYTES_MAX + 1];
    struct search_query q;
    struct search_result r;

    (void)state;
    memset(text, 'a', sizeof text);
    q = search_query_init((struct slice){text, sizeof text});
    assert_int_equal(search_run(g->arena, c, &q, &r), ERR_INVALID);
    q.text.len--;
    assert_int_equal(search_run(g->arena, c, &q, &r), OK);
    for (size_t i = 1; i < sizeof text; i += 2)
        text[i] = ' ';
    assert_int_equal(search_run(g->arena, c, &q, &r), OK);
    assert_int_equal(r.words, SEARCH_WORDS_MAX);
    assert_int_equal(r.words_ignored, SEARCH_TEXT_BYTES_MAX / 2 - SEARCH_WORDS_MAX);
    q = search_query_init(SLICE("\xff"));
    assert_int_equal(search_run(g->arena, c, &q, &r), ERR_INVALID);
    q = search_query_init(SLICE(""));
    q.limit = SEARCH_PAGE_MAX + 1;
    assert_int_equal(search_run(g->arena, c, &q, &r), ERR_INVALID);
    q.limit = 1;
    q.offset = SEARCH_OFFSET_MAX + 1;
    assert_int_equal(search_run(g->arena, c, &q, &r), ERR_INVALID);
    q.offset = SEARCH_OFFSET_MAX;
    assert_int_equal(search_run(g->arena, c, &q, &r), OK);
    assert_int_equal(r.hits_len, 0);
    q.sort = SEARCH_DISTANCE;
    assert_int_equal(search_run(g->arena, c, &q, &r), ERR_INVALID); /* from where? */
    given_close(g);
}

static void
a_full_arena_is_a_limit_wherever_it_happens(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);
    struct search_query q =
        search_query_init(SLICE("Haushalt -KI \"im Rathaus\" Datenshutz E-Akte"));
    struct search_result r;
    struct arena *a = arena_open(64 << 20);
    size_t needed;

    (void)state;
    assert_int_equal(search_run(a, c, &q, &r), OK);
    needed = arena_used_bytes(a);
    for (size_t bytes = 0; bytes < needed; bytes += needed / 60 + 1) {
        struct arena *small = arena_open(bytes);

        assert_int_equal(search_run(small, c, &q, &r), ERR_LIMIT);
        arena_close(small);
    }
    arena_close(a);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german_words_are_found_as_people_write_them),
        cmocka_unit_test(in_a_question_nouns_count_more),
        cmocka_unit_test(a_share_of_the_words_counts_for_its_share),
        cmocka_unit_test(pages_follow_each_other_in_one_order),
        cmocka_unit_test(the_title_outweighs_the_text),
        cmocka_unit_test(a_typing_error_is_named_and_offered),
        cmocka_unit_test(what_is_being_typed_is_completed),
        cmocka_unit_test(limits_and_bad_queries_are_told),
        cmocka_unit_test(a_full_arena_is_a_limit_wherever_it_happens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
