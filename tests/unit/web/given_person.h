/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What tests of a person's forms stand on: two jobs, three competences, two
 * topics, four places; a page in German on Monday, 23 November 2026.
 */
#ifndef KC_TESTS_WEB_GIVEN_PERSON_H
#define KC_TESTS_WEB_GIVEN_PERSON_H

#include <string.h>

#include "check.h"
#include "domain/situation.h"
#include "engine/catalogue.h"
#include "engine/place.h"
#include "web/page.h"

struct given {
    struct arena *arena;
    struct http_request req;
    struct snapshot snap;
    struct page page;
    struct situation situation;
    struct form form;
};

static struct competence given_competences[] = {
    {.id = {1}, .code = SLICE_INIT("D1.1"), .area = AREA_DIGITAL, .name_de = SLICE_INIT("Suchen")},
    {.id = {2}, .code = SLICE_INIT("M1"), .area = AREA_METHODICAL, .name_de = SLICE_INIT("Planen")},
    {.id = {3}, .code = SLICE_INIT("S1"), .area = AREA_SOCIAL, .name_de = SLICE_INIT("Reden")},
};
static struct job_target given_targets[] = {{{2}, 4, 5}, {{1}, 3, 1}};
static struct job_profile given_jobs[] = {
    {.id = {1},
     .code = SLICE_INIT("standesamt"),
     .name_de = SLICE_INIT("Standesamt"),
     .targets = given_targets,
     .targets_len = 2},
    {.id = {2},
     .code = SLICE_INIT("bauamt"),
     .name_de = SLICE_INIT("Bauamt"),
     .targets = given_targets,
     .targets_len = 1},
};
static const struct topic given_topics[] = {
    {.id = {1}, .code = SLICE_INIT("ki"), .name_de = SLICE_INIT("KI")},
    {.id = {5}, .code = SLICE_INIT("recht"), .name_de = SLICE_INIT("Recht")},
};
static const struct municipality given_places[] = {
    {.id = {1},
     .ags = SLICE_INIT("08221000"),
     .name = SLICE_INIT("Heidelberg, Stadt"),
     .state = SLICE_INIT("08"),
     .district = SLICE_INIT("Heidelberg"),
     .population = 160000,
     .postcode = SLICE_INIT("69117"),
     .position = {49409000, 8694000, true}},
    {.id = {2},
     .ags = SLICE_INIT("07316000"),
     .name = SLICE_INIT("Neustadt an der Weinstraße"),
     .state = SLICE_INIT("07"),
     .district = SLICE_INIT("Neustadt"),
     .population = 53000,
     .postcode = SLICE_INIT("67433"),
     .position = {49350000, 8139000, true}},
    {.id = {3},
     .ags = SLICE_INIT("08436078"),
     .name = SLICE_INIT("Neustadt im Schwarzwald"),
     .state = SLICE_INIT("08"),
     .district = SLICE_INIT("Breisgau"),
     .population = 12000,
     .postcode = SLICE_INIT("79822"),
     .position = {47912000, 8214000, true}},
};

static inline void
given_catalogue(struct given *g)
{
    static struct framework framework;
    const struct catalogue *catalogue = NULL;
    const struct place_index *places = NULL;
    struct catalogue_source source = {
        .framework = &framework,
        .topics = given_topics,
        .topics_len = ARRAY_LEN(given_topics),
        .jobs = given_jobs,
        .jobs_len = ARRAY_LEN(given_jobs),
        .today = g->snap.today,
    };

    for (size_t i = 0; i < ARRAY_LEN(given_competences); i++) {
        given_competences[i].group = SLICE("G");
        for (int b = 0; b < BANDS; b++)
            given_competences[i].band_text[b] = SLICE("Sie können das.");
    }
    framework = (struct framework){.competences = given_competences,
                                   .competences_len = ARRAY_LEN(given_competences)};
    assert_int_equal(framework_index(&framework), OK);
    assert_int_equal(catalogue_build(g->arena, &source, &catalogue), OK);
    assert_int_equal(
        place_index_build(g->arena, given_places, ARRAY_LEN(given_places), NULL, 0, &places), OK);
    g->snap.catalogue = catalogue;
    g->snap.places = places;
}

static inline void
given_done(struct given *g)
{
    arena_close(g->arena);
}

/* A form as a browser sends it; the situation is the default one. */
static inline void
given_form(struct given *g, const char *encoded)
{
    memset(g, 0, sizeof *g);
    g->arena = arena_open(8 << 20);
    assert_non_null(g->arena);
    assert_int_equal(day_parse_iso(SLICE("2026-11-23"), &g->snap.today), OK);
    g->req = (struct http_request){.arena = g->arena, .ctx = {.arena = g->arena}};
    given_catalogue(g);
    g->page = (struct page){.req = &g->req, .snap = &g->snap, .lang = LANG_DE};
    g->situation = situation_default(g->snap.today);
    assert_int_equal(form_parse(g->arena, slice_of(encoded), &g->form), OK);
}

#endif
