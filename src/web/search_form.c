/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/search_form.h"

#include <string.h>

#include "service/browse_service.h"

const int32_t SEARCH_RADIUS_KM[SEARCH_RADII] = {10, 25, 50, 100, 200};

static const char *const sort_words[SEARCH_SORTS] = {
    [SEARCH_RELEVANCE] = "relevanz", [SEARCH_DATE] = "termin", [SEARCH_DISTANCE] = "entfernung",
    [SEARCH_PRICE] = "preis",        [SEARCH_TITLE] = "titel",
};

enum { START_DAYS_MAX = 1000 };

/* What is being filled. */
struct reading {
    struct arena *arena;
    const struct snapshot *snap;
    const struct form *query;
    struct search_form *form;
    struct provider_id *providers;
};

const char *
search_sort_word(enum search_sort sort)
{
    assert(sort < SEARCH_SORTS);
    return sort_words[sort];
}

static void
keep(struct search_form *f, const char *name, struct slice value)
{
    for (int i = 0; i < f->params_len; i++) {
        if (strcmp(f->params[i].name, name) == 0 && slice_eq(f->params[i].value, value))
            return;
    }
    if (f->params_len < SEARCH_PARAMS_MAX)
        f->params[f->params_len++] = (struct search_param){name, value};
}

static void
drop(struct search_form *f, struct slice value)
{
    if (f->dropped_len < SEARCH_DROPPED_MAX)
        f->dropped[f->dropped_len++] = value;
}

/* The trimmed value of a field that is there once; keeps it in the address. */
static struct slice
take(const struct reading *r, const char *name)
{
    struct slice value = slice_trim(form_value(r->query, name));

    if (value.len > 0)
        keep(r->form, name, value);
    return value;
}

static bool
take_flag(const struct reading *r, const char *name)
{
    if (!slice_is(form_value(r->query, name), "1"))
        return false;
    keep(r->form, name, SLICE("1"));
    return true;
}

/* A whole number or -1; a wrong one is dropped. */
static int64_t
take_number(const struct reading *r, const char *name, int64_t max)
{
    struct slice value = slice_trim(form_value(r->query, name));
    int64_t n;

    if (value.len == 0)
        return -1;
    if (slice_int(value, 0, max, &n) != OK) {
        drop(r->form, value);
        return -1;
    }
    keep(r->form, name, value);
    return n;
}

/* Every value of a repeatable field; `add` answers whether it knows it. */
static void
take_each(const struct reading *r, const char *name,
          bool (*add)(const struct reading *r, struct slice value))
{
    struct slice value;
    size_t at = 0;

    while (form_next(r->query, name, &at, &value)) {
        value = slice_trim(value);
        if (value.len == 0)
            continue;
        if (r->form->params_len < SEARCH_PARAMS_MAX && add(r, value))
            keep(r->form, name, value);
        else
            drop(r->form, value);
    }
}

static bool
add_format(const struct reading *r, struct slice value)
{
    enum module_format format;

    if (module_format_parse(value, &format) != OK)
        return false;
    r->form->wanted.query.formats |= (uint8_t)(1U << format);
    return true;
}

static bool
add_topic(const struct reading *r, struct slice value)
{
    const struct topic *topic = browse_topic_by_code(r->snap, value);

    if (topic == NULL)
        return false;
    r->form->wanted.query.topics |= topic_bit(topic->id);
    return true;
}

static bool
add_area(const struct reading *r, struct slice value)
{
    enum competence_area area;

    if (competence_area_parse(value, &area) != OK)
        return false;
    r->form->wanted.query.areas |= (uint8_t)(1U << area);
    return true;
}

static bool
add_competence(const struct reading *r, struct slice value)
{
    const struct competence *c = framework_by_code(r->snap->catalogue->framework, value);

    if (c == NULL)
        return false;
    r->form->wanted.query.competences[c->id.n / 64] |= UINT64_C(1) << (c->id.n % 64);
    return true;
}

static bool
add_band(const struct reading *r, struct slice value)
{
    int64_t n;

    if (slice_int(value, 1, BANDS, &n) != OK)
        return false;
    r->form->wanted.query.bands |= (uint8_t)(1U << (n - 1));
    return true;
}

static bool
add_accessibility(const struct reading *r, struct slice value)
{
    enum accessibility feature;

    if (accessibility_parse(value, &feature) != OK)
        return false;
    r->form->wanted.query.accessibility |= 1U << feature;
    return true;
}

static bool
add_language(const struct reading *r, struct slice value)
{
    struct search_query *q = &r->form->wanted.query;

    if (value.len != 2 || q->languages_len == SEARCH_LANGUAGES_MAX)
        return false;
    q->languages[q->languages_len++] = value;
    return true;
}

static bool
add_provider(const struct reading *r, struct slice value)
{
    struct search_query *q = &r->form->wanted.query;
    const struct provider *p = browse_provider_by_code(r->snap, value);

    if (p == NULL || q->providers_len == SEARCH_PROVIDERS_MAX)
        return false;
    r->providers[q->providers_len++] = p->id;
    return true;
}

static bool
add_state(const struct reading *r, struct slice value)
{
    int64_t n;

    if (slice_int(value, 0, SEARCH_STATES - 1, &n) != OK)
        return false;
    r->form->wanted.query.states |= UINT32_C(1) << n;
    return true;
}

static bool
add_level(const struct reading *r, struct slice value)
{
    int64_t n;

    if (slice_int(value, 0, LEVEL_MAX, &n) != OK)
        return false;
    r->form->wanted.query.levels |= (uint16_t)(1U << n);
    return true;
}

static enum day_problem
read_day(struct slice typed, struct day when_absent, struct day *ret_day)
{
    struct day d;

    *ret_day = when_absent;
    if (typed.len == 0)
        return DAY_FINE;
    if (day_parse_iso(typed, &d) != OK && day_parse_german(typed, &d) != OK)
        return DAY_NOT_A_DATE;
    *ret_day = d;
    return DAY_FINE;
}

static void
read_days(const struct reading *r)
{
    struct search_form *f = r->form;
    struct search_query *q = &f->wanted.query;

    f->from = take(r, "von");
    f->until = take(r, "bis");
    f->from_problem = read_day(f->from, (struct day){DAY_MIN}, &q->from);
    f->until_problem = read_day(f->until, (struct day){DAY_MAX}, &q->until);
    if (q->from.n > q->until.n) {
        f->until_problem = DAY_BEFORE_FROM;
        q->until = (struct day){DAY_MAX};
    }
}

static void
read_words(const struct reading *r)
{
    struct search_form *f = r->form;
    int64_t radius;

    f->text = take(r, "q");
    f->text_too_long = f->text.len > SEARCH_TEXT_BYTES_MAX;
    f->wanted = learning_search_init(f->text_too_long ? (struct slice){"", 0} : f->text);
    f->place = take(r, "ort");
    f->wanted.place = f->place;
    radius = take_number(r, "umkreis", DISTANCE_KM_MAX);
    f->radius_km = radius <= 0 ? DISTANCE_KM_MAX : (int32_t)radius;
    f->wanted.query.radius_km = f->radius_km;
}

static void
read_sort(const struct reading *r)
{
    struct slice value = slice_trim(form_value(r->query, "sort"));

    for (int s = 0; s < SEARCH_SORTS; s++) {
        if (!slice_is(value, sort_words[s]))
            continue;
        r->form->wanted.query.sort = (enum search_sort)s;
        r->form->sort_is_chosen = s != SEARCH_RELEVANCE;
        if (r->form->sort_is_chosen)
            keep(r->form, "sort", value);
    }
    if (slice_is(value, SEARCH_BY_MATCH)) {
        r->form->by_match = true;
        r->form->sort_is_chosen = true;
        keep(r->form, "sort", value);
    }
    /* Without words nothing is more relevant than anything else: what begins next comes first. */
    if (r->form->text.len == 0 && r->form->wanted.query.sort == SEARCH_RELEVANCE)
        r->form->wanted.query.sort = SEARCH_DATE;
}

static void
read_page(const struct reading *r)
{
    struct search_query *q = &r->form->wanted.query;
    struct form_range range = {.min = 1, .max = SEARCH_OFFSET_MAX / q->limit + 1, .when_absent = 1};

    if (form_int(r->query, "seite", range, &r->form->page) != OK)
        r->form->page = 1;
    q->offset = (int32_t)(r->form->page - 1) * q->limit;
}

enum err
search_form_read(struct arena *a, const struct snapshot *snap, const struct form *query,
                 struct search_form *ret_form)
{
    struct search_form *f = ret_form;
    struct reading r = {.arena = a, .snap = snap, .query = query, .form = f};
    struct search_query *q = &f->wanted.query;
    int64_t hours_min;

    *f = (struct search_form){.page = 1};
    r.providers = arena_array(a, struct provider_id, SEARCH_PROVIDERS_MAX);
    if (r.providers == NULL)
        return ERR_LIMIT;
    read_words(&r);
    read_days(&r);
    take_each(&r, "format", add_format);
    take_each(&r, "thema", add_topic);
    take_each(&r, "bereich", add_area);
    take_each(&r, "kompetenz", add_competence);
    take_each(&r, "stufe", add_band);
    take_each(&r, "barrierefrei", add_accessibility);
    take_each(&r, "sprache", add_language);
    take_each(&r, "anbieter", add_provider);
    take_each(&r, "land", add_state);
    take_each(&r, "niveau", add_level);
    q->providers = r.providers;
    f->price_euros = take_number(&r, "preis", CENTS_MAX / 100);
    if (f->price_euros >= 0)
        q->price_max = (struct cents){f->price_euros * 100};
    f->hours = take_number(&r, "dauer", MODULE_MINUTES_MAX / 60);
    if (f->hours >= 0)
        q->minutes_max = (int32_t)f->hours * 60;
    f->start_days = take_number(&r, "beginn", START_DAYS_MAX);
    if (f->start_days >= 0)
        q->start_by = day_plus(snap->today, (int32_t)f->start_days);
    hours_min = take_number(&r, "dauer_ab", MODULE_MINUTES_MAX / 60);
    f->hours_min = hours_min > 0 ? (int32_t)hours_min : 0;
    q->minutes_min = f->hours_min * 60;
    q->free_seats = take_flag(&r, "frei");
    q->certified = take_flag(&r, "zertifiziert");
    q->on_site_only = take_flag(&r, "vorort");
    read_sort(&r);
    read_page(&r);
    return OK;
}

static void
put_param(struct text *t, const char *name, struct slice value)
{
    text_putc(t, t->len == sizeof "/suche" - 1 ? '?' : '&');
    text_puts(t, name);
    text_putc(t, '=');
    percent_put(t, value);
}

static bool
is_left_out(const struct search_param *p, const struct search_change *c)
{
    if (c->name != NULL && strcmp(c->name, p->name) == 0)
        return true;
    if (c->without == NULL || strcmp(c->without, p->name) != 0)
        return false;
    return c->value.at == NULL || slice_eq(c->value, p->value);
}

static struct slice
url_of(const struct text *t)
{
    struct slice url;

    return text_end(t, &url) == OK ? url : SLICE("/suche");
}

struct slice
search_form_url(struct arena *a, const struct search_form *form, struct search_change change)
{
    struct text t = text_init(a, 3 * HTTP_TARGET_BYTES_MAX);

    text_puts(&t, "/suche");
    for (int i = 0; i < form->params_len; i++) {
        if (!is_left_out(&form->params[i], &change))
            put_param(&t, form->params[i].name, form->params[i].value);
    }
    if (change.name != NULL && change.set.len > 0)
        put_param(&t, change.name, change.set);
    if (change.page > 1) {
        text_putc(&t, t.len == sizeof "/suche" - 1 ? '?' : '&');
        text_puts(&t, "seite=");
        text_int(&t, change.page);
    }
    return url_of(&t);
}

struct slice
search_form_url_bare(struct arena *a, const struct search_form *form)
{
    static const char *const kept[] = {"q", "ort", "umkreis", "sort"};
    struct text t = text_init(a, 3 * HTTP_TARGET_BYTES_MAX);

    text_puts(&t, "/suche");
    for (int i = 0; i < form->params_len; i++) {
        for (size_t k = 0; k < ARRAY_LEN(kept); k++) {
            if (strcmp(form->params[i].name, kept[k]) == 0)
                put_param(&t, form->params[i].name, form->params[i].value);
        }
    }
    return url_of(&t);
}
