/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "base/limits.h"
#include "engine/place.h"

#define AT(lat, lon)                                                                               \
    {                                                                                              \
        (int32_t)((lat)*1e6), (int32_t)((lon)*1e6), true                                           \
    }

static const struct municipality MUNICIPALITIES[] = {
    {.id = {1},
     .ags = SLICE_INIT("07316000"),
     .name = SLICE_INIT("Neustadt an der Weinstraße, kreisfreie Stadt"),
     .state = SLICE_INIT("07"),
     .population = 53000,
     .postcode = SLICE_INIT("67433"),
     .position = AT(49.35, 8.14)},
    {.id = {2},
     .ags = SLICE_INIT("09575153"),
     .name = SLICE_INIT("Neustadt a.d.Aisch, St"),
     .state = SLICE_INIT("09"),
     .population = 13000,
     .position = AT(49.58, 10.61)},
    {.id = {3},
     .ags = SLICE_INIT("08221000"),
     .name = SLICE_INIT("Heidelberg, Stadt"),
     .state = SLICE_INIT("08"),
     .population = 160000,
     .postcode = SLICE_INIT("69117"),
     .position = AT(49.41, 8.69)},
    {.id = {4},
     .ags = SLICE_INIT("09162000"),
     .name = SLICE_INIT("München, Landeshauptstadt"),
     .state = SLICE_INIT("09"),
     .population = 1500000,
     .position = AT(48.14, 11.57)},
    {.id = {5},
     .ags = SLICE_INIT("13004000"),
     .name = SLICE_INIT("Schwerin, Landeshauptstadt"),
     .state = SLICE_INIT("13"),
     .population = 96000,
     .position = AT(53.63, 11.41)},
    {.id = {6},
     .ags = SLICE_INIT("08211000"),
     .name = SLICE_INIT("Baden-Baden, Stadt"),
     .state = SLICE_INIT("08"),
     .population = 56000,
     .position = AT(48.76, 8.24)},
    {.id = {7},
     .ags = SLICE_INIT("06412000"),
     .name = SLICE_INIT("Frankfurt am Main, Stadt"),
     .state = SLICE_INIT("06"),
     .population = 770000,
     .position = AT(50.11, 8.68)},
    {.id = {8},
     .ags = SLICE_INIT("12053000"),
     .name = SLICE_INIT("Frankfurt (Oder), Stadt"),
     .state = SLICE_INIT("12"),
     .population = 57000,
     .position = AT(52.34, 14.55)},
    {.id = {9},
     .ags = SLICE_INIT("08226"),
     .name = SLICE_INIT("Heidelberg, Landkreis"),
     .state = SLICE_INIT("08"),
     .population = 999999,
     .position = AT(49.41, 8.69)},
    {.id = {10},
     .ags = SLICE_INIT("07332026"),
     .name = SLICE_INIT("Heidelsheim"),
     .state = SLICE_INIT("07"),
     .population = 2000000,
     .position = AT(49.3, 8.3)},
    {.id = {11},
     .ags = SLICE_INIT("01000001"),
     .name = SLICE_INIT("Nirgendwo"),
     .state = SLICE_INIT("01"),
     .population = 1},
};

static const struct postcode POSTCODES[] = {
    {.code = SLICE_INIT("67433"),
     .place = SLICE_INIT("Neustadt an der Weinstraße"),
     .position = AT(49.351, 8.15)},
    {.code = SLICE_INIT("67434"),
     .place = SLICE_INIT("Neustadt an der Weinstraße"),
     .position = AT(49.34, 8.13)},
    {.code = SLICE_INIT("69115"), .place = SLICE_INIT("Heidelberg"), .position = AT(49.40, 8.68)},
    {.code = SLICE_INIT("69115"), .place = SLICE_INIT("Heidelberg"), .position = AT(49.40, 8.67)},
    {.code = SLICE_INIT("69412"), .place = SLICE_INIT("Eberbach"), .position = AT(49.46, 8.98)},
};

static void
places_are_found_as_people_type_them(void **state)
{
    static const struct {
        const char *typed;
        const char *want; /* names of the first two, parted by | */
    } table[] = {
        {"Neustadt a.d.W.", "Neustadt an der Weinstraße"},
        {"Neustadt a. d. Weinstr.", "Neustadt an der Weinstraße"},
        {"neustadt", "Neustadt an der Weinstraße|Neustadt a.d.Aisch"},
        {"Weinstrasse", "Neustadt an der Weinstraße"},
        {"muenchen", "München"},
        {"MÜNCH", "München"},
        {"munchen", "München"},
        {"Heidelberg, Stadt", "Heidelberg"},
        {"Heidel", "Heidelsheim|Heidelberg"}, /* both begin so: the larger one first */
        {"Heidelberg", "Heidelberg"},
        {"Schweri", "Schwerin"},
        {"Baden Baden", "Baden-Baden"},
        {"Baden-B", "Baden-Baden"},
        {"Frankfurt", "Frankfurt am Main|Frankfurt (Oder)"},
        {"Frankfurt Oder", "Frankfurt (Oder)"},
        {"Frankfurt/Oder", "Frankfurt (Oder)"},
        {"67433", "Neustadt an der Weinstraße"},
        {"6743", "Neustadt an der Weinstraße|Neustadt an der Weinstraße"},
        {"69115", "Heidelberg"},
        {"69412", "Eberbach"},
        {"69115 Heidelberg", "Heidelberg"},
        {"99999 München", "München"},
        {"99999", ""},
        {"Nirgendwo", ""}, /* its position is not known */
        {"Xanten", ""},
        {"", ""},
        {" ,.- ", ""},
        {"Main Frankfurt", "Frankfurt am Main"}, /* the last words are given up */
        {"Heidelberg Kurpfalz", "Heidelberg"},
    };
    struct arena *a = arena_open(16 << 20);
    const struct place_index *x;

    (void)state;
    assert_int_equal(place_index_build(a, MUNICIPALITIES, ARRAY_LEN(MUNICIPALITIES), POSTCODES,
                                       ARRAY_LEN(POSTCODES), &x),
                     OK);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct place places[2];
        char got[200] = "";
        int len = -1;

        assert_int_equal(place_find(a, x, slice_of(table[i].typed), 2, places, &len), OK);
        for (int k = 0; k < len; k++) {
            strcat(got, k ? "|" : "");
            strncat(got, places[k].name.at, places[k].name.len);
        }
        CHECK_SLICE(table[i].typed, slice_of(got), table[i].want);
    }
    arena_close(a);
}

static void
a_postcode_knows_its_municipality(void **state)
{
    struct arena *a = arena_open(16 << 20);
    const struct place_index *x;
    struct place p;
    int len;

    (void)state;
    assert_int_equal(place_index_build(a, MUNICIPALITIES, ARRAY_LEN(MUNICIPALITIES), POSTCODES,
                                       ARRAY_LEN(POSTCODES), &x),
                     OK);
    assert_int_equal(place_find(a, x, SLICE("67434"), 1, &p, &len), OK);
    CHECK_SLICE("postcode", p.postcode, "67434");
    CHECK_SLICE("key", p.ags, "07316000");
    CHECK_SLICE("state", p.state, "RP");
    assert_int_equal(p.population, 53000);
    assert_int_equal(p.position.lon_micro, 8130000);
    arena_close(a);
}

static void
without_postcodes_those_of_the_seats_serve(void **state)
{
    struct arena *a = arena_open(16 << 20);
    const struct place_index *x;
    struct place p;
    int len;

    (void)state;
    assert_int_equal(place_index_build(a, MUNICIPALITIES, ARRAY_LEN(MUNICIPALITIES), NULL, 0, &x),
                     OK);
    assert_int_equal(place_find(a, x, SLICE("691"), 1, &p, &len), OK);
    assert_int_equal(len, 1);
    CHECK_SLICE("name", p.name, "Heidelberg");
    arena_close(a);
}

static void
limits_are_kept(void **state)
{
    struct arena *a = arena_open(16 << 20);
    struct arena *tiny = arena_open(100);
    char text[SEARCH_TEXT_BYTES_MAX + 1];
    const struct place_index *x;
    struct place p;
    int len;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(
        place_index_build(tiny, MUNICIPALITIES, ARRAY_LEN(MUNICIPALITIES), NULL, 0, &x), ERR_LIMIT);
    assert_int_equal(place_index_build(a, NULL, 0, NULL, 0, &x), OK);
    assert_int_equal(place_find(a, x, (struct slice){text, sizeof text}, 1, &p, &len), ERR_INVALID);
    assert_int_equal(place_find(a, x, (struct slice){text, sizeof text - 1}, 1, &p, &len), OK);
    assert_int_equal(len, 0);
    arena_close(tiny);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_found_as_people_type_them),
        cmocka_unit_test(a_postcode_knows_its_municipality),
        cmocka_unit_test(without_postcodes_those_of_the_seats_serve),
        cmocka_unit_test(limits_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
