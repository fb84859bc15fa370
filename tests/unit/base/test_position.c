/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>

#include "base/position.h"
#include "check.h"

static void
distances_are_great_circles(void **state)
{
    static const struct {
        const char *why;
        double from[2];
        double to[2];
        double km;
    } table[] = {
        {"nowhere to go", {49.4, 8.7}, {49.4, 8.7}, 0},
        {"a degree of latitude", {0, 0}, {1, 0}, 111.195},
        {"a degree of longitude in Mannheim's latitude", {49.488, 8}, {49.488, 9}, 72.23},
        {"over the date line", {0, 179.5}, {0, -179.5}, 111.195},
        {"around the world", {90, 0}, {-90, 0}, 20015.11},
        {"Mannheim to Heidelberg", {49.4875, 8.4660}, {49.3988, 8.6724}, 17.9},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        double m = position_distance_m(position_of(table[i].from[0], table[i].from[1]),
                                       position_of(table[i].to[0], table[i].to[1]));

        if (fabs(m / 1000 - table[i].km) > 0.1 + table[i].km * 0.001)
            fail_msg("%s: %f km, wanted %f", table[i].why, m / 1000, table[i].km);
    }
}

static void
what_lies_outside_the_earth_is_unknown(void **state)
{
    static const double table[][2] = {
        {90.1, 0}, {-90.1, 0}, {0, 180.1}, {0, -180.1}, {NAN, 0}, {0, INFINITY},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_TRUE("unknown", !position_of(table[i][0], table[i][1]).known);
    CHECK_TRUE("known", position_of(-90, 180).known);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_great_circles),
        cmocka_unit_test(what_lies_outside_the_earth_is_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
