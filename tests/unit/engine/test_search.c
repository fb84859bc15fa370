/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/search.h"
#include "unit/engine/given_catalogue.h"

/* A small catalogue of real German titles; a test asks which of them are found. */
static struct given *
given_german(void)
{
    struct given *g = given_open(1, 50);

    g->synonyms = SLICE("# Kommentar\n"
                        "OZG = Onlinezugangsgesetz = Online-Zugangsgesetz\n"
                        "E-Akte = eAkte = elektronische Akte = DMS = Dokumentenmanagement # Notiz\n"
                        "KI = Künstliche Intelligenz = AI\n"
                        "DSGVO = Datenschutz-Grundverordnung\n"
                        "Kämmerei = Finanzverwaltung\n");
    given_module(g, "haushalt", "Haushaltsplanaufstellung für Einsteiger",
                 "Wie ein Haushalt entsteht. Den Plan gemeinsam mit der Kämmerei aufstellen.");
    given_module(g, "plan", "Die Haushaltsplanaufstellung", "Für alle Ämter.");
    given_module(g, "ozg", "Das Onlinezugangsgesetz verstehen", "Leistungen digital anbieten.");
    given_module(g, "akte", "Elektronische Akte einführen", "Vorgänge ohne Papier bearbeiten.");
    given_module(g, "dms", "DMS im Alltag", "Ablage, Suche und Aussonderung.");
    given_module(g, "ki", "Künstliche Intelligenz im Rathaus", "Chatbots sinnvoll nutzen.");
    given_module(g, "gespraech", "Mitarbeiter:innengespräche führen",
                 "Gespräche mit Mitarbeiterinnen und Mitarbeitern vorbereiten.");
    given_module(g, "leitung", "Führung für Amtsleiterinnen", "Schwierige Rollen klären.");
    given_module(g, "datenschutz", "Datenschutz nach DSGVO", "Schulung für das Bürgerbüro.");
    given_module(g, "muenchen", "Übungen zur Verständlichen Sprache",
                 "Größere Texte kürzen. Außerdem: Straßen benennen.");
    given_module(g, "excel", "Excel kompakt", "Tabellen, Formeln und Diagramme in Excel.");
    given_module(g, "projekt", "Projektmanagement", "Projekte planen, steuern und abschließen.");
    given_module(g, "kollegin", "Neue Kollegin im Team", "Einarbeitung gelingt.");
    return g;
}

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
        {"Plan aufstellen", "haushalt plan"},
        {"Haushaltsplan", "haushalt plan"},
        {"Haushaltsplanaufstellung", "haushalt plan"},
        {"Planaufstellung Haushalt", "haushalt plan"},
        {"Gespräch", "gespraech"},
        {"Gesetz", "ozg"}, /* inside a word, as nothing else fits */
        {"Management", "projekt"},
        {"Projekt Management", "projekt"},
        /* umlauts and sharp s */
        {"Übungen", "muenchen"},
        {"Uebungen", "muenchen"},
        {"ubung", "muenchen"},
        {"Strassen", "muenchen"},
        {"STRAẞE", "muenchen"},
        {"Kaemmerei", "haushalt"},
        {"groesser", "muenchen"},
        {"Fuehrung", "leitung"},
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
        {"Exzll", ""},
        {"Exc", "excel"}, /* a beginning, as nothing fits it */
        /* phrases and exclusion */
        {"\"Künstliche Intelligenz\"", "ki"},
        {"\"Intelligenz künstliche\"", ""},
        {"„im Rathaus“", "ki"},
        {"\"der Kämmerei\"", "haushalt"},
        {"Haushaltsplan -Einsteiger", "plan"},
        {"-Haushalt -Akte -KI -Mitarbeiter -Excel -Projekt Führung", "leitung"},
        {"E-Akte -elektronische", "dms"},
        {"Haushalt -\"für alle\"", "haushalt"},
        /* words that say nothing alone */
        {"die Führung für alle", "leitung"},
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german_words_are_found_as_people_write_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
