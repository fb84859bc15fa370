/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Differential item functioning: whether people of two groups (language, age band) who are equally
 * able give an item's answers equally often. Equally able means here: the same sum score.
 *
 *   Mantel & Haenszel (1959; Holland & Thayer 1988)  the common odds ratio of right answers, group
 *       0 beside another, over the sum scores; delta = -2.35 log(odds ratio), and the ETS's class
 *       A (negligible), B, C (large). Right-or-wrong items only
 *   Likelihood ratio (Swaminathan & Rogers 1990)     regression of the answer on the sum score,
 *       with and without the groups and their products with the score. Graded answers by
 *       proportional odds. Twice the difference is chi-square with 2 (groups - 1) degrees
 *
 * A person counts who answered every item.
 */
#ifndef KC_ENGINE_IRT_DIF_H
#define KC_ENGINE_IRT_DIF_H

#include "engine/irt_calibrate.h"

enum { IRT_DIF_GROUPS_MAX = 6 };

struct irt_dif {
    int group;   /* the one beside group 0 */
    double odds; /* NaN: not to be had */
    double delta;
    double chi_square; /* with continuity correction, 1 degree */
    double p;
    char ets;     /* 'A', 'B', 'C'; '-' not to be had */
    double ratio; /* of all groups together: twice the difference of log-likelihoods */
    int ratio_df;
    double ratio_p;
};

/*
 * For each item and each group but 0, ret_dif[item * (groups - 1) + group - 1].
 *
 *   ERR_INVALID   fewer than 2 groups
 *   ERR_LIMIT     more than IRT_DIF_GROUPS_MAX; the arena is full (scratch; given back)
 */
MUST_USE enum err irt_dif_items(struct arena *scratch, const struct irt_answers *answers,
                                const uint8_t *group_of, int groups, struct irt_dif *ret_dif);

#endif
