/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/states.h"

#include "check.h"

static const struct municipality towns[] = {
    {.name = SLICE_INIT("Heidelberg, Stadt"),
     .state = SLICE_INIT("08"),
     .postcode = SLICE_INIT("69117")},
    {.name = SLICE_INIT("Ludwigshafen am Rhein"), .state = SLICE_INIT("07")},
    {.name = SLICE_INIT("Neustadt"), .state = SLICE_INIT("03")},
    {.name = SLICE_INIT("Neustadt"), .state = SLICE_INIT("06")},
    {.name = SLICE_INIT("Seltsam"), .state = SLICE_INIT("99")},
};
static const struct postcode postcodes[] = {
    {.code = SLICE_INIT("69469"),
     .place = SLICE_INIT("Weinheim"),
     .district_key = SLICE_INIT("08226")},
    {.code = SLICE_INIT("67433"),
     .place = SLICE_INIT("Neustadt"),
     .district_key = SLICE_INIT("07316")},
    {.code = SLICE_INIT("12345"), .place = SLICE_INIT("Ohne"), .district_key = SLICE_INIT("")},
};

static void
a_venue_is_in_the_land_of_its_postcode_or_town(void **state)
{
    static const struct {
        const char *postcode;
        const char *city;
        uint8_t stated;
        uint8_t want;
    } table[] = {
        {"69117", "", 0, 8},
        {"69469", "Sonstwo", 0, 8},
        {"", "Heidelberg", 0, 8},
        {"99999", "Ludwigshafen am Rhein", 0, 7},
        {"67433", "Neustadt", 0, 7},
        {"", "Neustadt", 0, 0},
        {"12345", "Ohne", 0, 0},
        {"", "Seltsam", 0, 0},
        {"", "", 0, 0},
        {"69117", "Heidelberg", 5, 5},
    };
    struct arena *a = arena_open(1 << 20);
    const struct states_map map = {towns, ARRAY_LEN(towns), postcodes, ARRAY_LEN(postcodes)};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct venue v = {.postcode = slice_of(table[i].postcode),
                          .city = slice_of(table[i].city),
                          .state = table[i].stated};

        CHECK_ERR(table[i].city, states_of_venues(a, &map, &v, 1), OK);
        CHECK_INT(table[i].city, v.state, table[i].want);
    }
    arena_close(a);
}

static void
a_provider_is_in_the_land_of_its_town(void **state)
{
    struct arena *a = arena_open(1 << 20);
    const struct states_map map = {towns, ARRAY_LEN(towns), NULL, 0};
    struct provider p[] = {
        {.city = SLICE("Heidelberg")}, {.city = SLICE("Neustadt")}, {.state = 4}};

    (void)state;
    CHECK_ERR("providers", states_of_providers(a, &map, p, 3), OK);
    CHECK_INT("Heidelberg", p[0].state, 8);
    CHECK_INT("Neustadt", p[1].state, 0);
    CHECK_INT("stated", p[2].state, 4);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_venue_is_in_the_land_of_its_postcode_or_town),
        cmocka_unit_test(a_provider_is_in_the_land_of_its_town),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
