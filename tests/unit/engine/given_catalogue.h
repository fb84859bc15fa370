/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Invented catalogues for tests and benches of the engine: by hand, or at random from a seed.
 */
#ifndef KC_TESTS_GIVEN_CATALOGUE_H
#define KC_TESTS_GIVEN_CATALOGUE_H

#include <stdlib.h>
#include <string.h>

#include "engine/catalogue.h"

enum {
    GIVEN_COMPETENCES = 24,
    GIVEN_TOPICS = 16,
    GIVEN_JOBS = 6,
    GIVEN_PROVIDERS = 12,
    GIVEN_VENUES = 20,
    GIVEN_TODAY = 20500
};

struct given {
    struct arena *arena;
    uint64_t random;
    struct framework framework;
    struct topic topics[GIVEN_TOPICS];
    struct job_profile jobs[GIVEN_JOBS];
    struct provider providers[GIVEN_PROVIDERS];
    struct venue venues[GIVEN_VENUES];
    struct module *modules;
    int modules_len;
    int modules_size;
    struct slice synonyms;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t
given_random(struct given *g)
{
    uint64_t z = (g->random += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* 0 .. n-1 */
static inline int
given_below(struct given *g, int n)
{
    return (int)(given_random(g) % (uint64_t)n);
}

static inline bool
given_chance(struct given *g, int percent)
{
    return given_below(g, 100) < percent;
}

static inline struct slice
given_text(struct given *g, const char *format, int n)
{
    struct text t = text_init(g->arena, 100000);
    struct slice s;

    text_puts(&t, format);
    text_int(&t, n);
    if (text_end(&t, &s) != OK)
        abort();
    return s;
}

static inline void
given_framework(struct given *g)
{
    struct competence *competences = arena_array(g->arena, struct competence, GIVEN_COMPETENCES);

    for (int i = 0; i < GIVEN_COMPETENCES; i++) {
        struct competence *c = &competences[i];

        c->id.n = (uint16_t)(i + 1);
        c->code = given_text(g, "K", i + 1);
        c->area = (enum competence_area)(i % AREAS);
        c->name_de = given_text(g, "Fertigkeitk", i + 1);
        c->description = SLICE("Beschreibungstext");
        for (int b = 0; b < BANDS; b++)
            c->band_text[b] = SLICE("Bandtext");
        c->topics = UINT64_C(1) << (1 + i % (GIVEN_TOPICS - 1));
    }
    g->framework.competences = competences;
    g->framework.competences_len = GIVEN_COMPETENCES;
    if (framework_index(&g->framework) != OK)
        abort();
}

static inline void
given_places(struct given *g)
{
    for (int i = 0; i < GIVEN_PROVIDERS; i++)
        g->providers[i] = (struct provider){.id = {i + 1},
                                            .code = given_text(g, "anbieter-", i + 1),
                                            .name = given_text(g, "Anbieterk", i + 1),
                                            .city = SLICE("Stadtk"),
                                            .state = (uint8_t)(i % 5)};
    for (int i = 0; i < GIVEN_VENUES; i++)
        g->venues[i] = (struct venue){
            .id = {i + 1},
            .code = given_text(g, "ort-", i + 1),
            .name = given_text(g, "Raumk", i + 1),
            .city = given_text(g, "Ortk", i + 1),
            .position = {49400000 + 30000 * i, 8600000 + 40000 * (i % 5), i % 7 != 6},
            .state = (uint8_t)(i % 4),
            .accessibility = i % 2 ? 1u << ACCESS_WHEELCHAIR | 1u << ACCESS_LIFT : 0,
            .provider = {1}};
}

static inline void
given_jobs(struct given *g)
{
    for (int i = 0; i < GIVEN_JOBS; i++) {
        struct job_profile *j = &g->jobs[i];

        j->id.n = i + 1;
        j->code = given_text(g, "stelle-", i + 1);
        j->name_de = given_text(g, "Stellek", i + 1);
        j->targets = arena_array(g->arena, struct job_target, 6);
        j->targets_len = 6;
        for (int k = 0; k < 6; k++)
            j->targets[k] = (struct job_target){
                .competence = {(uint16_t)(1 + (i * 3 + k * 4) % GIVEN_COMPETENCES)},
                .level = (uint8_t)(2 + (i + k) % 6),
                .weight = (uint8_t)(1 + (i + 2 * k) % 5)};
    }
}

static inline struct given *
given_open(uint64_t seed, int modules_max)
{
    struct arena *arena = arena_open((size_t)8 << 30);
    struct given *g = arena_new(arena, struct given);

    g->arena = arena;
    g->random = seed;
    g->modules = arena_array(arena, struct module, (size_t)modules_max);
    g->modules_size = modules_max;
    given_framework(g);
    for (int i = 0; i < GIVEN_TOPICS; i++)
        g->topics[i] = (struct topic){.id = {(uint8_t)(i + 1)},
                                      .code = given_text(g, "thema-", i + 1),
                                      .name_de = given_text(g, "Themak", i + 1)};
    given_places(g);
    given_jobs(g);
    return g;
}

static inline void
given_close(struct given *g)
{
    arena_close(g->arena);
}

/* One more module: self-paced, German, free, by provider 1. */
static inline struct module *
given_module(struct given *g, const char *code, const char *title, const char *description)
{
    struct module *m = &g->modules[g->modules_len++];

    if (g->modules_len > g->modules_size)
        abort();
    *m = (struct module){.id = {g->modules_len},
                         .code = slice_of(code),
                         .provider = {1},
                         .title = slice_of(title),
                         .description = slice_of(description),
                         .language = SLICE("de"),
                         .format = FORMAT_ON_DEMAND,
                         .minutes = 480,
                         .self_paced = true};
    return m;
}

static inline struct catalogue_source
given_source(const struct given *g)
{
    return (struct catalogue_source){
        .framework = &g->framework,
        .topics = g->topics,
        .topics_len = GIVEN_TOPICS,
        .jobs = g->jobs,
        .jobs_len = GIVEN_JOBS,
        .providers = g->providers,
        .providers_len = GIVEN_PROVIDERS,
        .venues = g->venues,
        .venues_len = GIVEN_VENUES,
        .modules = g->modules,
        .modules_len = g->modules_len,
        .synonyms = g->synonyms,
        .today = {GIVEN_TODAY},
    };
}

static inline const struct catalogue *
given_catalogue(struct given *g)
{
    struct catalogue_source source = given_source(g);
    const struct catalogue *c;

    if (catalogue_build(g->arena, &source, &c) != OK)
        abort();
    return c;
}

/* Word number n of an invented language that German rules leave alone: "bakodik", "zurafuk" ... */
static inline struct slice
given_word(struct given *g, int n)
{
    static const char *const SYLLABLES[] = {"ba", "ko", "di", "zu", "ra",
                                            "fu", "mi", "to", "gi", "pa"};
    struct text t = text_init(g->arena, 100);
    struct slice s;

    for (int i = 0; i < 3; i++, n /= 10)
        text_puts(&t, SYLLABLES[n % 10]);
    text_putc(&t, 'k');
    if (text_end(&t, &s) != OK)
        abort();
    return s;
}

/* Few common words, many rare ones. */
static inline struct slice
given_prose(struct given *g, int words)
{
    struct text t = text_init(g->arena, 100000);
    struct slice s;

    for (int i = 0; i < words; i++) {
        int wide = 1 + given_below(g, 1000);

        if (i > 0)
            text_putc(&t, ' ');
        text_put(&t, given_word(g, given_below(g, wide)));
    }
    if (text_end(&t, &s) != OK)
        abort();
    return s;
}

static inline void
given_runs(struct given *g, struct module *m)
{
    m->runs_len = given_below(g, 4);
    m->runs = arena_array(g->arena, struct run, (size_t)m->runs_len + 1);
    for (int i = 0, first = GIVEN_TODAY - 20; i < m->runs_len; i++) {
        struct run *r = &m->runs[i];
        int days = given_below(g, 40);

        first += given_below(g, 70);
        r->id.n = m->id.n * 10 + i;
        r->module = m->id;
        r->code = given_text(g, "R", i);
        r->first.n = first;
        r->last.n = first + days;
        r->seats = given_chance(g, 20) ? SEATS_MAX : given_below(g, 20);
        r->taken = r->seats == SEATS_MAX ? 0 : given_below(g, r->seats + 1);
        r->seats_min =
            given_chance(g, 30) ? given_below(g, (r->seats < 20 ? r->seats : 20) + 1) : 0;
        if (m->format == FORMAT_IN_PERSON && given_chance(g, 95))
            r->venue.n = 1 + given_below(g, GIVEN_VENUES);
        r->sessions_len = given_below(g, 4);
        r->sessions = arena_array(g->arena, struct session, (size_t)r->sessions_len + 1);
        for (int k = 0; k < r->sessions_len; k++) {
            int from = 480 + 60 * given_below(g, 8);

            r->sessions[k] =
                (struct session){.day = {first + days * k / 4},
                                 .from_minute = (int16_t)(from),
                                 .to_minute = (int16_t)(from + 60 + 30 * given_below(g, 8))};
            if (k > 0 && r->sessions[k].day.n == r->sessions[k - 1].day.n)
                r->sessions_len = k;
        }
    }
}

static inline void
given_levels(struct given *g, struct module *m)
{
    m->gives_len = given_below(g, 4);
    m->gives = arena_array(g->arena, struct module_gain, 4);
    for (int i = 0; i < m->gives_len; i++) {
        int from = given_below(g, 6);

        m->gives[i] =
            (struct module_gain){{(uint16_t)(1 + (given_below(g, 6) + 6 * i) % GIVEN_COMPETENCES)},
                                 (uint8_t)from,
                                 (uint8_t)(from + 1 + given_below(g, 2))};
    }
    m->needs_len = given_chance(g, 30) ? 1 + given_below(g, 2) : 0;
    m->needs = arena_array(g->arena, struct module_need, 2);
    for (int i = 0; i < m->needs_len; i++)
        m->needs[i] = (struct module_need){{(uint16_t)(1 + given_below(g, 12) + 12 * i)},
                                           (uint8_t)(1 + given_below(g, 5))};
}

/* One more module, everything about it at random. */
static inline struct module *
given_random_module(struct given *g)
{
    static const char *const LANGUAGES[] = {"de", "de", "de", "de-DE", "en", "fr", ""};
    struct text code = text_init(g->arena, 100);
    struct module *m = given_module(g, "", "", "");

    text_printf(&code, "m-%06d", (int)(given_random(g) % 1000) * 1000 + g->modules_len);
    if (text_end(&code, &m->code) != OK)
        abort();
    m->code = given_text(g, m->code.at, g->modules_len);
    m->title = given_prose(g, 2 + given_below(g, 5));
    m->summary = given_prose(g, given_below(g, 12));
    m->description = given_prose(g, given_below(g, 80));
    m->provider.n = 1 + given_below(g, GIVEN_PROVIDERS);
    m->language = slice_of(LANGUAGES[given_below(g, ARRAY_LEN(LANGUAGES))]);
    m->format = (enum module_format)given_below(g, FORMATS);
    m->certificate = (enum module_certificate)given_below(g, CERTIFICATES);
    m->minutes = given_chance(g, 5) ? 0 : 30 * given_below(g, 60);
    m->price.n = given_chance(g, 40) ? 0 : 1000 * given_below(g, 90);
    m->topics = given_chance(g, 50) ? 0 : given_random(g) & given_random(g) & 0xfffe;
    m->accessibility =
        (uint32_t)(given_random(g) & given_random(g)) & ((1u << ACCESSIBILITIES) - 1);
    m->self_paced = m->format != FORMAT_IN_PERSON && given_chance(g, 40);
    m->gone = given_chance(g, 3);
    if (given_chance(g, 30))
        m->certification = (struct certification){
            .by = SLICE("Fachbeirat"), .valid_until = {GIVEN_TODAY - 100 + given_below(g, 400)}};
    if (given_chance(g, 20)) {
        m->target_groups = arena_array(g->arena, struct job_profile_id, 1);
        m->target_groups[0].n = 1 + given_below(g, GIVEN_JOBS);
        m->target_groups_len = 1;
    }
    given_levels(g, m);
    if (!m->self_paced)
        given_runs(g, m);
    return m;
}

#endif
