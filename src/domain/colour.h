/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Colours that a municipality may choose: white text stands on them, so their contrast with
 * white must be at least 4.5 to 1 (ORG-30; WCAG 2.2, success criterion 1.4.3). Relative luminance
 * and contrast ratio as WCAG defines them, over sRGB. Pure.
 */
#ifndef KC_DOMAIN_COLOUR_H
#define KC_DOMAIN_COLOUR_H

#include "base/slice.h"

struct colour {
    uint8_t red;
    uint8_t green;
    uint8_t blue;
};

/* "#1c3f94", in either case. ERR_INVALID for anything else. */
MUST_USE enum err colour_parse(struct slice s, struct colour *ret_colour);

/* 1..21, in either order of the two. */
double colour_contrast(struct colour a, struct colour b);

/* Whether white text can be read on it. */
bool colour_carries_white(struct colour c);
/* The colour itself when it carries white, else the lightest of the same hue that does. */
struct colour colour_nearest_allowed(struct colour c);

#endif
