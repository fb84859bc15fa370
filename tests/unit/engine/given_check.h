/* SPDX-License-Identifier: EUPL-1.2 */
/* Banks and people of the check's tests: drawn from a seed, the same every time. */
#ifndef KC_TESTS_GIVEN_CHECK_H
#define KC_TESTS_GIVEN_CHECK_H

#include <math.h>

#include "engine/check_random.h"
#include "engine/check_session.h"

#define NEAR(why, got, want, tolerance)                                                            \
    do {                                                                                           \
        double got_ = (got);                                                                       \
        double want_ = (want);                                                                     \
        if (!(fabs(got_ - want_) <= (tolerance)))                                                  \
            fail_msg("%s: %s is %.12g, wanted %.12g", (why), #got, got_, want_);                   \
    } while (0)

struct dice {
    uint64_t seed;
    uint32_t at;
};

static inline double
dice_unit(struct dice *d)
{
    return check_random_unit(d->seed, 7777, d->at++);
}

/* Box & Muller */
static inline double
dice_normal(struct dice *d)
{
    double u = 1 - dice_unit(d);
    double v = dice_unit(d);

    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

static inline struct irt_item
dice_item(struct dice *d, enum irt_kind kind)
{
    struct irt_item item = {.kind = (uint8_t)kind, .steps = 1, .d = 1};
    double b = -3 + 6 * dice_unit(d);

    item.a = 0.6 + 1.4 * dice_unit(d);
    if (kind == IRT_LOGISTIC) {
        item.b[0] = b;
        item.c = dice_unit(d) < 0.5 ? 0 : 0.25 * dice_unit(d);
        item.d = dice_unit(d) < 0.5 ? 1 : 0.95;
        return item;
    }
    item.steps = (uint8_t)(2 + (int)(3 * dice_unit(d)));
    for (int k = 0; k < item.steps; k++) {
        item.b[k] = b;
        b += kind == IRT_GRADED ? 0.2 + dice_unit(d) : -0.5 + 1.5 * dice_unit(d);
    }
    return item;
}

static inline int
dice_answer(struct dice *d, const struct irt_item *item, double theta)
{
    double p[IRT_CATEGORIES_MAX];
    int len = irt_probabilities(item, theta, p);
    double u = dice_unit(d);
    int k = 0;

    while (k < len - 1 && u >= p[k])
        u -= p[k++];
    return k;
}

static const struct irt_grid WIDE_GRID = {-6, 6, 61};

#endif
