/* SPDX-License-Identifier: EUPL-1.2 */
/* Positions on the earth (WGS 84) and the distance between two of them. */
#ifndef KC_BASE_POSITION_H
#define KC_BASE_POSITION_H

#include <stdbool.h>
#include <stdint.h>

/* Millionths of a degree; one is about 11 cm. {0, 0} is not used: see known. */
struct position {
    int32_t lat_micro; /* -90000000..90000000 */
    int32_t lon_micro; /* -180000000..180000000 */
    bool known;
};

/* Of degrees; unknown when out of range or not a number. */
struct position position_of(double lat_degrees, double lon_degrees);

/*
 * Great-circle distance in metres on a sphere of 6,371,008.8 m (IUGG mean
 * radius R1), by the haversine formula; within 0.6 % of the ellipsoid. Both
 * must be known.
 */
double position_distance_m(struct position a, struct position b);

#endif
