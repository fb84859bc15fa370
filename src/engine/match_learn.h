/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Learning from behaviour: events in, a bounded correction of the match score out (LEARN-1 to
 * LEARN-9, docs/rules/match.md).
 *
 * People look at the first places of a list more than at the others, so a block is chosen often
 * also because it stood high. The position-based model (Craswell, Zoeter, Taylor, Ramsey, WSDM
 * 2008) says: the worth of what is done with a block is, on average,
 *
 *     examination(position) × appeal(block for this person)
 *
 * and appeal is exp(a + b × score) times one factor for each of block, provider, format and
 * overlap of topics. All of it is estimated together by coordinate ascent: each factor becomes
 * (worth of what was done + prior) / (what the others lead to expect + prior), the scaling of
 * Deming and Stephan (1940) for a multiplicative model; the examination curve is harvested from
 * the same blocks standing at different places (Agarwal et al., WSDM 2019) and made
 * non-increasing by pooling adjacent violators. So every choice is weighed by the inverse of
 * how likely its place is looked at (Joachims, Swaminathan, Schnabel, WSDM 2017). The prior
 * draws factors with few events to 1, which is no correction.
 *
 * A factor becomes points by the slope b: a block chosen as if its score were three points
 * higher gets three points.
 *
 * Pure, deterministic: the same events give the same model, bit for bit on one machine.
 */
#ifndef KC_ENGINE_MATCH_LEARN_H
#define KC_ENGINE_MATCH_LEARN_H

#include "base/arena.h"
#include "domain/experience.h"

/* Every parameter of learning; MATCH_LEARNING below, shown on the ranking page. */
struct match_learning {
    double worth[DEEDS];    /* of a deed, 0..1 */
    double prior;           /* worth of choices that a factor is held at 1 by */
    double examination_min; /* no place counts as looked at less: bounds the weight of one choice */
    double doubling_min;    /* points that twice as many choices are worth, at least */
    double doubling_max;    /* and at most */
    int rounds_max;         /* of the estimate */
    double change_min;      /* it ends when no logarithm changes by more */
    bool without_positions; /* as if all places were looked at alike: only to show what is wrong */
};
extern const struct match_learning MATCH_LEARNING;

/*
 * The model lives in `arena`. It has no effect behind which fewer than
 * EXPERIENCE_PEOPLE_MIN people stand.
 *
 *   ERR_NOT_FOUND   nothing to learn from: fewer than EXPERIENCE_PEOPLE_MIN people, or nobody did
 *                   anything
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err match_learn(struct arena *arena, const struct experience_events *events,
                              const struct match_learning *how, struct experience_model *ret_model);

#endif
