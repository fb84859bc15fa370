/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/wishes_form.h"

#include "unit/web/given_person.h"

/* What a browser sends of an untouched form, without the field under test. */
struct base_field {
    const char *name;
    const char *sent;
};
static const struct base_field base_fields[] = {
    {"stunden", "stunden=4"},    {"beginn", "beginn=2026-11-30"},
    {"ende", "ende=2027-05-30"}, {"halbtag", "halbtag=0&halbtag=9"},
    {"budget", "budget=500"},    {"ort", "ort="},
    {"umkreis", "umkreis=40"},   {"format", "format=mooc&format=on_demand"},
    {"sprache", "sprache=de"},   {"ziel", "ziel=balanced"},
};

static void
put_form(struct text *t, const char *field, const char *sent)
{
    for (size_t i = 0; i < ARRAY_LEN(base_fields); i++) {
        if (strcmp(base_fields[i].name, field) != 0)
            text_printf(t, "%s&", base_fields[i].sent);
    }
    text_puts(t, sent);
}

/* The wishes form with this field as sent, read. */
static void
read_with(struct given *g, const char *field, const char *sent, struct wishes_form *f)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct text t = text_init(a, 65536);
    struct slice whole;

    put_form(&t, field, sent);
    text_putc(&t, '\0');
    assert_int_equal(text_end(&t, &whole), OK);
    given_form(g, whole.at);
    assert_int_equal(wishes_form_read(&g->page, &g->form, &g->situation, f), OK);
}

static void
every_field_is_taken_or_its_error_told(void **state)
{
    static const struct {
        const char *why;
        const char *field;
        const char *sent;
        const char *error; /* id that the summary leads to; NULL: none */
    } table[] = {
        {"hours", "stunden", "stunden=4", NULL},
        {"half hours", "stunden", "stunden=2%2C5", NULL},
        {"with a point", "stunden", "stunden=2.25", NULL},
        {"no hours", "stunden", "stunden=", "stunden"},
        {"hours absent", "stunden", "", "stunden"},
        {"hours in words", "stunden", "stunden=viel", "stunden"},
        {"negative hours", "stunden", "stunden=-4", "stunden"},
        {"too few hours", "stunden", "stunden=0%2C25", "stunden"},
        {"too many hours", "stunden", "stunden=41", "stunden"},
        {"huge hours", "stunden", "stunden=99999999999999999999", "stunden"},
        {"hours twice", "stunden", "stunden=4&stunden=5", "stunden"},
        {"German start", "beginn", "beginn=30.11.2026", NULL},
        {"this week", "beginn", "beginn=2026-11-23", NULL},
        {"no start", "beginn", "beginn=", "beginn"},
        {"no such day", "beginn", "beginn=2026-11-31", "beginn"},
        {"start in the past", "beginn", "beginn=2026-11-22", "beginn"},
        {"start twice", "beginn", "beginn=2026-11-30&beginn=2026-12-07", "beginn"},
        {"four weeks are enough", "ende", "ende=2026-12-27", NULL},
        {"less is not", "ende", "ende=2026-12-26", "ende"},
        {"before the start", "ende", "ende=2026-11-01", "ende"},
        {"104 weeks", "ende", "ende=2028-11-26", NULL},
        {"a day more", "ende", "ende=2028-11-27", "ende"},
        {"end absent", "ende", "", "ende"},
        {"a blocked week", "gesperrt", "gesperrt=2026-12-21", NULL},
        {"twice is once", "gesperrt", "gesperrt=2026-12-21&gesperrt=2026-12-21", NULL},
        {"outside of the period", "gesperrt", "gesperrt=2030-01-07", NULL},
        {"a Tuesday", "gesperrt", "gesperrt=2026-12-22", "wochen"},
        {"no day", "gesperrt", "gesperrt=x", "wochen"},
        {"no half days", "halbtag", "", NULL},
        {"wrong half day", "halbtag", "halbtag=10", "halbtage"},
        {"no limit", "budget", "budget=", NULL},
        {"free only", "budget", "budget=0", NULL},
        {"cents", "budget", "budget=1.234%2C50+%E2%82%AC", NULL},
        {"budget in words", "budget", "budget=wenig", "budget"},
        {"negative budget", "budget", "budget=-1", "budget"},
        {"huge budget", "budget", "budget=999999999999999999", "budget"},
        {"budget twice", "budget", "budget=1&budget=2", "budget"},
        {"a place", "ort", "ort=Heidelberg", NULL},
        {"a postcode", "ort", "ort=67433", NULL},
        {"no such place", "ort", "ort=Entenhausen", "ort"},
        {"several places", "ort", "ort=Neustadt", "ort"},
        {"one of several", "ort",
         "ort=Neustadt&ort_wahl=07316000%2F67433%2FNeustadt+an+der+Weinstra%C3%9Fe", NULL},
        {"a choice of another search", "ort", "ort=Neustadt&ort_wahl=1%2F2%2F3", "ort"},
        {"place twice", "ort", "ort=Heidelberg&ort=Neustadt", "ort"},
        {"online only", "umkreis", "umkreis=0", NULL},
        {"anywhere", "umkreis", "umkreis=1000", NULL},
        {"too far", "umkreis", "umkreis=1001", "umkreis"},
        {"distance in words", "umkreis", "umkreis=nah", "umkreis"},
        {"distance twice", "umkreis", "umkreis=10&umkreis=20", "umkreis"},
        {"one format", "format", "format=in_person", NULL},
        {"no format", "format", "", "formate"},
        {"wrong format", "format", "format=mooc&format=film", "formate"},
        {"both languages", "sprache", "sprache=de&sprache=en", NULL},
        {"no language", "sprache", "", "sprachen"},
        {"needs", "hilfe", "hilfe=captions&hilfe=wheelchair", NULL},
        {"wrong need", "hilfe", "hilfe=captions&hilfe=x", "hilfen"},
        {"aim", "ziel", "ziel=cheapest", NULL},
        {"aim absent", "ziel", "", NULL},
        {"wrong aim", "ziel", "ziel=best", "ziele"},
        {"aim twice", "ziel", "ziel=near&ziel=fastest", "ziele"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(given_done) struct given g;
        struct wishes_form f;

        read_with(&g, table[i].field, table[i].sent, &f);
        CHECK_INT(table[i].why, f.errors.errors_len, table[i].error == NULL ? 0 : 1);
        if (table[i].error != NULL)
            CHECK_SLICE(table[i].why, f.errors.errors[0].id, table[i].error);
        else
            CHECK_TRUE(table[i].why, situation_is_sound(&g.situation));
    }
}

static void
right_wishes_become_the_situation(void **state)
{
    CLEANUP(given_done) struct given g;
    struct wishes_form f;

    (void)state;
    given_form(&g, "stunden=2,5&beginn=2026-12-01&ende=2027-03-31&gesperrt=2026-12-28&"
                   "gesperrt=2026-12-21&halbtag=0&halbtag=3&budget=120,50&ort=Heidelberg&"
                   "umkreis=25&format=in_person&sprache=en&hilfe=lift&ziel=near");
    assert_int_equal(wishes_form_read(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_INT("no errors", f.errors.errors_len, 0);
    CHECK_INT("minutes", g.situation.weekly_minutes, 150);
    CHECK_INT("blocked weeks", g.situation.blocked_weeks_len, 2);
    CHECK_TRUE("ascending", g.situation.blocked_weeks[0].n + 7 == g.situation.blocked_weeks[1].n);
    CHECK_INT("half days", g.situation.half_days, 1 << 0 | 1 << 3);
    CHECK_INT("budget", g.situation.budget.n, 12050);
    CHECK_SLICE("home", g.situation.home_name, "69117 Heidelberg");
    CHECK_TRUE("with its position", g.situation.home.known);
    CHECK_INT("distance", g.situation.distance_km, 25);
    CHECK_INT("formats", g.situation.formats, 1 << FORMAT_IN_PERSON);
    CHECK_TRUE("English alone", g.situation.english && !g.situation.german);
    CHECK_INT("lift", g.situation.accessibility, 1 << ACCESS_LIFT);
    CHECK_INT("aim", g.situation.preset, PRESET_NEAR);
}

static void
wrong_fields_keep_what_was_typed(void **state)
{
    CLEANUP(given_done) struct given g;
    struct wishes_form f;

    (void)state;
    given_form(&g, "stunden=viel&beginn=morgen&ende=31.02.2027&halbtag=1&budget=teuer&"
                   "ort=Neustadt&umkreis=60&format=mooc&sprache=en&ziel=fastest");
    assert_int_equal(wishes_form_read(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_INT("errors", f.errors.errors_len, 5);
    CHECK_SLICE("hours", f.hours.value, "viel");
    CHECK_SLICE("start", f.from.value, "morgen");
    CHECK_SLICE("end", f.until.value, "31.02.2027");
    CHECK_SLICE("budget", f.budget.value, "teuer");
    CHECK_SLICE("place", f.place.value, "Neustadt");
    CHECK_INT("places to choose from", f.places_len, 2);
    CHECK_TRUE("half days", !f.halves[0].days[0].chosen && f.halves[1].days[0].chosen);
    CHECK_TRUE("languages", !f.languages[0].chosen && f.languages[1].chosen);
    CHECK_TRUE("aim", f.presets[PRESET_FASTEST].chosen);
}

static void
a_place_that_did_not_change_is_not_looked_up_again(void **state)
{
    CLEANUP(given_done) struct given g;
    struct wishes_form f;

    (void)state;
    given_form(&g, "stunden=4&beginn=2026-11-30&ende=2027-05-30&budget=&ort=12345+Altstadt&"
                   "umkreis=40&format=mooc&sprache=de");
    g.situation.home_name = SLICE("12345 Altstadt");
    g.situation.home = (struct position){50000000, 9000000, true};
    assert_int_equal(wishes_form_read(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_INT("no errors", f.errors.errors_len, 0);
    CHECK_INT("its position stays", g.situation.home.lat_micro, 50000000);
}

static void
quick_wishes_change_only_themselves(void **state)
{
    CLEANUP(given_done) struct given g;
    struct situation before;
    struct wishes_form f;

    (void)state;
    given_form(&g, "stunden=8&budget=&umkreis=0&format=on_demand&beginn=x&sprache=fr&ziel=near");
    before = g.situation;
    assert_int_equal(wishes_form_read_quick(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_INT("no errors", f.errors.errors_len, 0);
    CHECK_INT("hours", g.situation.weekly_minutes, 480);
    CHECK_INT("budget", g.situation.budget.n, CENTS_MAX);
    CHECK_INT("distance", g.situation.distance_km, 0);
    CHECK_INT("start stays", g.situation.start.n, before.start.n);
    CHECK_INT("aim stays", g.situation.preset, before.preset);
    CHECK_TRUE("language stays", g.situation.german && !g.situation.english);
}

static void
the_list_of_distances_has_the_one_that_was_chosen(void **state)
{
    static const int32_t chosen[] = {0, 10, 33, 40, 999, DISTANCE_KM_MAX};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(chosen); i++) {
        CLEANUP(given_done) struct given g;
        struct wishes_form f;
        int marked = 0;

        given_form(&g, "");
        g.situation.distance_km = chosen[i];
        assert_int_equal(wishes_form_show(&g.page, &g.situation, &f), OK);
        for (int d = 0; d < f.distances_len; d++)
            marked += f.distances[d].chosen;
        CHECK_INT("exactly one", marked, 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_taken_or_its_error_told),
        cmocka_unit_test(right_wishes_become_the_situation),
        cmocka_unit_test(wrong_fields_keep_what_was_typed),
        cmocka_unit_test(a_place_that_did_not_change_is_not_looked_up_again),
        cmocka_unit_test(quick_wishes_change_only_themselves),
        cmocka_unit_test(the_list_of_distances_has_the_one_that_was_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
