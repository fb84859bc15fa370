/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/colour.h"

#include <math.h>

#include "base/hex.h"

static const double CONTRAST_MIN = 4.5;
static const struct colour WHITE = {255, 255, 255};

enum err
colour_parse(struct slice s, struct colour *ret_colour)
{
    int v[6];

    if (s.len != 7 || s.at[0] != '#')
        return ERR_INVALID;
    for (size_t i = 0; i < 6; i++) {
        v[i] = hex_digit(s.at[i + 1]);
        if (v[i] < 0)
            return ERR_INVALID;
    }
    *ret_colour = (struct colour){(uint8_t)(v[0] * 16 + v[1]), (uint8_t)(v[2] * 16 + v[3]),
                                  (uint8_t)(v[4] * 16 + v[5])};
    return OK;
}

static double
linear(uint8_t part)
{
    double c = part / 255.0;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(struct colour c)
{
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double
colour_contrast(struct colour a, struct colour b)
{
    double x = luminance(a);
    double y = luminance(b);

    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

bool
colour_carries_white(struct colour c)
{
    return colour_contrast(c, WHITE) >= CONTRAST_MIN;
}

/* Darker by steps of a 255th, all parts alike: the hue stays, and black at the end always carries.
 */
struct colour
colour_nearest_allowed(struct colour c)
{
    struct colour darker = c;

    for (int share = 255; share > 0 && !colour_carries_white(darker); share--) {
        darker.red = (uint8_t)(c.red * share / 255);
        darker.green = (uint8_t)(c.green * share / 255);
        darker.blue = (uint8_t)(c.blue * share / 255);
    }
    return darker;
}
