/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Skills of others to competences with levels.
 *
 * DigComp counts 1 to 8 as we do. ESCO's three levels are taken as the tops of
 * our first three bands, and so are the words for levels. A course that leads to
 * a level is made for people at the top of the band below (a level 3 or 4 course
 * for those who have 2), unless it says what it requires. A skill without level
 * is as high as the course says, and the first band (level 2) if it says nothing.
 */
#include <string.h>

#include "exchange/moochub_parts.h"

enum { LEVEL_UNSTATED = 0, LEVEL_ASSUMED = 2 };

static bool
contains_nocase(struct slice s, const char *word)
{
    struct slice w = slice_of(word);

    for (size_t i = 0; i + w.len <= s.len; i++) {
        if (slice_eq_ascii_nocase(slice_sub(s, i, w.len), w))
            return true;
    }
    return false;
}

/* The words for levels, from the highest: "highly specialised" before "advanced". */
static uint8_t
level_by_word(struct slice s)
{
    static const struct {
        const char *word;
        uint8_t level;
    } words[] = {
        {"highly speciali", 8}, {"spezialisiert", 8}, {"expert", 8},     {"advanced", 6},
        {"fortgeschritten", 6}, {"intermediate", 4},  {"mittel", 4},     {"aufbau", 4},
        {"foundation", 2},      {"basic", 2},         {"beginner", 2},   {"grundlagen", 2},
        {"einsteiger", 2},      {"einstieg", 2},      {"elementary", 2},
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (contains_nocase(s, words[i].word))
            return words[i].level;
    }
    return LEVEL_UNSTATED;
}

/* An EducationalLevel, a word or a number; LEVEL_UNSTATED when it says nothing we know. */
static enum err
read_level(const struct moochub_reader *r, const struct json_value *v, uint8_t *ret_level)
{
    bool esco = contains_nocase(json_loose_text(moochub_member(v, "educationalframework")), "esco");
    const struct json_value *code = moochub_member(v, "shortcode");
    int64_t n = json_loose_int(code != NULL ? code : v, 0);
    struct slice name = {0};

    *ret_level = LEVEL_UNSTATED;
    if (!json_is_given(v))
        return OK;
    if (esco && n >= 1 && n <= 3) {
        *ret_level = (uint8_t)(2 * n);
        return OK;
    }
    if (n >= 1 && n <= LEVEL_MAX) {
        *ret_level = (uint8_t)n;
        return OK;
    }
    TRY(moochub_label(r, v, &name));
    *ret_level = level_by_word(name);
    if (*ret_level == LEVEL_UNSTATED)
        moochub_note(r, v, "level \"%.*s\" is not known here",
                     SLICE_ARG(moochub_excerpt(name, 60)));
    return OK;
}

/* http and https, with or without a slash at the end, are one address to ESCO. */
static const struct competence *
by_esco(const struct moochub_reader *r, struct slice uri)
{
    static const struct slice http = SLICE_INIT("http://");
    static const struct slice https = SLICE_INIT("https://");
    char plain[256];
    size_t len;

    if (slice_ends(uri, SLICE("/")))
        uri.len--;
    if (!contains_nocase(uri, "/esco/skill/") || uri.len >= sizeof plain)
        return NULL;
    if (!slice_starts(uri, https))
        return framework_by_esco(r->options->framework, uri);
    len = uri.len - https.len;
    memcpy(plain, http.at, http.len);
    memcpy(plain + http.len, uri.at + https.len, len);
    return framework_by_esco(r->options->framework, (struct slice){plain, http.len + len});
}

static const struct competence *
find_competence(const struct moochub_reader *r, const struct json_value *skill)
{
    static const char *const addresses[] = {"targeturl", "url", "identifier", "id"};
    struct slice framework =
        json_loose_text(moochub_member(skill, "educationalframework framework"));
    struct slice code = json_loose_text(moochub_member(skill, "shortcode"));

    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        const struct json_value *m = moochub_member(skill, addresses[i]);
        const struct competence *c = by_esco(r, json_loose_text(m));

        if (c != NULL)
            return c;
    }
    if (contains_nocase(framework, "digcomp"))
        return framework_by_digcomp(r->options->framework, code);
    return NULL;
}

static void
add_gain(struct moochub_reader *r, const struct competence *c, uint8_t level)
{
    struct module *m = &r->course->draft.module;
    uint8_t from = (uint8_t)((level - 1) / 2 * 2);

    for (int i = 0; i < m->gives_len; i++) {
        struct module_gain *g = &m->gives[i];

        if (g->competence.n != c->id.n)
            continue;
        g->to = level > g->to ? level : g->to;
        g->from = from < g->from ? from : g->from;
        return;
    }
    if (m->gives_len == MODULE_LEVELS_MAX) {
        moochub_note(r, NULL, "gives more than %d competences; the rest is left out",
                     MODULE_LEVELS_MAX);
        return;
    }
    m->gives[m->gives_len++] = (struct module_gain){c->id, from, level};
}

static void
add_need(struct moochub_reader *r, const struct competence *c, uint8_t level)
{
    struct module *m = &r->course->draft.module;

    for (int i = 0; i < m->needs_len; i++) {
        if (m->needs[i].competence.n == c->id.n) {
            m->needs[i].level = level > m->needs[i].level ? level : m->needs[i].level;
            return;
        }
    }
    if (m->needs_len < MODULE_LEVELS_MAX)
        m->needs[m->needs_len++] = (struct module_need){c->id, level};
    else
        moochub_note(r, NULL, "needs more than %d competences; the rest is left out",
                     MODULE_LEVELS_MAX);
}

static enum err
read_unmapped(struct moochub_reader *r, const struct json_value *skill)
{
    struct slice name = {0};

    TRY(moochub_label(r, skill, &name));
    if (name.len == 0)
        return OK;
    r->course->skills_unmapped[r->course->skills_unmapped_len++] = name;
    return OK;
}

static enum err
read_teaches(struct moochub_reader *r, const struct json_value *list, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const struct json_value *skill = json_loose_item(list, i);
        const struct competence *c = skill ? find_competence(r, skill) : NULL;
        uint8_t level = LEVEL_UNSTATED;

        if (c == NULL) {
            if (skill != NULL)
                TRY(read_unmapped(r, skill));
            continue;
        }
        TRY(read_level(r, moochub_member(skill, "educationallevel level"), &level));
        if (level == LEVEL_UNSTATED)
            level = r->course->level;
        if (level == LEVEL_UNSTATED) {
            level = LEVEL_ASSUMED;
            moochub_note(r, skill, "has no level; taken as level %d", LEVEL_ASSUMED);
        }
        add_gain(r, c, level);
    }
    return OK;
}

static enum err
read_requires(struct moochub_reader *r, const struct json_value *list, size_t len)
{
    struct moochub_course *course = r->course;

    for (size_t i = 0; i < len; i++) {
        const struct json_value *skill = json_loose_item(list, i);
        const struct competence *c = skill ? find_competence(r, skill) : NULL;
        uint8_t level = LEVEL_UNSTATED;

        if (c != NULL) {
            TRY(read_level(r, moochub_member(skill, "educationallevel level"), &level));
            add_need(r, c, level == LEVEL_UNSTATED ? 1 : level);
        } else if (contains_nocase(json_loose_text(moochub_member(skill, "educationalframework")),
                                   "course")) {
            struct slice url = moochub_url(r, moochub_member(skill, "targeturl url"));

            if (url.len > 0)
                course->required_courses[course->required_courses_len++] = url;
        } else if (skill != NULL) {
            TRY(read_unmapped(r, skill));
        }
    }
    return OK;
}

/* What a course requires is where it begins: "needs 3, leads to 6" is from 3 to 6. */
static void
begin_where_needed(struct module *m)
{
    for (int i = 0; i < m->gives_len; i++) {
        for (int k = 0; k < m->needs_len; k++) {
            if (m->needs[k].competence.n == m->gives[i].competence.n &&
                m->needs[k].level < m->gives[i].to)
                m->gives[i].from = m->needs[k].level;
        }
    }
}

static size_t
bounded(const struct moochub_reader *r, const struct json_value *list)
{
    size_t len = json_loose_len(list);

    if (len <= MOOCHUB_LIST_MAX)
        return len;
    moochub_note(r, list, "has %zu entries; the first %d are read", len, MOOCHUB_LIST_MAX);
    return MOOCHUB_LIST_MAX;
}

enum err
moochub_skills(struct moochub_reader *r)
{
    const struct json_value *teaches = moochub_member(r->attributes, "teaches skills");
    const struct json_value *requires = moochub_member(r->attributes, "competencyrequired");
    const struct json_value *levels = moochub_member(r->attributes, "educationallevel");
    size_t teaches_len = bounded(r, teaches);
    size_t requires_len = bounded(r, requires);
    struct arena *a = r->ctx->arena;
    struct moochub_course *c = r->course;
    struct module *m = &c->draft.module;

    m->gives = arena_array(a, struct module_gain, (size_t)MODULE_LEVELS_MAX);
    m->needs = arena_array(a, struct module_need, (size_t)MODULE_LEVELS_MAX);
    c->skills_unmapped = arena_array(a, struct slice, teaches_len + requires_len);
    c->required_courses = arena_array(a, struct slice, requires_len);
    if (m->gives == NULL || m->needs == NULL || c->skills_unmapped == NULL ||
        c->required_courses == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left for skills");
    for (size_t i = 0; i < json_loose_len(levels) && c->level == LEVEL_UNSTATED; i++)
        TRY(read_level(r, json_loose_item(levels, i), &c->level));
    TRY(read_teaches(r, teaches, teaches_len));
    TRY(read_requires(r, requires, requires_len));
    begin_where_needed(m);
    return OK;
}
