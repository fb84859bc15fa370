/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Exposure (MATCH-24): how the first ten places are shared out among the providers, beside how
 * many blocks each offers. So anybody can see whether the match favours somebody.
 *
 * It asks for invented people, so no data of real ones is touched: for each job profile three
 * with default wishes, one who has not rated themselves and two who rated every competence
 * alike. The same catalogue gives the same answer.
 */
#ifndef KC_SERVICE_MATCH_EXPOSURE_H
#define KC_SERVICE_MATCH_EXPOSURE_H

#include "service/platform.h"

struct match_exposure {
    const struct provider *provider;
    uint32_t offered; /* blocks */
    uint32_t shown;   /* places among the first ten */
};

struct match_exposures {
    struct match_exposure *at; /* by places, then by code */
    int len;                   /* providers that offer something */
    uint32_t offered;
    uint32_t shown;
    uint32_t people;
};

/*
 *   ERR_NOT_FOUND   there are no job profiles
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err match_exposure_count(struct ctx *ctx, const struct snapshot *snap,
                                       struct match_exposures *ret_exposures);

#endif
