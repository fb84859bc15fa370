/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/position.h"

#include <assert.h>
#include <math.h>

#define EARTH_RADIUS_M 6371008.8
#define RADIANS_PER_MICRO (3.14159265358979323846 / 180.0 / 1e6)

struct position
position_of(double lat_degrees, double lon_degrees)
{
    if (!(lat_degrees >= -90 && lat_degrees <= 90 && lon_degrees >= -180 && lon_degrees <= 180))
        return (struct position){0, 0, false};
    return (struct position){(int32_t)lrint(lat_degrees * 1e6), (int32_t)lrint(lon_degrees * 1e6),
                             true};
}

double
position_distance_m(struct position a, struct position b)
{
    double lat_a = a.lat_micro * RADIANS_PER_MICRO;
    double lat_b = b.lat_micro * RADIANS_PER_MICRO;
    double s = sin((lat_b - lat_a) / 2);
    double t = sin(((double)b.lon_micro - a.lon_micro) * RADIANS_PER_MICRO / 2);
    double h = s * s + cos(lat_a) * cos(lat_b) * t * t;

    assert(a.known && b.known);
    return 2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}
