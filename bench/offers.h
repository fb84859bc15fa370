/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Offers of ../shared/bench/gen_catalogue.py (JSON lines) as what a catalogue is built from: for
 * benches.
 *
 * The generator's lines are read by the names of their members; other JSON is not understood, and a
 * line that does not fit ends the program. Category -> topic, competences 0..99 -> framework, town
 * -> venue, provider -> provider.
 */
#ifndef KC_BENCH_OFFERS_H
#define KC_BENCH_OFFERS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "engine/catalogue.h"

enum {
    OFFERS_LINE_BYTES_MAX = 65536,
    OFFERS_TOPICS = 48,
    OFFERS_COMPETENCES = 100,
    OFFERS_PROVIDERS = 3000,
    OFFERS_VENUES_MAX = 1000,
    OFFERS_JOBS = 4,
    OFFERS_RUNS_MAX = 32,
    OFFERS_TODAY = 20500
};

struct offers {
    struct arena *arena;
    struct framework framework;
    struct competence_group group;
    struct topic topics[OFFERS_TOPICS];
    struct job_profile jobs[OFFERS_JOBS];
    struct provider providers[OFFERS_PROVIDERS];
    struct venue venues[OFFERS_VENUES_MAX];
    int venues_len;
    struct module *modules;
    int modules_len;
    int64_t runs_len;
    struct slice synonyms;
};

#define OFFERS_MUST(e)                                                                             \
    do {                                                                                           \
        if ((e) != OK) {                                                                           \
            (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #e);                          \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static inline struct slice
offers_say(struct arena *a, const char *before, int n)
{
    struct text t = text_init(a, 100);
    struct slice s;

    text_printf(&t, "%s%d", before, n);
    OFFERS_MUST(text_end(&t, &s));
    return s;
}

static inline void
offers_frame(struct offers *o)
{
    struct arena *a = o->arena;
    struct competence *competences = arena_array(a, struct competence, OFFERS_COMPETENCES);

    for (int i = 0; i < OFFERS_COMPETENCES; i++) {
        struct competence *c = &competences[i];

        c->id.n = (uint16_t)(i + 1);
        c->code = offers_say(a, "K", i + 1);
        c->area = (enum competence_area)(i % AREAS);
        c->group = SLICE("G");
        c->name_de = offers_say(a, "Kompetenz ", i + 1);
        c->name_en = offers_say(a, "Competence ", i + 1);
        c->description = SLICE("Kompetenz der Verwaltung");
        for (int b = 0; b < BANDS; b++)
            c->band_text[b] = SLICE("Sie arbeiten damit.");
        c->topics = UINT64_C(1) << (1 + i % OFFERS_TOPICS);
    }
    o->framework.version = SLICE("bench");
    o->group = (struct competence_group){
        .code = SLICE("G"), .area = AREA_DIGITAL, .name_de = SLICE("G"), .name_en = SLICE("G")};
    o->framework.groups = &o->group;
    o->framework.groups_len = 1;
    o->framework.competences = competences;
    o->framework.competences_len = OFFERS_COMPETENCES;
    OFFERS_MUST(framework_index(&o->framework));
    for (int i = 0; i < OFFERS_TOPICS; i++)
        o->topics[i] = (struct topic){.id = {(uint8_t)(i + 1)},
                                      .code = offers_say(a, "thema-", i + 1),
                                      .name_de = offers_say(a, "Thema ", i + 1),
                                      .name_en = offers_say(a, "Topic ", i + 1)};
    for (int i = 0; i < OFFERS_PROVIDERS; i++)
        o->providers[i] = (struct provider){.id = {i + 1},
                                            .code = offers_say(a, "anbieter-", i + 1),
                                            .name = offers_say(a, "Anbieter ", i + 1),
                                            .kind = SLICE("academy"),
                                            .description = SLICE(""),
                                            .city = SLICE(""),
                                            .url = SLICE("")};
}

/* What follows "name": in the line; the line ends the program when it is not there. */
static inline const char *
offers_member(const char *line, const char *name)
{
    char pattern[32];
    const char *at;

    (void)snprintf(pattern, sizeof pattern, "\"%s\":", name);
    at = strstr(line, pattern);
    if (at == NULL) {
        (void)fprintf(stderr, "no %s in: %.100s\n", name, line);
        exit(1);
    }
    return at + strlen(pattern);
}

static inline int
offers_int(const char *line, const char *name)
{
    return (int)strtol(offers_member(line, name), NULL, 10);
}

/* A copy of a string member; empty for null. */
static inline struct slice
offers_text(struct arena *a, const char *line, const char *name)
{
    const char *at = offers_member(line, name);
    char *copy;
    size_t len = 0;

    if (*at != '"')
        return SLICE("");
    for (const char *p = ++at; *p != '"'; p++, len++)
        p += *p == '\\';
    copy = arena_alloc(a, len + 1, 1);
    if (copy == NULL)
        exit(1);
    for (size_t i = 0; i < len; i++) {
        at += *at == '\\';
        copy[i] = *at++;
    }
    return (struct slice){copy, len};
}

/* Numbers of a list of lists, "[[1,2,3],[4,5,6]]". */
static inline int
offers_numbers(const char *line, const char *name, int *numbers, int max)
{
    const char *at = offers_member(line, name);
    int depth = 0;
    int len = 0;

    do {
        char *end;

        if (*at == '[' || *at == ']') {
            depth += *at == '[' ? 1 : -1;
            at++;
        } else if (*at == ',') {
            at++;
        } else if (len < max) {
            numbers[len++] = (int)strtol(at, &end, 10);
            at = end;
        }
    } while (depth > 0);
    return len;
}

static inline struct venue_id
offers_venue(struct offers *o, const char *line)
{
    struct slice town = offers_text(o->arena, line, "town");
    struct venue *v;

    if (town.len == 0)
        return (struct venue_id){0};
    for (int i = 0; i < o->venues_len; i++) {
        if (slice_eq(o->venues[i].city, town))
            return o->venues[i].id;
    }
    if (o->venues_len == OFFERS_VENUES_MAX)
        exit(1);
    v = &o->venues[o->venues_len++];
    *v = (struct venue){.id = {o->venues_len},
                        .code = offers_say(o->arena, "ort-", o->venues_len),
                        .name = SLICE("Raum"),
                        .city = town,
                        .postcode = SLICE(""),
                        .position = {(int32_t)(strtod(offers_member(line, "lat"), NULL) * 1e6),
                                     (int32_t)(strtod(offers_member(line, "lon"), NULL) * 1e6),
                                     true}};
    return v->id;
}

static inline void
offers_runs(struct offers *o, struct module *m, const char *line)
{
    int n[4 * OFFERS_RUNS_MAX];
    struct venue_id venue = offers_venue(o, line);

    m->runs_len = offers_numbers(line, "runs", n, 4 * OFFERS_RUNS_MAX) / 4;
    m->self_paced = m->runs_len == 0;
    m->runs = arena_array(o->arena, struct run, (size_t)m->runs_len);
    for (int i = 0; i < m->runs_len; i++) {
        struct run *r = &m->runs[i];

        *r = (struct run){.id = {++o->runs_len},
                          .module = m->id,
                          .code = offers_say(o->arena, "R", i),
                          .first = {n[4 * i]},
                          .last = {n[4 * i + 1]},
                          .venue = venue,
                          .seats = n[4 * i + 2],
                          .taken = n[4 * i + 2] - n[4 * i + 3]};
        r->sessions = arena_array(o->arena, struct session, 1);
        r->sessions[0] = (struct session){r->first, 9 * 60, 16 * 60};
        r->sessions_len = 1;
    }
}

static inline void
offers_levels(struct offers *o, struct module *m, const char *line)
{
    int n[3 * MODULE_LEVELS_MAX];
    int len = offers_numbers(line, "comp", n, 3 * MODULE_LEVELS_MAX) / 3;

    m->gives = arena_array(o->arena, struct module_gain, (size_t)len);
    m->needs = arena_array(o->arena, struct module_need, (size_t)len);
    for (int i = 0; i < len; i++) {
        struct competence_id k = {(uint16_t)(1 + n[3 * i])};

        m->gives[m->gives_len++] =
            (struct module_gain){k, (uint8_t)n[3 * i + 1], (uint8_t)n[3 * i + 2]};
        if (n[3 * i + 1] > 0)
            m->needs[m->needs_len++] = (struct module_need){k, (uint8_t)n[3 * i + 1]};
    }
}

static inline void
offers_add(struct offers *o, const char *line)
{
    static const enum module_format FORMAT[] = {FORMAT_IN_PERSON,   FORMAT_LIVE_ONLINE,
                                                FORMAT_ON_DEMAND,   FORMAT_FOLLOW_UP,
                                                FORMAT_LIVE_ONLINE, FORMAT_MOOC};
    static const char *const LANGUAGES[] = {"de", "en", "de-leicht", "fr", "tr", "uk"};
    struct module *m = &o->modules[o->modules_len++];
    int provider = offers_int(line, "prov");

    *m = (struct module){.id = {o->modules_len},
                         .code = offers_say(o->arena, "o", 10000000 + o->modules_len),
                         .provider = {1 + provider},
                         .title = offers_text(o->arena, line, "title"),
                         .summary = SLICE(""),
                         .description = offers_text(o->arena, line, "text"),
                         .language = slice_of(LANGUAGES[offers_int(line, "lang")]),
                         .url = SLICE(""),
                         .format = FORMAT[offers_int(line, "fmt")],
                         .minutes = 60 * offers_int(line, "hours"),
                         .price = {offers_int(line, "price")},
                         .topics = UINT64_C(1) << (1 + offers_int(line, "cat"))};
    o->providers[provider].name = offers_text(o->arena, line, "provname");
    offers_levels(o, m, line);
    offers_runs(o, m, line);
}

/* The first `max` lines of a file. */
static inline struct offers *
offers_read(const char *path, int max)
{
    static char line[OFFERS_LINE_BYTES_MAX];
    struct arena *arena = arena_open((size_t)16 << 30);
    struct offers *o = arena_new(arena, struct offers);
    FILE *f = fopen(path, "r");

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    o->arena = arena;
    offers_frame(o);
    o->modules = arena_array(arena, struct module, (size_t)max);
    while (o->modules_len < max && fgets(line, sizeof line, f) != NULL)
        offers_add(o, line);
    (void)fclose(f);
    return o;
}

static inline struct catalogue_source
offers_source(const struct offers *o)
{
    return (struct catalogue_source){
        .framework = &o->framework,
        .topics = o->topics,
        .topics_len = OFFERS_TOPICS,
        .jobs = o->jobs,
        .providers = o->providers,
        .providers_len = OFFERS_PROVIDERS,
        .venues = o->venues,
        .venues_len = o->venues_len,
        .modules = o->modules,
        .modules_len = o->modules_len,
        .synonyms = o->synonyms,
        .today = {OFFERS_TODAY},
    };
}

#endif
