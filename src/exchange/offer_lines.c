/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/offer_lines.h"

#include "base/text.h"
#include "exchange/json_read.h"

enum {
    NAME_BYTES_MAX = 200,
    GENERATED_FORMATS = 6,
    GENERATED_LANGUAGES = 6,
    DAY_NUMBER_MAX = 40000,
    BEGIN_MINUTE = 9 * 60,
    END_MINUTE = 16 * 60,
    GROUP_PART = 4, /* of the seats must be taken */
};

/* "before" and a number. */
static enum err
say(struct arena *a, const char *before, long long n, struct slice *ret_text)
{
    struct text t = text_init(a, NAME_BYTES_MAX);

    text_printf(&t, "%s%lld", before, n);
    return text_end(&t, ret_text);
}

static enum err
competence_init(struct arena *a, int number, struct competence *c)
{
    c->id.n = (uint16_t)(number + 1);
    c->area = (enum competence_area)(number % AREAS);
    c->description = SLICE("Kompetenz");
    for (int b = 0; b < BANDS; b++)
        c->band_text[b] = SLICE("Stufe");
    TRY(say(a, "K", number, &c->code));
    return say(a, "Kompetenz ", number, &c->name_de);
}

enum err
offer_set_init(struct ctx *ctx, struct arena *arena, struct offer_set *ret_set)
{
    struct offer_set s = {.arena = arena};
    struct competence *competences = arena_array(arena, struct competence, OFFER_COMPETENCES);

    s.providers = arena_array(arena, struct provider, PROVIDERS_MAX);
    if (competences == NULL || s.providers == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for offers");
    for (int i = 0; i < OFFER_COMPETENCES; i++)
        TRY(competence_init(arena, i, &competences[i]));
    for (int i = 0; i < OFFER_TOPICS; i++) {
        s.topics[i].id.n = (uint8_t)(i + 1);
        TRY(say(arena, "thema-", i, &s.topics[i].code));
        TRY(say(arena, "Thema ", i, &s.topics[i].name_de));
    }
    s.framework.competences = competences;
    s.framework.competences_len = OFFER_COMPETENCES;
    TRY(framework_index(&s.framework));
    *ret_set = s;
    return OK;
}

static enum err
provider_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v,
              struct provider_id *ret_id)
{
    struct slice name;
    int64_t number;

    TRY(json_need_int(ctx, v, "prov", JSON_RANGE(0, PROVIDERS_MAX - 1), &number));
    TRY(json_need_text(ctx, v, "provname", NAME_BYTES_MAX, &name));
    /* Providers stand by number; those in between that nobody names stay empty. */
    while (s->providers_len <= (size_t)number) {
        struct provider *p = &s->providers[s->providers_len++];

        p->id.n = (int64_t)s->providers_len;
        TRY(say(s->arena, "anbieter-", p->id.n, &p->code));
        p->name = p->code;
    }
    TRY(arena_copy(s->arena, name, &s->providers[number].name));
    ret_id->n = number + 1;
    return OK;
}

static enum err
venue_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v,
           struct venue_id *ret_id)
{
    void *venues = s->venues;
    struct venue venue = {0};
    double lat;
    double lon;

    ret_id->n = 0;
    if (!json_is_given(json_member(v, "town")))
        return OK;
    TRY(json_need_text(ctx, v, "town", NAME_BYTES_MAX, &venue.city));
    TRY(json_need_double(ctx, v, "lat", &lat));
    TRY(json_need_double(ctx, v, "lon", &lon));
    venue.position = position_of(lat, lon);
    venue.id.n = (int64_t)s->venues_len + 1;
    TRY(arena_copy(s->arena, venue.city, &venue.city));
    TRY(say(s->arena, "ort-", venue.id.n, &venue.code));
    venue.name = venue.city;
    TRY(arena_grow(s->arena, &venues, s->venues_len, &s->venues_size, sizeof *s->venues));
    s->venues = venues;
    s->venues[s->venues_len++] = venue;
    *ret_id = venue.id;
    return OK;
}

/* A list of `len` whole numbers. */
static enum err
numbers_take(struct ctx *ctx, const struct json_value *list, size_t len, int64_t *ret_numbers)
{
    TRY(json_as_array(ctx, list, len));
    if (list->len != len)
        return json_fail(ctx, ERR_INVALID, list, "must have %zu numbers", len);
    for (size_t i = 0; i < len; i++)
        TRY(json_as_int(ctx, &list->items[i], JSON_RANGE(0, 1000000), &ret_numbers[i]));
    return OK;
}

static enum err
levels_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v, struct module *m)
{
    const struct json_value *list;

    TRY(json_need_array(ctx, v, "comp", MODULE_LEVELS_MAX, &list));
    m->gives = arena_array(s->arena, struct module_gain, list->len + 1);
    m->needs = arena_array(s->arena, struct module_need, list->len + 1);
    if (m->gives == NULL || m->needs == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        struct competence_id competence;
        int64_t n[3] = {0};

        TRY(numbers_take(ctx, &list->items[i], ARRAY_LEN(n), n));
        if (n[0] >= OFFER_COMPETENCES || n[1] >= n[2] || n[2] > LEVEL_MAX)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "is no competence with levels");
        competence.n = (uint16_t)(n[0] + 1);
        m->gives[m->gives_len++] = (struct module_gain){competence, (uint8_t)n[1], (uint8_t)n[2]};
        if (n[1] > 0)
            m->needs[m->needs_len++] = (struct module_need){competence, (uint8_t)n[1]};
    }
    return OK;
}

static enum err
run_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v, struct module *m)
{
    struct run *r = &m->runs[m->runs_len];
    int64_t n[4] = {0};

    TRY(numbers_take(ctx, v, ARRAY_LEN(n), n));
    if (n[0] > DAY_NUMBER_MAX || n[1] < n[0] || n[1] > DAY_NUMBER_MAX || n[2] > SEATS_MAX ||
        n[3] > n[2])
        return json_fail(ctx, ERR_INVALID, v, "is no run with days and seats");
    *r = (struct run){.id = {++s->runs_len},
                      .module = m->id,
                      .first = {(int32_t)n[0]},
                      .last = {(int32_t)n[1]},
                      .seats = (int32_t)n[2],
                      .taken = (int32_t)(n[2] - n[3]),
                      .seats_min = (int32_t)((n[2] + GROUP_PART - 1) / GROUP_PART)};
    if (day_weekday(r->first) > FRIDAY)
        r->first = day_plus(day_monday(r->first), 7);
    if (r->last.n < r->first.n)
        r->last = r->first;
    TRY(say(s->arena, "R", m->runs_len, &r->code));
    r->sessions = arena_new(s->arena, struct session);
    if (r->sessions == NULL)
        return ERR_LIMIT;
    r->sessions[0] = (struct session){r->first, BEGIN_MINUTE, END_MINUTE};
    r->sessions_len = 1;
    m->runs_len++;
    return OK;
}

static enum err
runs_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v, struct module *m)
{
    const struct json_value *list;
    struct venue_id venue;

    TRY(venue_take(ctx, s, v, &venue));
    TRY(json_need_array(ctx, v, "runs", MODULE_RUNS_MAX, &list));
    m->self_paced = list->len == 0;
    m->runs = arena_array(s->arena, struct run, list->len + 1);
    if (m->runs == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        TRY(run_take(ctx, s, &list->items[i], m));
        m->runs[i].venue = venue;
    }
    return OK;
}

static enum err
module_take(struct ctx *ctx, struct offer_set *s, const struct json_value *v, struct module *m)
{
    static const enum module_format FORMATS_OF[GENERATED_FORMATS] = {
        FORMAT_IN_PERSON, FORMAT_LIVE_ONLINE, FORMAT_ON_DEMAND,
        FORMAT_FOLLOW_UP, FORMAT_IN_PERSON,   FORMAT_MOOC};
    static const char *const LANGUAGES_OF[GENERATED_LANGUAGES] = {"de", "en", "de-leicht",
                                                                  "fr", "tr", "uk"};
    struct text code = text_init(s->arena, CODE_BYTES_MAX);
    int64_t id;
    int64_t n;

    TRY(json_need_int(ctx, v, "id", JSON_RANGE(1, CATALOGUE_MODULES_MAX), &id));
    text_printf(&code, "o%010lld", (long long)id);
    TRY(text_end(&code, &m->code));
    m->id.n = id;
    TRY(json_need_text(ctx, v, "title", MODULE_TITLE_BYTES_MAX, &m->title));
    TRY(arena_copy(s->arena, m->title, &m->title));
    TRY(json_need_int(ctx, v, "fmt", JSON_RANGE(0, GENERATED_FORMATS - 1), &n));
    m->format = FORMATS_OF[n];
    TRY(json_need_int(ctx, v, "lang", JSON_RANGE(0, GENERATED_LANGUAGES - 1), &n));
    m->language = slice_of(LANGUAGES_OF[n]);
    TRY(json_need_int(ctx, v, "cat", JSON_RANGE(0, OFFER_TOPICS - 1), &n));
    m->topics = UINT64_C(1) << (n + 1);
    TRY(json_need_int(ctx, v, "price", JSON_RANGE(0, MODULE_PRICE_CENTS_MAX), &m->price.n));
    TRY(json_need_int(ctx, v, "hours", JSON_RANGE(0, MODULE_MINUTES_MAX / 60), &n));
    m->minutes = (int32_t)(n * 60);
    TRY(provider_take(ctx, s, v, &m->provider));
    TRY(levels_take(ctx, s, v, m));
    return runs_take(ctx, s, v, m);
}

enum err
offer_set_line(struct ctx *ctx, struct offer_set *set, struct slice line)
{
    const struct json_value *v;
    void *modules = set->modules;
    struct module m = {0};

    if (set->modules_len >= CATALOGUE_MODULES_MAX)
        return fail(ctx, ERR_LIMIT, "more than %d offers", CATALOGUE_MODULES_MAX);
    TRY(json_read(ctx, line, &v));
    TRY(json_as_object(ctx, v));
    TRY(module_take(ctx, set, v, &m));
    TRY(arena_grow(set->arena, &modules, set->modules_len, &set->modules_size,
                   sizeof *set->modules));
    set->modules = modules;
    set->modules[set->modules_len++] = m;
    return OK;
}
