/* SPDX-License-Identifier: EUPL-1.2 */
/* How the wishes are shown; wishes_form_read.c reads them. */
#include "web/wishes_form.h"

#include "service/browse_service.h"
#include "web/wishes_form_parts.h"
#include "web/words.h"

static const int32_t DISTANCES_KM[] = {0, 10, 25, 40, 60, 100, 200, DISTANCE_KM_MAX};

_Static_assert(ARRAY_LEN(DISTANCES_KM) < WISHES_DISTANCES_MAX, "room for one of their own");

enum say_key
wishes_preset_word(enum preset preset)
{
    static const enum say_key words[PRESETS] = {
        [PRESET_BALANCED] = SAY_SITUATION_PRESET_BALANCED,
        [PRESET_FASTEST] = SAY_SITUATION_PRESET_FASTEST,
        [PRESET_CHEAPEST] = SAY_SITUATION_PRESET_CHEAPEST,
        [PRESET_NEAR] = SAY_SITUATION_PRESET_NEAR,
    };

    assert(preset < PRESETS);
    return words[preset];
}

static enum say_key
preset_note(enum preset preset)
{
    static const enum say_key words[PRESETS] = {
        [PRESET_BALANCED] = SAY_SITUATION_PRESET_BALANCED_NOTE,
        [PRESET_FASTEST] = SAY_SITUATION_PRESET_FASTEST_NOTE,
        [PRESET_CHEAPEST] = SAY_SITUATION_PRESET_CHEAPEST_NOTE,
        [PRESET_NEAR] = SAY_SITUATION_PRESET_NEAR_NOTE,
    };

    return words[preset];
}

static struct slice
number_text(const struct page *page, struct say_arg arg)
{
    struct text t = text_init(page->req->arena, 64);
    struct slice s;

    say_put_arg(&t, page->lang, arg);
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

static struct slice
plain_number(const struct page *page, int64_t n)
{
    return number_text(page, SAY_AS_PLAIN(n));
}

/* "350" or "350,50", as it can be typed again; empty for no limit. */
static struct slice
budget_text(const struct page *page, struct cents budget)
{
    struct text t = text_init(page->req->arena, 64);
    struct slice s;

    if (budget.n >= CENTS_MAX)
        return (struct slice){"", 0};
    text_int(&t, budget.n / 100);
    if (budget.n % 100 != 0)
        text_printf(&t, "%c%02d", page->lang == LANG_EN ? '.' : ',', (int)(budget.n % 100));
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

static void
show_fields(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    f->hours = (struct field){.id = "stunden",
                              .name = "stunden",
                              .type = "text",
                              .label = SAY_SITUATION_HOURS,
                              .value = number_text(page, SAY_AS_HOURS(s->weekly_minutes)),
                              .hint = page_say(page, SAY_SITUATION_HOURS_HINT),
                              .inputmode = "decimal",
                              .is_short = true};
    f->from = (struct field){.id = "beginn",
                             .name = "beginn",
                             .type = "date",
                             .label = SAY_SITUATION_FROM,
                             .value = number_text(page, SAY_AS_ISO(s->start))};
    f->until = (struct field){.id = "ende",
                              .name = "ende",
                              .type = "date",
                              .label = SAY_SITUATION_UNTIL,
                              .value = number_text(page, SAY_AS_ISO(s->latest_end))};
    f->budget = (struct field){.id = "budget",
                               .name = "budget",
                               .type = "text",
                               .label = SAY_SITUATION_BUDGET,
                               .value = budget_text(page, s->budget),
                               .hint = page_say(page, SAY_SITUATION_BUDGET_HINT),
                               .inputmode = "decimal",
                               .is_short = true};
    f->place = (struct field){.id = "ort",
                              .name = "ort",
                              .type = "text",
                              .label = SAY_SITUATION_PLACE,
                              .value = s->home_name,
                              .hint = page_say(page, SAY_SITUATION_PLACE_HINT),
                              .autocomplete = "postal-code"};
}

static struct slice
distance_label(const struct page *page, int32_t km)
{
    if (km == 0)
        return page_say(page, SAY_SITUATION_DISTANCE_ONLINE);
    if (km >= DISTANCE_KM_MAX)
        return page_say(page, SAY_SITUATION_DISTANCE_ANY);
    return page_tell(page, SAY_SITUATION_DISTANCE_KM, SAY_ARGS(SAY_AS_INT(km)));
}

static void
add_distance(const struct page *page, struct wishes_form *f, int32_t km, bool chosen)
{
    f->distances[f->distances_len++] =
        (struct choice){plain_number(page, km), distance_label(page, km), {"", 0}, chosen};
}

static void
show_distances(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    bool listed = false;

    f->distances_len = 0;
    for (size_t i = 0; i < ARRAY_LEN(DISTANCES_KM); i++) {
        int32_t km = DISTANCES_KM[i];

        if (!listed && s->distance_km < km) {
            add_distance(page, f, s->distance_km, true);
            listed = true;
        }
        add_distance(page, f, km, s->distance_km == km);
        listed = listed || s->distance_km == km;
    }
}

static bool
week_is_blocked(const struct situation *s, struct day monday)
{
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        if (s->blocked_weeks[i].n == monday.n)
            return true;
    }
    return false;
}

enum err
wishes_show_weeks(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    struct day monday = day_monday(s->start);
    int weeks = (s->latest_end.n - monday.n) / 7 + 1;

    f->weeks_len = f->weeks_chosen = 0;
    if (weeks < 1)
        weeks = 1;
    if (weeks > PLAN_WEEKS_MAX)
        weeks = PLAN_WEEKS_MAX;
    f->weeks = arena_array(page->req->arena, struct wishes_week, (size_t)weeks);
    if (f->weeks == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < weeks; i++) {
        struct wishes_week *w = &f->weeks[f->weeks_len++];
        int year;

        w->monday = day_plus(monday, 7 * i);
        w->friday = day_plus(w->monday, 4);
        day_iso_week(w->monday, &year, &w->number);
        w->chosen = week_is_blocked(s, w->monday);
        f->weeks_chosen += w->chosen;
    }
    return OK;
}

static enum say_key
weekday_long(int day)
{
    static const enum say_key words[WISHES_DAYS] = {
        SAY_SITUATION_MONDAY,   SAY_SITUATION_TUESDAY, SAY_SITUATION_WEDNESDAY,
        SAY_SITUATION_THURSDAY, SAY_SITUATION_FRIDAY,
    };

    return words[day];
}

static void
show_halves(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    f->halves[0].label = SAY_SITUATION_MORNING;
    f->halves[1].label = SAY_SITUATION_AFTERNOON;
    for (int d = 0; d < WISHES_DAYS; d++) {
        for (int h = 0; h < 2; h++)
            f->halves[h].days[d] = (struct choice){
                .value = plain_number(page, 2 * d + h),
                .label = page_say(page, weekday_long(d)),
                .note = page_say(page, words_weekday((enum weekday)d)),
                .chosen = (s->half_days >> (2 * d + h) & 1) != 0,
            };
    }
}

static void
show_choices(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    for (int i = 0; i < FORMATS; i++)
        f->formats[i] = (struct choice){
            .value = slice_of(module_format_code((enum module_format)i)),
            .label = page_say(page, words_format((enum module_format)i)),
            .chosen = (s->formats >> i & 1) != 0,
        };
    f->languages[0] =
        (struct choice){SLICE("de"), page_say(page, SAY_WORDS_LANGUAGE_DE), {"", 0}, s->german};
    f->languages[1] =
        (struct choice){SLICE("en"), page_say(page, SAY_WORDS_LANGUAGE_EN), {"", 0}, s->english};
    f->features_chosen = 0;
    for (int i = 0; i < ACCESSIBILITIES; i++) {
        bool chosen = (s->accessibility >> i & 1) != 0;

        f->features[i] = (struct choice){
            .value = slice_of(accessibility_code((enum accessibility)i)),
            .label = page_say(page, words_accessibility((enum accessibility)i)),
            .chosen = chosen,
        };
        f->features_chosen += chosen;
    }
    for (int i = 0; i < PRESETS; i++)
        f->presets[i] = (struct choice){
            .value = slice_of(preset_code((enum preset)i)),
            .label = page_say(page, wishes_preset_word((enum preset)i)),
            .note = page_say(page, preset_note((enum preset)i)),
            .chosen = (int)s->preset == i,
        };
}

void
wishes_show_groups(const struct page *page, const struct situation *s, struct wishes_form *f)
{
    show_distances(page, s, f);
    show_halves(page, s, f);
    show_choices(page, s, f);
}

enum err
wishes_form_show(const struct page *page, const struct situation *s, struct wishes_form *ret_form)
{
    struct wishes_form *f = ret_form;

    *f = (struct wishes_form){.places_len = 0};
    show_fields(page, s, f);
    wishes_show_groups(page, s, f);
    return wishes_show_weeks(page, s, f);
}
