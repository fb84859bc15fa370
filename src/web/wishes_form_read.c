/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/wishes_form.h"

#include <stdlib.h>

#include "service/learning_service.h"
#include "web/wishes_form_parts.h"

enum { WEEKLY_MINUTES_MIN = 30, PERIOD_DAYS_MIN = 28, MAP_NAME_BYTES_MAX = 300 };

/* What is being read. */
struct reading {
    const struct page *page;
    const struct form *sent;
    struct situation *s;
    struct wishes_form *f;
};

static void
fail_group(struct reading *r, const char *id, enum say_key label, struct slice message)
{
    form_errors_add(&r->f->errors,
                    (struct form_error){slice_of(id), page_say(r->page, label), message});
}

static void
fail_field(struct reading *r, struct field *field, struct slice message)
{
    field->error = message;
    fail_group(r, field->id, field->label, message);
}

/* The typed value into the field; false when it came twice, which is told. */
static bool
take(struct reading *r, struct field *field)
{
    struct slice value;

    if (form_once(r->sent, field->name, &value) != OK) {
        field->value = slice_trim(form_value(r->sent, field->name));
        fail_field(r, field, page_say(r->page, SAY_SITUATION_ERROR_TWICE));
        return false;
    }
    field->value = value;
    return true;
}

enum err
wishes_hours_parse(struct slice typed, int32_t *ret_minutes)
{
    size_t comma = slice_find_char(typed, ',');
    struct slice whole;
    struct slice part;
    int64_t hours;
    int64_t hundredths = 0;

    if (comma == typed.len)
        comma = slice_find_char(typed, '.');
    whole = slice_sub(typed, 0, comma);
    part = slice_sub(typed, comma + 1, typed.len);
    if (comma < typed.len && (part.len == 0 || part.len > 2))
        return ERR_INVALID;
    if (slice_starts(whole, SLICE("-")) || slice_starts(part, SLICE("-")))
        return ERR_INVALID;
    TRY(slice_int(whole, 0, 1000, &hours));
    if (part.len > 0)
        TRY(slice_int(part, 0, 99, &hundredths));
    if (part.len == 1)
        hundredths *= 10;
    hours = (hours * 100 + hundredths) * 60 / 100;
    if (hours < WEEKLY_MINUTES_MIN || hours > WEEKLY_MINUTES_MAX)
        return ERR_LIMIT;
    *ret_minutes = (int32_t)hours;
    return OK;
}

static void
read_hours(struct reading *r)
{
    struct field *field = &r->f->hours;
    struct page const *page = r->page;

    if (!take(r, field))
        return;
    if (field->value.len == 0)
        fail_field(r, field, page_say(page, SAY_SITUATION_ERROR_HOURS_MISSING));
    else
        switch (wishes_hours_parse(field->value, &r->s->weekly_minutes)) {
        case OK:
            break;
        case ERR_LIMIT:
            fail_field(r, field,
                       page_tell(page, SAY_SITUATION_ERROR_HOURS_RANGE,
                                 SAY_ARGS(SAY_AS_INT(WEEKLY_MINUTES_MAX / 60))));
            break;
        case ERR_INVALID:
        case ERR_DENIED:
        case ERR_NOT_FOUND:
        case ERR_CONFLICT:
        case ERR_BUSY:
        case ERR_CORRUPT:
        case ERR_IO:
            fail_field(r, field,
                       page_tell(page, SAY_SITUATION_ERROR_HOURS_NUMBER,
                                 SAY_ARGS(SAY_AS_TEXT(field->value))));
        }
}

static void
read_budget(struct reading *r)
{
    struct field *field = &r->f->budget;

    if (!take(r, field))
        return;
    if (field->value.len == 0)
        r->s->budget.n = CENTS_MAX;
    else if (cents_parse(field->value, &r->s->budget) != OK)
        fail_field(
            r, field,
            page_tell(r->page, SAY_SITUATION_ERROR_BUDGET, SAY_ARGS(SAY_AS_TEXT(field->value))));
}

/* A day as typed; when it is right the field shows it as date fields want it. */
static bool
read_day(struct reading *r, struct field *field, struct day *ret_day)
{
    struct text iso = text_init(r->page->req->arena, 16);

    if (!take(r, field))
        return false;
    if (field->value.len == 0) {
        fail_field(r, field, page_say(r->page, SAY_SITUATION_ERROR_DAY_MISSING));
        return false;
    }
    if (day_parse_iso(field->value, ret_day) != OK &&
        day_parse_german(field->value, ret_day) != OK) {
        fail_field(
            r, field,
            page_tell(r->page, SAY_SITUATION_ERROR_DAY, SAY_ARGS(SAY_AS_TEXT(field->value))));
        return false;
    }
    day_put_iso(&iso, *ret_day);
    (void)(text_end(&iso, &field->value) == OK);
    return true;
}

static void
read_period(struct reading *r)
{
    struct wishes_form *f = r->f;
    struct day this_week = day_monday(r->page->snap->today);
    struct day from;
    struct day until;
    bool has_from = read_day(r, &f->from, &from);
    bool has_until = read_day(r, &f->until, &until);

    if (has_from && from.n < this_week.n) {
        fail_field(
            r, &f->from,
            page_tell(r->page, SAY_SITUATION_ERROR_FROM_PAST, SAY_ARGS(SAY_AS_DAY(this_week))));
        has_from = false;
    }
    if (!has_from || !has_until)
        return;
    if (until.n < from.n + PERIOD_DAYS_MIN - 1)
        fail_field(r, &f->until,
                   page_tell(r->page, SAY_SITUATION_ERROR_UNTIL_EARLY,
                             SAY_ARGS(SAY_AS_DAY(day_plus(from, PERIOD_DAYS_MIN - 1)))));
    else if (until.n - day_monday(from).n >= PLAN_WEEKS_MAX * 7)
        fail_field(
            r, &f->until,
            page_tell(r->page, SAY_SITUATION_ERROR_UNTIL_LATE,
                      SAY_ARGS(SAY_AS_DAY(day_plus(day_monday(from), PLAN_WEEKS_MAX * 7 - 1)))));
    else {
        r->s->start = from;
        r->s->latest_end = until;
    }
}

static int
day_cmp(const void *va, const void *vb)
{
    const struct day *a = va;
    const struct day *b = vb;

    return (a->n > b->n) - (a->n < b->n);
}

/* Ascending, each once, within the period: weeks outside of it no longer matter. */
static void
weeks_keep(struct situation *s, struct day *weeks, int len)
{
    int kept = 0;

    if (len > 0)
        qsort(weeks, (size_t)len, sizeof *weeks, day_cmp);
    for (int i = 0; i < len; i++) {
        bool inside = weeks[i].n >= day_monday(s->start).n && weeks[i].n <= s->latest_end.n;

        if (inside && (kept == 0 || weeks[kept - 1].n != weeks[i].n))
            weeks[kept++] = weeks[i];
    }
    s->blocked_weeks = weeks;
    s->blocked_weeks_len = kept;
}

static enum err
read_weeks(struct reading *r)
{
    struct day *weeks = arena_array(r->page->req->arena, struct day, r->sent->len + 1);
    struct slice value;
    size_t at = 0;
    int len = 0;
    bool wrong = false;

    if (weeks == NULL)
        return ERR_LIMIT;
    while (form_next(r->sent, "gesperrt", &at, &value)) {
        struct day monday;

        if (day_parse_iso(slice_trim(value), &monday) != OK || day_weekday(monday) != MONDAY)
            wrong = true;
        else
            weeks[len++] = monday;
    }
    weeks_keep(r->s, weeks, len);
    if (wrong) {
        r->f->weeks_error = page_say(r->page, SAY_SITUATION_ERROR_WEEK);
        fail_group(r, "wochen", SAY_SITUATION_WEEKS, r->f->weeks_error);
    }
    return OK;
}

static void
read_halves(struct reading *r)
{
    struct slice value;
    size_t at = 0;
    int64_t n;

    r->s->half_days = 0;
    while (form_next(r->sent, "halbtag", &at, &value)) {
        if (slice_int(slice_trim(value), 0, HALF_DAYS - 1, &n) == OK) {
            r->s->half_days |= (uint16_t)(1U << n);
        } else if (r->f->halves_error.len == 0) {
            r->f->halves_error = page_say(r->page, SAY_SITUATION_ERROR_CHOICE);
            fail_group(r, "halbtage", SAY_SITUATION_HALVES, r->f->halves_error);
        }
    }
}

static void
read_distance(struct reading *r)
{
    struct slice value;
    int64_t km;

    if (form_once(r->sent, "umkreis", &value) != OK)
        r->f->distance_error = page_say(r->page, SAY_SITUATION_ERROR_TWICE);
    else if (value.len == 0)
        return;
    else if (slice_int(value, 0, DISTANCE_KM_MAX, &km) != OK)
        r->f->distance_error = page_say(r->page, SAY_SITUATION_ERROR_CHOICE);
    else
        r->s->distance_km = (int32_t)km;
    if (r->f->distance_error.len > 0)
        fail_group(r, "umkreis", SAY_SITUATION_DISTANCE, r->f->distance_error);
}

static void
read_formats(struct reading *r)
{
    struct slice value;
    enum module_format format;
    size_t at = 0;

    r->s->formats = 0;
    while (form_next(r->sent, "format", &at, &value)) {
        if (module_format_parse(slice_trim(value), &format) == OK)
            r->s->formats |= (uint8_t)(1U << format);
        else
            r->f->formats_error = page_say(r->page, SAY_SITUATION_ERROR_CHOICE);
    }
    if (r->s->formats == 0 && r->f->formats_error.len == 0)
        r->f->formats_error = page_say(r->page, SAY_SITUATION_ERROR_NO_FORMAT);
    if (r->f->formats_error.len > 0)
        fail_group(r, "formate", SAY_SITUATION_FORMATS, r->f->formats_error);
}

static void
read_languages(struct reading *r)
{
    r->s->german = form_has_value(r->sent, "sprache", SLICE("de"));
    r->s->english = form_has_value(r->sent, "sprache", SLICE("en"));
    if (r->s->german || r->s->english)
        return;
    r->f->languages_error = page_say(r->page, SAY_SITUATION_ERROR_NO_LANGUAGE);
    fail_group(r, "sprachen", SAY_SITUATION_LANGUAGES, r->f->languages_error);
}

static void
read_features(struct reading *r)
{
    struct slice value;
    enum accessibility feature;
    size_t at = 0;

    r->s->accessibility = 0;
    while (form_next(r->sent, "hilfe", &at, &value)) {
        if (accessibility_parse(slice_trim(value), &feature) == OK)
            r->s->accessibility |= 1U << feature;
        else
            r->f->features_error = page_say(r->page, SAY_SITUATION_ERROR_CHOICE);
    }
    /* Leaving out what somebody needs would be worse than asking again. */
    if (r->f->features_error.len > 0)
        fail_group(r, "hilfen", SAY_SITUATION_FEATURES, r->f->features_error);
}

static void
read_preset(struct reading *r)
{
    struct slice value;

    if (form_once(r->sent, "ziel", &value) != OK)
        r->f->preset_error = page_say(r->page, SAY_SITUATION_ERROR_TWICE);
    else if (value.len > 0 && preset_parse(value, &r->s->preset) != OK)
        r->f->preset_error = page_say(r->page, SAY_SITUATION_ERROR_CHOICE);
    if (r->f->preset_error.len > 0)
        fail_group(r, "ziele", SAY_SITUATION_PRESET, r->f->preset_error);
}

/* "69115 Heidelberg": how a place is kept and shown in the field. */
static struct slice
place_name(const struct page *page, const struct place *p)
{
    struct text t = text_init(page->req->arena, MAP_NAME_BYTES_MAX);
    struct slice s;

    text_put(&t, p->postcode);
    text_puts(&t, p->postcode.len > 0 && p->name.len > 0 ? " " : "");
    text_put(&t, p->name);
    return text_end(&t, &s) == OK ? s : p->name;
}

/* What tells places of one name apart, as value of a radio button. */
static struct slice
place_key(const struct page *page, const struct place *p)
{
    struct text t = text_init(page->req->arena, MAP_NAME_BYTES_MAX);
    struct slice s;

    text_put(&t, p->ags);
    text_putc(&t, '/');
    text_put(&t, p->postcode);
    text_putc(&t, '/');
    text_put(&t, p->name);
    return text_end(&t, &s) == OK ? s : p->name;
}

static void
place_take(struct reading *r, const struct place *p)
{
    r->s->home_name = place_name(r->page, p);
    r->s->home = p->position;
    r->f->place.value = r->s->home_name;
}

/* The one place that is meant, without asking; NULL when it could be several. */
static const struct place *
place_clear(const struct page *page, struct slice typed, const struct place *places, int len)
{
    const struct place *found = NULL;
    int same = 0;

    if (len == 1)
        return &places[0];
    for (int i = 0; i < len; i++) {
        if (slice_eq_ascii_nocase(places[i].name, typed) ||
            slice_eq_ascii_nocase(places[i].postcode, typed) ||
            slice_eq_ascii_nocase(place_name(page, &places[i]), typed)) {
            found = found == NULL ? &places[i] : found;
            same++;
        }
    }
    return same == 1 ? found : NULL;
}

static enum err
place_ask(struct reading *r, const struct place *places, int len)
{
    struct wishes_form *f = r->f;

    f->places = arena_array(r->page->req->arena, struct choice, WISHES_PLACES_MAX);
    if (f->places == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len && i < WISHES_PLACES_MAX; i++) {
        bool apart = places[i].district.len > 0;

        f->places[f->places_len++] = (struct choice){
            .value = place_key(r->page, &places[i]),
            .label = place_name(r->page, &places[i]),
            .note = apart ? places[i].district : places[i].state,
        };
    }
    fail_field(
        r, &f->place,
        page_tell(r->page, SAY_SITUATION_ERROR_PLACE_MANY, SAY_ARGS(SAY_AS_TEXT(f->place.value))));
    return OK;
}

static enum err
place_look_up(struct reading *r, struct slice typed)
{
    struct place places[PLACES_FOUND_MAX];
    const struct place *found;
    struct slice chosen = slice_trim(form_value(r->sent, "ort_wahl"));
    int len = 0;

    TRY(learning_places(&r->page->req->ctx, r->page->snap, typed, places, &len));
    if (len == 0) {
        fail_field(
            r, &r->f->place,
            page_tell(r->page, SAY_SITUATION_ERROR_PLACE_UNKNOWN, SAY_ARGS(SAY_AS_TEXT(typed))));
        return OK;
    }
    for (int i = 0; chosen.len > 0 && i < len; i++) {
        if (slice_eq(place_key(r->page, &places[i]), chosen)) {
            place_take(r, &places[i]);
            return OK;
        }
    }
    found = place_clear(r->page, typed, places, len);
    if (found == NULL)
        return place_ask(r, places, len);
    place_take(r, found);
    return OK;
}

static enum err
read_place(struct reading *r)
{
    struct field *field = &r->f->place;

    if (!take(r, field))
        return OK;
    if (field->value.len == 0) {
        r->s->home_name = (struct slice){"", 0};
        r->s->home = (struct position){.known = false};
        return OK;
    }
    /* Unchanged: what was found once needs no looking up, also when the map has changed. */
    if (r->s->home.known && slice_eq(field->value, r->s->home_name))
        return OK;
    if (field->value.len > SEARCH_TEXT_BYTES_MAX) {
        fail_field(r, field, page_say(r->page, SAY_SITUATION_ERROR_PLACE_LONG));
        return OK;
    }
    return place_look_up(r, field->value);
}

enum err
wishes_form_read(const struct page *page, const struct form *sent, struct situation *s,
                 struct wishes_form *ret_form)
{
    struct reading r = {page, sent, s, ret_form};

    TRY(wishes_form_show(page, s, ret_form));
    read_hours(&r);
    read_period(&r);
    TRY(read_weeks(&r));
    read_halves(&r);
    read_budget(&r);
    TRY(read_place(&r));
    read_distance(&r);
    read_formats(&r);
    read_languages(&r);
    read_features(&r);
    read_preset(&r);
    wishes_show_groups(page, s, ret_form);
    return wishes_show_weeks(page, s, ret_form);
}

enum err
wishes_form_read_quick(const struct page *page, const struct form *sent, struct situation *s,
                       struct wishes_form *ret_form)
{
    struct reading r = {page, sent, s, ret_form};

    TRY(wishes_form_show(page, s, ret_form));
    read_hours(&r);
    read_budget(&r);
    read_distance(&r);
    read_formats(&r);
    wishes_show_groups(page, s, ret_form);
    return OK;
}
