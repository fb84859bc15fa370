/* SPDX-License-Identifier: EUPL-1.2 */
/* A small catalogue of German titles as people write them. */
#ifndef KC_TESTS_GIVEN_GERMAN_H
#define KC_TESTS_GIVEN_GERMAN_H

#include "unit/engine/given_catalogue.h"

/* A small catalogue of real German titles; a test asks which of them are found. */
static inline struct given *
given_german(void)
{
    struct given *g = given_open(1, 50);

    g->synonyms = SLICE("# Kommentar\n"
                        "OZG = Onlinezugangsgesetz = Online-Zugangsgesetz\n"
                        "E-Akte = eAkte = elektronische Akte = DMS = Dokumentenmanagement # Notiz\n"
                        "KI = Künstliche Intelligenz = AI\n"
                        "DSGVO = Datenschutz-Grundverordnung\n"
                        "Kämmerei = Finanzverwaltung\n"
                        "Social Media = soziale Medien\n"
                        "Mediation > Gespräch, Zauberei # ein Verweis\n"
                        "DSGVO > Schulung Bürgerbüro\n"
                        "+ Baum Kontrolle\n");
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
    given_module(g, "baum", "Baumkontrolle", "Standsicher durch das Jahr.");
    given_module(g, "kollegin", "Neue Kollegin im Team", "Einarbeitung gelingt.");
    return g;
}

#endif
